"""How an order stands, as its history and its last outcome tell it."""

from dodo_desktop.core.outcome import UNREACHED, NotSent
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State


def looked_through(order: OutgoingPayment) -> bool:
    """Whether a whole series of looks came to its end since the order was sent last."""
    codes = (event.code for event in reversed(order.history))
    return next((code for code in codes if code in {"looked_last", "sent"}), "") == "looked_last"


def waited_offline(order: OutgoingPayment) -> bool:
    """Whether a queued order could not go out for want of a connection, or before the app ended, and no
    person has released it."""
    unreached = isinstance(order.dodo, NotSent) and order.dodo.reason in UNREACHED | {"closed"}
    released = any(event.code == "released" for event in order.history)
    return order.state is State.QUEUED and order.hold is Hold.NONE and unreached and not released


def waited(order: OutgoingPayment) -> bool:
    """Whether it did not go through in one go, so that its person may have turned to something else."""
    waits = ("not_sent", "blocked", "unclear", "held_")
    return any(event.code.startswith(waits) for event in order.history)


def editable(order: OutgoingPayment) -> bool:
    """Whether *Edit* may reopen it: never while it is unconfirmed or on its way."""
    return order.state in {State.QUEUED, State.REJECTED}
