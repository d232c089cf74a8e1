"""Customers and products last seen, and how fresh they are."""

import sqlite3
from datetime import datetime

from dodo_desktop.core.records import DirectoryState
from dodo_desktop.store.columns import micros, moment_or_none
from dodo_desktop.store.customers import SqliteCustomers
from dodo_desktop.store.database import Database
from dodo_desktop.store.half_reads import SqliteHalfReads
from dodo_desktop.store.products import SqliteProducts

_STATE = (
    "SELECT (SELECT count(*) FROM customers) - (SELECT count(*) FROM customers WHERE gone = 1) AS customers,"
    " (SELECT count(*) FROM products WHERE gone = 0 AND archived = 0) AS products, complete_at, products_at"
    " FROM directory"
)


class SqliteDirectory(SqliteCustomers, SqliteProducts, SqliteHalfReads):
    """DirectoryStore in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def complete(self, at: datetime) -> None:
        """All that there is to know was known at `at`, on this computer's clock. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE directory SET complete_at = ?", (micros(at),))

        await self._database.write(work)

    async def state(self) -> DirectoryState:
        """How much is held; what is gone, and archived products, do not count. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> DirectoryState:
            row = connection.execute(_STATE).fetchone()
            return DirectoryState(
                row["customers"],
                row["products"],
                moment_or_none(row["complete_at"]),
                moment_or_none(row["products_at"]),
            )

        return await self._database.read(work)
