"""Repricing: looks the prices of an order up again before it goes out long after it was composed."""

from collections.abc import Mapping

from dodo_desktop.core import outgoing
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import Hold, OutgoingPayment
from dodo_desktop.core.paging import Window
from dodo_desktop.core.preview import Preview
from dodo_desktop.core.repricing import (
    Prices,
    compared,
    compared_products,
    preview_of,
    priced_products,
    stale,
)
from dodo_desktop.services.ports import PAGE_SIZE, Clock, Gateway, GatewayError

_NO_TOTAL = frozenset({"refused", "not_found", "unreadable"})
"""Answers that asking again would not change: Dodo has no total for this cart, or not on this account."""

_MOST_PAGES = 50


async def repriced(order: OutgoingPayment, gateway: Gateway, clock: Clock) -> OutgoingPayment | None:
    """The order as it asks its person, because its price changed or nobody can tell; None where it may go.

    A total that Dodo calculated is compared with Dodo's total of now. An estimate cannot be, as it lacks tax
    and discount; then, and where Dodo gives no total, the products' own prices are compared. Where those are
    as they were the order goes out, and Dodo's refusal, if there is one, says what is wrong with it.

    Raises GatewayError where Dodo could not be asked for now, so that the order has to wait.
    """
    if not stale(order, clock.now()):
        return None
    asked = order.quote is not None and order.quote_exact
    preview = await _total(order, gateway) if asked else None
    if order.quote is not None and preview is not None:
        verdict = compared(order.quote, preview)
    else:
        verdict = compared_products(order.draft, await _prices(order, gateway))
    if verdict is Prices.SAME:
        return None
    if not asked:
        preview = await _total(order, gateway)
    why = Hold.PRICE_CHANGED if verdict is Prices.CHANGED and preview else Hold.PRICE_UNKNOWN
    total = Money(preview.total, preview.currency) if preview else None
    return outgoing.hold(order, clock.now(), why, total, exact=True)


async def _total(order: OutgoingPayment, gateway: Gateway) -> Preview | None:
    try:
        return await gateway.preview(preview_of(order.body))
    except GatewayError as error:
        if error.reason in _NO_TOTAL:
            return None
        raise


async def _prices(order: OutgoingPayment, gateway: Gateway) -> Mapping[str, Money | None]:
    """What the products of the cart cost now; those that Dodo does not list are left out."""
    wanted = priced_products(order.draft)
    found: dict[str, Money | None] = {}
    for page in range(_MOST_PAGES):
        if wanted <= found.keys():
            break
        products = await gateway.list_products(Window(page))
        found.update((p.product_id, p.price) for p in products if p.product_id in wanted)
        if len(products) < PAGE_SIZE:
            break
    return found
