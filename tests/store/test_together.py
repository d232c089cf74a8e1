"""Writes that share a transaction: each is told what became of it, and nothing else."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.outgoing import OutgoingPayment, State, claim
from dodo_desktop.core.records import StaleRow
from dodo_desktop.store.database import Database, Work
from dodo_desktop.store.outbox import SqliteOutbox
from tests.store.files import insert, tally
from tests.store.samples import later, order

pytestmark = pytest.mark.anyio


def putting(draft_id: str) -> Work[str]:
    def work(connection: sqlite3.Connection) -> str:
        insert(connection, draft_id)
        return draft_id

    return work


@asynccontextmanager
async def busy(database: Database) -> AsyncIterator[None]:
    """The disk is at work; what is asked for meanwhile waits until the block is left."""
    entered, go_on = threading.Event(), threading.Event()

    def hold(_connection: sqlite3.Connection) -> None:
        entered.set()
        go_on.wait(30)

    held = asyncio.create_task(database.write(hold))
    await asyncio.to_thread(entered.wait, 30)
    try:
        yield
    finally:
        go_on.set()
        await held


async def together(database: Database, works: Sequence[Work[str]]) -> list[str | BaseException]:
    """What each of these came to that were asked for while the disk was busy."""
    async with busy(database):
        tasks = [asyncio.create_task(database.write_together(work)) for work in works]
        await asyncio.sleep(0)
    return await asyncio.gather(*tasks, return_exceptions=True)


async def told(database: Database) -> list[str]:
    """Every statement that the connection which writes is given from now on."""
    said: list[str] = []
    await database.write(lambda connection: connection.set_trace_callback(said.append))
    return said


async def test_one_commit_serves_all_who_wait(database: Database) -> None:
    said = await told(database)
    names = [f"d{number}" for number in range(5)]
    assert await together(database, [putting(name) for name in names]) == names
    # One of what kept the disk busy, and one of all five.
    assert said.count("COMMIT") == 3
    assert await tally(database) == 5


async def test_one_alone_needs_no_part_of_a_transaction(database: Database) -> None:
    said = await told(database)
    await database.write_together(putting("alone"))
    assert not [one for one in said if "SAVEPOINT" in one]
    assert await tally(database) == 1


async def test_what_one_raises_undoes_its_own_part_alone(database: Database) -> None:
    def half_way(connection: sqlite3.Connection) -> str:
        insert(connection, "half")
        raise LookupError("half way")

    before, lost, after = await together(database, [putting("before"), half_way, putting("after")])
    assert (before, after) == ("before", "after")
    assert isinstance(lost, LookupError)
    assert await tally(database) == 2


async def test_a_fault_of_one_is_a_store_fault_of_that_one(database: Database) -> None:
    first, second, third = await together(database, [putting("a"), putting("a"), putting("b")])
    assert (first, third) == ("a", "b")
    assert isinstance(second, StoreFault)
    assert second.__context__ is None
    assert await tally(database) == 2


async def test_a_commit_that_the_disk_refuses_is_told_to_each_and_keeps_nothing(database: Database) -> None:
    def tables(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE two (one INTEGER REFERENCES one (id) DEFERRABLE INITIALLY DEFERRED)")

    def refused_at_the_end(connection: sqlite3.Connection) -> str:
        connection.execute("INSERT INTO two VALUES (1)")
        return "looks well"

    await database.write(tables)
    results = await together(database, [putting("a"), refused_at_the_end, putting("b")])
    assert [type(result) for result in results] == [StoreFault] * 3
    assert len({id(result) for result in results}) == 3, "each its own"
    assert await tally(database) == 0
    assert await database.write_together(putting("later")) == "later"


async def test_on_a_disk_that_fills_up_half_way_what_was_told_is_what_is_there(database: Database) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages:d}")

    def big(connection: sqlite3.Connection) -> str:
        insert(connection, "big", "x" * 200_000)
        return "big"

    await database.write(fill)
    results = await together(database, [putting("a"), big, putting("b")])
    assert isinstance(results[1], StoreFault)
    assert results[1].reason == "disk_full"
    kept = await database.read(lambda c: [row[0] for row in c.execute("SELECT draft_id FROM drafts")])
    assert sorted(kept) == sorted(result for result in results if isinstance(result, str))


async def test_a_fault_that_undoes_the_whole_transaction_is_told_to_each(database: Database) -> None:
    def undone(connection: sqlite3.Connection) -> str:
        # What SQLite does by itself after some faults of a disk.
        connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("disk I/O error")

    results = await together(database, [putting("a"), undone, putting("b")])
    assert [type(result) for result in results] == [StoreFault] * 3
    assert await tally(database) == 0
    assert await database.write_together(putting("later")) == "later"


async def test_a_mistake_of_ours_leaves_nobody_waiting(database: Database) -> None:
    class Mistake(BaseException):
        pass

    def mistaken(_connection: sqlite3.Connection) -> str:
        raise Mistake

    results = await together(database, [putting("a"), mistaken])
    assert [type(result) for result in results] == [Mistake] * 2
    assert await tally(database) == 0


async def test_closing_ends_what_was_asked_for_together(tmp_path: Path) -> None:
    database = Database(tmp_path / "data.sqlite3")
    await database.open()
    tasks = [asyncio.create_task(database.write_together(putting(f"d{number}"))) for number in range(9)]
    await asyncio.sleep(0)
    await database.close()
    assert len(await asyncio.gather(*tasks)) == 9
    with pytest.raises(StoreFault):
        await database.write_together(putting("late"))
    await database.open()
    assert await tally(database) == 9
    await database.close()


async def test_of_two_windows_one_alone_claims_an_order(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    windows = [Database(path), Database(path)]
    for window in windows:
        await window.open()
    boxes = [SqliteOutbox(window) for window in windows]
    orders = [order(f"r{number}") for number in range(20)]
    await asyncio.gather(*(boxes[0].add(one) for one in orders))
    claims = [claim(one, later(1), later(1)) for one in orders]
    done = await asyncio.gather(
        *(box.update(old, new) for old, new in zip(orders, claims, strict=True) for box in boxes),
        return_exceptions=True,
    )
    for pair in zip(done[::2], done[1::2], strict=True):
        assert sorted(type(one).__name__ for one in pair) == ["NoneType", "StaleRow"]
    assert {one.state for one in await boxes[1].in_state(*State)} == {State.SENDING}
    for window in windows:
        await window.close()


async def test_an_order_that_was_claimed_is_not_claimed_again_beside_others(database: Database) -> None:
    outbox = SqliteOutbox(database)
    orders = [order(f"r{number}") for number in range(3)]
    await asyncio.gather(*(outbox.add(one) for one in orders))
    claims = [claim(one, later(1), later(1)) for one in orders]
    await outbox.update(orders[1], claims[1])
    async with busy(database):
        tasks = [asyncio.create_task(outbox.update(*move)) for move in zip(orders, claims, strict=True)]
        await asyncio.sleep(0)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), StaleRow, type(None)]
    kept = {one.request_id: one for one in await outbox.in_state(State.SENDING)}
    assert kept == {one.request_id: one for one in claims}


CLAIMER = """
import asyncio, sys
from pathlib import Path
from dodo_desktop.core.outgoing import claim
from dodo_desktop.store.database import Database
from dodo_desktop.store.outbox import SqliteOutbox
from tests.store.samples import later, order

async def main():
    database = Database(Path(sys.argv[1]))
    await database.open()
    outbox = SqliteOutbox(database)
    orders = [order(f"r{number}") for number in range(50)]
    await asyncio.gather(*(outbox.add(one) for one in orders))

    async def claimed(one):
        await outbox.update(one, claim(one, later(1), later(1)))
        print(one.request_id, flush=True)

    await asyncio.gather(*map(claimed, orders))
    await asyncio.Event().wait()

asyncio.run(main())
"""


def claimer(path: Path) -> "subprocess.Popen[str]":
    """Another process that claims orders, says so of each, and goes on living."""
    return subprocess.Popen(
        [sys.executable, "-c", CLAIMER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


async def test_who_is_killed_between_claim_and_sending_has_claimed_what_it_said(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    with claimer(path) as process:
        assert process.stdout is not None
        said = {(await asyncio.to_thread(process.stdout.readline)).strip() for _ in range(7)}
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    database = Database(path)
    await database.open()
    found: Sequence[OutgoingPayment] = await SqliteOutbox(database).in_state(State.SENDING)
    assert said <= {one.request_id for one in found}
    assert all(one == claim(order(one.request_id), later(1), later(1)) for one in found)
    await database.close()
