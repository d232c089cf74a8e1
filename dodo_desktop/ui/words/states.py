"""States of orders and links: the word, what it wants to be taken for, and its icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.link import LinkState
from dodo_desktop.core.outgoing import Hold, State
from dodo_desktop.core.value import value
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.outgoing import OutgoingPayment
    from dodo_desktop.ui.tokens import Tone


@value
class StateWord:
    """What a pill shows."""

    word: str
    tone: Tone
    icon: str


def order_state(order: OutgoingPayment) -> StateWord:
    """Where an order stands, for its pill."""
    return state_word(order.state, order.hold)


def state_word(state: State, hold: Hold = Hold.NONE) -> StateWord:
    """The pill of an outbox state; a queued order that is held asks first."""
    if state is State.QUEUED and hold is not Hold.NONE:
        return StateWord(_("Asks you first"), "warning", "info")
    words = {
        State.QUEUED: StateWord(_("Waiting to send"), "neutral", "clock"),
        State.SENDING: StateWord(_("Sending"), "accent", "send"),
        State.CREATED: StateWord(_("Link ready"), "success", "success"),
        State.REJECTED: StateWord(_("Needs a change"), "danger", "edit"),
        State.BLOCKED: StateWord(_("Needs the key"), "warning", "key"),
        State.UNCONFIRMED: StateWord(_("Not sure yet"), "warning", "unsure"),
        State.DISCARDED: StateWord(_("Discarded"), "neutral", "discard"),
    }
    return words[state]


def order_words() -> tuple[str, ...]:
    """Every word that an order's pill can show."""
    held = state_word(State.QUEUED, Hold.PRICE_UNKNOWN)
    return (held.word, *(state_word(state).word for state in State))


def link_word(state: LinkState, link: PaymentLink | None = None) -> StateWord:
    """The pill of a link; a status that is new to us is shown as Dodo sent it."""
    words = {
        LinkState.NOT_PAID: StateWord(_("Not paid yet"), "neutral", "clock"),
        LinkState.BEING_PAID: StateWord(_("Being paid"), "accent", "card"),
        LinkState.PROCESSING: StateWord(_("Processing"), "neutral", "refresh"),
        LinkState.PAID: StateWord(_("Paid"), "success", "success"),
        LinkState.FAILED: StateWord(_("Failed"), "danger", "problem"),
        LinkState.CANCELLED: StateWord(_("Cancelled"), "neutral", "clear"),
        LinkState.EXPIRED: StateWord(_("Expired"), "warning", "clock"),
    }
    if state in words:
        return words[state]
    return StateWord((link.status if link else None) or _("Unknown"), "neutral", "info")


def link_words() -> tuple[str, ...]:
    """Every word of our own that a link's pill can show."""
    return tuple(link_word(state).word for state in LinkState)
