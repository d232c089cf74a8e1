"""Parts in memory that fulfil the ports, with a clock that stands still until it is told to go on."""

import asyncio
import heapq
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.limits import REQUEST_ID_KEY
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, Created, CreatedPayment, NotSent, Outcome, Rejected, Unclear
from dodo_desktop.core.paging import Window
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.services.ports import (
    PAGE_SIZE,
    GatewayError,
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


def product(number: int = 1, price: int | None = 1000, currency: str = "EUR", **more: object) -> Product:
    money = None if price is None else Money(price, currency)
    return replace(Product(f"pdt_{number}", f"Thing {number}", money), **more)  # type: ignore[arg-type]
