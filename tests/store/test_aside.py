"""A damaged file is set aside, never deleted, and work goes on in a new one."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.store import schema
from dodo_desktop.store.aside import ended_badly, set_aside, suspicion
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.outbox import SqliteOutbox
from tests.store.files import insert, names, opened, refusal, tally
from tests.store.samples import NOW, draft, order

pytestmark = pytest.mark.anyio

TODAY = date(2026, 3, 2)
ASIDE = "data.damaged-2026-03-02.sqlite3"


def test_the_log_is_set_aside_with_its_file_and_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    for number, target in enumerate((ASIDE, "data.damaged-2026-03-02-2.sqlite3")):
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").write_text(f"{number}{ending}")
        assert set_aside(path, TODAY).name == target
        for ending in ("", "-wal", "-shm"):
            assert (tmp_path / f"{target}{ending}").read_text() == f"{number}{ending}"
    assert (tmp_path / ASIDE).read_text() == "0"
    assert not path.exists()


def test_what_was_set_aside_half_way_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    path.write_text("file")
    (tmp_path / f"{ASIDE}-wal").write_text("its log, set aside before a power cut")
    set_aside(path, TODAY)
    assert (tmp_path / f"{ASIDE}-wal").read_text() == "its log, set aside before a power cut"


async def test_a_file_that_is_none_is_set_aside_and_a_new_one_works(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    content = b"these are not the rows you are looking for" * 200
    path.write_bytes(content)
    database = Database(path)
    await database.open(damaged_aside=TODAY)
    assert database.set_aside == tmp_path / ASIDE
    await SqliteOutbox(database).add(order("new"))
    await database.close()
    assert (tmp_path / ASIDE).read_bytes() == content
    assert names(tmp_path) == [ASIDE, "data.sqlite3"]
    again = Database(path)
    await again.open(damaged_aside=TODAY)
    assert again.set_aside is None
    assert await SqliteOutbox(again).get("new") == order("new")
    await again.close()


async def torn(path: Path) -> bytes:
    """A database whose last pages are not its own, as a failing disk leaves them."""
    database = Database(path)
    await database.open()
    await SqliteDrafts(database).save(draft(), NOW)
    for number in range(50):
        await database.write(lambda c, n=number: insert(c, str(n), "x" * 3000))  # type: ignore[misc]
    await database.close()
    return tear(path)


def tear(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[-4096 * 20 :] = b"\xa5" * (4096 * 20)
    path.write_bytes(content)
    return bytes(content)


async def test_damage_that_is_met_while_working_is_looked_for_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    content = await torn(path)
    database = Database(path)
    await database.open(damaged_aside=TODAY)
    with pytest.raises(StoreFault) as raised:
        await database.read(lambda c: c.execute("SELECT document FROM drafts").fetchall())
    assert raised.value.reason == "corrupt"
    await database.close()
    assert suspicion(path).exists()
    assert await refusal(path) == "corrupt"

    database = Database(path)
    await database.open(damaged_aside=TODAY)
    assert await tally(database) == 0
    await database.close()
    assert (tmp_path / ASIDE).read_bytes() == content
    assert names(tmp_path) == [ASIDE, "data.sqlite3"]


DIES = """
import asyncio, os, sys
from pathlib import Path
from dodo_desktop.store.database import Database
from tests.store.files import insert

async def main():
    database = Database(Path(sys.argv[1]))
    await database.open()
    await database.write(insert)
    os._exit(9)

asyncio.run(main())
"""


async def test_after_a_death_the_file_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    looked = []
    check = schema.check_sound

    def watched(connection: sqlite3.Connection) -> None:
        looked.append(1)
        check(connection)

    monkeypatch.setattr(schema, "check_sound", watched)
    await opened(path)
    assert not looked, "an orderly end gives no reason"
    command = [sys.executable, "-c", DIES, str(path)]
    root = Path(__file__).parents[2]
    assert (await asyncio.to_thread(subprocess.run, command, cwd=root, check=False)).returncode == 9
    assert ended_badly(path)
    database = Database(path)
    await database.open()
    assert looked
    assert await tally(database) == 1
    await database.close()


async def test_newer_data_and_a_busy_file_are_never_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    known = schema.migrations()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda: {**known, max(known) + 1: "CREATE TABLE more (a);"})
        await opened(path)
    with pytest.raises(StoreFault) as raised:
        await Database(path).open(damaged_aside=TODAY)
    assert raised.value.reason == "newer"
    assert names(tmp_path) == ["data.sqlite3"]
    busy = tmp_path / "busy.sqlite3"
    with closing(sqlite3.connect(busy, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreFault) as raised:
            await Database(busy, busy_seconds=0.01).open(damaged_aside=TODAY)
        assert raised.value.reason == "locked"
    assert ASIDE not in names(tmp_path)


async def test_where_the_disk_refuses_the_renaming_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    path.write_bytes(b"no database " * 500)

    def refuse(self: Path, target: object) -> Path:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreFault) as raised:
        await Database(path).open(damaged_aside=TODAY)
    assert raised.value.reason == "read_only"
    assert path.exists()
