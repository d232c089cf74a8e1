"""Settling: writes what Dodo's list of payments says of orders that were looked for."""

import asyncio
from collections.abc import Callable, Sequence

from dodo_desktop.core import outgoing
from dodo_desktop.core.link import link_of
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.completing import Completing
from dodo_desktop.services.looking import WIDE_MARGIN, look
from dodo_desktop.services.orderbook import OrderBook
from dodo_desktop.services.ports import Clock, Gateway, GatewayError


class Settling:
    """`note_business` is told each business that Dodo names. All raise StoreFault."""

    def __init__(
        self, book: OrderBook, completing: Completing, clock: Clock, note_business: Callable[[str], None]
    ) -> None:
        self._book = book
        self._completing = completing
        self._clock = clock
        self._note_business = note_business
        self._inherited: set[str] = set()
        self._checking = asyncio.Lock()

    def inherit(self, orders: Sequence[OutgoingPayment]) -> None:
        """Orders that an earlier run left waiting: each is looked for once before it is sent.

        The file may be an older copy that somebody put back, and what waits in it was sent since.
        """
        self._inherited = {order.request_id for order in orders}

    def inherited(self, order: OutgoingPayment) -> bool:
        """Whether it is still to be looked for."""
        return order.request_id in self._inherited

    async def was_sent(self, order: OutgoingPayment, gateway: Gateway) -> bool:
        """Whether Dodo has an order that the file says was never sent. Raises GatewayError."""
        if not self.inherited(order):
            return False
        async with self._checking:
            if self.inherited(order):
                queued = await self._book.outbox.in_state(State.QUEUED)
                orders = [one for one in queued if self.inherited(one)] or [order]
                found = await look(gateway, orders, WIDE_MARGIN)
                for one in orders:
                    if found.get(one.request_id):
                        await self.settle(one, found[one.request_id])
                self._inherited -= {one.request_id for one in orders} | {order.request_id}
        fresh = await self._book.outbox.get(order.request_id)
        return fresh is None or fresh.state is not State.QUEUED

    async def found_meanwhile(self, order: OutgoingPayment, gateway: Gateway) -> bool:
        """Before a second sending: whether Dodo lists the first by now.

        A person chose to send, so a list that cannot be read does not stop it, unless nothing can be reached
        at all, which raises GatewayError.
        """
        try:
            found = await look(gateway, [order])
        except GatewayError as error:
            if error.reason == "offline":
                raise
            return False
        payments = found.get(order.request_id, ())
        if payments:
            await self.settle(order, payments)
        return bool(payments)

    async def settle(self, order: OutgoingPayment, payments: tuple[CreatedPayment, ...]) -> None:
        """What a look found, or that it found nothing."""
        if await self._write_look(order, payments) or not payments:
            return
        # A person moved it meanwhile; what was found counts nevertheless.
        fresh = await self._book.outbox.get(order.request_id)
        if fresh is not None and outgoing.findable(fresh):
            await self._write_look(fresh, payments)

    async def _write_look(self, order: OutgoingPayment, payments: tuple[CreatedPayment, ...]) -> bool:
        now = self._clock.now()
        links = tuple(link_of(order, payment, now) for payment in payments)
        new = outgoing.looked(order, tuple(payment.payment_id for payment in payments), now)
        if not await self._book.put(order, new, links):
            return False
        for link, payment in zip(links, payments, strict=True):
            self._completing.add(link)
            self._note_business(payment.business_id)
        return True
