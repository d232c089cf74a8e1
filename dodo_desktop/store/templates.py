"""Templates, by name."""

import logging
import re
import sqlite3
from collections.abc import Sequence

from dodo_desktop.core.template import NameTaken, Template, name_key
from dodo_desktop.store.codec import Unreadable, template_from_text, template_to_text
from dodo_desktop.store.columns import storable
from dodo_desktop.store.database import Database
from dodo_desktop.store.words import contains_all, fold

_NUMBER = re.compile(r"[0-9]+")
_DIGITS = 12

_log = logging.getLogger(__name__)

_PUT = (
    "INSERT INTO templates (template_id, name_key, search, place, document)"
    " VALUES (:template_id, :name_key, :search, :place, :document)"
    " ON CONFLICT (template_id) DO UPDATE SET name_key = excluded.name_key, search = excluded.search,"
    " place = excluded.place, document = excluded.document"
)


class SqliteTemplates:
    """TemplateStore in a database. A template that no longer parses is not shown, and stays in the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, template: Template) -> None:
        """Adds or replaces. Raises NameTaken, which changes nothing; StoreFault."""
        name = storable(template.name)
        key = name_key(name)

        def work(connection: sqlite3.Connection) -> None:
            other = connection.execute(
                "SELECT 1 FROM templates WHERE name_key = ? AND template_id <> ?", (key, template.template_id)
            ).fetchone()
            if other is not None:
                raise NameTaken
            connection.execute(
                _PUT,
                {
                    "template_id": template.template_id,
                    "name_key": key,
                    "search": fold(name),
                    "place": _place(name),
                    "document": template_to_text(template),
                },
            )

        await self._database.write(work)

    async def get(self, template_id: str) -> Template | None:
        """One template. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> Template | None:
            row = connection.execute(
                "SELECT document FROM templates WHERE template_id = ?", (template_id,)
            ).fetchone()
            return None if row is None else _shown(row)

        return await self._database.read(work)

    async def rows(self, text: str, limit: int, offset: int = 0) -> Sequence[Template]:
        """Those whose name has every word of `text`, by name. Raises StoreFault."""
        named, words = contains_all("search", text)

        def work(connection: sqlite3.Connection) -> list[Template]:
            rows = connection.execute(
                f"SELECT document FROM templates WHERE {named}"  # noqa: S608 - our own words
                " ORDER BY place, seq LIMIT ? OFFSET ?",
                (*words, limit, offset),
            )
            return [shown for shown in map(_shown, rows) if shown]

        return await self._database.read(work)

    async def count(self) -> int:
        """How many are kept. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> int:
            return int(connection.execute("SELECT count(*) FROM templates").fetchone()[0])

        return await self._database.read(work)

    async def delete(self, template_ids: Sequence[str]) -> None:
        """Removes some; missing ones are fine. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(
                "DELETE FROM templates WHERE template_id = ?", [(each,) for each in template_ids]
            )

        await self._database.write(work)


def _place(name: str) -> str:
    """Where a name stands among others: numbers by what they count, so that Table 2 comes before Table 10."""
    return _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), fold(name))


def _shown(row: sqlite3.Row) -> Template | None:
    try:
        return template_from_text(row["document"])
    except Unreadable:
        _log.warning("a template no longer parses")
        return None
