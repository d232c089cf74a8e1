"""Kept drafts."""

import logging
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.records import BrokenDraft, DraftRow
from dodo_desktop.store.codec import Unreadable, draft_from_text, draft_to_text
from dodo_desktop.store.columns import micros, moment, moment_or_epoch
from dodo_desktop.store.database import Database

_log = logging.getLogger(__name__)


class SqliteDrafts:
    """DraftStore in a database. A draft that no longer parses is listed as such, and stays in the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, draft: Draft, at: datetime, *, open_now: bool = False) -> None:
        """Adds or replaces. `open_now`: it stands in the form, which is remembered with it.

        Raises StoreFault.
        """

        def work(connection: sqlite3.Connection) -> None:
            put_draft(connection, draft, at)
            if open_now:
                _remember_open(connection, draft.draft_id)

        await self._database.write(work)

    async def remember_open(self, draft_id: str) -> None:
        """Remembers which draft stands in the form, "" for none. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            _remember_open(connection, draft_id)

        await self._database.write(work)

    async def left_open(self) -> DraftRow | None:
        """The draft that stood in the form last, the newest where nobody ever said; None for an empty form.

        One that went into the outbox meanwhile, or was deleted, leaves the form empty. Raises StoreFault.
        """

        def work(connection: sqlite3.Connection) -> DraftRow | None:
            (draft_id,) = connection.execute("SELECT open_draft FROM desk").fetchone()
            rows = connection.execute(
                "SELECT saved_at, document FROM drafts WHERE draft_id = coalesce(?, draft_id)"
                " ORDER BY saved_at DESC, rowid DESC",
                (draft_id,),
            )
            return next(filter(None, map(_shown, rows)), None)

        return await self._database.read(work)

    async def get(self, draft_id: str) -> Draft | None:
        """One draft. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> Draft | None:
            row = connection.execute(
                "SELECT saved_at, document FROM drafts WHERE draft_id = ?", (draft_id,)
            ).fetchone()
            shown = None if row is None else _shown(row)
            return shown.draft if shown else None

        return await self._database.read(work)

    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow | BrokenDraft]:
        """Newest first. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> list[DraftRow | BrokenDraft]:
            rows = connection.execute(
                "SELECT draft_id, saved_at, document FROM drafts"
                " ORDER BY saved_at DESC, rowid DESC LIMIT ? OFFSET ?",
                (limit, offset),
            )
            return [_shown(row) or _broken(row) for row in rows]

        return await self._database.read(work)

    async def count(self) -> int:
        """How many are kept. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> int:
            return int(connection.execute("SELECT count(*) FROM drafts").fetchone()[0])

        return await self._database.read(work)

    async def delete(self, draft_id: str) -> None:
        """Removes one; a missing one is fine. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            delete_draft(connection, draft_id)

        await self._database.write(work)


def put_draft(connection: sqlite3.Connection, draft: Draft, at: datetime) -> None:
    """Adds or replaces a draft in a transaction that is under way."""
    connection.execute(
        "INSERT INTO drafts (draft_id, saved_at, document) VALUES (?, ?, ?)"
        " ON CONFLICT (draft_id) DO UPDATE SET saved_at = excluded.saved_at,"
        " document = excluded.document",
        (draft.draft_id, micros(at), draft_to_text(draft)),
    )


def delete_draft(connection: sqlite3.Connection, draft_id: str) -> None:
    """Removes a draft in a transaction that is under way."""
    connection.execute("DELETE FROM drafts WHERE draft_id = ?", (draft_id,))


def _remember_open(connection: sqlite3.Connection, draft_id: str) -> None:
    connection.execute("UPDATE desk SET open_draft = ?", (draft_id,))


def _shown(row: sqlite3.Row) -> DraftRow | None:
    try:
        return DraftRow(draft_from_text(row["document"]), moment(row["saved_at"]))
    except (Unreadable, TypeError, OverflowError):
        _log.warning("a kept draft no longer parses")
        return None


def _broken(row: sqlite3.Row) -> BrokenDraft:
    return BrokenDraft(str(row["draft_id"]), moment_or_epoch(row["saved_at"]))
