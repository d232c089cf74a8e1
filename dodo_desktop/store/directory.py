"""Customers and products last seen, found as they are typed."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.records import DirectoryState
from dodo_desktop.store.codec import micros, moment_or_none, money, money_columns, storable
from dodo_desktop.store.database import Database
from dodo_desktop.store.words import indexed, match

# In the order of the index: sorting by rank reads and weighs every hit of a short word first.
FIND_CUSTOMERS = (
    "SELECT c.* FROM customer_words AS w JOIN customers AS c ON c.seq = w.rowid"
    " WHERE customer_words MATCH ? ORDER BY w.rowid LIMIT ?"
)
FIND_PRODUCTS = (
    "SELECT p.* FROM product_words AS w JOIN products AS p ON p.seq = w.rowid"
    " WHERE product_words MATCH ? AND p.archived = ? ORDER BY w.rowid LIMIT ?"
)
USED_CUSTOMERS = "SELECT * FROM customers WHERE used_at IS NOT NULL ORDER BY used_at DESC LIMIT ?"
OTHER_CUSTOMERS = "SELECT * FROM customers WHERE used_at IS NULL ORDER BY seq LIMIT ?"
CURRENCIES = (
    "SELECT price_currency FROM products WHERE archived = 0 AND price_currency <> ''"
    " GROUP BY price_currency ORDER BY count(*) DESC, price_currency"
)
ALL_PRODUCTS = "SELECT * FROM products WHERE archived = ? ORDER BY seq LIMIT ?"


class SqliteDirectory:
    """DirectoryStore in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def search_customers(self, text: str, limit: int) -> Sequence[Customer]:
        """Those that have every word of `text`, in the order they were added.

        For no words, those recently used come first, the last one on top. Raises StoreFault.
        """
        query = match(text)

        def work(connection: sqlite3.Connection) -> list[Customer]:
            if query:
                return list(map(_customer, connection.execute(FIND_CUSTOMERS, (query, limit))))
            rows = connection.execute(USED_CUSTOMERS, (limit,)).fetchall()
            rows += connection.execute(OTHER_CUSTOMERS, (limit - len(rows),))
            return list(map(_customer, rows))

        return await self._database.read(work)

    async def search_products(self, text: str, limit: int) -> Sequence[Product]:
        """Those that have every word of `text`, archived ones last. Raises StoreFault."""
        query = match(text)
        sql, words = (FIND_PRODUCTS, (query,)) if query else (ALL_PRODUCTS, ())

        def work(connection: sqlite3.Connection) -> list[Product]:
            rows: list[sqlite3.Row] = []
            for archived in (False, True):
                rows += connection.execute(sql, (*words, archived, limit - len(rows)))
            return list(map(_product, rows))

        return await self._database.read(work)

    async def put_customers(self, customers: Sequence[Customer]) -> None:
        """Adds or replaces, by id; what is the same already is not written again. Raises StoreFault."""
        await self._put("customers", "customer_id", map(_customer_columns, customers))

    async def put_products(self, products: Sequence[Product]) -> None:
        """Adds or replaces, by id; what is the same already is not written again. Raises StoreFault."""
        await self._put("products", "product_id", map(_product_columns, products))

    async def swept(self, product_ids: Sequence[str], at: datetime) -> None:
        """A whole read ended: products not among these are archived now; remembers the time.

        Raises StoreFault.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE products SET archived = 1"
                " WHERE archived = 0 AND product_id NOT IN (SELECT value FROM json_each(?))",
                (json.dumps(list(product_ids)),),
            )
            connection.execute("UPDATE directory SET complete_at = ?", (micros(at),))

        await self._database.write(work)

    async def used_customer(self, customer_id: str, at: datetime) -> None:
        """Remembers that an order was made for a customer; one not known is fine. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE customers SET used_at = ? WHERE customer_id = ?", (micros(at), customer_id)
            )

        await self._database.write(work)

    async def product(self, product_id: str) -> Product | None:
        """One product. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> Product | None:
            row = connection.execute("SELECT * FROM products WHERE product_id = ?", (product_id,)).fetchone()
            return None if row is None else _product(row)

        return await self._database.read(work)

    async def currencies(self) -> Sequence[str]:
        """What products are priced in, the most frequent first. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> list[str]:
            return [row["price_currency"] for row in connection.execute(CURRENCIES)]

        return await self._database.read(work)

    async def state(self) -> DirectoryState:
        """How much is held; archived products do not count. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> DirectoryState:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM customers) AS customers,"
                " (SELECT count(*) FROM products WHERE archived = 0) AS products,"
                " complete_at FROM directory"
            ).fetchone()
            return DirectoryState(row["customers"], row["products"], moment_or_none(row["complete_at"]))

        return await self._database.read(work)

    async def _put(self, table: str, key: str, rows: Iterable[dict[str, Any]]) -> None:
        def work(connection: sqlite3.Connection) -> None:
            for columns in rows:
                connection.execute(_upsert(table, key, tuple(columns)), columns)

        await self._database.write(work)


def _upsert(table: str, key: str, names: tuple[str, ...]) -> str:
    marks = ", ".join(f":{name}" for name in names)
    others = [name for name in names if name != key]
    sets = ", ".join(f"{name} = excluded.{name}" for name in others)
    changed = " OR ".join(f"{table}.{name} IS NOT excluded.{name}" for name in others)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
        f" ON CONFLICT ({key}) DO UPDATE SET {sets} WHERE {changed}"
    )


def _customer_columns(customer: Customer) -> dict[str, Any]:
    name, email, phone = map(storable, (customer.name, customer.email, customer.phone))
    return {
        "customer_id": customer.customer_id,
        "name": name,
        "email": email,
        "phone": phone,
        "created_at": micros(customer.created_at),
        "words": indexed((name, email), phone),
    }


def _customer(row: sqlite3.Row) -> Customer:
    return Customer(
        row["customer_id"], row["name"], row["email"], row["phone"], moment_or_none(row["created_at"])
    )


def _product_columns(product: Product) -> dict[str, Any]:
    price_minor, price_currency = money_columns(product.price)
    suggested_minor, suggested_currency = money_columns(product.suggested)
    name = storable(product.name)
    return {
        "product_id": product.product_id,
        "name": name,
        "price_minor": price_minor,
        "price_currency": price_currency,
        "kind": product.kind,
        "pay_what_you_want": product.pay_what_you_want,
        "suggested_minor": suggested_minor,
        "suggested_currency": suggested_currency,
        "tax_inclusive": product.tax_inclusive,
        "tax_category": product.tax_category,
        "archived": product.archived,
        "words": indexed((name,)),
    }


def _product(row: sqlite3.Row) -> Product:
    return Product(
        product_id=row["product_id"],
        name=row["name"],
        price=money(row["price_minor"], row["price_currency"]),
        kind=row["kind"],
        pay_what_you_want=bool(row["pay_what_you_want"]),
        suggested=money(row["suggested_minor"], row["suggested_currency"]),
        tax_inclusive=bool(row["tax_inclusive"]),
        tax_category=row["tax_category"],
        archived=bool(row["archived"]),
    )
