"""An order reference that was used before, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.orders import customer_of, money, quote_of
from dodo_desktop.ui.words.states import link_word, order_state
from dodo_desktop.ui.words.times import day_or_time

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.outgoing import OutgoingPayment


def link_there(link: PaymentLink) -> tuple[str, str]:
    """A link has this reference: which one, and what a second one means; calm where nobody pays the first.

    The second text is the tone of the first.
    """
    from dodo_desktop.core.link import LinkState, link_state

    now = datetime.now(UTC)
    state = link_state(link, now)
    which = _facts(
        link.customer_name or link.customer_email,
        money(link.total) if link.total is not None else "",
        _("{state}, {day}").format(state=link_word(state, link).word, day=day_or_time(link.created_at, now)),
    )
    if state in {LinkState.FAILED, LinkState.CANCELLED, LinkState.EXPIRED}:
        return _("The last link with this reference: {link}.").format(link=which), "muted"
    said = _("There is a link with this reference: {link}. A second one can be paid, too.")
    return said.format(link=which), "warning"


def order_there(order: OutgoingPayment) -> tuple[str, str]:
    """An order with this reference is on its way."""
    which = _facts(customer_of(order.draft), quote_of(order), order_state(order).word)
    said = _("An order with this reference is in the outbox: {order}. This one would be sent besides.")
    return said.format(order=which), "warning"


def _facts(*parts: str) -> str:
    return " · ".join(isolate(part) for part in parts if part)
