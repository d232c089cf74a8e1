"""Products last seen, found as they are typed."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.records import PRODUCTS
from dodo_desktop.store.columns import micros, money, money_columns, storable
from dodo_desktop.store.database import Database
from dodo_desktop.store.half_reads import drop_half_read
from dodo_desktop.store.upsert import upsert
from dodo_desktop.store.words import indexed, match

FIND_PRODUCTS = (
    "SELECT p.* FROM product_words AS w JOIN products AS p ON p.seq = w.rowid"
    " WHERE product_words MATCH ? AND p.gone = ? AND p.archived = ? ORDER BY w.rowid LIMIT ?"
)
ALL_PRODUCTS = "SELECT * FROM products WHERE gone = ? AND archived = ? ORDER BY seq LIMIT ?"
CURRENCIES = (
    "SELECT price_currency FROM products WHERE gone = 0 AND archived = 0 AND price_currency <> ''"
    " GROUP BY price_currency ORDER BY count(*) DESC, price_currency"
)
_GROUPS = ((False, False), (False, True), (True, False), (True, True))


class SqliteProducts:
    """The part of the DirectoryStore that is about products."""

    _database: Database

    async def search_products(self, text: str, limit: int) -> Sequence[Product]:
        """Those that have every word of `text`, archived ones behind and those that are gone last.

        Raises StoreFault.
        """
        query = match(text)
        sql, words = (FIND_PRODUCTS, (query,)) if query else (ALL_PRODUCTS, ())

        def work(connection: sqlite3.Connection) -> list[Product]:
            rows: list[sqlite3.Row] = []
            for group in _GROUPS:
                rows += connection.execute(sql, (*words, *group, limit - len(rows)))
            return list(map(_product, rows))

        return await self._database.read(work)

    async def put_products(self, products: Sequence[Product]) -> None:
        """Adds or replaces, by id; what is the same already is not written again. Raises StoreFault."""
        await self._database.write(
            lambda connection: upsert(connection, "products", "product_id", map(_columns, products))
        )

    async def products_swept(self, product_ids: Sequence[str] | None, at: datetime) -> None:
        """A whole read ended at `at` on this computer's clock: products not among these are gone now, None
        where it is not sure that all were met. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            if product_ids is not None:
                connection.execute(
                    "UPDATE products SET gone = 1"
                    " WHERE gone = 0 AND product_id NOT IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(product_ids)),),
                )
            connection.execute("UPDATE directory SET products_at = ?", (micros(at),))
            drop_half_read(connection, PRODUCTS)

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


def _columns(product: Product) -> dict[str, Any]:
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
        "gone": product.gone,
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
        gone=bool(row["gone"]),
    )
