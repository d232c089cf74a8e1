"""OrderBook: the outbox and its news. Every change of an order goes through here, so that each is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial
from types import MappingProxyType

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import IllegalMove, OutgoingPayment, State
from dodo_desktop.core.value import value
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import OutboxStore, StaleRow

_MOST_TRIES = 5


OPEN = (State.QUEUED, State.SENDING, State.REJECTED, State.BLOCKED, State.UNCONFIRMED)
"""States of orders that are not done yet."""


@value
class OutboxCounts:
    """How many orders stand where, and how many of them wait for a person."""

    by_state: Mapping[State, int] = field(default_factory=lambda: MappingProxyType({}))
    needs_person: int = 0

    @property
    def open(self) -> int:
        """Orders that are not done yet."""
        return sum(self.by_state.get(state, 0) for state in OPEN)


class OrderBook:
    """`fault` tells the reason of a StoreFault, and an empty text once the disk works again."""

    def __init__(self, outbox: OutboxStore) -> None:
        self.outbox = outbox
        self.changed: Feed[OutgoingPayment] = Feed()
        self.link_made: Feed[PaymentLink] = Feed()
        self.link_coming: Feed[PaymentLink] = Feed()
        self.counts_changed: Feed[OutboxCounts] = Feed()
        self.counts = OutboxCounts()
        self.awaited = ""
        """Request id of the order whose link somebody waits for: it alone is foretold, which takes time."""
        self.fault: Feed[str] = Feed()
        self._faulty = ""
        self._recount = True

    async def put(
        self,
        old: OutgoingPayment,
        new: OutgoingPayment,
        links: Sequence[PaymentLink] = (),
        keep_draft: Draft | None = None,
    ) -> bool:
        """Writes one move, and with it its links and the draft that the order goes back to. New links of the
        order that is `awaited` are foretold while the disk works.

        False where another was first, so that nothing was written. Raises StoreFault.
        """
        begun = partial(self._foretell, links) if links and new.request_id == self.awaited else None
        try:
            await self.outbox.update(old, new, links, keep_draft, begun)
        except StaleRow:
            return False
        self._recount = True
        self.well()
        self.changed.emit(new)
        for link in links:
            self.link_made.emit(link)
        return True

    def _foretell(self, links: Sequence[PaymentLink]) -> None:
        for link in links:
            self.link_coming.emit(link)

    async def change(
        self,
        request_id: str,
        move: Callable[[OutgoingPayment], OutgoingPayment],
        keep_draft: Callable[[OutgoingPayment], Draft | None] = lambda order: None,
    ) -> OutgoingPayment | None:
        """What a person asked for; `keep_draft` answers the draft that is kept with it.

        None where the order has moved on, so that the move makes no sense now. Raises StoreFault.
        """
        for _ in range(_MOST_TRIES):
            order = await self.outbox.get(request_id)
            if order is None:
                return None
            try:
                new = move(order)
            except IllegalMove:
                return None
            if await self.put(order, new, keep_draft=keep_draft(new)):
                return new
        return None

    def mark(self) -> None:
        """An order was added elsewhere: the counts are to be told."""
        self._recount = True

    async def tell_counts(self) -> None:
        """Tells how many orders stand where, if that can have changed. Raises StoreFault."""
        if self._recount:
            self._recount = False
            self.counts = OutboxCounts(await self.outbox.counts(), await self.outbox.needing())
            self.counts_changed.emit(self.counts)

    @property
    def fault_now(self) -> str:
        """The reason that was told last, "" while the disk works."""
        return self._faulty

    def ill(self, fault: StoreFault) -> None:
        """The disk refused something; told once for each reason."""
        if self._faulty != fault.reason:
            self._faulty = fault.reason
            self.fault.emit(fault.reason)

    def well(self) -> None:
        """The disk did what it was asked for."""
        if self._faulty:
            self._faulty = ""
            self.fault.emit("")
