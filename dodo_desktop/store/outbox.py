"""Orders on their way to Dodo."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.records import BrokenOrder, StaleRow
from dodo_desktop.store.codec import Unreadable, order_from_text, order_to_move, order_to_text
from dodo_desktop.store.columns import UNDER_WAY, micros, moment, moment_or_epoch, moment_or_none, storable
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import delete_draft, put_draft
from dodo_desktop.store.links import put_link
from dodo_desktop.store.references import NEWEST, WITH_REFERENCE, spellings
from dodo_desktop.store.upsert import insertion
from dodo_desktop.store.words import contains_all, fold

Read = Callable[[str], OutgoingPayment]

_log = logging.getLogger(__name__)

_DUE = "SELECT * FROM outbox WHERE next_at IS NOT NULL"


class SqliteOutbox:
    """OutboxStore in a database. Nothing here deletes a row."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._broken: set[str] = set()

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        """A new row and, in the same transaction, its draft removed. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            columns = {
                "request_id": order.request_id,
                "created_at": micros(order.created_at),
                "body": order.body,
                **_changing(order),
            }
            connection.execute(insertion("outbox", columns), columns)
            if drop_draft is not None:
                delete_draft(connection, drop_draft)

        # Begun at once: somebody waits for this one, and it goes out alone.
        await self._database.write(work)

    async def update(
        self,
        old: OutgoingPayment,
        new: OutgoingPayment,
        links: Sequence[PaymentLink] = (),
        keep_draft: Draft | None = None,
        begun: Callable[[], None] | None = None,
    ) -> None:
        """Replaces `old` by `new`, adds or replaces `links`, and keeps a draft, in one transaction.

        `begun` is called on the loop's thread when the disk works on it, which is not yet to say that it is
        written; a second time where others undid it with theirs.
        Raises StaleRow where the row no longer has `old`'s state, attempts and changed_at, ValueError where
        `new` is another order or has another body, and StoreFault.
        """
        if (old.request_id, old.body) != (new.request_id, new.body):
            raise ValueError("an order keeps its id and its body")
        loop = asyncio.get_running_loop()

        def work(connection: sqlite3.Connection) -> None:
            columns = _moving(new) if new.draft is old.draft else _changing(new)
            sets = ", ".join(f"{name} = :{name}" for name in columns)
            changed = connection.execute(
                f"UPDATE outbox SET {sets} WHERE request_id = :request_id AND state = :old_state"  # noqa: S608
                " AND attempts = :old_attempts AND changed_at = :old_changed_at",
                {
                    **columns,
                    "request_id": old.request_id,
                    "old_state": old.state.value,
                    "old_attempts": old.attempts,
                    "old_changed_at": micros(old.changed_at),
                },
            ).rowcount
            if changed != 1:
                raise StaleRow("the order was changed by another")
            for link in links:
                put_link(connection, link)
            if keep_draft is not None:
                put_draft(connection, keep_draft, new.changed_at)
            if begun is not None and not loop.is_closed():
                # All of it is with the disk, which goes on by itself.
                loop.call_soon_threadsafe(begun)

        await self._database.write_together(work)

    async def get(self, request_id: str) -> OutgoingPayment | None:
        """One order; None where there is none that parses. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> OutgoingPayment | None:
            rows = connection.execute("SELECT * FROM outbox WHERE request_id = ?", (request_id,))
            return next(self._readable(rows), None)

        return await self._database.read(work)

    async def in_state(self, *states: State) -> Sequence[OutgoingPayment]:
        """All orders in these states that parse, oldest first. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> list[OutgoingPayment]:
            marks = ", ".join("?" * len(states))
            rows = connection.execute(
                f"SELECT * FROM outbox WHERE state IN ({marks}) ORDER BY created_at, seq",  # noqa: S608
                [state.value for state in states],
            )
            return list(self._readable(rows))

        return await self._database.read(work)

    async def due(self, now: datetime, limit: int) -> Sequence[OutgoingPayment]:
        """Orders whose `next_at` has come, oldest created first. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> list[OutgoingPayment]:
            rows = connection.execute(f"{_DUE} AND next_at <= ? ORDER BY created_at, seq", (micros(now),))
            # Limited here: rows that no longer parse must not stand in the way of those that do.
            due = self._readable(rows, order_to_move)
            return [order for order, _ in zip(due, range(limit), strict=False)]

        return await self._database.read(work)

    async def next_due(self) -> datetime | None:
        """When the first order is due, None for never. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> datetime | None:
            # A row that no longer parses is never acted upon, so its time must not wake anyone.
            first = next(self._readable(connection.execute(f"{_DUE} ORDER BY next_at, seq")), None)
            return None if first is None else first.next_at

        return await self._database.read(work)

    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment | BrokenOrder]:
        """Newest first; `states` None for all but discarded; `text` is part of a name or reference.

        Raises StoreFault.
        """
        if states is None:
            chosen, values = "state <> ?", [State.DISCARDED.value]
        else:
            chosen, values = f"state IN ({', '.join('?' * len(states))})", [s.value for s in states]
        found, words = contains_all("search", text)

        def work(connection: sqlite3.Connection) -> list[OutgoingPayment | BrokenOrder]:
            rows = connection.execute(
                f"SELECT * FROM outbox WHERE {chosen} AND {found}"  # noqa: S608 - marks and column names alone
                " ORDER BY created_at DESC, seq DESC LIMIT ? OFFSET ?",
                (*values, *words, limit, offset),
            )
            return [self._order_or_broken(row) for row in rows]

        return await self._database.read(work)

    async def of_reference(self, reference: str) -> OutgoingPayment | None:
        """The newest order under way with exactly this reference, whatever the case and the blanks round it.

        Raises StoreFault.
        """
        sql = f"SELECT * FROM outbox WHERE {WITH_REFERENCE} AND {UNDER_WAY} {NEWEST}"  # noqa: S608

        def work(connection: sqlite3.Connection) -> list[OutgoingPayment]:
            rows = [connection.execute(sql, (spelling,)) for spelling in spellings(reference)]
            return [order for found in rows for order in self._readable(found)]

        found = await self._database.read(work)
        return max(found, key=lambda order: order.created_at, default=None)

    async def counts(self) -> dict[State, int]:
        """How many orders each state has; states without one are left out. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> dict[State, int]:
            rows = connection.execute("SELECT state, count(*) FROM outbox GROUP BY state")
            known = set(State)
            return {State(state): number for state, number in rows if state in known}

        return await self._database.read(work)

    async def needing(self) -> int:
        """How many orders wait for a person, those that were found unreadable among them.

        Raises StoreFault.
        """

        def work(connection: sqlite3.Connection) -> int:
            # What has no time of its own to go on at, and is not on its way, waits for a person's word.
            found = connection.execute(
                "SELECT request_id FROM outbox WHERE state IN ('rejected', 'blocked')"
                " OR (state IN ('queued', 'unconfirmed') AND next_at IS NULL)"
            )
            return len({str(request_id) for (request_id,) in found} | self._broken)

        return await self._database.read(work)

    async def discard_broken(self, request_id: str) -> bool:
        """Takes a row that no longer parses off the list, and leaves its text as it is. False for others.

        Raises StoreFault.
        """

        def work(connection: sqlite3.Connection) -> bool:
            row = connection.execute("SELECT * FROM outbox WHERE request_id = ?", (request_id,)).fetchone()
            if row is None or isinstance(_order_or_broken(row), OutgoingPayment):
                return False
            connection.execute(
                "UPDATE outbox SET state = ?, next_at = NULL WHERE request_id = ?",
                (State.DISCARDED.value, request_id),
            )
            return True

        done = await self._database.write(work)
        self._broken.discard(request_id)
        return done

    def _order_or_broken(self, row: sqlite3.Row) -> OutgoingPayment | BrokenOrder:
        shown = _order_or_broken(row)
        if isinstance(shown, BrokenOrder):
            self._note(shown)
        return shown

    def _readable(self, rows: sqlite3.Cursor, read: Read = order_from_text) -> Iterator[OutgoingPayment]:
        for row in rows:
            shown = _order_or_broken(row, read)
            if isinstance(shown, OutgoingPayment):
                yield shown
            else:
                self._note(shown)
                _log.warning("an order of the outbox no longer parses")

    def _note(self, broken: BrokenOrder) -> None:
        """Once it was met, it counts among those that need a person until one takes it off the list."""
        if broken.state != State.DISCARDED.value:
            self._broken.add(broken.request_id)


def _moving(order: OutgoingPayment) -> dict[str, Any]:
    """What is another with each move; what comes from its draft stays."""
    return {
        "state": order.state.value,
        "changed_at": micros(order.changed_at),
        "next_at": micros(order.next_at),
        "attempts": order.attempts,
        "ever_unconfirmed": order.ever_unconfirmed,
        "document": order_to_text(order),
    }


def _changing(order: OutgoingPayment) -> dict[str, Any]:
    name = storable(order.draft.customer.shown_name)
    reference = storable(order.draft.options.order_reference)
    return {
        **_moving(order),
        "customer_name": name,
        "order_reference": reference,
        "search": fold(f"{name}\n{reference}"),
    }


def _order(row: sqlite3.Row, read: Read) -> OutgoingPayment:
    """The order of a row. Raises Unreadable."""
    order = read(row["document"])
    try:
        return replace(
            order,
            request_id=row["request_id"],
            body=row["body"],
            state=State(row["state"]),
            created_at=moment(row["created_at"]),
            changed_at=moment(row["changed_at"]),
            next_at=moment_or_none(row["next_at"]),
            attempts=row["attempts"],
            ever_unconfirmed=bool(row["ever_unconfirmed"]),
        )
    except (ValueError, TypeError, OverflowError):
        pass
    raise Unreadable


def _order_or_broken(row: sqlite3.Row, read: Read = order_from_text) -> OutgoingPayment | BrokenOrder:
    try:
        return _order(row, read)
    except Unreadable:
        pass
    return BrokenOrder(str(row["request_id"]), str(row["state"]), moment_or_epoch(row["created_at"]))
