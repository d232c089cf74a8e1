"""What was done with an order, one line for each event, and the questions before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dodo_desktop.core.outgoing import Hold, State
from dodo_desktop.core.records import BrokenOrder
from dodo_desktop.core.value import value
from dodo_desktop.ui.words import _, ngettext

if TYPE_CHECKING:
    from dodo_desktop.core.events import Event
    from dodo_desktop.core.outgoing import OutgoingPayment


@value
class Question:
    """A question before something that cannot be taken back: title, consequence, the verb, the safe verb."""

    title: str
    consequence: str
    verb: str
    safe: str


def event_lines(events: Sequence[Event]) -> list[str]:
    """One line for each event, in the same order."""
    lines = []
    looked = sent = 0
    for event in events:
        if event.code == "sent":
            sent += 1
        if event.code in {"looked", "looked_last"}:
            looked += 1
        lines.append(_line(event, sent, looked))
    return lines


def _line(event: Event, sent: int, looked: int) -> str:
    with_reason = {"not_sent": _not_sent, "blocked": _blocked, "unclear": _unclear}
    if event.code in with_reason:
        return with_reason[event.code](str(event.params.get("reason", "")))
    if event.code == "sent":
        return _("Sent to Dodo, once") if sent == 1 else _("Sent to Dodo, time {count}").format(count=sent)
    if event.code in {"looked", "looked_last"}:
        return _("Looked at Dodo: not there") if looked == 1 else _("Looked again: not there")
    if event.code == "found":
        count = event.params.get("count", 1)
        number = count if isinstance(count, int) else 1
        return ngettext("Found at Dodo", "Found at Dodo, {count} payments", number).format(count=number)
    return _plain(event.code)


def _plain(code: str) -> str:
    return {
        "saved": _("Saved on this computer"),
        "held_ask_first": _("Waited for your word"),
        "held_price_changed": _("Price changed, so it waited"),
        "held_price_unknown": _("Price not certain, so it waited"),
        "released": _("You let it go out"),
        "created": _("Dodo made the link"),
        "rejected": _("Dodo refused it, no link made"),
        "unblocked": _("The key is there again"),
        "sent_again": _("You had it sent again"),
        "discarded": _("You discarded it"),
        "edited": _("You took it back to edit"),
        "look_failed": _("Dodo could not be asked"),
        "clock_set_back": _("This computer’s clock was set back; its turn stays"),
        "slept": _("This computer slept or its clock jumped ahead"),
    }.get(code, _("Something else was noted"))


def _not_sent(reason: str) -> str:
    return {
        "throttled": _("Not sent: Dodo asked for a pause"),
        "discount_busy": _("No link: the code was in use"),
        "tls": _("Not sent: no safe connection"),
        "proxy": _("Not sent: stopped by the proxy"),
        "unready": _("Not sent: Dodo was not ready"),
        "busy": _("Not sent: too many at once"),
        "closed": _("Not sent: the app ended before"),
    }.get(reason, _("Not sent: Dodo not reached"))


def _blocked(reason: str) -> str:
    return {
        "key_missing": _("Held: no key is stored"),
        "keyring_locked": _("Held: the keyring is locked"),
        "keyring_timeout": _("Held: the keyring did not answer"),
        "keyring_refused": _("Held: the keyring gave no key out"),
        "keyring_absent": _("Held: there is no keyring"),
        "key_damaged": _("Held: the keyring holds no key"),
        "key_unchecked": _("Held: the key is not checked yet"),
        "key_forbidden": _("Held: the key may not make links"),
        "other_business": _("Held: key of another business"),
    }.get(reason, _("Held: the key was refused"))


def _unclear(reason: str) -> str:
    return {
        "reset": _("Connection lost, no answer"),
        "timeout": _("No answer in time"),
        "server": _("Dodo had trouble, no clear answer"),
        "interrupted": _("The app ended before the answer"),
        "proxy": _("Something else answered for Dodo"),
        "redirect": _("Sent elsewhere on the way"),
        "conflict": _("Dodo was busy with the same order"),
        "unreadable": _("The answer could not be read"),
    }.get(reason, _("No usable answer"))


def discard_question(order: OutgoingPayment | BrokenOrder) -> Question:
    """Before an order is taken off the list."""
    if isinstance(order, BrokenOrder):
        consequence = _(
            "Dodo may have a payment for this order: look in its list of payments first. The order leaves "
            "the list, and nothing is sent for it. What is kept of it stays in the file."
        )
    elif order.ever_unconfirmed or order.state is State.UNCONFIRMED:
        consequence = _(
            "Dodo may have made a link already. The order leaves the list and is not sent again. "
            "If its link turns up at Dodo, it appears under Links."
        )
    else:
        consequence = _("No link was made, and none will be. The order leaves the list for good.")
    return Question(_("Discard this order?"), consequence, _("Discard"), _("Keep"))


def edit_question() -> Question:
    """Before an order that may be at Dodo all the same is made anew."""
    return Question(
        _("Edit this order?"),
        _(
            "It was sent before without an answer, so Dodo may have made a link already. The edited order is "
            "a new one: the customer could then have two links. Dodo’s list is still looked through for the "
            "first."
        ),
        _("Edit"),
        _("Keep"),
    )


def send_again_question() -> Question:
    """Before an order goes out a second time."""
    return Question(
        _("Send this order again?"),
        _("Dodo may have made a link already. If it did, the customer could have two. Look again first?"),
        _("Send again"),
        _("Go back"),
    )


def send_label(order: OutgoingPayment) -> str:
    """The button that lets a queued order go out."""
    return _("Send") if order.hold is not Hold.NONE else _("Send now")


def need_you(count: int) -> str:
    """The Outbox's status."""
    if not count:
        return ""
    return ngettext("{count} order needs you", "{count} orders need you", count).format(count=count)
