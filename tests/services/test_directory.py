import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.directory_status import EVERY
from dodo_desktop.core.draft import BillingEntry
from dodo_desktop.core.paging import Window
from dodo_desktop.core.records import NEW_CUSTOMERS, PRODUCTS, PastAddress
from dodo_desktop.services.directory import RETRY_FIRST, DirectoryStatus
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.services.reading import WHOLE_EVERY

from .fakes import FakeDodo, product, settle
from .shelf import Shelf

pytestmark = pytest.mark.anyio


async def test_the_first_start_reads_everything_and_tells_how_far_it_is() -> None:
    shelf = Shelf()
    await shelf.directory.start()
    await settle()
    assert shelf.dodo.calls[:3] == ["products 0", "products 99", "customers 0 all"]
    assert shelf.told[0] == DirectoryStatus(loading=True)
    assert any(s.loading and 0 < s.customers <= 250 for s in shelf.told)
    assert shelf.status == DirectoryStatus(250, 120, shelf.clock.now(), products_at=shelf.clock.now())
    assert len(shelf.store.customers) == 250
    assert not shelf.status.partial
    await shelf.directory.stop()


async def test_while_everything_is_read_for_the_first_time_it_tells_about_how_much_there_is() -> None:
    shelf = Shelf(customers=5130, products=1)
    await shelf.directory.refresh()
    expected = max(s.expected for s in shelf.told)
    assert 4600 < expected < 5700
    assert shelf.status.expected == 0
    # A dozen requests more.
    assert len(shelf.dodo.calls) < 52 * 1.15 + 20
    shelf.told.clear()
    await shelf.directory.refresh()
    assert not any(s.expected for s in shelf.told)


async def test_products_that_are_gone_are_marked() -> None:
    shelf = Shelf(customers=0, products=3)
    await shelf.directory.refresh()
    del shelf.dodo.products[0]
    await shelf.directory.refresh()
    assert [p.gone for p in shelf.store.products.values()] == [True, False, False]


async def test_customers_that_are_gone_are_marked_and_do_not_count() -> None:
    shelf = Shelf(customers=150, products=1)
    await shelf.directory.refresh()
    gone = shelf.dodo.customers.pop(70)
    await shelf.directory.refresh()
    assert [c.customer_id for c in shelf.store.customers.values() if c.gone] == [gone.customer_id]
    assert shelf.status.customers == 149


async def test_every_quarter_of_an_hour_what_is_new_and_all_of_it_after_hours() -> None:
    shelf = Shelf(customers=1, products=1)
    await shelf.directory.start()
    await shelf.clock.advance(EVERY - 1)
    assert shelf.dodo.calls == ["products 0", "customers 0 all"]
    shelf.dodo.customers.insert(0, Customer("new", "New", "", "", shelf.clock.now() - timedelta(minutes=8)))
    await shelf.clock.advance(2)
    assert shelf.dodo.calls[2:] == ["products 0", "customers 0 new"]
    assert "new" in shelf.store.customers
    await shelf.clock.advance(WHOLE_EVERY.total_seconds())
    assert shelf.asked("customers 0 all") == ["customers 0 all"] * 2
    await shelf.directory.refresh()
    assert shelf.asked("customers 0 all") == ["customers 0 all"] * 3
    await shelf.directory.stop()


async def test_a_new_start_reads_what_is_new_and_not_everything() -> None:
    shelf = Shelf(customers=1, products=1)
    await shelf.directory.refresh()
    await shelf.clock.advance(2 * EVERY)
    shelf.dodo.calls.clear()
    shelf.again()
    await shelf.directory.start()
    await settle()
    assert shelf.dodo.calls == ["products 0", "customers 0 new"]
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


def fails_after(dodo: FakeDodo, calls: int, reason: str = "offline") -> Callable[[], GatewayError | None]:
    return lambda: GatewayError(reason) if len(dodo.calls) > calls else None


async def test_a_first_read_that_was_interrupted_goes_on_where_it_was() -> None:
    shelf = Shelf(customers=2000, products=1)
    shelf.dodo.read_fault = fails_after(shelf.dodo, 20)
    await shelf.directory.start()
    await settle()
    await shelf.directory.stop()
    place = shelf.store.read_to.place or 0
    assert place > 500
    assert shelf.status.failed == "offline"
    assert 500 < shelf.status.customers < 2000
    # The program is closed; a day later it starts again.
    shelf.dodo.read_fault = lambda: None
    await shelf.clock.advance(86_400)
    shelf.dodo.calls.clear()
    shelf.again()
    await shelf.directory.start()
    await settle()
    starts = [int(call.split()[1]) for call in shelf.asked("customers") if call.endswith("all")]
    assert place - 100 <= starts[0] < place
    assert shelf.status == DirectoryStatus(
        2000, 1, shelf.store.complete_at, products_at=shelf.store.products_at
    )
    await shelf.directory.stop()


async def test_an_interrupted_read_is_taken_up_at_once_however_fresh_the_rest_is() -> None:
    shelf = Shelf(customers=500, products=1)
    await shelf.directory.refresh()
    shelf.dodo.read_fault = fails_after(shelf.dodo, len(shelf.dodo.calls) + 4)
    await shelf.directory.refresh()
    assert shelf.store.read_to.place
    shelf.dodo.read_fault = lambda: None
    shelf.again()
    await shelf.directory.start()
    await settle()
    assert shelf.store.read_to.place is None
    await shelf.directory.stop()


async def test_what_failed_is_read_again_without_the_products_that_were_there_before_it() -> None:
    shelf = Shelf(customers=350, products=250)
    shelf.dodo.read_fault = fails_after(shelf.dodo, 5)
    await shelf.directory.start()
    await settle()
    assert shelf.status.failed == "offline"
    shelf.dodo.calls.clear()
    shelf.dodo.read_fault = lambda: None
    shelf.directory.again()
    await settle()
    assert shelf.status.failed == ""
    assert shelf.asked("products") == []
    await shelf.clock.advance(EVERY + 1)
    assert shelf.asked("products") == ["products 0", "products 99", "products 196"]
    # A person who asks for everything gets everything, and what was old by now is read again, too.
    shelf.dodo.read_fault = fails_after(shelf.dodo, len(shelf.dodo.calls) + 5)
    await shelf.directory.refresh()
    shelf.dodo.read_fault = lambda: None
    shelf.dodo.calls.clear()
    await shelf.directory.refresh()
    assert shelf.asked("products 0") == ["products 0"]
    await shelf.directory.stop()


@pytest.mark.parametrize("pause", [60, 86_400])
async def test_an_interrupted_read_of_products_goes_on_where_it_was(pause: int) -> None:
    shelf = Shelf(customers=1, products=1000)
    shelf.dodo.read_fault = fails_after(shelf.dodo, 5)
    await shelf.directory.start()
    await settle()
    await shelf.directory.stop()
    assert len(shelf.store.products) > 400
    shelf.dodo.read_fault = lambda: None
    await shelf.clock.advance(pause)
    half = shelf.store.halves[PRODUCTS]
    # One is gone from what lies behind, and another one came: a new read alone can tell.
    gone, shelf.dodo.products[0] = shelf.dodo.products[0], product(5000)
    shelf.dodo.calls.clear()
    shelf.again()
    await shelf.directory.start()
    await settle()
    starts = [int(call.split()[1]) for call in shelf.asked("products")]
    assert half.place - 100 <= starts[0] < half.place
    assert starts.count(0) == (1 if pause > EVERY else 0)
    assert len(shelf.store.products) == (1001 if pause > EVERY else 1000)
    assert shelf.store.products[gone.product_id].gone == (pause > EVERY)
    assert shelf.store.halves == {}
    await shelf.directory.stop()


async def test_an_interrupted_read_of_new_customers_goes_on_where_it_was_and_reads_who_came_since() -> None:
    shelf = Shelf(customers=10, products=1)
    await shelf.directory.refresh()
    await shelf.clock.advance(EVERY)
    began = shelf.clock.now()
    new = [Customer(f"new_{n}", f"New {n}", "", "", began - timedelta(seconds=n / 10)) for n in range(1000)]
    shelf.dodo.customers[:0] = new
    shelf.dodo.read_fault = fails_after(shelf.dodo, len(shelf.dodo.calls) + 6)
    shelf.again()
    await shelf.directory.start()
    await settle()
    await shelf.directory.stop()
    half = shelf.store.halves[NEW_CUSTOMERS]
    assert half.began_at == began
    assert 300 < half.place < 1000
    # The program is closed; somebody else comes, and it starts again, while all else is fresh.
    shelf.dodo.read_fault = lambda: None
    shelf.store.complete_at = began
    await shelf.clock.advance(60)
    shelf.dodo.customers.insert(0, Customer("last", "Last", "", "", shelf.clock.now()))
    shelf.dodo.calls.clear()
    shelf.again()
    await shelf.directory.start()
    await settle()
    starts = [int(call.split()[1]) for call in shelf.asked("customers") if call.endswith("new")]
    assert half.place - 100 <= starts[0] < half.place
    # From the first one only in the second read, for who came since.
    assert starts.index(0) > 5
    assert {c.customer_id for c in shelf.dodo.customers} == shelf.store.customers.keys()
    assert shelf.store.halves == {}
    assert shelf.store.read_to.news_at == shelf.clock.now()
    await shelf.directory.stop()


async def test_who_comes_during_the_first_read_is_there_at_its_end() -> None:
    shelf = Shelf(customers=350, products=1)
    listed = shelf.dodo.list_customers

    async def list_customers(*args: object, **more: object) -> object:
        if len(shelf.asked("customers")) == 3:
            new = Customer("new", "New", "", "", shelf.clock.now())
            shelf.dodo.customers.insert(0, new)
        return await listed(*args, **more)  # type: ignore[arg-type]

    shelf.dodo.list_customers = list_customers  # type: ignore[method-assign, assignment]
    await shelf.directory.refresh()
    assert "new" in shelf.store.customers
    assert len(shelf.store.customers) == 351


async def test_a_long_read_does_not_keep_what_is_new_waiting() -> None:
    shelf = Shelf(customers=1500, products=1)
    await shelf.directory.refresh()
    shelf.dodo.calls.clear()
    listed = shelf.dodo.list_customers

    async def list_customers(*args: object, **more: object) -> object:
        shelf.clock._go(shelf.clock.monotonic() + 120)
        return await listed(*args, **more)  # type: ignore[arg-type]

    shelf.dodo.list_customers = list_customers  # type: ignore[method-assign, assignment]
    await shelf.directory.refresh()
    assert len(shelf.asked("products")) >= 3
    assert len(shelf.asked("customers 0 new")) >= 3


async def test_dodo_may_ask_to_wait_in_the_middle() -> None:
    shelf = Shelf(customers=250, products=1)
    turns = iter([None, None, GatewayError("throttled", wait=3), GatewayError("throttled"), None])
    shelf.dodo.read_fault = lambda: next(turns, None)
    await shelf.directory.refresh()
    assert shelf.status == DirectoryStatus(
        250, 1, shelf.store.complete_at, products_at=shelf.store.products_at
    )
    shelf.dodo.read_fault = lambda: GatewayError("throttled")
    await shelf.directory.refresh()
    assert shelf.status.failed == "throttled"


async def test_a_refresh_that_fails_midway_keeps_what_is_here_with_its_age_and_is_tried_again() -> None:
    shelf = Shelf(customers=350, products=2)
    await shelf.directory.start()
    await settle()
    before = shelf.status
    await shelf.clock.advance(60)
    shelf.dodo.products.pop()
    shelf.dodo.customers.pop()
    shelf.dodo.read_fault = fails_after(shelf.dodo, len(shelf.dodo.calls) + 3)
    await shelf.directory.refresh()
    after = shelf.status
    assert (after.customers, after.loading, after.failed) == (350, False, "offline")
    assert not any(c.gone for c in shelf.store.customers.values())
    assert after.complete_at is not None
    assert before.complete_at is not None
    # What is new was read before it failed.
    assert after.complete_at - before.complete_at == timedelta(seconds=60)
    shelf.dodo.read_fault = lambda: GatewayError("offline")
    await shelf.clock.advance(30)
    await shelf.directory.refresh()
    assert shelf.status.complete_at == after.complete_at
    shelf.dodo.read_fault = lambda: None
    shelf.directory.again()
    await settle()
    assert (shelf.status.failed, shelf.status.customers) == ("", 349)
    assert sum(c.gone for c in shelf.store.customers.values()) == 1
    await shelf.directory.stop()


async def test_offline_at_first_start_is_tried_again_soon() -> None:
    shelf = Shelf(customers=1, products=1)
    shelf.dodo.offline = True
    await shelf.directory.start()
    await settle()
    assert shelf.status.failed == "offline"
    shelf.dodo.offline = False
    await shelf.clock.advance(RETRY_FIRST + 5)
    assert shelf.status == DirectoryStatus(1, 1, shelf.store.complete_at, products_at=shelf.store.products_at)
    await shelf.directory.stop()


async def test_a_list_that_never_ends_is_no_whole_read() -> None:
    shelf = Shelf(customers=100, products=1)
    whole = shelf.dodo.list_customers

    async def same(window: object, since: object = None, upto: object = None) -> object:
        return (await whole(Window()))[: window.size]  # type: ignore[attr-defined]

    shelf.dodo.list_customers = same  # type: ignore[method-assign, assignment]
    await shelf.directory.refresh()
    assert shelf.status.failed == "unreadable"
    assert shelf.store.complete_at is None


async def test_a_full_disk_is_told_and_leaves_what_is_here() -> None:
    shelf = Shelf(customers=1, products=1)
    await shelf.directory.refresh()
    shelf.store.fault = "disk_full"
    shelf.dodo.customers.append(shelf.customer(7))
    await shelf.directory.refresh()
    assert (shelf.status.failed, shelf.status.customers) == ("disk", 1)


async def test_the_index_is_put_in_order_after_many() -> None:
    shelf = Shelf(customers=1200, products=1)
    await shelf.directory.refresh()
    assert shelf.store.untidy == 0
    few = Shelf(customers=10, products=1)
    few.store.untidy = -1
    await few.directory.refresh()
    assert few.store.untidy == -1


async def test_search_is_local() -> None:
    shelf = Shelf()
    shelf.dodo.offline = True
    await shelf.store.put_customers([Customer("cus_1", "Zoë", "")])
    await shelf.store.put_products([product(1)])
    found = await shelf.directory.search_customers("Zo")
    assert [each.customer.customer_id for each in found] == ["cus_1"]
    assert [p.product_id for p in await shelf.directory.search_products("Thing")] == ["pdt_1"]
    await shelf.directory.used_customer("cus_1")
    assert shelf.store.used == ["cus_1"]
    shelf.store.addresses["cus_1"] = PastAddress(shelf.clock.now(), BillingEntry("DE"))
    assert await shelf.directory.past_address("cus_1") == shelf.store.addresses["cus_1"]
    assert shelf.dodo.calls == []


async def test_without_a_key_nothing_is_asked() -> None:
    shelf = Shelf()
    shelf.directory.gateway_changed(None)
    await shelf.directory.start()
    await settle()
    assert (shelf.status.failed, shelf.dodo.calls) == ("key", [])
    assert not shelf.directory.worth_asking("zoe", 0)
    with pytest.raises(GatewayError):
        await shelf.directory.ask_customers("zoe")
    shelf.directory.gateway_changed(shelf.dodo)
    await settle()
    assert shelf.status.customers == 250
    await shelf.directory.stop()
