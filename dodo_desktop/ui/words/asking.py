"""Orders that wait for a person's word: why they ask, as a sentence and for a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import Hold
from dodo_desktop.ui.words import _, isolate, locale

if TYPE_CHECKING:
    from dodo_desktop.core.outgoing import OutgoingPayment


def why_asked(order: OutgoingPayment) -> str:
    """What happened to a held order."""
    if order.hold is Hold.PRICE_CHANGED:
        return _price_changed(order)
    if order.hold is Hold.PRICE_UNKNOWN:
        return _(
            "The order waited for long, and whether its price still holds could not be found out. "
            "Nothing was sent."
        )
    return _("This order was made offline and waits for your word. Nothing was sent.")


def asked_short(order: OutgoingPayment) -> str:
    """The question in a few words."""
    if order.hold is Hold.PRICE_CHANGED and order.quote is not None:
        return _("Price is now {price}: send?").format(price=isolate(_money(order.quote)))
    if order.hold is Hold.PRICE_UNKNOWN:
        return _("Price not certain: send?")
    return _("Waits for your word: send?")


def _price_changed(order: OutgoingPayment) -> str:
    if order.quote is None:
        return _("The price changed while the order waited. Nothing was sent.")
    price = isolate(f"{_money(order.quote)} {order.quote.currency}")
    before = _price_before(order)
    if before:
        told = _(
            "The price changed while the order waited: it was {before} and is now {price}. Nothing was sent."
        )
        return told.format(before=before, price=price)
    told = _("The price changed while the order waited: it is now {price}. Nothing was sent.")
    return told.format(price=price)


def _price_before(order: OutgoingPayment) -> str:
    """What the order cost before it was held for its price; empty where nobody knew."""
    held = [event for event in order.history if event.code == "held_price_changed"]
    was, currency = (held[-1].params.get(name) for name in ("was", "currency")) if held else (None, None)
    if not isinstance(was, int) or not isinstance(currency, str):
        return ""
    return isolate(f"{_money(Money(was, currency))} {currency}")


def _money(amount: Money) -> str:
    from dodo_desktop.core.money_text import format_money

    return format_money(amount, locale())
