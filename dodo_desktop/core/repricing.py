"""Whether what an order was composed with still holds when it goes out later, as pure functions."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.preview import Preview

STALE_AFTER = timedelta(hours=1)
"""How long the prices that an order was composed with are taken for granted."""

_PRICE_HOLDS = frozenset({"held_price_changed", "held_price_unknown"})


class Prices(StrEnum):
    """How the prices of a cart stand beside those it was composed with."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN = "unknown"


def stale(order: OutgoingPayment, now: datetime) -> bool:
    """Whether the prices are to be looked up before the order goes out.

    Its time counts from when it was composed, or from when a person last let it go out at a price that had
    changed. A time that lies ahead comes from a clock that was set, and proves nothing.
    """
    return not timedelta(0) <= now - _agreed_at(order) <= STALE_AFTER


def _agreed_at(order: OutgoingPayment) -> datetime:
    agreed, asked = order.created_at, False
    for event in order.history:
        if event.code in _PRICE_HOLDS:
            asked = True
        elif asked and event.code == "released":
            agreed, asked = event.at, False
    return agreed


def preview_of(body: str) -> str:
    """The JSON text that asks Dodo for the total of an order, from the text that creates it."""
    order = json.loads(body)
    document: dict[str, object] = {
        "product_cart": order["product_cart"],
        "billing_address": {name: text for name, text in order["billing"].items() if text},
    }
    if "customer_id" in order["customer"]:
        document["customer"] = {"customer_id": order["customer"]["customer_id"]}
    for name in ("billing_currency", "discount_code", "tax_id"):
        if order.get(name):
            document[name] = order[name]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def compared(quote: Money, preview: Preview) -> Prices:
    """Dodo's total of now beside the one that it answered when the order was composed."""
    same = (quote.minor, quote.currency) == (preview.total, preview.currency)
    return Prices.SAME if same else Prices.CHANGED


def priced_products(draft: Draft) -> frozenset[str]:
    """Ids of the products in the cart whose price is Dodo's to say; a price that is paid as one wants stands
    in the order itself."""
    return frozenset(line.product.product_id for line in draft.lines if not line.product.pay_what_you_want)


def compared_products(draft: Draft, now: Mapping[str, Money | None]) -> Prices:
    """The products' own prices beside those that the cart shows; `now` has no entry for one not found."""
    verdict = Prices.SAME
    for line in draft.lines:
        product = line.product
        if product.pay_what_you_want:
            continue
        price = now.get(product.product_id)
        if price is None or product.price is None:
            verdict = Prices.UNKNOWN
        elif price != product.price:
            return Prices.CHANGED
    return verdict
