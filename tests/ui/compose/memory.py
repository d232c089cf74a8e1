"""Drafts and orders in memory, as the services keep them; a write is done at once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.ports import DraftRow
from tests.services.fake_stores import FakeLinks, under_way


class MemoryDrafts:
    def __init__(self) -> None:
        self.kept: dict[str, DraftRow] = {}
        self.fault = ""
        self.open_now: str | None = None

    def _touch(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)

    async def save(self, draft: Draft, at: datetime, *, open_now: bool = False) -> None:
        self._touch()
        self.kept[draft.draft_id] = DraftRow(draft, at)
        self.open_now = draft.draft_id if open_now else self.open_now

    async def remember_open(self, draft_id: str) -> None:
        self._touch()
        self.open_now = draft_id

    async def left_open(self) -> DraftRow | None:
        self._touch()
        return self.kept.get(self.open_now or "")

    async def get(self, draft_id: str) -> Draft | None:
        row = self.kept.get(draft_id)
        return row.draft if row else None

    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow]:
        return list(reversed(self.kept.values()))[offset : offset + limit]

    async def count(self) -> int:
        return len(self.kept)

    async def delete(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)


class MemoryOutbox:
    def __init__(self, drafts: MemoryDrafts, links: FakeLinks) -> None:
        self.orders: dict[str, OutgoingPayment] = {}
        self.fault = ""
        self.before_update: Callable[[], None] = lambda: None
        self._drafts = drafts
        self._links = links

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        if self.fault:
            raise StoreFault(self.fault)
        self.orders[order.request_id] = order
        self._drafts.kept.pop(drop_draft or "", None)

    async def update(
        self,
        old: OutgoingPayment,
        new: OutgoingPayment,
        links: Sequence[PaymentLink] = (),
        keep_draft: Draft | None = None,
        begun: Callable[[], None] | None = None,
    ) -> None:
        self.before_update()
        if begun is not None:
            begun()
        if keep_draft is not None:
            await self._drafts.save(keep_draft, new.changed_at)
        self.orders[new.request_id] = new
        for link in links:
            await self._links.put(link)

    async def get(self, request_id: str) -> OutgoingPayment | None:
        return self.orders.get(request_id)

    async def in_state(self, *states: State) -> Sequence[OutgoingPayment]:
        return [order for order in self.orders.values() if order.state in states]

    async def due(self, now: datetime, limit: int) -> Sequence[OutgoingPayment]:
        return [o for o in self.orders.values() if o.next_at is not None and o.next_at <= now][:limit]

    async def next_due(self) -> datetime | None:
        return min((o.next_at for o in self.orders.values() if o.next_at), default=None)

    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment]:
        return list(self.orders.values())

    async def of_reference(self, reference: str) -> OutgoingPayment | None:
        return under_way(self.orders.values(), reference)

    async def counts(self) -> dict[State, int]:
        return {}

    async def discard_broken(self, request_id: str) -> bool:
        return False

    async def needing(self) -> int:
        return sum(order.needs_person for order in self.orders.values())
