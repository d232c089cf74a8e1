import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.money import Money
from dodo_desktop.core.records import DirectoryState, FoundCustomer
from dodo_desktop.services.ports import DirectoryStore
from dodo_desktop.store import customers as sql
from dodo_desktop.store import schema
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory
from dodo_desktop.store.products import ALL_PRODUCTS, FIND_PRODUCTS
from dodo_desktop.store.words import indexed, match
from tests.store.samples import NOW, later

pytestmark = pytest.mark.anyio

PEOPLE = {
    "zoe": Customer("zoe", "Zoë Łuczak", "zoe.luczak@example.com", "+48 601-222-333", NOW),
    "soren": Customer("soren", "Søren Strauß", "kontakt@bäckerei.test"),
    "ivan": Customer("ivan", "Иван Ёлкин", "ivan@example.ru"),
    "taro": Customer("taro", "山田太郎", "taro@example.jp"),
    "chul": Customer("chul", "김철수", "chul@example.kr"),
    "som": Customer("som", "สมชาย ใจดี", "som@example.th"),
    "ram": Customer("ram", "राम शर्मा", "ram@example.in"),
    "muha": Customer("muha", "مُحَمَّد علي", "muha@example.eg"),
    "dvd": Customer("dvd", "דָּוִד כהן", "dvd@example.il"),
    "niko": Customer("niko", "Νίκος Παπαδόπουλος", "niko@example.gr"),
    "ger": Customer("ger", "ガルシア　カルロス", "ger@example.es"),
    "quote": Customer("quote", 'Ann "The Hat" O\'Neil-Smith', "ann_o@example.com", "(0170) 1234567"),
    "bond": Customer("bond", "Agent 007", "bond@example.uk"),
}


async def filled(database: Database) -> DirectoryStore:
    directory = SqliteDirectory(database)
    await directory.put_customers(list(PEOPLE.values()))
    return directory


async def ids(directory: DirectoryStore, text: str, limit: int = 50) -> list[str]:
    return [found.customer.customer_id for found in await directory.search_customers(text, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zoe", ["zoe"]),
        ("ZOË", ["zoe"]),
        ("luc zo", ["zoe"]),
        ("Łuczak", ["zoe"]),
        ("zoe.lu", ["zoe"]),
        ("luczak@ex", ["zoe"]),
        ("zoe.luczak@example.com", ["zoe"]),
        ("601222333", ["zoe"]),
        ("48601", ["zoe"]),
        ("+48 601", ["zoe"]),
        ("0601222", ["zoe"]),
        ("601-222", ["zoe"]),
        ("2333", ["zoe"]),
        ("1701234", ["quote"]),
        ("0170/123", ["quote"]),
        ("soren", ["soren"]),
        ("STRAUSS", ["soren"]),
        ("strauß", ["soren"]),
        ("backerei", ["soren"]),
        ("иван елк", ["ivan"]),
        ("山田", ["taro"]),
        ("太郎", ["taro"]),
        ("太山", []),
        ("철수", ["chul"]),
        ("김", ["chul"]),
        ("สมชาย", ["som"]),
        ("ใจดี", ["som"]),
        ("राम", ["ram"]),
        ("محمد", ["muha"]),
        ("דוד", ["dvd"]),
        ("νικος παπ", ["niko"]),
        ("ΝΊΚΟΣ", ["niko"]),
        ("ｶﾞﾙｼｱ", ["ger"]),
        ("カルロス", ["ger"]),
        ('"hat', ["quote"]),
        ("o'neil", ["quote"]),
        ("neil-sm", ["quote"]),
        ("ann_o", ["quote"]),
        ("007", ["bond"]),
        ("zoe nobody", []),
        ("zoe OR ivan", []),
        ("NEAR(zoe", []),
        ("words:zoe", []),
        ("zoe*", ["zoe"]),
        ("\0zoe", ["zoe"]),
        ("- zoe +", ["zoe"]),
    ],
)
async def test_customers_are_found_in_many_scripts(
    database: Database, text: str, expected: list[str]
) -> None:
    assert await ids(await filled(database), text) == expected


async def test_long_nonsense_finds_nothing_and_breaks_nothing(database: Database) -> None:
    directory = await filled(database)
    for text in ("x" * 10_000, "a " * 5_000 + "nobody", '"' * 99, "\ud800", "(((", "AND", "é" * 300):
        assert "zoe" not in await ids(directory, text) or not match(text)


async def test_for_no_words_those_recently_used_come_first(database: Database) -> None:
    directory = await filled(database)
    everyone = list(PEOPLE)
    assert await ids(directory, "") == everyone
    for customer_id in ("ram", "zoe", "chul", "ram", "unknown"):
        await directory.used_customer(customer_id)
    recent = ["ram", "chul", "zoe"]
    assert await ids(directory, " - ") == recent + [each for each in everyone if each not in recent]
    assert await ids(directory, "", 2) == ["ram", "chul"]
    # A new read of the customer does not forget it.
    await directory.put_customers([replace(PEOPLE["ram"], name="Ram")])
    assert await ids(directory, "", 1) == ["ram"]
    # So it is for words, and by the new ones.
    assert (await ids(directory, "example"))[:4] == ["ram", "chul", "zoe", "ivan"]
    assert await ids(directory, "example", 2) == ["ram", "chul"]
    assert len(await ids(directory, "example", 4)) == 4
    assert len(set(await ids(directory, "example"))) == len(await ids(directory, "example"))
    assert await ids(directory, "शर्मा") == []


async def test_a_changed_customer_is_found_by_the_new_words_only(database: Database) -> None:
    directory = await filled(database)
    changed = replace(PEOPLE["zoe"], name="Chloe Nowak", email="chloe@example.com", phone="")
    await directory.put_customers([changed])
    assert await ids(directory, "zoe") == []
    assert list(await directory.search_customers("nowak", 9)) == [FoundCustomer(changed)]
    assert (await directory.state()).customers == len(PEOPLE)


async def test_what_is_the_same_is_not_written_again(database: Database) -> None:
    directory = await filled(database)

    def changes(connection: sqlite3.Connection) -> int:
        return connection.total_changes

    before = await database.write(changes)
    await directory.put_customers(list(PEOPLE.values()))
    assert await database.write(changes) == before
    await directory.put_customers([replace(PEOPLE["zoe"], phone="1")])
    assert await database.write(changes) > before


SOUP = Product("p_soup", "Crème soup", Money(450, "EUR"), tax_inclusive=True, tax_category="digital")
TIP = Product("p_tip", "Tip soup", Money(0, "JPY"), pay_what_you_want=True, suggested=Money(500, "JPY"))
PLAN = Product("p_plan", "Soup every day", None, kind="recurring_price")


async def names(directory: DirectoryStore, text: str, limit: int = 9) -> list[str]:
    return [product.product_id for product in await directory.search_products(text, limit)]


async def test_products_come_back_as_they_were_with_archived_ones_last(database: Database) -> None:
    directory: DirectoryStore = SqliteDirectory(database)
    await directory.put_products([replace(SOUP, archived=True), TIP, PLAN])
    found = await directory.search_products("SOUP", 9)
    assert list(found) == [TIP, PLAN, replace(SOUP, archived=True)]
    assert list(await directory.search_products("", 9)) == list(found)
    assert await names(directory, "soup", 1) == ["p_tip"]
    assert await names(directory, "creme") == ["p_soup"]
    assert await directory.product("p_tip") == TIP
    assert await directory.product("p_gone") is None


async def test_products_that_a_whole_read_did_not_meet_are_gone(database: Database) -> None:
    directory: DirectoryStore = SqliteDirectory(database)
    assert await directory.state() == DirectoryState(0, 0, None)
    await directory.put_products([SOUP, TIP, replace(PLAN, archived=True)])
    await directory.products_swept(None, later(1))
    assert await directory.state() == DirectoryState(0, 2, None, later(1))
    await directory.products_swept(["p_tip", "p_plan"], later(2))
    await directory.complete(later(3))
    assert await directory.state() == DirectoryState(0, 1, later(3), later(2))
    assert await directory.product("p_soup") == replace(SOUP, gone=True)
    # At the end, behind the archived ones.
    assert await names(directory, "soup") == ["p_tip", "p_plan", "p_soup"]
    assert await directory.currencies() == ["JPY"]
    await directory.put_products([SOUP])
    assert await directory.product("p_soup") == SOUP


def steps(connection: sqlite3.Connection, statement: str, values: Sequence[object]) -> str:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", tuple(values))
    return "\n".join(row["detail"] for row in rows)


def fill(connection: sqlite3.Connection) -> None:
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
        " INSERT INTO customers (customer_id, name, email, phone, words)"
        " SELECT 'c' || i, 'Name ' || i, '', '', 'name ' || i FROM n"
    )


async def test_a_search_among_many_reads_the_index_alone(database: Database) -> None:
    await database.write(fill)
    directory = SqliteDirectory(database)
    assert await ids(directory, "name 99999") == ["c99999"]
    await directory.used_customer("c77777")
    assert await ids(directory, "n", 2) == ["c77777", "c1"]

    def plans(connection: sqlite3.Connection) -> list[str]:
        return [
            steps(connection, sql.FIND_CUSTOMERS, (match("na 9"), 50)),
            steps(connection, sql.FIND_RECENT, (match("na 9"), 50)),
            steps(connection, FIND_PRODUCTS, (match("na 9"), False, False, 50)),
            steps(connection, sql.RECENT, (50,)),
            steps(connection, ALL_PRODUCTS, (False, False, 50)),
            steps(connection, sql.OF_EMAIL, ("a@example.com",)),
        ]

    customers, recent, products, used, on_sale, of_email = await database.read(plans)
    for plan, table in ((customers, "c"), (recent, "c"), (products, "p")):
        assert "VIRTUAL TABLE INDEX" in plan
        assert f"SEARCH {table} USING INTEGER PRIMARY KEY" in plan
        assert "TEMP B-TREE" not in plan
    for plan in (customers, recent, used):
        # The last orders, too.
        assert "SEARCH links USING INDEX links_customer (customer_id=?)" in plan
        assert "SEARCH outbox USING INDEX outbox_customer (<expr>=?)" in plan
    assert "products_order" in on_sale
    assert "customers_email" in of_email
    assert "TEMP B-TREE" not in used + on_sale


async def test_a_beginning_that_many_words_share_has_a_list_of_its_own(database: Database) -> None:
    made = await database.read(
        lambda c: c.execute("SELECT sql FROM sqlite_master WHERE name = 'customer_words'").fetchone()[0]
    )
    # Four: a country's and a town's numbers, which a shop's customers have in common.
    assert "prefix = '1 2 3 4'" in made


async def test_the_first_hits_of_a_short_word_are_read_without_the_others(database: Database) -> None:
    """Counted in steps of the database's machine, which do not depend on how fast it is."""
    await database.write(fill)

    def count(connection: sqlite3.Connection) -> int:
        ticks = 0

        def tick() -> int:
            nonlocal ticks
            ticks += 1
            return 0

        connection.set_progress_handler(tick, 1)
        try:
            connection.execute(sql.FIND_CUSTOMERS, (match("n"), 50)).fetchall()
        finally:
            connection.set_progress_handler(None, 1)
        return ticks

    assert 0 < await database.read(count) < 5_000


async def test_a_file_whose_index_was_shorter_finds_everybody_by_every_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    with monkeypatch.context() as patch:
        before = {number: text for number, text in schema.migrations().items() if number < 8}
        patch.setattr(schema, "migrations", lambda: before)
        database = Database(path)
        await database.open()
        await filled(database)
        await database.close()
    database = Database(path)
    await database.open()
    try:
        directory = SqliteDirectory(database)
        word = "papadopoulos"
        await directory.put_customers([Customer("later", "Nikos Papadopoulos", "", "+48 601-222-999")])
        for length in range(1, len(word) + 1):
            assert (await ids(directory, word[:length]))[-1:] == ["later"]
        assert await ids(directory, "4860") == ["zoe", "later"], "those of before, too"
        assert await ids(directory, "Παπαδό") == ["niko"]
    finally:
        await database.close()


def test_each_end_of_a_phone_number_is_a_word() -> None:
    assert indexed(["Ann"], "+1 234-56") == "ann 1 234 56 123456 23456 3456 456"
    assert indexed(["Ann"], "12") == "ann 12 12"
    assert indexed(["Ann"]) == "ann"


async def test_currencies_come_by_how_many_products_have_them(database: Database) -> None:
    directory = SqliteDirectory(database)
    prices = {"a": "EUR", "b": "JPY", "c": "JPY", "d": "USD", "e": "AUD"}
    products = [Product(name, name, Money(100, currency)) for name, currency in prices.items()]
    archived = [Product(f"old {n}", "old", Money(100, "USD"), archived=True) for n in range(5)]
    await directory.put_products([*products, *archived, Product("bare", "bare", None)])
    assert await directory.currencies() == ["JPY", "AUD", "EUR", "USD"]


def one_by_one(connection: sqlite3.Connection, text: str, limit: int) -> list[str]:
    """The customers that a search finds, read row by row."""
    words = (match(text),) if match(text) else ()
    first, then = (sql.FIND_RECENT, sql.FIND_CUSTOMERS) if words else (sql.RECENT, sql.OTHERS)
    rows = connection.execute(first, (*words, limit)).fetchall()
    seen = {row["seq"] for row in rows}
    more = connection.execute(then, (*words, limit)).fetchall()
    rows += [row for row in more if row["seq"] not in seen][: limit - len(rows)]
    return [row["customer_id"] for row in sorted(rows, key=lambda row: bool(row["gone"]))]


async def test_a_search_that_is_read_in_one_step_finds_what_its_parts_find(database: Database) -> None:
    directory = await filled(database)
    await directory.put_customers([replace(PEOPLE[name], gone=True) for name in ("taro", "bond", "ram")])
    for customer_id in ("ram", "zoe", "chul", "bond"):
        await directory.used_customer(customer_id)
    for text in ("", "e", "example", "zoe", "nobody", "0"):
        for limit in (0, 1, 3, 4, 5, 50):
            expected = await database.read(partial(one_by_one, text=text, limit=limit))
            assert await ids(directory, text, limit) == expected


async def test_what_is_found_is_as_it_was_put_down_whatever_it_holds(database: Database) -> None:
    directory = await filled(database)
    odd = Customer(
        "odd", 'Odd "\\" \n\t\x01\0 \u2028 😀 {"a": [1]}', "odd@example.com", "\\u0041", NOW, gone=True
    )
    await directory.put_customers([odd])
    assert [each.customer for each in await directory.search_customers("odd", 9)] == [odd]
    assert list(await directory.found_customers(["odd"])) == [FoundCustomer(odd)]
    product = Product("odd", 'Odd "\\" \n\x01 😀', Money(10**15, "JPY"), tax_category='"')
    await directory.put_products([product])
    assert list(await directory.search_products("odd", 9)) == [product]
