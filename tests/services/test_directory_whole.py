"""The whole directory over a real database: everyone arrives, however lists move and whatever breaks off."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.services.directory import Directory
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory

from .fakes import FakeClock, FakeDodo, product

pytestmark = pytest.mark.anyio

EDGES = [0, 1, 99, 100, 101, 199, 200, 201, 299, 300, 301, 400, 499, 500, 501]


class MovingDodo(FakeDodo):
    """Its lists change ahead of every answer: entries go anywhere, new ones come first."""

    def __init__(self, clock: FakeClock, customers: int, products: int, seed: int) -> None:
        super().__init__(clock)
        self.chance = random.Random(seed)
        self.numbers = iter(range(10**6, 10**7))
        made = clock.now() - timedelta(days=1)
        self.customers = [
            Customer(f"cus_{n}", f"Name {n}", f"n{n}@example.com", "", made - timedelta(seconds=n))
            for n in range(customers)
        ]
        self.products = [product(n) for n in range(products)]
        self.moves = 60
        self.faults = 0.0

    async def _read(self, what: str) -> None:
        await super()._read(what)
        if self.moves:
            self.moves -= 1
            self._move()
        if self.chance.random() < self.faults:
            raise GatewayError("offline")

    def _move(self) -> None:
        for _ in range(self.chance.randint(0, 30)):
            for listed in (self.customers, self.products):
                if listed and self.chance.random() < 0.5:
                    del listed[self.chance.randrange(len(listed))]
        for _ in range(self.chance.randint(0, 20)):
            number = next(self.numbers)
            self.customers.insert(0, Customer(f"cus_{number}", f"New {number}", "", "", self.clock.now()))
            self.products.insert(self.chance.randrange(len(self.products) + 1), product(number))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "data.sqlite3")
    await database.open()
    yield database
    await database.close()


async def here(store: SqliteDirectory) -> tuple[set[str], set[str]]:
    """Customers and products that are here and not gone."""
    customers = await store.search_customers("", 10**6)
    products = await store.search_products("", 10**6)
    return (
        {f.customer.customer_id for f in customers if not f.customer.gone},
        {p.product_id for p in products if not p.gone},
    )


@pytest.mark.parametrize("count", EDGES)
async def test_everyone_arrives_while_entries_come_and_go(database: Database, count: int) -> None:
    clock, store = FakeClock(), SqliteDirectory(database)
    dodo = MovingDodo(clock, count, count, seed=count)
    there = {c.customer_id for c in dodo.customers}, {p.product_id for p in dodo.products}
    directory = Directory(store, dodo, clock, sleep=clock.sleep)
    await directory.refresh()
    assert directory.status.failed == ""
    customers, products = await here(store)
    assert there[0] & {c.customer_id for c in dodo.customers} <= customers
    assert there[1] & {p.product_id for p in dodo.products} <= products
    # Now that the lists stand still, all of it is known after one more read, and nothing else.
    dodo.moves = 0
    await directory.refresh()
    assert await here(store) == (
        {c.customer_id for c in dodo.customers},
        {p.product_id for p in dodo.products},
    )
    assert directory.status.customers == len(dodo.customers)
    assert directory.status.products == len(dodo.products)


@pytest.mark.parametrize("seed", range(4))
async def test_everyone_arrives_though_it_breaks_off_again_and_again(database: Database, seed: int) -> None:
    clock, store = FakeClock(), SqliteDirectory(database)
    dodo = MovingDodo(clock, 3000, 20, seed)
    dodo.faults, dodo.moves = 0.15, 25
    there = {c.customer_id for c in dodo.customers}
    places: list[int] = []
    for _ in range(500):
        # Each time the program starts anew.
        directory = Directory(store, dodo, clock, sleep=clock.sleep)
        await directory.refresh()
        if not directory.status.partial:
            break
        places.append((await store.reading()).place or 0)
    else:
        raise AssertionError("it never came to an end")
    assert len(set(places)) > 1
    customers, _products = await here(store)
    assert there & {c.customer_id for c in dodo.customers} <= customers
    whole = [call for call in dodo.calls if call.endswith("all")]
    # Thirty-five windows, a few that failed, a few steps back.
    assert len(whole) < 120, "it began from the front again"


@pytest.mark.parametrize("seed", range(2))
async def test_products_and_new_customers_arrive_though_it_breaks_off_again_and_again(
    database: Database, seed: int
) -> None:
    clock, store = FakeClock(), SqliteDirectory(database)
    dodo = MovingDodo(clock, 5, 700, seed)
    dodo.moves = 0
    await Directory(store, dodo, clock, sleep=clock.sleep).refresh()
    await clock.advance(86_400)
    made = clock.now()
    new = [
        Customer(f"new_{n}", f"New {n}", f"new{n}@example.com", "", made - timedelta(seconds=40 * n))
        for n in range(700)
    ]
    dodo.customers[:0] = new
    dodo.faults, dodo.moves = 0.15, 25
    there = {c.customer_id for c in dodo.customers}, {p.product_id for p in dodo.products}
    dodo.calls.clear()
    for _ in range(500):
        directory = Directory(store, dodo, clock, sleep=clock.sleep)
        await directory.refresh()
        if not directory.status.failed:
            break
    else:
        raise AssertionError("it never came to an end")
    customers, products = await here(store)
    assert there[0] & {c.customer_id for c in dodo.customers} <= customers
    assert there[1] & {p.product_id for p in dodo.products} <= products
    # In one go, all the windows of both would hardly ever have been answered.
    assert max(int(call.split()[1]) for call in dodo.calls if call.startswith("products")) > 500
    assert max(int(call.split()[1]) for call in dodo.calls if call.endswith("new")) > 500


async def test_new_customers_are_read_without_the_old_ones(database: Database) -> None:
    clock, store = FakeClock(), SqliteDirectory(database)
    dodo = MovingDodo(clock, 450, 1, seed=1)
    dodo.moves = 0
    directory = Directory(store, dodo, clock, sleep=clock.sleep)
    await directory.refresh()
    await clock.advance(1000)
    dodo._move()
    dodo.calls.clear()
    directory = Directory(store, dodo, clock, sleep=clock.sleep)
    read = asyncio.Event()
    directory.changed.subscribe(lambda status: read.set() if dodo.calls and not status.loading else None)
    await directory.start()
    await read.wait()
    assert [call for call in dodo.calls if call.endswith("all")] == []
    assert {c.customer_id for c in dodo.customers} <= (await here(store))[0]
    await directory.stop()
