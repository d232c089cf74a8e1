"""The countries that Dodo sells to, as it said last."""

import sqlite3
from collections.abc import Collection
from datetime import datetime

from dodo_desktop.store.columns import micros, moment
from dodo_desktop.store.database import Database


class SqliteCountries:
    """CountryStore in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def supported(self) -> tuple[frozenset[str], datetime] | None:
        """Two-letter codes and when they were read; None before the first time. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> tuple[frozenset[str], datetime] | None:
            row = connection.execute("SELECT codes, read_at FROM supported_countries").fetchone()
            return None if row is None else (frozenset(row["codes"].split()), moment(row["read_at"]))

        return await self._database.read(work)

    async def put_supported(self, codes: Collection[str], at: datetime) -> None:
        """Replaces what was kept. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO supported_countries (only_row, codes, read_at) VALUES (1, ?, ?)"
                " ON CONFLICT (only_row) DO UPDATE SET codes = excluded.codes, read_at = excluded.read_at",
                (" ".join(sorted(codes)), micros(at)),
            )

        await self._database.write(work)
