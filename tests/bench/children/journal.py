"""A journal on disk as bare SQLite has it, with the app's own way of writing durably."""

import sqlite3
from pathlib import Path


def opened(folder: Path) -> sqlite3.Connection:
    """A journal in a file of its own."""
    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, document TEXT)")
    return connection


def commits(connection: sqlite3.Connection, text: str, times: int) -> None:
    """Writes `text` so many times, each durable before the next."""
    for _ in range(times):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO journal (document) VALUES (?)", (text,))
        connection.execute("COMMIT")
