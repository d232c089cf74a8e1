"""Whether a reference was used before: the newest link, or order under way, that has exactly it."""

import sqlite3
from pathlib import Path

import pytest

from dodo_desktop.core.outgoing import State
from dodo_desktop.services.ports import LinkStore, OutboxStore
from dodo_desktop.store import schema
from dodo_desktop.store.columns import UNDER_WAY
from dodo_desktop.store.database import Database
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from dodo_desktop.store.references import NEWEST, WITH_REFERENCE, spellings
from tests.store.samples import draft, later, link, order

pytestmark = pytest.mark.anyio


def plan(connection: sqlite3.Connection, statement: str) -> str:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", ("W-1183",))
    return "\n".join(row["detail"] for row in rows)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [("W-1183", "W-1183"), ("W-1183", " w-1183 "), (" W-1183 ", "W-1183"), ("GRÜN-7", "grün-7"), ("ß", "ß")],
)
async def test_a_link_is_found_by_its_reference_alone(database: Database, kept: str, asked: str) -> None:
    links: LinkStore = SqliteLinks(database)
    await links.put(link("pay_a", order_reference=kept))
    await links.put(link("pay_b", order_reference=f"{kept}4", created_at=later(9)))
    await links.put(link("pay_c", order_reference="", created_at=later(9)))
    found = await links.of_reference(asked)
    assert found is not None
    assert found.payment_id == "pay_a"
    assert await links.of_reference("W-118") is None
    assert await links.of_reference("  ") is None


async def test_the_newest_link_is_found_also_among_many_that_have_it_in_theirs(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    for number in range(30):
        await links.put(link(f"pay_{number}", order_reference=f"1{number}", created_at=later(100 + number)))
    await links.put(link("old", order_reference="1", created_at=later(1)))
    await links.put(link("new", order_reference="1", created_at=later(2)))
    found = await links.of_reference("1")
    assert found is not None
    assert found.payment_id == "new"


async def test_an_order_counts_while_it_is_under_way(database: Database) -> None:
    outbox: OutboxStore = SqliteOutbox(database)
    for number, state in enumerate(State):
        sent = order(f"r{number}", state=state, created_at=later(number), draft=draft(reference=state.value))
        await outbox.add(sent)
    found = {state for state in State if await outbox.of_reference(state.value.upper()) is not None}
    assert found == set(State) - {State.CREATED, State.REJECTED, State.DISCARDED}


async def test_an_order_that_cannot_be_read_hides_none(database: Database) -> None:
    outbox: OutboxStore = SqliteOutbox(database)
    await outbox.add(order("old", draft=draft(reference="W-1")))
    await outbox.add(order("torn", draft=draft(reference="W-1"), created_at=later(5)))
    await database.write(
        lambda c: c.execute("UPDATE outbox SET document = '{' WHERE request_id = 'torn'").rowcount
    )
    found = await outbox.of_reference("w-1")
    assert found is not None
    assert found.request_id == "old"


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (f"SELECT * FROM links WHERE {WITH_REFERENCE} {NEWEST}", "links_reference"),
        (f"SELECT * FROM outbox WHERE {WITH_REFERENCE} AND {UNDER_WAY} {NEWEST}", "outbox_reference"),
    ],
)
async def test_it_is_searched_for_in_an_index(database: Database, statement: str, index: str) -> None:
    steps = await database.read(lambda connection: plan(connection, statement))
    assert f"SEARCH {index.partition('_')[0]} USING INDEX {index} (<expr>=?)" in steps
    assert "TEMP B-TREE" not in steps


async def test_a_file_of_the_version_before_finds_its_references(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, known = tmp_path / "data.sqlite3", schema.migrations()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda: {n: text for n, text in known.items() if n < 9})
        old = Database(path)
        await old.open()
        await SqliteLinks(old).put(link("pay_a", order_reference="W-1183"))
        await SqliteOutbox(old).add(order("r1", draft=draft(reference="W-7")))
        await old.close()
    database = Database(path)
    await database.open()
    assert schema.backup_path(path, 8).exists()
    assert await SqliteLinks(database).of_reference("w-1183") is not None
    assert await SqliteOutbox(database).of_reference("w-7") is not None
    await database.close()


def test_letters_of_all_languages_are_asked_for_in_each_case() -> None:
    assert spellings(" W-1 ") == ("W-1",)
    assert spellings("Grün") == ("Grün", "grün", "GRÜN")
    assert spellings("ß") == ("ß", "SS", "ss")
