"""Customers last seen: found as they are typed, and read from Dodo piece by piece."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.lazily import Lazily
from dodo_desktop.core.records import NEW_CUSTOMERS, FoundCustomer, Kept, PastAddress, Reading
from dodo_desktop.store import last_orders
from dodo_desktop.store.columns import micros, moment_or_none, storable
from dodo_desktop.store.database import Database
from dodo_desktop.store.found import Row, together
from dodo_desktop.store.half_reads import drop_half_read
from dodo_desktop.store.upsert import upsert
from dodo_desktop.store.words import indexed, match

_FOUND = (
    "SELECT c.seq AS seq, c.gone AS gone, c.customer_id AS customer_id, c.name AS name, c.email AS email,"
    f" c.phone AS phone, c.created_at AS created_at, {last_orders.COLUMNS}"
)
# In the order of the index: sorting by rank reads and weighs every hit of a short word first.
FIND_RECENT = (
    f"{_FOUND}, w.rowid AS place FROM recent_words AS w JOIN recent AS r ON r.rank = w.rowid"
    " JOIN customers AS c ON c.seq = r.seq WHERE recent_words MATCH ? ORDER BY w.rowid LIMIT ?"
)
FIND_CUSTOMERS = (
    f"{_FOUND}, w.rowid AS place FROM customer_words AS w JOIN customers AS c ON c.seq = w.rowid"
    " WHERE customer_words MATCH ? ORDER BY w.rowid LIMIT ?"
)
RECENT = (
    f"{_FOUND}, r.rank AS place FROM recent AS r JOIN customers AS c ON c.seq = r.seq ORDER BY r.rank LIMIT ?"
)
OTHERS = f"{_FOUND}, c.seq AS place FROM customers AS c ORDER BY c.seq LIMIT ?"
_ROW = f"place, seq, gone, customer_id, name, email, phone, created_at, {last_orders.ROW}"
OF_EMAIL = "SELECT * FROM customers WHERE email = ? COLLATE NOCASE ORDER BY gone, seq LIMIT 5"
_MERGE_PAGES = 100
"""Pages of the index that one step of `tidy` writes, some milliseconds of work."""


class SqliteCustomers:
    """The part of the DirectoryStore that is about customers."""

    _database: Database

    async def search_customers(self, text: str, limit: int) -> Sequence[FoundCustomer]:
        """Those that have every word of `text`: the ones picked here first, the last one on top, then the
        others in the order they were added, those that are gone at the end. Raises StoreFault."""
        query = match(text)
        values = (query, limit) if query else (limit,)
        first, then = (FIND_RECENT, FIND_CUSTOMERS) if query else (RECENT, OTHERS)
        known, others = await self._database.ask(together(_ROW, first, then), (*values, *values))
        return Lazily(_in_order(known, others, limit), _found)

    async def found_customers(self, customer_ids: Sequence[str]) -> Sequence[FoundCustomer]:
        """Those of these that are known here, in this order. Raises StoreFault."""
        marks = ", ".join("?" * len(customer_ids))
        rows = f"{_FOUND}, 0 AS place FROM customers AS c WHERE c.customer_id IN ({marks})"
        (told,) = await self._database.ask(together(_ROW, rows), customer_ids)
        known = {found.customer.customer_id: found for found in map(_found, told)}
        return [known[one] for one in customer_ids if one in known]

    async def customers_of_email(self, email: str) -> Sequence[Customer]:
        """Those who have exactly this e-mail, whatever the case, who are gone last. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> list[Customer]:
            return list(map(_customer, connection.execute(OF_EMAIL, (storable(email.strip()),))))

        return await self._database.read(work)

    async def past_address(self, customer_id: str) -> PastAddress | None:
        """The billing address of the last order made for a customer here. Raises StoreFault."""
        return await self._database.read(lambda c: last_orders.past_address(c, customer_id))

    async def put_customers(self, customers: Sequence[Customer]) -> int:
        """Adds or replaces, by id; what is the same already is not written again. How many were not known.

        Raises StoreFault.
        """
        return await self._database.write(lambda connection: _put(connection, customers))

    async def used_customer(self, *customer_ids: str) -> None:
        """Remembers that customers were picked, in this order; one not known is fine. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            for customer_id in customer_ids:
                connection.execute(
                    "DELETE FROM recent WHERE seq = (SELECT seq FROM customers WHERE customer_id = ?)",
                    (customer_id,),
                )
                connection.execute(
                    "INSERT INTO recent (rank, seq, words)"
                    " SELECT (SELECT coalesce(min(rank), 0) - 1 FROM recent), seq, words"
                    " FROM customers WHERE customer_id = ?",
                    (customer_id,),
                )

        await self._database.write(work)

    async def reading(self) -> Reading:
        """How far the customers are read. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> Reading:
            row = connection.execute("SELECT * FROM directory").fetchone()
            names = ("upto", "began_at", "ended_at", "news_at")
            return Reading(row["place"], *(moment_or_none(row[name]) for name in names))

        return await self._database.read(work)

    async def begin_sweep(self, at: datetime) -> None:
        """A whole read begins, at `at` on Dodo's clock. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            # Who came between two sweeps is known from here on, so that a sweep can miss them.
            connection.execute("UPDATE customers SET met = (SELECT sweep FROM directory) WHERE met IS NULL")
            connection.execute(
                "UPDATE directory SET sweep = sweep + 1, place = 0, upto = NULL, began_at = ?", (micros(at),)
            )

        await self._database.write(work)

    async def sweep_customers(
        self, customers: Sequence[Customer], *, first: bool, place: int, upto: datetime | None
    ) -> Kept:
        """Keeps an answer of the sweep that is under way and, in one transaction, that it came to `place`.

        They join on to what it met before where one of them was met already, or where they are the `first`
        ones of the list; else they are kept, and where it came to is not. Raises StoreFault.
        """
        ids = json.dumps([customer.customer_id for customer in customers])

        def work(connection: sqlite3.Connection) -> Kept:
            met = connection.execute(
                "SELECT count(*) FROM customers WHERE customer_id IN (SELECT value FROM json_each(?))"
                " AND met = (SELECT sweep FROM directory)",
                (ids,),
            ).fetchone()[0]
            added = _put(connection, customers)
            if not (first or met):
                return Kept(joined=False, fresh=len(customers), added=added)
            fresh = connection.execute(
                "UPDATE customers SET met = (SELECT sweep FROM directory)"
                " WHERE customer_id IN (SELECT value FROM json_each(?))"
                " AND met IS NOT (SELECT sweep FROM directory)",
                (ids,),
            ).rowcount
            connection.execute("UPDATE directory SET place = ?, upto = ?", (place, micros(upto)))
            return Kept(joined=True, fresh=fresh, added=added)

        return await self._database.write(work)

    async def end_sweep(self, *, sure: bool) -> None:
        """The sweep came to the end of the list: who was known before it began and was not met is gone now,
        where it is `sure`. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            if sure:
                connection.execute(
                    "UPDATE customers SET gone = 1 WHERE gone = 0 AND met < (SELECT sweep FROM directory)"
                )
            connection.execute("UPDATE directory SET place = NULL, upto = NULL, ended_at = began_at")

        await self._database.write(work)

    async def news_read(self, at: datetime) -> None:
        """Those made since before were read, at `at` on Dodo's clock. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE directory SET news_at = ?", (micros(at),))
            drop_half_read(connection, NEW_CUSTOMERS)

        await self._database.write(work)

    async def tidy_customers(self, *, begin: bool) -> bool:
        """Puts a part of the index in order, so that it answers as fast as a small one; `begin` with the
        first part. Whether there is more to do. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> bool:
            before = connection.total_changes
            connection.execute(
                "INSERT INTO customer_words (customer_words, rank) VALUES ('merge', ?)",
                # A negative number begins where few parts are there to be put together, too.
                (-_MERGE_PAGES if begin else _MERGE_PAGES,),
            )
            # The command itself counts as one.
            return connection.total_changes - before > 1

        return await self._database.write(work)


def _put(connection: sqlite3.Connection, customers: Sequence[Customer]) -> int:
    (before,) = connection.execute("SELECT max(seq) FROM customers").fetchone()
    upsert(connection, "customers", "customer_id", map(_columns, customers))
    (added,) = connection.execute("SELECT count(*) FROM customers WHERE seq > ?", (before or 0,)).fetchone()
    return int(added)


def _columns(customer: Customer) -> dict[str, Any]:
    name, email, phone = map(storable, (customer.name, customer.email, customer.phone))
    return {
        "customer_id": customer.customer_id,
        "name": name,
        "email": email,
        "phone": phone,
        "created_at": micros(customer.created_at),
        "words": indexed((name, email), phone),
        "gone": customer.gone,
    }


def _customer(row: sqlite3.Row) -> Customer:
    return Customer(
        row["customer_id"],
        row["name"],
        row["email"],
        row["phone"],
        moment_or_none(row["created_at"]),
        bool(row["gone"]),
    )


def _in_order(first: list[Row], then: list[Row], limit: int) -> list[Row]:
    """At most so many of both, each of them once, those that are gone at the end."""
    seen = {row[1] for row in first}
    rows = [*first, *(row for row in then if row[1] not in seen)][:limit]
    rows.sort(key=itemgetter(2))
    return rows


def _found(row: Row) -> FoundCustomer:
    _place, _seq, gone, customer_id, name, email, phone, created_at, link, waiting_at = row
    customer = Customer(customer_id, name, email, phone, moment_or_none(created_at), bool(gone))
    return FoundCustomer(customer, last_orders.last_order(link, waiting_at))
