"""Directory: customers and products, searched on this computer and refreshed from Dodo."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import PAGE_SIZE, Clock, DirectoryStore, Gateway, GatewayError
from dodo_desktop.services.waiting import Bell, Sleep, ended

EVERY = 900.0
"""Seconds from one refresh to the next."""

RETRY_FIRST = 15.0
"""Seconds until a refresh that failed is tried again; doubled each time, up to EVERY."""

WHOLE_EVERY = 6 * 3600.0
"""Seconds after which customers are read whole again, not only the new ones."""

MOST_PAGES = 5000
_OVERLAP = timedelta(minutes=10)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DirectoryStatus:
    """What is here. `complete_at` is the time of the last whole read, None for never; `failed` is "", the
    reason of a GatewayError, ``key`` where there is no key, or ``disk``."""

    customers: int = 0
    products: int = 0
    complete_at: datetime | None = None
    loading: bool = False
    failed: str = ""


class Directory:
    """What was read stays until it is read anew; a failure leaves it as it is, with its age."""

    def __init__(
        self,
        store: DirectoryStore,
        gateway: Gateway | None,
        clock: Clock,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._bell = Bell(sleep)
        self.changed: Feed[DirectoryStatus] = Feed()
        self.status = DirectoryStatus()
        self._loop: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._failures = 0
        self._new_since: datetime | None = None
        self._whole_at = 0.0

    async def start(self) -> None:
        """Tells what is here, then refreshes at once if that is old, and every 15 minutes."""
        try:
            await self._tell()
        except StoreFault:
            self._emit(replace(self.status, failed="disk"))
        self._loop = asyncio.create_task(self._run(), name="directory")

    async def stop(self) -> None:
        """Ends; a read under way is given up."""
        await ended(self._loop)
        await ended(self._reading)

    def gateway_changed(self, gateway: Gateway | None) -> None:
        """Another key, or none."""
        self._gateway = gateway
        self._new_since = None
        if gateway is not None and self._loop is not None:
            self._failures = 0
            self._bell.ring()

    def again(self) -> None:
        """Reads at once what failed last, because Dodo can be reached again."""
        if self._failures:
            self._bell.ring()

    async def refresh(self) -> None:
        """Reads everything anew; returns when that is done. A second call waits for the first."""
        self._new_since = None
        await self._read_once()

    async def search_customers(self, text: str, limit: int = 50) -> Sequence[Customer]:
        """Customers on this computer; for "" those used lately. Raises StoreFault."""
        return await self._store.search_customers(text, limit)

    async def search_products(self, text: str, limit: int = 50) -> Sequence[Product]:
        """Products on this computer. Raises StoreFault."""
        return await self._store.search_products(text, limit)

    async def product(self, product_id: str) -> Product | None:
        """A product on this computer by its id. Raises StoreFault."""
        return await self._store.product(product_id)

    async def currencies(self) -> Sequence[str]:
        """What the account's products are priced in, the most frequent first. Raises StoreFault."""
        return await self._store.currencies()

    async def used_customer(self, customer_id: str) -> None:
        """Remembers that this customer was picked. Raises StoreFault."""
        await self._store.used_customer(customer_id, self._clock.now())

    async def _run(self) -> None:
        await self._bell.wait(self._first_wait())
        while True:
            await self._read_once()
            wait = EVERY
            if self._failures:
                wait = min(EVERY, RETRY_FIRST * 2.0 ** min(self._failures - 1, 8))
            await self._bell.wait(wait)

    def _first_wait(self) -> float:
        complete_at = self.status.complete_at
        if complete_at is None:
            return 0.0
        age = (self._clock.now() - complete_at).total_seconds()
        return EVERY - age if 0 <= age < EVERY else 0.0

    async def _read_once(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="directory read")
        # Who waits may be cancelled; the read goes on for the others.
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        failed = ""
        try:
            await self._tell(loading=True, failed=self.status.failed)
            if self._gateway is None:
                failed = "key"
            else:
                await self._read_all(self._gateway)
        except GatewayError as error:
            failed = error.reason
        except StoreFault:
            failed = "disk"
        self._failures = self._failures + 1 if failed else 0
        try:
            await self._tell(failed=failed)
        except StoreFault:
            self._emit(replace(self.status, loading=False, failed="disk"))

    async def _read_all(self, gateway: Gateway) -> None:
        began, monotonic = await gateway.server_time(), self._clock.monotonic()
        products: list[str] = []
        async for page in _pages(gateway.list_products, lambda product: product.product_id):
            products.extend(product.product_id for product in page)
            await self._store.put_products(page)
            await self._tell(loading=True, failed=self.status.failed)
        since = self._new_since if monotonic - self._whole_at < WHOLE_EVERY else None
        async for people in _pages(
            lambda number: gateway.list_customers(number, since), lambda customer: customer.customer_id
        ):
            await self._store.put_customers(people)
            await self._tell(loading=True, failed=self.status.failed)
        await self._store.swept(products, self._clock.now())
        self._new_since = began - _OVERLAP
        if since is None:
            self._whole_at = monotonic

    async def _tell(self, *, loading: bool = False, failed: str = "") -> None:
        state = await self._store.state()
        self._emit(DirectoryStatus(state.customers, state.products, state.complete_at, loading, failed))

    def _emit(self, status: DirectoryStatus) -> None:
        if status != self.status:
            self.status = status
            self.changed.emit(status)


async def _pages(
    read: Callable[[int], Awaitable[Sequence[T]]], key: Callable[[T], str]
) -> AsyncIterator[Sequence[T]]:
    """Pages from 0 to the first short one, one after the other, which leaves the pace to the gateway.

    Raises GatewayError, also for a list that does not end.
    """
    seen: set[str] = set()
    for number in range(MOST_PAGES):
        rows = await read(number)
        fresh = [row for row in rows if key(row) not in seen]
        seen.update(map(key, fresh))
        yield fresh
        if len(rows) < PAGE_SIZE:
            return
        if not fresh:
            break
    raise GatewayError("unreadable", code="endless_list")
