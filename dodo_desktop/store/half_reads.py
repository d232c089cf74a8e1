"""Reads of lists that broke off, so that the next one goes on there."""

import sqlite3
from collections.abc import Collection

from dodo_desktop.core.records import HalfRead
from dodo_desktop.store.columns import micros, moment, moment_or_none
from dodo_desktop.store.database import Database


class SqliteHalfReads:
    """The part of the DirectoryStore that is about reads of the products and of new customers."""

    _database: Database

    async def half_read(self, name: str) -> HalfRead | None:
        """How far the read of a list came; None where none broke off. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> HalfRead | None:
            row = connection.execute("SELECT * FROM half_reads WHERE list = ?", (name,)).fetchone()
            if row is None:
                return None
            entries = connection.execute("SELECT entry FROM half_read_entries WHERE list = ?", (name,))
            return HalfRead(
                moment(row["began_at"]),
                moment_or_none(row["since"]),
                row["place"],
                moment_or_none(row["upto"]),
                frozenset(entry for (entry,) in entries),
            )

        return await self._database.read(work)

    async def put_half_read(self, name: str, half: HalfRead, fresh: Collection[str]) -> None:
        """The read of a list came so far, and met these beside those that it had met. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO half_reads (list, place, upto, since, began_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (list) DO UPDATE SET place = excluded.place, upto = excluded.upto,"
                " since = excluded.since, began_at = excluded.began_at",
                (name, half.place, micros(half.upto), micros(half.since), micros(half.began_at)),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO half_read_entries (list, entry) VALUES (?, ?)",
                [(name, entry) for entry in fresh],
            )

        await self._database.write(work)


def drop_half_read(connection: sqlite3.Connection, name: str) -> None:
    """The list was read to its end."""
    connection.execute("DELETE FROM half_reads WHERE list = ?", (name,))
    connection.execute("DELETE FROM half_read_entries WHERE list = ?", (name,))
