"""The version of a database file: numbered migrations, and a copy kept before each change of one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.store.private import make_file

APPLICATION_ID = 0x446F646F
"""Marks a file as ours, so that another program's database is never taken for one."""


def migrations() -> dict[int, str]:
    """The SQL text of each version, from 1 on without a gap.

    Raises ValueError where two files have one number: one of them would silently be left out.
    """
    found: dict[int, str] = {}
    for file in (Path(__file__).parent / "migrations").iterdir():
        number, _, rest = file.name.partition("_")
        if rest.endswith(".sql"):
            if int(number) in found:
                raise ValueError(f"two migrations are numbered {number}")
            found[int(number)] = file.read_text(encoding="utf-8")
    return dict(sorted(found.items()))


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the file, 0 for a new one.

    Raises StoreFault (corrupt) for a database that is not ours.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mark != APPLICATION_ID and (version or tables):
        raise StoreFault("corrupt")
    return int(version)


def check_not_newer(connection: sqlite3.Connection, known: dict[int, str]) -> None:
    """Raises StoreFault (newer) for a file of a later version than the last one known."""
    if version_of(connection) > max(known):
        raise StoreFault("newer")


def check_sound(connection: sqlite3.Connection) -> None:
    """Raises StoreFault (corrupt) where the pages of the file do not fit together."""
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise StoreFault("corrupt")


def migrate(connection: sqlite3.Connection, path: Path, known: dict[int, str]) -> None:
    """Brings the file up to the last version, one transaction a step, each after a copy of what was there.

    Raises StoreFault, sqlite3.Error or OSError; the file then is of the last version that was reached.
    """
    new = version_of(connection) == 0
    while (version := version_of(connection)) < max(known):
        if not new:
            back_up(connection, backup_path(path, version))
        _step(connection, known, version)


def backup_path(path: Path, version: int) -> Path:
    """Where the copy of a file of `version` is kept when it is migrated."""
    return path.with_name(f"{path.stem}.version-{version}.backup")


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """A whole copy of the database at `target`, put there only once it is complete and sound."""
    check_sound(connection)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        make_file(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            connection.backup(copy)
            # A copy stands alone: no side files that could be left behind when it is moved.
            copy.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _step(connection: sqlite3.Connection, known: dict[int, str], version: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one made its copy.
        if version_of(connection) == version:
            for statement in _statements(known[version + 1]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version + 1:d}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(script: str) -> Iterator[str]:
    """`executescript` would commit first, and so leave half a migration behind when a statement fails."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError("a migration ends in the middle of a statement")
