"""Files of other versions, and files that are none."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.store import schema
from dodo_desktop.store.codec import draft_to_text
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from tests.store.files import insert, names, opened, refusal
from tests.store.samples import NOW, draft

pytestmark = pytest.mark.anyio


def add_migration(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    known = schema.migrations()
    monkeypatch.setattr(schema, "migrations", lambda: {**known, max(known) + 1: sql})


async def test_versions_are_numbered_without_a_gap() -> None:
    assert list(schema.migrations()) == list(range(1, len(schema.migrations()) + 1))


async def test_an_older_file_is_copied_and_then_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    database = Database(path)
    await database.open()
    await SqliteDrafts(database).save(draft(), NOW)
    await database.close()

    newest = max(schema.migrations())
    add_migration(monkeypatch, ADD_NOTE)
    add_migration(monkeypatch, "CREATE TABLE more (a);")
    database = Database(path)
    await database.open()
    assert await SqliteDrafts(database).get("d1") == draft()
    assert await database.read(lambda c: c.execute("SELECT note FROM drafts").fetchone()[0]) == "a; b"
    await database.close()

    for version in (newest, newest + 1):
        copy = schema.backup_path(path, version)
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == version
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert connection.execute("SELECT draft_id FROM drafts").fetchall() == [("d1",)]
        if os.name == "posix":
            assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    kept = ["data.sqlite3", *(f"data.version-{number}.backup" for number in (newest, newest + 1))]
    assert names(tmp_path) == sorted(kept)


ADD_NOTE = """
-- a comment; with a semicolon
ALTER TABLE drafts ADD COLUMN note TEXT;
UPDATE drafts SET note = 'a; b';
"""


async def test_a_file_of_the_first_version_opens_with_the_draft_that_was_kept_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    with monkeypatch.context() as patch:
        first = {1: schema.migrations()[1]}
        patch.setattr(schema, "migrations", lambda: first)
        database = Database(path)
        await database.open()
        for number, text in enumerate((draft_to_text(draft("old")), draft_to_text(draft("new")), "{")):
            await database.write(
                lambda c, n=number, t=text: (
                    c.execute(  # type: ignore[misc]
                        "INSERT INTO drafts VALUES (?, ?, ?)", (f"{n}", n, t)
                    ).rowcount
                )
            )
        await database.close()
    database = Database(path)
    await database.open()
    left = await SqliteDrafts(database).left_open()
    assert left is not None
    assert left.draft == draft("new"), "the newest of those that can be read"
    await database.close()
    assert schema.backup_path(path, 1).exists()


async def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    await opened(tmp_path / "data.sqlite3")
    assert names(tmp_path) == ["data.sqlite3"]


async def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    await opened(path)
    newest = max(schema.migrations())
    add_migration(monkeypatch, "CREATE TABLE more (a);\nINSERT INTO nowhere VALUES (1);\n")
    assert await refusal(path) == "other"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == newest
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'more'").fetchall()


async def test_a_newer_file_is_refused_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    with monkeypatch.context() as patch:
        add_migration(patch, "CREATE TABLE more (a);")
        await opened(path)
    before = path.read_bytes()
    assert await refusal(path) == "newer"
    assert path.read_bytes() == before
    assert names(tmp_path) == ["data.sqlite3"]


async def test_a_file_that_is_no_database_is_corrupt_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    path.write_bytes(b"these are not the rows you are looking for" * 200)
    before = path.read_bytes()
    assert await refusal(path) == "corrupt"
    assert path.read_bytes() == before


async def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    assert await refusal(path) == "corrupt"
    assert path.read_bytes() == before


async def test_torn_pages_are_corrupt_and_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    database = Database(path)
    await database.open()
    for number in range(50):
        await database.write(lambda c, n=number: insert(c, str(n), "x" * 3000))  # type: ignore[misc]
    await database.close()
    newest = max(schema.migrations())
    content = bytearray(path.read_bytes())
    content[-4096 * 20 :] = b"\xa5" * (4096 * 20)
    path.write_bytes(content)

    database = Database(path)
    await database.open()
    with pytest.raises(StoreFault) as raised:
        await database.read(lambda c: c.execute("SELECT document FROM drafts").fetchall())
    assert raised.value.reason == "corrupt"
    await database.close()
    assert path.read_bytes() == content

    # Nor is it migrated, or a good copy replaced by a torn one.
    add_migration(monkeypatch, "CREATE TABLE more (a);")
    assert await refusal(path) == "corrupt"
    assert path.read_bytes() == content
    assert not schema.backup_path(path, newest).exists()
