"""Tidying: moves of many orders at once, because the app started, the key changed or the clock was set."""

import asyncio
from collections.abc import Callable, Container, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import starmap

from dodo_desktop.core import outgoing
from dodo_desktop.core.events import last_event
from dodo_desktop.core.outcome import LONGEST_WAIT, UNREACHED, Blocked, NotSent
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.core.standing import looked_through, waited_offline
from dodo_desktop.services.orderbook import OrderBook
from dodo_desktop.services.ports import Clock

_LONG_AGO = timedelta(days=1)
_JUMP = 5.0
_SLEPT = 300.0
"""Seconds that the clocks differ by: less is set right without a word."""
_BATCH = 100
_WATCHED = (State.UNCONFIRMED, State.REJECTED, State.DISCARDED)


class Tidying:
    """All raise StoreFault; what another changed meanwhile is left to the next turn."""

    def __init__(self, book: OrderBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._wall = clock.now()
        self._monotonic = clock.monotonic()

    async def at_start(self, *, key_there: bool) -> None:
        """Orders found `sending` may have been sent; those that are watched are looked for again; those that
        only lacked a key go on, as do those whose turn had not come."""
        await self._each((State.SENDING,), outgoing.recover)
        await self._each(_WATCHED, self._look)
        await self._each((State.QUEUED,), self._straighten)
        await self._each((State.QUEUED,), self._pick_up)
        if key_there:
            await self._each((State.BLOCKED,), self._try_key)

    async def mind_the_clock(self) -> None:
        """Moves all waits with a wall clock that was set back, or they would last as much longer.

        Orders that wait for a time have it in their history, and so that the clock jumped ahead, which is
        what a sleep of the computer looks like, too.
        """
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        ahead = (wall - self._wall).total_seconds() - (monotonic - self._monotonic)
        self._wall, self._monotonic = wall, monotonic
        if ahead < -_JUMP:
            await self._each((State.QUEUED, *_WATCHED), partial(_moved_back, seconds=-ahead))
        elif ahead > _SLEPT:
            await self._each((State.QUEUED, State.UNCONFIRMED), _slept_over)

    async def block_all(self, reason: str) -> None:
        """There is no key: queued orders say so, and those that waited for another reason say this one."""

        def wait(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
            known = order.dodo.reason if isinstance(order.dodo, Blocked) else ""
            said = order.state is State.BLOCKED and known in {reason, "other_business"}
            return None if said else outgoing.block(order, reason, now)

        await self._each((State.QUEUED, State.BLOCKED), wait)

    async def unblock_all(self, business_id: str, refusal: str = "") -> None:
        """There is another key: blocked orders go on, if they are of its business as far as is known.

        `refusal` is what is known against the key by now: orders that wait for just that go on waiting.
        """

        def go_on(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
            other = order.business_id and business_id and order.business_id != business_id
            same = isinstance(order.dodo, Blocked) and order.dodo.reason == refusal
            return None if other or same else outgoing.unblock(order, now)

        await self._each((State.BLOCKED,), go_on)

    async def postpone_due(self, busy: Container[str]) -> None:
        """Dodo cannot be reached: orders that are due say so."""
        now = self._clock.now()
        for order in await self._book.outbox.due(now, _BATCH):
            if order.state is State.QUEUED and not order.hold and order.request_id not in busy:
                await self._book.put(order, outgoing.postpone(order, NotSent("offline"), now))

    async def ask_first(self) -> None:
        """The person wants to be asked before what waited offline goes out."""
        now = self._clock.now()
        # Until none is among the first that are due: those that come after a batch are asked about, too.
        while waited := [o for o in await self._book.outbox.due(now, _BATCH) if waited_offline(o)]:
            await self._together([(order, outgoing.hold(order, now, Hold.ASK_FIRST)) for order in waited])

    async def hurry(self) -> None:
        """Dodo can be reached again: what waited for that goes at once."""

        def at_once(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
            if order.next_at is None or order.next_at <= now:
                return None
            if order.state is State.QUEUED:
                waited = isinstance(order.dodo, NotSent) and order.dodo.reason in UNREACHED
            else:
                last = last_event(order.history)
                waited = last is not None and last.code == "look_failed"
            return outgoing.retime(order, now) if waited else None

        await self._each((State.QUEUED, State.UNCONFIRMED), at_once)

    async def _each(
        self,
        states: tuple[State, ...],
        move: Callable[[OutgoingPayment, datetime], OutgoingPayment | None],
    ) -> None:
        moves = []
        for order in await self._book.outbox.in_state(*states):
            new = move(order, self._clock.now())
            if new is not None:
                moves.append((order, new))
        for start in range(0, len(moves), _BATCH):
            await self._together(moves[start : start + _BATCH])

    async def _together(self, moves: Sequence[tuple[OutgoingPayment, OutgoingPayment]]) -> None:
        """Writes moves side by side, so that one commit serves many of them. Raises StoreFault."""
        for done in await asyncio.gather(*starmap(self._book.put, moves), return_exceptions=True):
            if isinstance(done, BaseException):
                raise done

    @staticmethod
    def _look(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
        if not outgoing.watched(order):
            return None
        # The age alone proves nothing: the clock may have been set, and a payment is listed late at times.
        if looked_through(order) and now - (order.sent_at or order.created_at) > _LONG_AGO:
            return outgoing.look_once(order, now)
        return outgoing.look_from_start(order, now)

    @staticmethod
    def _straighten(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
        """A wait longer than any that is ever set comes from a clock that was wrong then or is now."""
        limit = now + timedelta(seconds=LONGEST_WAIT)
        return outgoing.retime(order, now) if order.next_at and order.next_at > limit else None

    @staticmethod
    def _pick_up(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
        untried = order.dodo is None and not order.hold
        return outgoing.left_behind(order, now) if untried else None

    @staticmethod
    def _try_key(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
        if isinstance(order.dodo, Blocked) and order.dodo.reason == "other_business":
            return None  # a start alone does not bring another key
        return outgoing.unblock(order, now)


def _moved_back(order: OutgoingPayment, now: datetime, *, seconds: float) -> OutgoingPayment | None:
    if order.next_at is None or order.next_at <= now:
        return None
    moved = outgoing.retime(order, max(now, order.next_at - timedelta(seconds=seconds)))
    return outgoing.noted(moved, now, "clock_set_back") if seconds > _SLEPT else moved


def _slept_over(order: OutgoingPayment, now: datetime) -> OutgoingPayment | None:
    return None if order.next_at is None else outgoing.noted(order, now, "slept")
