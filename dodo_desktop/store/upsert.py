"""Adding or replacing rows by their key, without writing what is the same already."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any


def upsert(connection: sqlite3.Connection, table: str, key: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes rows of columns, all of the same ones, in a transaction that is under way."""
    for columns in rows:
        connection.execute(_statement(table, key, tuple(columns)), columns)


def insertion(table: str, names: Iterable[str]) -> str:
    """The statement that adds a row of these columns, each bound by its name."""
    columns = tuple(names)
    marks = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names


@cache
def _statement(table: str, key: str, names: tuple[str, ...]) -> str:
    others = [name for name in names if name != key]
    sets = ", ".join(f"{name} = excluded.{name}" for name in others)
    changed = " OR ".join(f"{table}.{name} IS NOT excluded.{name}" for name in others)
    return f"{insertion(table, names)} ON CONFLICT ({key}) DO UPDATE SET {sets} WHERE {changed}"
