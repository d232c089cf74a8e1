"""Departing: an order that can go out at once is written down as claimed, with one commit instead of two."""

import asyncio
from collections.abc import Callable

from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.services.dispatch import Dispatch
from dodo_desktop.services.key_standing import KeyStanding
from dodo_desktop.services.orderbook import OrderBook
from dodo_desktop.services.ports import Gateway


class Departing:
    """`gateway` answers with what an order may go out right now, None where it has to wait for its turn.
    `take` is told of each order that was written down."""

    def __init__(
        self,
        book: OrderBook,
        dispatch: Dispatch,
        key: KeyStanding,
        gateway: Callable[[], Gateway | None],
        take: Callable[[OutgoingPayment], None],
    ) -> None:
        self._book = book
        self._dispatch = dispatch
        self._key = key
        self._gateway = gateway
        self._take = take
        self._writing = asyncio.Lock()

    async def post(self, order: OutgoingPayment, drop_draft: str | None = None) -> OutgoingPayment:
        """Writes a queued order down and, in the same transaction, takes its draft away; answers the order
        as it is on disk when this returns. It goes out then, and never before.

        Raises StoreFault: nothing was written, and nothing goes out.
        """
        async with self._writing:
            gateway = self._gateway()
            claimed = self._dispatch.claimed(order, gateway.time_known()) if gateway is not None else None
            if gateway is None or claimed is None:
                await self._book.outbox.add(order, drop_draft)
                self._take(order)
                return order
            keys = self._key.count
            try:
                await self._book.outbox.add(claimed, drop_draft)
            except asyncio.CancelledError:
                # A write is ended nevertheless, well or not.
                self._dispatch.leave(claimed, gateway, keys, known=False)
                raise
            self._dispatch.leave(claimed, gateway, keys, known=True)
            self._book.changed.emit(claimed)
            self._take(claimed)
            return claimed

    async def over(self) -> None:
        """Until nothing is written any more."""
        async with self._writing:
            pass
