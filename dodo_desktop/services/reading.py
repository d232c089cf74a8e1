"""Reading: brings customers and products from Dodo into the local directory."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.directory_status import EVERY
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.paging import LARGEST, Window
from dodo_desktop.core.records import NEW_CUSTOMERS, PRODUCTS, HalfRead, Kept, Reading
from dodo_desktop.services.sweeping import Met, Note, Sweep

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from dodo_desktop.services.ports import Clock, DirectoryStore, Gateway

WHOLE_EVERY = timedelta(hours=6)
"""Time from one beginning of a whole read of the customers to the next, by Dodo's clock."""

OVERLAP = timedelta(minutes=10)
"""How far a read of new customers reaches back before the last one: their times are not those of their
appearing in the list, and two clocks are never the same."""

_TIRELESS = 5
"""Times that one request is made anew because Dodo asked to wait."""

_STEP = 4
_PRECISION = 10
_FURTHEST = 100_000

T = TypeVar("T")


class Reader:
    """One read of all that is wanted, from one gateway. All methods raise GatewayError and StoreFault.

    `added` is called after each answer with how many of its customers were not known here, `expected` once
    with about how many customers there are, `told` whenever something is fresh as a whole.
    `products_at` is when the products were read to the end, by an earlier read that failed after them or by
    this one, on the clock that never goes back; None for not yet.
    """

    def __init__(
        self,
        store: DirectoryStore,
        gateway: Gateway,
        clock: Clock,
        *,
        added: Callable[[int], None],
        expected: Callable[[int], None],
        told: Callable[[], Awaitable[None]],
        products_at: float | None = None,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._added = added
        self._expected = expected
        self._told = told
        self._fresh_at = clock.monotonic()
        self.products_at = products_at

    async def read(self, *, whole: bool) -> None:
        """Products, new customers and, where that is due, `whole`, or was interrupted, all customers."""
        now = await self._gateway.server_time()
        if self.products_at is None or self._clock.monotonic() - self.products_at >= EVERY:
            await self._products(now)
        reading = await self._store.reading()
        await self._news(reading, now)
        if reading.ended_at is not None:
            await self._complete()
        if reading.place is None and (whole or _due(reading, now)):
            await self._store.begin_sweep(now)
            reading = await self._store.reading()
        if reading.place is not None:
            await self._sweep(reading)

    async def _sweep(self, reading: Reading) -> None:
        sweep = Sweep(
            lambda window, upto: self._customers(window, None, upto),
            self._keep,
            lambda customer: customer.created_at,
            place=reading.place or 0,
            upto=reading.upto,
        )
        steps = 1
        while not await sweep.step():
            steps += 1
            if steps == 2 and reading.ended_at is None:
                self._expected(await self._count())
            if self._clock.monotonic() - self._fresh_at >= EVERY:
                await self._between()
        await self._store.end_sweep(sure=sweep.sure)
        if steps > 1:
            # Who came while it went on stands before what it had read.
            await self._news(await self._store.reading(), await self._gateway.server_time())
        await self._complete()

    async def _count(self) -> int:
        """About how many customers there are, from a dozen pages; 0 where that cannot be told."""
        full, short = 0, 1
        try:
            while await self._is_full(short):
                full, short = short, short * _STEP
            while short - full > max(1, short // _PRECISION):
                middle = (full + short) // 2
                full, short = (middle, short) if await self._is_full(middle) else (full, middle)
        except GatewayError:
            return 0
        return (full + short) // 2 * LARGEST

    async def _is_full(self, page: int) -> bool:
        if page > _FURTHEST:
            return False
        rows = await self._customers(Window(page), None, None)
        await self._put(rows)
        return len(rows) >= LARGEST

    async def _between(self) -> None:
        """What is new since a long sweep began."""
        self._fresh_at = self._clock.monotonic()
        now = await self._gateway.server_time()
        await self._products(now)
        reading = await self._store.reading()
        await self._news(reading, now)
        if reading.ended_at is not None:
            await self._complete()

    async def _complete(self) -> None:
        await self._store.complete(self._clock.now())
        await self._told()

    async def _keep(self, rows: Sequence[Customer], window: Window, upto: datetime | None) -> Kept:
        kept = await self._store.sweep_customers(
            rows, first=window.start == 0, place=window.start + len(rows), upto=upto
        )
        self._added(kept.added)
        return kept

    async def _news(self, reading: Reading, now: datetime) -> None:
        """Customers made since they were last looked for, or since the first sweep began."""
        half, last = await self._store.half_read(NEW_CUSTOMERS), reading.news_at or reading.began_at
        if half is not None:
            await self._new_customers(half)
            last = half.began_at
        if last is not None:
            await self._new_customers(HalfRead(now, last - OVERLAP))

    async def _new_customers(self, half: HalfRead) -> None:
        met = Met[Customer](
            lambda customer: customer.customer_id, self._put, self._noting(NEW_CUSTOMERS, half), half.entries
        )
        await Sweep(
            lambda window, upto: self._customers(window, half.since, upto),
            met.keep,
            lambda customer: customer.created_at,
            place=half.place,
            upto=half.upto,
        ).run()
        await self._store.news_read(half.began_at)

    def _noting(self, name: str, half: HalfRead) -> Note:
        async def note(place: int, upto: datetime | None, fresh: Collection[str]) -> None:
            await self._store.put_half_read(name, HalfRead(half.began_at, half.since, place, upto), fresh)

        return note

    async def _put(self, customers: Sequence[Customer]) -> None:
        self._added(await self._store.put_customers(customers))

    async def _products(self, now: datetime) -> None:
        half = await self._store.half_read(PRODUCTS)
        if half is not None:
            await self._all_products(half)
        # What changed in the pages that an old read had behind it is not known by its end.
        if half is None or abs((now - half.began_at).total_seconds()) >= EVERY:
            await self._all_products(HalfRead(now))
        self.products_at = self._clock.monotonic()

    async def _all_products(self, half: HalfRead) -> None:
        met = Met[Product](
            lambda product: product.product_id,
            self._store.put_products,
            self._noting(PRODUCTS, half),
            half.entries,
        )
        sweep = Sweep(
            lambda window, _upto: self._patiently(
                lambda: self._gateway.list_products(window, background=True)
            ),
            met.keep,
            lambda _product: None,
            place=half.place,
        )
        await sweep.run()
        met_all = sorted(met.keys) if sweep.sure else None
        await self._store.products_swept(met_all, self._clock.now())
        await self._told()

    async def _customers(
        self, window: Window, since: datetime | None, upto: datetime | None
    ) -> Sequence[Customer]:
        return await self._patiently(lambda: self._gateway.list_customers(window, since, upto))

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """An answer, although Dodo asks to wait now and then; the gateway does the waiting."""
        for _ in range(_TIRELESS):
            try:
                return await ask()
            except GatewayError as error:
                if error.reason != "throttled":
                    raise
        return await ask()


def _due(reading: Reading, now: datetime) -> bool:
    return reading.ended_at is None or not timedelta(0) <= now - reading.ended_at < WHOLE_EVERY
