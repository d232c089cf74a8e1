"""Reading all customers piece by piece: what is met, what is gone, and where it goes on after a kill."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import CustomerEntry, CustomerMode, Draft
from dodo_desktop.core.outgoing import State
from dodo_desktop.core.records import (
    NEW_CUSTOMERS,
    PRODUCTS,
    HalfRead,
    Kept,
    LastOrder,
    PastAddress,
    Reading,
)
from dodo_desktop.store import schema
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from dodo_desktop.store.words import match
from tests.store.samples import NOW, draft, later, link, order

pytestmark = pytest.mark.anyio


def people(*numbers: int) -> list[Customer]:
    return [Customer(f"cus_{n}", f"Name {n}", f"n{n}@example.com", "", later(-n)) for n in numbers]


async def sweep(directory: SqliteDirectory, *pages: Sequence[int], at: float = 0) -> None:
    await directory.begin_sweep(later(at))
    place = 0
    for page in pages:
        place += len(page)
        await directory.sweep_customers(people(*page), first=page is pages[0], place=place, upto=None)
    await directory.end_sweep(sure=True)


async def gone(directory: SqliteDirectory) -> list[str]:
    found = await directory.search_customers("name", 99)
    return [each.customer.customer_id for each in found if each.customer.gone]


async def test_an_answer_that_joins_on_moves_the_place_and_one_that_does_not_is_only_kept(
    database: Database,
) -> None:
    directory = SqliteDirectory(database)
    assert await directory.reading() == Reading()
    await directory.begin_sweep(NOW)
    assert await directory.reading() == Reading(0, began_at=NOW)
    first = await directory.sweep_customers(people(0, 1, 2), first=True, place=3, upto=None)
    assert first == Kept(joined=True, fresh=3, added=3)
    apart = await directory.sweep_customers(people(7, 8), first=False, place=9, upto=NOW)
    assert apart == Kept(joined=False, fresh=2, added=2)
    assert (await directory.reading()).place == 3
    on = await directory.sweep_customers(people(2, 7, 8), first=False, place=5, upto=later(-7))
    assert on == Kept(joined=True, fresh=2, added=0)
    assert await directory.reading() == Reading(5, later(-7), NOW)
    await directory.end_sweep(sure=True)
    assert await directory.reading() == Reading(None, None, NOW, NOW)
    await directory.news_read(later(9))
    assert (await directory.reading()).news_at == later(9)


async def test_who_is_met_no_more_is_gone_and_who_comes_back_is_not(database: Database) -> None:
    directory = SqliteDirectory(database)
    await sweep(directory, [0, 1, 2, 3])
    assert await gone(directory) == []
    await sweep(directory, [0, 1], [1, 3])
    assert await gone(directory) == ["cus_2"]
    assert (await directory.state()).customers == 3
    # Gone ones come last, and are told of.
    order_of = [f.customer.customer_id for f in await directory.search_customers("name", 9)]
    assert order_of == ["cus_0", "cus_1", "cus_3", "cus_2"]
    await directory.put_customers(people(2))
    assert await gone(directory) == []
    assert (await directory.state()).customers == 4
    await sweep(directory, [0, 1, 2, 3])
    assert await gone(directory) == []


async def test_who_comes_while_it_goes_on_is_not_gone_and_the_next_one_looks_for_them(
    database: Database,
) -> None:
    directory = SqliteDirectory(database)
    await directory.begin_sweep(NOW)
    await directory.sweep_customers(people(1, 2), first=True, place=2, upto=None)
    await directory.put_customers(people(9))
    await directory.end_sweep(sure=True)
    assert await gone(directory) == []
    await sweep(directory, [1, 2])
    assert await gone(directory) == ["cus_9"]


async def test_a_sweep_that_is_not_sure_calls_nobody_gone(database: Database) -> None:
    directory = SqliteDirectory(database)
    await sweep(directory, [0, 1])
    await directory.begin_sweep(NOW)
    await directory.sweep_customers(people(0), first=True, place=1, upto=None)
    await directory.end_sweep(sure=False)
    assert await gone(directory) == []


def as_killed(folder: Path) -> Path:
    left = folder / "left"
    left.mkdir()
    for file in folder.glob("data.sqlite3*"):
        (left / file.name).write_bytes(file.read_bytes())
    return left


async def test_a_killed_program_finds_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    database = Database(path)
    await database.open()
    directory = SqliteDirectory(database)
    await directory.begin_sweep(NOW)
    await directory.sweep_customers(people(*range(100)), first=True, place=100, upto=None)
    # As a kill leaves it: the files, with nothing closed.
    left = as_killed(tmp_path)
    await database.close()
    database = Database(left / path.name)
    await database.open()
    directory = SqliteDirectory(database)
    assert (await directory.reading()).place == 100
    on = await directory.sweep_customers(people(99, 100), first=False, place=101, upto=None)
    assert on == Kept(joined=True, fresh=1, added=1)
    await database.close()


async def test_other_reads_that_broke_off_are_found_by_a_killed_program_too(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    database = Database(path)
    await database.open()
    directory = SqliteDirectory(database)
    new = HalfRead(later(9), since=later(1), place=100, upto=later(8))
    await directory.put_half_read(NEW_CUSTOMERS, new, {"cus_1", "cus_2"})
    await directory.put_half_read(PRODUCTS, HalfRead(NOW, place=100), ["p1"])
    await directory.put_half_read(PRODUCTS, HalfRead(NOW, place=199), ["p2", "p1"])
    left = as_killed(tmp_path)
    await database.close()
    database = Database(left / path.name)
    await database.open()
    directory = SqliteDirectory(database)
    assert await directory.half_read(NEW_CUSTOMERS) == replace(new, entries=frozenset({"cus_1", "cus_2"}))
    products = HalfRead(NOW, place=199, entries=frozenset({"p1", "p2"}))
    assert await directory.half_read(PRODUCTS) == products
    # Each is over once its own list was read to the end.
    await directory.news_read(later(9))
    assert await directory.half_read(NEW_CUSTOMERS) is None
    assert await directory.half_read(PRODUCTS) == products
    await directory.products_swept(["p1"], later(9))
    assert await directory.half_read(PRODUCTS) is None
    await directory.put_half_read(PRODUCTS, HalfRead(later(10), place=100), ["p3"])
    assert await directory.half_read(PRODUCTS) == HalfRead(later(10), place=100, entries=frozenset({"p3"}))
    await database.close()


async def test_putting_the_index_in_order_ends_and_changes_no_answer(database: Database) -> None:
    directory = SqliteDirectory(database)
    for start in range(0, 1200, 40):
        await directory.put_customers(people(*range(start, start + 40)))

    def segments(connection: sqlite3.Connection) -> int:
        rows = connection.execute("SELECT count(DISTINCT segid) FROM customer_words_idx").fetchone()
        return int(rows[0])

    before = [f.customer for f in await directory.search_customers("name 1", 500)]
    parts = await database.read(segments)
    steps, begin = 0, True
    while await directory.tidy_customers(begin=begin):
        steps, begin = steps + 1, False
        assert steps < 100
    assert await database.read(segments) < parts
    assert [f.customer for f in await directory.search_customers("name 1", 500)] == before


async def test_e_mails_are_the_same_whatever_the_case(database: Database) -> None:
    directory = SqliteDirectory(database)
    await directory.put_customers([*people(1), Customer("two", "Two", "N1@Example.com", gone=True)])
    found = await directory.customers_of_email(" N1@EXAMPLE.COM ")
    assert [one.customer_id for one in found] == ["cus_1", "two"]
    assert await directory.customers_of_email("1@example.com") == []
    assert await directory.customers_of_email("") == []


def billed(customer: Customer, city: str) -> Draft:
    entry = CustomerEntry(CustomerMode.EXISTING, existing=customer)
    return replace(draft(), customer=entry, billing=replace(draft().billing, city=city))


async def test_the_last_order_is_a_link_or_one_that_waits(database: Database) -> None:
    directory, links, outbox = SqliteDirectory(database), SqliteLinks(database), SqliteOutbox(database)
    (zoe,) = people(1)
    await directory.put_customers([zoe, *people(2)])

    async def last() -> LastOrder | None:
        found, other = await directory.found_customers(["cus_1", "nobody", "cus_2"])
        assert other.last is None
        (again,) = [f for f in await directory.search_customers("name 1", 9) if f.customer == zoe]
        assert again == found
        return found.last

    assert await last() is None
    assert await directory.past_address("cus_1") is None
    for number, status in enumerate(["succeeded", None]):
        made = link(f"pay_{number}", customer_id="cus_1", created_at=later(number), status=status)
        await links.put(replace(made, draft=billed(zoe, f"City {number}")))
    assert await last() == LastOrder(later(1), status=None, expires_at=later(3600))
    assert await directory.past_address("cus_1") == PastAddress(later(1), billed(zoe, "City 1").billing)
    await outbox.add(order("r9", draft=billed(zoe, "Later"), created_at=later(5)))
    assert await last() == LastOrder(later(5), waiting=True)
    assert await directory.past_address("cus_1") == PastAddress(later(5), billed(zoe, "Later").billing)
    for state in (State.CREATED, State.REJECTED, State.DISCARDED):
        other = order(f"r {state}", draft=billed(zoe, "Never"), created_at=later(9), state=state)
        await outbox.add(other)
    # A new customer is nobody that could be picked.
    new = replace(billed(zoe, "Never"), customer=replace(billed(zoe, "").customer, mode=CustomerMode.NEW))
    await outbox.add(order("r new", draft=new, created_at=later(9)))
    assert await last() == LastOrder(later(5), waiting=True)


async def test_a_last_order_that_no_longer_parses_is_passed_over(database: Database) -> None:
    directory, links, outbox = SqliteDirectory(database), SqliteLinks(database), SqliteOutbox(database)
    (zoe,) = people(1)
    await directory.put_customers([zoe])
    await links.put(link(customer_id="cus_1", draft=billed(zoe, "Then")))
    await outbox.add(order("r1", draft=billed(zoe, "Later"), created_at=later(5)))

    def spoil(connection: sqlite3.Connection) -> None:
        text = connection.execute("SELECT document FROM outbox").fetchone()[0]
        document = json.loads(text)
        document["order"]["draft"]["billing"] = 7
        connection.execute("UPDATE outbox SET document = ?", (json.dumps(document),))

    await database.write(spoil)
    address = await directory.past_address("cus_1")
    assert address is not None
    assert address.billing.city == "Then"
    await database.write(lambda c: c.execute("UPDATE outbox SET document = '{'") and None)
    (found,) = await directory.found_customers(["cus_1"])
    assert found.last == LastOrder(NOW, status=None, expires_at=later(3600))


async def test_who_was_picked_before_there_was_this_is_still_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, known = tmp_path / "data.sqlite3", schema.migrations()
    with monkeypatch.context() as patch:
        (this,) = (number for number, text in known.items() if "CREATE TABLE recent" in text)
        patch.setattr(schema, "migrations", lambda: {n: text for n, text in known.items() if n < this})
        database = Database(path)
        await database.open()
        await database.close()
    with closing(sqlite3.connect(path)) as connection:
        for number, used in enumerate([None, 5, 9, 7]):
            connection.execute(
                "INSERT INTO customers (customer_id, name, email, phone, used_at, words)"
                " VALUES (?, ?, '', '', ?, ?)",
                (f"cus_{number}", f"Name {number}", used, f"name {number}"),
            )
        connection.execute("UPDATE directory SET complete_at = 1")
        connection.commit()
    database = Database(path)
    await database.open()
    directory = SqliteDirectory(database)
    assert [f.customer.customer_id for f in await directory.search_customers("", 9)] == [
        "cus_2",
        "cus_3",
        "cus_1",
        "cus_0",
    ]
    # How far it was read is not known, so all of it is read.
    assert (await directory.state()).complete_at is None
    assert (
        await database.read(
            lambda c: c.execute(
                "SELECT count(*) FROM recent_words WHERE recent_words MATCH ?", (match("name"),)
            ).fetchone()[0]
        )
        == 3
    )
    await database.close()
