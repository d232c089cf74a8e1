"""OutgoingPayment: an order on its way to Dodo; its states and their legal moves, as pure functions.

Dodo has no idempotency key, so an order that may have reached it is never sent again by itself: it is
looked for by the ``link_request_id`` in its metadata instead.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.events import Event, last_event
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import (
    LONGEST_WAIT,
    Blocked,
    Created,
    NotSent,
    Outcome,
    Rejected,
    Unclear,
)
from dodo_desktop.core.value import value

LOOK_DELAYS = (0, 3, 10, 30, *(60,) * 10)
"""Seconds from one look for an unconfirmed order to the next: at once, then 3, 10, 30, then each minute."""

BACKOFF_FIRST = 1.0
BACKOFF_MOST = 300.0
"""Seconds: bounds of the wait after an order could not be sent."""


class State(StrEnum):
    """Where an order stands."""

    QUEUED = "queued"
    SENDING = "sending"
    CREATED = "created"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    UNCONFIRMED = "unconfirmed"
    DISCARDED = "discarded"
    """Taken off the list by a person; kept, because one that was ever unconfirmed is still looked for."""


class Hold(StrEnum):
    """Why a queued order waits for a person's word."""

    NONE = ""
    ASK_FIRST = "ask_first"
    PRICE_CHANGED = "price_changed"
    PRICE_UNKNOWN = "price_unknown"


@value
class OutgoingPayment:
    """One order on its way. All times are aware and in UTC.

    `body` is the exact JSON text that is sent. `sent_at`, on Dodo's clock, is the time of the last sending,
    or of the first whose answer is unknown: a payment for this order is never older, so looks begin there.
    `next_at` is when the runner acts next, None for "when a person says so". `looks` counts the looks since
    it became unconfirmed. `dodo` is the outcome that explains the state. `quote` is the total shown to the
    person at creation, exact only where `quote_exact`.
    """

    request_id: str
    draft: Draft
    body: str
    mode: str
    created_at: datetime
    changed_at: datetime
    state: State = State.QUEUED
    business_id: str = ""
    attempts: int = 0
    looks: int = 0
    next_at: datetime | None = None
    sent_at: datetime | None = None
    ever_unconfirmed: bool = False
    hold: Hold = Hold.NONE
    dodo: Outcome | None = None
    found: tuple[str, ...] = ()
    """Payment ids that Dodo has for this order; more than one is shown, never hidden."""
    quote: Money | None = None
    quote_exact: bool = False
    history: tuple[Event, ...] = ()

    @property
    def looks_over(self) -> bool:
        """Whether the last look by itself is done, so that a person has to decide."""
        return self.state is State.UNCONFIRMED and self.next_at is None

    @property
    def needs_person(self) -> bool:
        """Whether nothing more happens until a person does something."""
        waits = self.state is State.QUEUED and self.hold is not Hold.NONE
        return waits or self.looks_over or self.state in {State.REJECTED, State.BLOCKED}


class IllegalMove(Exception):
    """A move that the state does not allow: a bug of ours, never a person's doing."""

    def __init__(self, state: State, move: str) -> None:
        super().__init__(f"{move} is not a move of {state}")


def _must(order: OutgoingPayment, move: str, *states: State) -> None:
    if order.state not in states:
        raise IllegalMove(order.state, move)


def _done(order: OutgoingPayment, now: datetime, code: str, /, **params: str | int) -> tuple[Event, ...]:
    return (*order.history, Event(now, code, MappingProxyType(params)))


def queue(order: OutgoingPayment, now: datetime, *, hold: Hold = Hold.NONE) -> OutgoingPayment:
    """A new order, saved and ready to go out at once unless it is held."""
    _must(order, "queue", State.QUEUED)
    return replace(
        order,
        hold=hold,
        next_at=None if hold else now,
        changed_at=now,
        history=_done(order, now, "saved"),
    )


def hold(
    order: OutgoingPayment, now: datetime, why: Hold, quote: Money | None = None, *, exact: bool = False
) -> OutgoingPayment:
    """A queued order that asks the person first. `quote` is its new total where there is one, `exact` whether
    that is Dodo's; the history then says what it was before."""
    _must(order, "hold", State.QUEUED)
    before = order.quote if quote else None
    was: dict[str, str | int] = {"was": before.minor, "currency": before.currency} if before else {}
    return replace(
        order,
        hold=why,
        next_at=None,
        changed_at=now,
        quote=quote or order.quote,
        quote_exact=exact if quote else order.quote_exact,
        history=_done(order, now, f"held_{why}", **was),
    )


def release(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """*Send*, *Send now* or *Try all now*: goes out at once, whatever it waited for, a key included."""
    _must(order, "release", State.QUEUED, State.BLOCKED)
    return replace(
        order,
        state=State.QUEUED,
        dodo=None if order.state is State.BLOCKED else order.dodo,
        hold=Hold.NONE,
        next_at=now,
        changed_at=now,
        history=_done(order, now, "released"),
    )


def claim(order: OutgoingPayment, now: datetime, server_now: datetime) -> OutgoingPayment:
    """Taken by the runner; to be committed before a byte is sent. `server_now` is Dodo's clock."""
    _must(order, "claim", State.QUEUED)
    if order.hold is not Hold.NONE:
        raise IllegalMove(order.state, "claim while held")
    return replace(
        order,
        state=State.SENDING,
        attempts=order.attempts + 1,
        sent_at=min(order.sent_at or server_now, server_now) if order.ever_unconfirmed else server_now,
        next_at=None,
        changed_at=now,
        history=_done(order, now, "sent"),
    )


def backoff(attempts: int, jitter: float) -> float:
    """Seconds to wait before try `attempts` + 1. `jitter` from 0 to 1 spreads it over half its length."""
    full = min(BACKOFF_MOST, BACKOFF_FIRST * 2.0 ** max(0, min(attempts, 16) - 1))
    return full * (0.5 + jitter / 2)


def record(order: OutgoingPayment, outcome: Outcome, now: datetime, jitter: float = 0.5) -> OutgoingPayment:
    """What became of a claimed order."""
    _must(order, "record", State.SENDING)
    order = replace(order, dodo=outcome, changed_at=now)
    match outcome:
        case Created(payment):
            return _created(order, now, (payment.payment_id,), "created")
        case NotSent(reason, wait):
            return _not_sent(order, reason, wait, now, jitter)
        case Rejected(status, code):
            history = _done(order, now, "rejected", status=status, code=code)
            look = _look_on(order, now)
            return replace(order, state=State.REJECTED, looks=0, next_at=look, history=history)
        case Blocked(reason):
            return replace(order, state=State.BLOCKED, history=_done(order, now, "blocked", reason=reason))
        case Unclear(reason):
            return _unconfirmed(order, now, reason)


def postpone(order: OutgoingPayment, why: NotSent, now: datetime, jitter: float = 0.5) -> OutgoingPayment:
    """A queued order that was not even claimed, because Dodo could not be reached before."""
    _must(order, "postpone", State.QUEUED)
    if order.hold is not Hold.NONE:
        raise IllegalMove(order.state, "postpone while held")
    order = replace(order, dodo=why, attempts=order.attempts + 1, changed_at=now)
    return _not_sent(order, why.reason, why.wait, now, jitter)


def left_behind(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """Found queued and untried at start-up: the app ended before the order's turn came. It goes out at once,
    and counts among those that waited."""
    _must(order, "left_behind", State.QUEUED)
    if order.hold is not Hold.NONE or order.dodo is not None:
        raise IllegalMove(order.state, "left_behind")
    order = replace(order, dodo=NotSent("closed"), changed_at=now)
    return _not_sent(order, "closed", 0.0, now, 0.0)


def retime(order: OutgoingPayment, next_at: datetime) -> OutgoingPayment:
    """The same order with another time for what comes next: the network is back, or the clock was set."""
    if order.next_at is None:
        raise IllegalMove(order.state, "retime")
    return replace(order, next_at=next_at)


def noted(order: OutgoingPayment, now: datetime, code: str, /, **params: str | int) -> OutgoingPayment:
    """The same order in the same state, with something in its history that its person should know."""
    return replace(order, changed_at=now, history=_done(order, now, code, **params))


def block(order: OutgoingPayment, reason: str, now: datetime) -> OutgoingPayment:
    """An order that cannot go out for want of a key, or for another reason now; nothing was sent."""
    _must(order, "block", State.QUEUED, State.BLOCKED)
    return replace(
        order,
        state=State.BLOCKED,
        dodo=Blocked(reason),
        next_at=None,
        changed_at=now,
        history=_done(order, now, "blocked", reason=reason),
    )


def unblock(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """The key is there again: the order goes on by itself."""
    _must(order, "unblock", State.BLOCKED)
    return replace(
        order,
        state=State.QUEUED,
        dodo=None,
        next_at=None if order.hold else now,
        changed_at=now,
        history=_done(order, now, "unblocked"),
    )


def recover(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """Found in `sending` at start-up: whether it was sent is unknown."""
    _must(order, "recover", State.SENDING)
    return _unconfirmed(replace(order, dodo=Unclear("interrupted"), changed_at=now), now, "interrupted")


def look_from_start(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """A new start of the app, or *Look again*: the whole series of looks begins anew."""
    if not watched(order):
        raise IllegalMove(order.state, "look")
    return replace(order, looks=0, next_at=now, changed_at=now)


def look_once(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """A new start of the app long after the sending: what Dodo does not list by now it will never list."""
    return replace(look_from_start(order, now), looks=len(LOOK_DELAYS) - 1)


def looked(order: OutgoingPayment, found: tuple[str, ...], now: datetime) -> OutgoingPayment:
    """The answer of one whole look through Dodo's list of payments.

    What was found settles an order wherever it waits, so that a second link is never made for it.
    """
    if not (findable(order) if found else watched(order)):
        raise IllegalMove(order.state, "looked")
    if found:
        # Wherever it waited: it was sent without an answer, whatever is known of that here.
        return replace(_created(order, now, found, "found"), ever_unconfirmed=True)
    looks = order.looks + 1
    over = looks >= len(LOOK_DELAYS)
    return replace(
        order,
        looks=looks,
        next_at=None if over else now + timedelta(seconds=LOOK_DELAYS[looks]),
        changed_at=now,
        history=_done(order, now, "looked_last" if over else "looked"),
    )


def look_failed(
    order: OutgoingPayment, now: datetime, reason: str, told: float | None = None
) -> OutgoingPayment:
    """Dodo could not be asked. The look does not count; it is tried again after the same wait, 60 s at most,
    or after the seconds that the answer `told`."""
    if not watched(order):
        raise IllegalMove(order.state, "look_failed")
    usual = float(LOOK_DELAYS[min(order.looks + 1, len(LOOK_DELAYS) - 1)])
    wait = usual if told is None else max(usual, _bounded(told))
    last = last_event(order.history)
    said = (
        order.history
        if last and last.code == "look_failed"
        else _done(order, now, "look_failed", reason=reason)
    )
    return replace(order, next_at=now + timedelta(seconds=wait), changed_at=now, history=said)


def send_again(order: OutgoingPayment, now: datetime) -> OutgoingPayment:
    """A person took the risk of a second link. The same body and the same UUID go out once more."""
    _must(order, "send_again", State.UNCONFIRMED)
    return replace(
        order,
        state=State.QUEUED,
        looks=0,
        next_at=now,
        changed_at=now,
        history=_done(order, now, "sent_again"),
    )


def discard(order: OutgoingPayment, now: datetime, *, edited: bool = False) -> OutgoingPayment:
    """A person took it off the list, or back into the form. One ever unconfirmed is still looked for."""
    _must(order, "discard", State.QUEUED, State.REJECTED, State.BLOCKED, State.UNCONFIRMED)
    return replace(
        order,
        state=State.DISCARDED,
        hold=Hold.NONE,
        looks=0,
        next_at=_look_on(order, now),
        changed_at=now,
        history=_done(order, now, "edited" if edited else "discarded"),
    )


def watched(order: OutgoingPayment) -> bool:
    """Whether Dodo is asked for this order, because it may have a payment that we do not know."""
    if order.state is State.UNCONFIRMED:
        return True
    return order.ever_unconfirmed and order.state in {State.REJECTED, State.DISCARDED}


def findable(order: OutgoingPayment) -> bool:
    """Whether a payment that Dodo lists for this order settles it, as it does wherever the order waits."""
    return order.state in {State.QUEUED, State.BLOCKED} or watched(order)


def _bounded(seconds: float) -> float:
    """A wait that somebody else named, made sane: it may be negative, endless or no number."""
    return min(LONGEST_WAIT, seconds) if seconds > 0 else 0.0


def _not_sent(
    order: OutgoingPayment, reason: str, wait: float | None, now: datetime, jitter: float
) -> OutgoingPayment:
    seconds = backoff(order.attempts, jitter) if wait is None else _bounded(wait)
    last = last_event(order.history)
    repeated = last is not None and last.code == "not_sent" and last.params.get("reason") == reason
    return replace(
        order,
        state=State.QUEUED,
        next_at=now + timedelta(seconds=seconds),
        # A day without a network is one event, not a thousand.
        history=order.history if repeated else _done(order, now, "not_sent", reason=reason),
    )


def _look_on(order: OutgoingPayment, now: datetime) -> datetime | None:
    return now if order.ever_unconfirmed else None


def _created(order: OutgoingPayment, now: datetime, found: tuple[str, ...], code: str) -> OutgoingPayment:
    return replace(
        order,
        state=State.CREATED,
        found=found,
        next_at=None,
        changed_at=now,
        history=_done(order, now, code, count=len(found)),
    )


def _unconfirmed(order: OutgoingPayment, now: datetime, reason: str) -> OutgoingPayment:
    return replace(
        order,
        state=State.UNCONFIRMED,
        ever_unconfirmed=True,
        looks=0,
        next_at=now,
        history=_done(order, now, "unclear", reason=reason),
    )
