"""Stores in memory that fulfil the ports."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import LinkState, OpenLink, PaymentLink, link_state, settled
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.records import DueSpan
from dodo_desktop.core.template import NameTaken, Template, name_key
from dodo_desktop.services.ports import DraftRow, StaleRow


def alike(one: str, other: str) -> bool:
    """Whether two references are one, as the databases have it."""
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def under_way(orders: Iterable[OutgoingPayment], reference: str) -> OutgoingPayment | None:
    """The newest of the orders under way that have this reference."""
    ended = {State.CREATED, State.REJECTED, State.DISCARDED}
    same = (o for o in orders if o.state not in ended and alike(o.draft.options.order_reference, reference))
    return max(same, key=lambda order: order.created_at, default=None)


class FakeLinks:
    def __init__(self) -> None:
        self.rows_by_id: dict[str, PaymentLink] = {}

    async def put(self, link: PaymentLink) -> None:
        await asyncio.sleep(0)
        self.rows_by_id[link.payment_id] = link

    async def get(self, payment_id: str) -> PaymentLink | None:
        await asyncio.sleep(0)
        return self.rows_by_id.get(payment_id)

    async def of_order(self, request_id: str) -> Sequence[PaymentLink]:
        return [link for link in self.rows_by_id.values() if link.request_id == request_id]

    async def rows(
        self,
        states: Sequence[LinkState] | None,
        text: str,
        now: datetime,
        limit: int,
        offset: int = 0,
        *,
        since: datetime | None = None,
    ) -> Sequence[PaymentLink]:
        made = [r for r in self.rows_by_id.values() if since is None or r.created_at >= since]
        rows = [r for r in made if states is None or link_state(r, now) in states]
        return rows[offset : offset + limit]

    async def of_reference(self, reference: str) -> PaymentLink | None:
        same = [r for r in self.rows_by_id.values() if alike(r.order_reference, reference)]
        return max(same, key=lambda link: link.created_at, default=None)

    async def counts(self, now: datetime, since: datetime | None = None) -> dict[LinkState, int]:
        return {LinkState.NOT_PAID: len(await self.rows(None, "", now, 10_000, since=since))}

    async def unsettled(self, limit: int) -> Sequence[OpenLink]:
        await asyncio.sleep(0)
        rows = [link for link in self.rows_by_id.values() if not settled(link)]
        newest = sorted(rows, key=lambda link: link.created_at, reverse=True)[:limit]
        return [_open(each) for each in newest]

    async def due(self, spans: Sequence[DueSpan], limit: int) -> Sequence[OpenLink]:
        await asyncio.sleep(0)
        rows = [link for link in self.rows_by_id.values() if not settled(link)]
        found: list[OpenLink] = []
        for span in spans:
            here = [row for row in rows if span.after < row.created_at <= span.until]
            due = [row for row in here if not _asked_lately(row, span)]
            due.sort(key=lambda row: (row.checked_at is not None, row.checked_at or row.created_at))
            found += map(_open, due[:limit])
        return found


def _open(link: PaymentLink) -> OpenLink:
    return OpenLink(link.payment_id, link.created_at, link.checked_at, bool(link.url), link.total is not None)


def _asked_lately(link: PaymentLink, span: DueSpan) -> bool:
    return link.checked_at is not None and span.asked_until < link.checked_at <= span.now


class FakeOutbox:
    """`fault` is asked before each write; its answer other than "" is the reason of a StoreFault."""

    def __init__(self, links: FakeLinks, drafts: "FakeDrafts | None" = None) -> None:
        self.orders: dict[str, OutgoingPayment] = {}
        self.fault: Callable[[str], str] = lambda what: ""
        self.before_commit: Callable[[OutgoingPayment, OutgoingPayment], None] = lambda old, new: None
        self._links = links
        self._drafts = drafts

    def _refuse(self, what: str) -> None:
        reason = self.fault(what)
        if reason:
            raise StoreFault(reason)

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        self._refuse("add")
        await asyncio.sleep(0)
        self.orders[order.request_id] = order
        if self._drafts is not None and drop_draft:
            self._drafts.kept.pop(drop_draft, None)

    async def update(
        self,
        old: OutgoingPayment,
        new: OutgoingPayment,
        links: Sequence[PaymentLink] = (),
        keep_draft: Draft | None = None,
        begun: Callable[[], None] | None = None,
    ) -> None:
        await asyncio.sleep(0)
        self._refuse(f"{old.state} {new.state}")
        self.before_commit(old, new)
        row = self.orders[old.request_id]
        if (row.state, row.attempts, row.changed_at) != (old.state, old.attempts, old.changed_at):
            raise StaleRow
        if begun is not None:
            begun()
        self.orders[new.request_id] = new
        for link in links:
            self._links.rows_by_id[link.payment_id] = link
        if keep_draft is not None and self._drafts is not None:
            self._drafts.kept[keep_draft.draft_id] = DraftRow(keep_draft, new.changed_at)
        await asyncio.sleep(0)

    async def get(self, request_id: str) -> OutgoingPayment | None:
        await asyncio.sleep(0)
        return self.orders.get(request_id)

    async def in_state(self, *states: State) -> Sequence[OutgoingPayment]:
        await asyncio.sleep(0)
        return [order for order in self.orders.values() if order.state in states]

    async def due(self, now: datetime, limit: int) -> Sequence[OutgoingPayment]:
        await asyncio.sleep(0)
        return [o for o in self.orders.values() if o.next_at is not None and o.next_at <= now][:limit]

    async def next_due(self) -> datetime | None:
        return min((o.next_at for o in self.orders.values() if o.next_at is not None), default=None)

    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment]:
        return [o for o in self.orders.values() if states is None or o.state in states]

    async def of_reference(self, reference: str) -> OutgoingPayment | None:
        return under_way(self.orders.values(), reference)

    async def counts(self) -> dict[State, int]:
        return {s: sum(o.state is s for o in self.orders.values()) for s in State}

    async def discard_broken(self, request_id: str) -> bool:
        return False

    async def needing(self) -> int:
        return sum(order.needs_person for order in self.orders.values())


class FakeDrafts:
    def __init__(self) -> None:
        self.kept: dict[str, DraftRow] = {}
        self.writes = 0
        self.fault = ""
        self.open_now: str | None = None

    def _refuse(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)

    async def save(self, draft: Draft, at: datetime, *, open_now: bool = False) -> None:
        await asyncio.sleep(0)
        self._refuse()
        self.writes += 1
        self.kept[draft.draft_id] = DraftRow(draft, at)
        if open_now:
            self.open_now = draft.draft_id
        await asyncio.sleep(0)

    async def remember_open(self, draft_id: str) -> None:
        self._refuse()
        self.open_now = draft_id

    async def left_open(self) -> DraftRow | None:
        self._refuse()
        if self.open_now is not None:
            return self.kept.get(self.open_now)
        return max(self.kept.values(), key=lambda row: row.saved_at, default=None)

    async def get(self, draft_id: str) -> Draft | None:
        row = self.kept.get(draft_id)
        return row.draft if row else None

    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow]:
        self._refuse()
        rows = sorted(self.kept.values(), key=lambda row: row.saved_at, reverse=True)
        return rows[offset : offset + limit]

    async def count(self) -> int:
        return len(self.kept)

    async def delete(self, draft_id: str) -> None:
        self._refuse()
        self.kept.pop(draft_id, None)


class FakeTemplates:
    def __init__(self) -> None:
        self.kept: dict[str, Template] = {}
        self.fault = ""

    def _refuse(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)

    async def save(self, template: Template) -> None:
        await asyncio.sleep(0)
        self._refuse()
        others = (t for t in self.kept.values() if t.template_id != template.template_id)
        if name_key(template.name) in map(name_key, (t.name for t in others)):
            raise NameTaken
        self.kept[template.template_id] = template

    async def get(self, template_id: str) -> Template | None:
        self._refuse()
        return self.kept.get(template_id)

    async def rows(self, text: str, limit: int, offset: int = 0) -> Sequence[Template]:
        self._refuse()
        rows = sorted(self.kept.values(), key=lambda template: template.name)
        return [t for t in rows if text.casefold() in t.name.casefold()][offset : offset + limit]

    async def count(self) -> int:
        self._refuse()
        return len(self.kept)

    async def delete(self, template_ids: Sequence[str]) -> None:
        self._refuse()
        for template_id in template_ids:
            self.kept.pop(template_id, None)
