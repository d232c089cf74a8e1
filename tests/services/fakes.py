"""Parts in memory that fulfil the ports, with a clock that stands still until it is told to go on."""

import asyncio
import heapq
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.limits import REQUEST_ID_KEY
from dodo_desktop.core.link import LinkState, PaymentLink, link_state, settled
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, Created, CreatedPayment, NotSent, Outcome, Rejected, Unclear
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.paging import Window
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.core.template import NameTaken, Template, name_key
from dodo_desktop.services.ports import (
    PAGE_SIZE,
    DraftRow,
    GatewayError,
    StaleRow,
)


async def settle() -> None:
    """Lets every task run until it waits for something that only a clock or a test can give."""
    loop = asyncio.get_running_loop()
    for _ in range(100_000):
        await asyncio.sleep(0)
        if not loop._ready:  # type: ignore[attr-defined] # nothing else tells that a loop is idle
            return
    raise AssertionError("something runs for ever")


class FakeClock:
    """Wall and monotonic time go on together, unless the wall clock is `set`."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._monotonic = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def set(self, by: timedelta) -> None:
        self._now += by

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._numbers), future))
        await future

    async def advance(self, seconds: float) -> None:
        target = self._monotonic + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= target:
            at, _, future = heapq.heappop(self._sleepers)
            if future.done():
                continue
            self._go(at)
            future.set_result(None)
            await settle()
        self._go(target)

    async def sleep_through(self, seconds: float, *, counted: bool) -> None:
        """The computer sleeps. What fell due meanwhile falls due in one moment; `counted` where the system's
        monotonic clock goes on while it sleeps, else timers last as much longer."""
        await settle()
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds if counted else 0.0
        await self.advance(0)

    def _go(self, monotonic: float) -> None:
        if monotonic > self._monotonic:
            self._now += timedelta(seconds=monotonic - self._monotonic)
            self._monotonic = monotonic


class FakeDodo:
    """Dodo itself: it really makes payments, lists them after `lag` seconds, and its answers can get lost.

    `behave` says for each creation what happens: ok, bare (no link told), lost (made, but no answer),
    nothing (no answer and not made), dns, throttled, rejected, blocked, forbidden, hang, refused late (both
    wait for `wall`), burst (raises).
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.behave: Callable[[], str] = lambda: "ok"
        self.offline = False
        self.read_fault: Callable[[], GatewayError | None] = lambda: None
        self.lag = 0.0
        self.skew = timedelta(0)
        self.business_id = "bus_1"
        self.bodies: list[str] = []
        self.made: list[tuple[float, CreatedPayment]] = []
        self.calls: list[str] = []
        self.pages: list[int] = []
        self.sinces: list[datetime] = []
        self.answer_time_from_memory = True
        self.time_gate = asyncio.Event()
        self.time_gate.set()
        self.wall: asyncio.Event = asyncio.Event()
        self.customers: list[Customer] = []
        self.products: list[Product] = []
        self.previews: list[str] = []
        self.preview_gate: asyncio.Event | None = None
        self.discounts: dict[str, Discount | GatewayError] = {}
        self.countries: list[str] = ["DE", "US"]
        self.statuses: dict[str, str] = {}
        self.withhold_link = False

    def ids_of(self, request_id: str) -> list[str]:
        return [p.payment_id for _, p in self.made if p.metadata.get(REQUEST_ID_KEY) == request_id]

    def make(self, body: str) -> CreatedPayment:
        document = json.loads(body)
        number = len(self.made) + 1
        payment = CreatedPayment(
            payment_id=f"pay_{number}",
            total_minor=1200,
            link=f"https://test.checkout.dodopayments.com/{number}",
            currency="EUR",
            customer_name="Zoë",
            metadata=document["metadata"],
            business_id=self.business_id,
            created_at=self.clock.now() + self.skew,
        )
        self.made.append((self.clock.monotonic(), payment))
        return payment

    async def create_payment(self, body: str) -> Outcome:
        self.calls.append("create")
        await asyncio.sleep(0)
        how = "dns" if self.offline else self.behave()
        quick: dict[str, Outcome] = {
            "dns": NotSent("dns"),
            "throttled": NotSent("throttled", 7.0),
            "rejected": Rejected(422, "INVALID_DISCOUNT_CODE"),
            "blocked": Blocked("key_refused"),
            "forbidden": Blocked("key_forbidden"),
            "nothing": Unclear("reset"),
        }
        if how in quick:
            return quick[how]
        if how == "burst":
            raise RuntimeError("unforeseen")
        if how == "refused late":
            await self.wall.wait()
            return Blocked("key_refused")
        self.bodies.append(body)
        payment = self.make(body)
        if how == "hang":
            await self.wall.wait()
        await asyncio.sleep(0)
        if how == "lost":
            return Unclear("timeout")
        link = None if how == "bare" else payment.link
        return Created(replace(payment, currency="", business_id="", link=link))

    async def _read(self, what: str) -> None:
        self.calls.append(what)
        await asyncio.sleep(0)
        if self.offline:
            raise GatewayError("offline")
        fault = self.read_fault()
        if fault is not None:
            raise fault

    async def get_payment(self, payment_id: str) -> CreatedPayment:
        await self._read("get")
        for _, payment in self.made:
            if payment.payment_id == payment_id:
                link = None if self.withhold_link else payment.link
                return replace(payment, link=link, status=self.statuses.get(payment_id))
        raise GatewayError("not_found")

    async def list_payments(self, since: datetime, page: int) -> Sequence[CreatedPayment]:
        await self._read("list")
        self.pages.append(page)
        self.sinces.append(since)
        seen = self.clock.monotonic() - self.lag
        rows = [
            replace(p, link=None, status=self.statuses.get(p.payment_id))
            for at, p in reversed(self.made)
            if at <= seen and p.created_at is not None and p.created_at >= since
        ]
        return rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]

    async def list_customers(
        self, window: Window, since: datetime | None = None, upto: datetime | None = None
    ) -> Sequence[Customer]:
        await self._read(f"customers {window.start} {'new' if since else 'all'}")
        listed = [
            c
            for c in self.customers
            if (since is None or c.created_at is None or c.created_at >= since)
            and (upto is None or c.created_at is None or c.created_at <= upto)
        ]
        return listed[window.start : window.end]

    async def find_customers(self, *, name: str = "", email: str = "") -> Sequence[Customer]:
        await self._read(f"find {name or email}")
        found = [
            c
            for c in self.customers
            if (not name or name.casefold() in c.name.casefold())
            and (not email or email.casefold() == c.email.casefold())
        ]
        return found[:PAGE_SIZE]

    async def list_products(self, window: Window, *, background: bool = False) -> Sequence[Product]:
        await self._read(f"products {window.start}")
        return self.products[window.start : window.end]

    async def preview(self, body: str) -> Preview:
        self.previews.append(body)
        if self.preview_gate is not None:
            await self.preview_gate.wait()
        await self._read("preview")
        quantity = sum(item["quantity"] for item in json.loads(body)["product_cart"])
        return Preview("EUR", 1000 * quantity, 0, 190 * quantity, 1190 * quantity, 1900)

    async def discount(self, code: str) -> Discount:
        await self._read(f"discount {code}")
        if code not in self.discounts:
            raise GatewayError("not_found")
        found = self.discounts[code]
        if isinstance(found, GatewayError):
            raise found
        return found

    async def supported_countries(self) -> Sequence[str]:
        await self._read("countries")
        return self.countries

    async def account_name(self) -> tuple[str, str]:
        await self._read("brands")
        return self.business_id, "Shop"

    async def server_time(self) -> datetime:
        if not self.answer_time_from_memory:
            await self._read("time")
            await self.time_gate.wait()
        return self.clock.now() + self.skew

    async def aclose(self) -> None: ...


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

    async def counts(self, now: datetime, since: datetime | None = None) -> dict[LinkState, int]:
        return {LinkState.NOT_PAID: len(await self.rows(None, "", now, 10_000, since=since))}

    async def unsettled(self, limit: int) -> Sequence[PaymentLink]:
        await asyncio.sleep(0)
        rows = [link for link in self.rows_by_id.values() if not settled(link)]
        return sorted(rows, key=lambda link: link.created_at, reverse=True)[:limit]


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
    ) -> None:
        await asyncio.sleep(0)
        self._refuse(f"{old.state} {new.state}")
        self.before_commit(old, new)
        row = self.orders[old.request_id]
        if (row.state, row.attempts, row.changed_at) != (old.state, old.attempts, old.changed_at):
            raise StaleRow
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


def product(number: int = 1, price: int | None = 1000, currency: str = "EUR", **more: object) -> Product:
    money = None if price is None else Money(price, currency)
    return replace(Product(f"pdt_{number}", f"Thing {number}", money), **more)  # type: ignore[arg-type]
