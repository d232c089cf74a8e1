import asyncio
import logging
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.store.database import Database
from dodo_desktop.store.outbox import SqliteOutbox
from tests.store.files import insert, names, opened, refusal, tally
from tests.store.samples import order

pytestmark = pytest.mark.anyio
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps files private by the folder they are in")


async def test_it_is_set_up_to_lose_nothing(database: Database) -> None:
    def pragmas(connection: sqlite3.Connection) -> dict[str, int | str]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    # On the writer itself: these belong to a connection, and some cannot be changed inside a transaction.
    assert await database.write(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


async def test_macos_flushes_the_drive_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    database = Database(tmp_path / "data.sqlite3")
    await database.open()
    for name in ("fullfsync", "checkpoint_fullfsync"):
        assert await database.write(lambda c, n=name: c.execute(f"PRAGMA {n}").fetchone()[0]) == 1  # type: ignore[misc]
    await database.close()


@POSIX
async def test_files_and_folders_are_closed_to_others(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        database = Database(tmp_path / "profiles" / "one" / "data.sqlite3")
        await database.open()
        await database.write(insert)
        files = sorted((tmp_path / "profiles" / "one").iterdir())
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in files}
        assert modes == {"data.sqlite3": 0o600, "data.sqlite3-shm": 0o600, "data.sqlite3-wal": 0o600}
        for folder in (tmp_path / "profiles", tmp_path / "profiles" / "one"):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        await database.close()
    finally:
        os.umask(before)


@POSIX
async def test_a_file_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    await opened(path)
    path.chmod(0o644)
    await opened(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_what_fails_half_way_is_undone(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> None:
        insert(connection)
        raise LookupError("half way")

    with pytest.raises(LookupError):
        await database.write(work)
    assert await tally(database) == 0


async def test_a_read_cannot_write_and_sees_what_was_just_written(database: Database) -> None:
    await database.write(insert)
    assert await tally(database) == 1
    with pytest.raises(StoreFault) as raised:
        await database.read(lambda connection: insert(connection, "y"))
    assert raised.value.reason == "read_only"


async def test_faults_and_the_log_hold_no_values(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await database.write(lambda connection: insert(connection, "zoe@example.com"))
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreFault) as raised:
        await database.write(lambda connection: insert(connection, "zoe@example.com"))
    assert raised.value.reason == "other"
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    assert "zoe" not in str(raised.value) + caplog.text
    assert caplog.records


async def test_a_cancelled_write_is_ended_all_the_same(database: Database) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow(connection: sqlite3.Connection) -> None:
        insert(connection, "running")
        entered.set()
        go_on.wait(30)

    running = asyncio.create_task(database.write(slow))
    waiting = asyncio.create_task(database.write(lambda connection: insert(connection, "waiting")))
    await asyncio.to_thread(entered.wait, 30)
    for task in (running, waiting):
        task.cancel()
    await asyncio.sleep(0)
    assert not running.done()
    running.cancel()
    go_on.set()
    results = await asyncio.gather(running, waiting, return_exceptions=True)
    assert [type(result) for result in results] == [asyncio.CancelledError] * 2
    assert await tally(database) == 2


async def test_a_write_that_fails_after_its_task_was_cancelled_is_told_in_the_log(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def fail(connection: sqlite3.Connection) -> None:
        insert(connection)
        entered.set()
        go_on.wait(30)
        raise LookupError("zoe@example.com")

    task = asyncio.create_task(database.write(fail))
    await asyncio.to_thread(entered.wait, 30)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await tally(database) == 0
    assert "failed after its task was cancelled: LookupError" in caplog.text
    assert "zoe" not in caplog.text


async def test_closing_ends_what_was_asked_for_before(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    database = Database(path)
    await database.open()
    writes = [
        asyncio.create_task(database.write(lambda c, n=number: insert(c, str(n))))  # type: ignore[misc]
        for number in range(20)
    ]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    await database.close()
    with pytest.raises(StoreFault):
        await database.write(insert)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone()[0] == 20
    assert names(tmp_path) == ["data.sqlite3"]


async def test_it_opens_while_the_thread_of_the_window_has_no_time_for_it(tmp_path: Path) -> None:
    database = Database(tmp_path / "data.sqlite3")
    opening = asyncio.ensure_future(database.open())
    await asyncio.sleep(0)
    assert database._threads is not None
    # Waited for here, so that the loop has no turn in between.
    assert database._threads[1].submit(lambda: database._reader is not None).result(60)
    await opening
    await database.close()


async def test_a_closed_database_opens_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "data.sqlite3")
    for number in range(2):
        await database.open()
        with pytest.raises(RuntimeError):
            await database.open()
        await database.write(lambda connection, n=number: insert(connection, str(n)))  # type: ignore[misc]
        await database.close()
    await database.open()
    assert await tally(database) == 2
    await database.close()


@contextmanager
def not_root() -> Iterator[Path]:
    """A folder of a user who may not do everything; as root, permissions would stop nothing."""
    with tempfile.TemporaryDirectory(prefix="not-root-") as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


@POSIX
async def test_a_folder_that_cannot_be_written_is_read_only() -> None:
    with not_root() as folder:
        folder.chmod(0o500)
        assert await refusal(folder / "data.sqlite3") == "read_only"
        assert await refusal(folder / "more" / "data.sqlite3") == "read_only"
        folder.chmod(0o700)


@POSIX
async def test_a_file_that_cannot_be_written_is_read_only() -> None:
    with not_root() as folder:
        path = folder / "data.sqlite3"
        await opened(path)
        path.chmod(0o400)
        assert await refusal(path) == "read_only"


async def test_a_full_disk_is_told_and_what_was_there_stays(database: Database) -> None:
    outbox = SqliteOutbox(database)
    await outbox.add(order("before"))

    def fill(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages:d}")

    await database.write(fill)
    big = order("big", body="x" * 100_000)
    with pytest.raises(StoreFault) as raised:
        await outbox.add(big)
    assert raised.value.reason == "disk_full"
    assert await outbox.get("before") == order("before")
    assert await outbox.get("big") is None

    await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 100000").fetchone())
    await outbox.add(big)
    assert await outbox.get("big") == big


async def test_a_writer_that_does_not_let_go_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    database = Database(path, busy_seconds=0.01)
    await database.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFault) as raised:
            await database.write(insert)
        assert raised.value.reason == "locked"
        # Reading goes on meanwhile.
        assert await tally(database) == 0
        other.execute("ROLLBACK")
    await database.write(insert)
    await database.close()


ADDER = """
import asyncio, sys
from pathlib import Path
from dodo_desktop.store.database import Database
from dodo_desktop.store.outbox import SqliteOutbox
from tests.store.samples import order

async def main():
    database = Database(Path(sys.argv[1]))
    await database.open()
    outbox = SqliteOutbox(database)
    for number in range(int(sys.argv[3])):
        await outbox.add(order(f"{sys.argv[2]}-{number}"))
    if sys.argv[4] == "hang":
        print("added", flush=True)
        await asyncio.Event().wait()
    await database.close()

asyncio.run(main())
"""


def adder(path: Path, name: str, number: int, then: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, str(path), name, str(number), then],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


async def test_an_order_survives_a_kill_as_soon_as_it_was_added(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    with adder(path, "kept", 1, "hang") as process:
        assert process.stdout is not None
        assert await asyncio.to_thread(process.stdout.readline) == "added\n"
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    database = Database(path)
    await database.open()
    assert await SqliteOutbox(database).get("kept-0") == order("kept-0")
    check = await database.read(lambda c: c.execute("PRAGMA integrity_check").fetchone()[0])
    assert check == "ok"
    await database.close()


async def test_two_programs_can_write_the_same_new_file(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    with adder(path, "a", 20, "end") as one, adder(path, "b", 20, "end") as two:
        assert await asyncio.to_thread(one.wait) == 0
        assert await asyncio.to_thread(two.wait) == 0
    database = Database(path)
    await database.open()
    assert len(await SqliteOutbox(database).rows(None, "", 99)) == 40
    await database.close()
