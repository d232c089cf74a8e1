"""Looking for orders at Dodo: one pass through its list of payments serves all that are looked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from dodo_desktop.core.limits import REQUEST_ID_KEY
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.services.ports import PAGE_SIZE, Gateway, GatewayError

MARGIN = timedelta(minutes=5)
"""How long before its sending, on Dodo's clock, an order is looked for."""

WIDE_MARGIN = timedelta(days=1)
"""The same for an order that has only the time of this computer's clock."""

MOST_PAGES = 2000
"""A list that has more is taken for one that does not end."""


def since(orders: Sequence[OutgoingPayment], margin: timedelta = MARGIN) -> datetime:
    """From when on payments can belong to one of `orders`."""
    return min(order.sent_at or order.created_at for order in orders) - margin


async def payments_since(gateway: Gateway, start: datetime) -> list[CreatedPayment]:
    """All pages, each payment once. Raises GatewayError, also for a list that does not end."""
    known: dict[str, CreatedPayment] = {}
    for page in range(MOST_PAGES):
        rows = await gateway.list_payments(start, page)
        before = len(known)
        for row in rows:
            known.setdefault(row.payment_id, row)
        if len(rows) < PAGE_SIZE:
            return list(known.values())
        if len(known) == before:
            break  # the same page again: the rest cannot be seen, so nothing may be concluded
    raise GatewayError("unreadable", code="endless_list")


async def look(
    gateway: Gateway, orders: Sequence[OutgoingPayment], margin: timedelta = MARGIN
) -> Mapping[str, tuple[CreatedPayment, ...]]:
    """The payments that Dodo has, by request id, each as ``GET /payments/{id}`` tells it.

    Where that cannot be read the row of the list stands in, which has no link. Raises GatewayError where the
    list could not be read to its end.
    """
    wanted = {order.request_id for order in orders}
    found: defaultdict[str, list[CreatedPayment]] = defaultdict(list)
    for row in await payments_since(gateway, since(orders, margin)):
        request_id = row.metadata.get(REQUEST_ID_KEY, "")
        if request_id in wanted:
            found[request_id].append(await _whole(gateway, row))
    return {request_id: tuple(payments) for request_id, payments in found.items()}


async def _whole(gateway: Gateway, row: CreatedPayment) -> CreatedPayment:
    try:
        return await gateway.get_payment(row.payment_id)
    except GatewayError:
        return row
