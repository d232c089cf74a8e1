import asyncio

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.services.directory import EVERY, Directory, DirectoryStatus
from dodo_desktop.services.ports import GatewayError

from .fake_edges import FakeDirectoryStore
from .fakes import FakeClock, FakeDodo, product, settle

pytestmark = pytest.mark.anyio


class Shelf:
    def __init__(self, customers: int = 250, products: int = 120) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.dodo.customers = [Customer(f"cus_{n}", f"Name {n}", "") for n in range(customers)]
        self.dodo.products = [product(n) for n in range(products)]
        self.store = FakeDirectoryStore()
        self.directory = Directory(self.store, self.dodo, self.clock, sleep=self.clock.sleep)
        self.told: list[DirectoryStatus] = []
        self.directory.changed.subscribe(self.told.append)


async def test_the_first_start_reads_every_page_and_tells_each() -> None:
    shelf = Shelf()
    await shelf.directory.start()
    await settle()
    assert shelf.dodo.calls == [
        "products 0",
        "products 1",
        "customers 0 all",
        "customers 1 all",
        "customers 2 all",
    ]
    assert [(s.products, s.customers) for s in shelf.told if s.loading] == [
        (0, 0),
        (100, 0),
        (120, 0),
        (120, 100),
        (120, 200),
        (120, 250),
    ]
    assert shelf.directory.status == DirectoryStatus(250, 120, shelf.clock.now(), loading=False)
    await shelf.directory.stop()


async def test_a_page_that_is_just_full_is_followed_by_an_empty_one() -> None:
    shelf = Shelf(customers=0, products=100)
    await shelf.directory.refresh()
    assert shelf.dodo.calls[:2] == ["products 0", "products 1"]
    assert len(shelf.store.products) == 100


async def test_products_that_are_gone_are_archived() -> None:
    shelf = Shelf(customers=0, products=3)
    await shelf.directory.refresh()
    del shelf.dodo.products[0]
    await shelf.directory.refresh()
    assert [p.archived for p in shelf.store.products.values()] == [True, False, False]


async def test_every_quarter_of_an_hour_only_new_customers() -> None:
    shelf = Shelf(customers=1, products=1)
    await shelf.directory.start()
    await shelf.clock.advance(EVERY - 1)
    assert shelf.dodo.calls.count("products 0") == 1
    await shelf.clock.advance(2)
    assert shelf.dodo.calls[-2:] == ["products 0", "customers 0 new"]
    await shelf.directory.refresh()
    assert shelf.dodo.calls[-1] == "customers 0 all"
    await shelf.directory.stop()


async def test_what_is_fresh_is_not_read_again_at_start() -> None:
    shelf = Shelf()
    shelf.store.complete_at = shelf.clock.now()
    await shelf.directory.start()
    await shelf.clock.advance(EVERY - 10)
    assert shelf.dodo.calls == []
    await shelf.clock.advance(20)
    assert shelf.dodo.calls[0] == "products 0"
    await shelf.directory.stop()


async def test_two_refreshes_are_one() -> None:
    shelf = Shelf(customers=1, products=1)
    await asyncio.gather(shelf.directory.refresh(), shelf.directory.refresh())
    assert shelf.dodo.calls == ["products 0", "customers 0 all"]


async def test_a_failure_keeps_what_is_here_and_is_tried_again() -> None:
    shelf = Shelf(customers=1, products=1)
    await shelf.directory.refresh()
    before = shelf.directory.status
    shelf.dodo.read_fault = lambda: GatewayError("throttled")
    await shelf.directory.refresh()
    after = shelf.directory.status
    assert (after.customers, after.complete_at, after.failed, after.loading) == (
        1,
        before.complete_at,
        "throttled",
        False,
    )
    shelf.dodo.read_fault = lambda: None
    shelf.store.complete_at = None
    await shelf.directory.start()
    await settle()
    assert shelf.directory.status.failed == ""
    await shelf.directory.stop()


async def test_offline_at_first_start_is_tried_again_soon() -> None:
    shelf = Shelf(customers=1, products=1)
    shelf.dodo.offline = True
    await shelf.directory.start()
    await settle()
    assert shelf.directory.status.failed == "offline"
    shelf.dodo.offline = False
    await shelf.clock.advance(20)
    assert shelf.directory.status == DirectoryStatus(1, 1, shelf.store.complete_at)
    await shelf.directory.stop()


async def test_a_list_that_never_ends_is_no_whole_read() -> None:
    shelf = Shelf(customers=100, products=1)
    whole = shelf.dodo.list_customers
    shelf.dodo.list_customers = lambda page, since=None: whole(0, since)  # type: ignore[method-assign]
    await shelf.directory.refresh()
    assert shelf.directory.status.failed == "unreadable"
    assert shelf.store.complete_at is None


async def test_search_is_local() -> None:
    shelf = Shelf()
    shelf.dodo.offline = True
    await shelf.store.put_customers([Customer("cus_1", "Zoë", "")])
    await shelf.store.put_products([product(1)])
    assert [c.customer_id for c in await shelf.directory.search_customers("Zo")] == ["cus_1"]
    assert [p.product_id for p in await shelf.directory.search_products("Thing")] == ["pdt_1"]
    await shelf.directory.used_customer("cus_1")
    assert shelf.store.used == ["cus_1"]
    assert shelf.dodo.calls == []


async def test_without_a_key_nothing_is_asked() -> None:
    shelf = Shelf()
    shelf.directory.gateway_changed(None)
    await shelf.directory.start()
    await settle()
    assert (shelf.directory.status.failed, shelf.dodo.calls) == ("key", [])
    shelf.directory.gateway_changed(shelf.dodo)
    await settle()
    assert shelf.directory.status.customers == 250
    await shelf.directory.stop()


async def test_a_product_and_the_usual_currencies_are_those_of_the_store() -> None:
    shelf = Shelf()
    await shelf.store.put_products([product(1, currency="EUR"), product(2), product(3, currency="JPY")])
    assert (await shelf.directory.currencies())[0] == "EUR"
    found = await shelf.directory.product(product(1).product_id)
    assert found is not None
    assert await shelf.directory.product("nobody") is None
