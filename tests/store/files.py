"""What several tests do with database files."""

import sqlite3
from pathlib import Path

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts


async def tally(database: Database) -> int:
    return await SqliteDrafts(database).count()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def insert(connection: sqlite3.Connection, draft_id: str = "x", document: str = "{}") -> None:
    connection.execute("INSERT INTO drafts VALUES (?, 0, ?)", (draft_id, document))


async def opened(path: Path) -> None:
    database = Database(path)
    try:
        await database.open()
    finally:
        await database.close()


async def refusal(path: Path) -> str:
    with pytest.raises(StoreFault) as raised:
        await opened(path)
    assert raised.value.__context__ is None
    return raised.value.reason
