"""Links made here."""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import INTENT_STATES, LinkState, OpenLink, PaymentLink, settled
from dodo_desktop.core.records import DueSpan
from dodo_desktop.store.codec import Unreadable, draft_from_text, draft_to_text
from dodo_desktop.store.columns import micros, moment, moment_or_none, money, money_columns, storable
from dodo_desktop.store.database import Database
from dodo_desktop.store.references import NEWEST, WITH_REFERENCE, spellings
from dodo_desktop.store.upsert import insertion
from dodo_desktop.store.words import contains_all, fold

_log = logging.getLogger(__name__)

_KEPT = 128
"""Drafts that are remembered by their text, somewhat more than a page of rows: the same rows are read again
whenever one of them changes, and to parse what is in them held up the other threads."""


class SqliteLinks:
    """LinkStore in a database. A link whose draft no longer parses is shown with an empty one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._draft = lru_cache(_KEPT)(draft_from_text)

    async def put(self, link: PaymentLink) -> None:
        """Adds or replaces, by payment id. Raises StoreFault."""

        def work(connection: sqlite3.Connection) -> None:
            put_link(connection, link)

        await self._database.write_together(work)

    async def get(self, payment_id: str) -> PaymentLink | None:
        """One link. Raises StoreFault."""
        found = await self._select("WHERE payment_id = ?", payment_id)
        return found[0] if found else None

    async def of_order(self, request_id: str) -> Sequence[PaymentLink]:
        """All links of an order, oldest first. Raises StoreFault."""
        return await self._select("WHERE request_id = ? ORDER BY created_at, seq", request_id)

    async def rows(
        self,
        states: Sequence[LinkState] | None,
        text: str,
        now: datetime,
        limit: int,
        offset: int = 0,
        *,
        since: datetime | None = None,
    ) -> Sequence[PaymentLink]:
        """Newest first, made at or after `since`; `text` is part of a name, e-mail, reference or payment id.

        Raises StoreFault.
        """
        found, values = contains_all("search", text)
        chosen: list[str | int | None] = []
        if since is not None:
            found += " AND created_at >= ?"
            chosen.append(micros(since))
        if states is not None:
            found += f" AND {_STATE} IN ({', '.join('?' * len(states))})"
            chosen += [micros(now), *(state.value for state in states)]
        return await self._select(
            f"WHERE {found} ORDER BY created_at DESC, seq DESC LIMIT ? OFFSET ?",
            *values,
            *chosen,
            limit,
            offset,
        )

    async def of_reference(self, reference: str) -> PaymentLink | None:
        """The newest link with exactly this reference, whatever the case and the blanks round it.

        Raises StoreFault.
        """
        found = [
            link
            for spelling in spellings(reference)
            for link in await self._select(f"WHERE {WITH_REFERENCE} {NEWEST}", spelling)
        ]
        return max(found, key=lambda link: link.created_at, default=None)

    async def counts(self, now: datetime, since: datetime | None = None) -> dict[LinkState, int]:
        """How many links made at or after `since` each state has; states without one are left out.

        Raises StoreFault.
        """
        made, values = ("", ()) if since is None else ("WHERE created_at >= ?", (micros(since),))

        def work(connection: sqlite3.Connection) -> dict[LinkState, int]:
            rows = connection.execute(
                f"SELECT {_STATE} AS shown, count(*) FROM links {made} GROUP BY shown",  # noqa: S608
                (micros(now), *values),
            )
            return {LinkState(shown): number for shown, number in rows}

        return await self._database.read(work)

    async def unsettled(self, limit: int) -> Sequence[OpenLink]:
        """Links whose payment is not final, or whose url or currency is not known yet, newest first.

        Raises StoreFault.
        """
        sql = f"SELECT {_OPEN} FROM links WHERE settled = 0 ORDER BY created_at DESC, seq DESC LIMIT ?"  # noqa: S608

        def work(connection: sqlite3.Connection) -> list[OpenLink]:
            return [_open(row) for row in connection.execute(sql, (limit,))]

        return await self._database.read(work)

    async def due(self, spans: Sequence[DueSpan], limit: int) -> Sequence[OpenLink]:
        """Of each of these spans at most so many of such links, those first that were asked for longest ago.

        Raises StoreFault.
        """
        sql = (
            f"SELECT {_OPEN} FROM links WHERE settled = 0 AND created_at > ? AND created_at <= ?"  # noqa: S608
            " AND (checked_at IS NULL OR checked_at <= ? OR checked_at > ?) ORDER BY checked_at, seq LIMIT ?"
        )

        def work(connection: sqlite3.Connection) -> list[OpenLink]:
            found: list[OpenLink] = []
            for span in spans:
                values = map(micros, (span.after, span.until, span.asked_until, span.now))
                found += [_open(row) for row in connection.execute(sql, (*values, limit))]
            return found

        return await self._database.read(work)

    async def _select(self, rest: str, *values: str | int | None) -> list[PaymentLink]:
        def work(connection: sqlite3.Connection) -> list[PaymentLink]:
            rows = connection.execute(f"SELECT * FROM links {rest}", values)  # noqa: S608
            return [_link(row, self._draft) for row in rows]

        return await self._database.read(work)


def put_link(connection: sqlite3.Connection, link: PaymentLink) -> None:
    """Adds or replaces a link in a transaction that is under way."""
    columns = _columns(link)
    kept = {"payment_id"}
    if link.draft == _NO_DRAFT:
        # It was shown without its draft because that no longer parses; the text stays as it is.
        kept.add("draft")
    sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in kept)
    connection.execute(
        f"{insertion('links', columns)} ON CONFLICT (payment_id) DO UPDATE SET {sets}",
        columns,
    )


def _state_sql() -> str:
    """`core.link.link_state` as SQL; its one mark is the time now."""
    known = {word: ours for word, ours in INTENT_STATES.items() if ours != LinkState.NOT_PAID}
    unpaid = ", ".join(f"'{word}'" for word, ours in INTENT_STATES.items() if ours == LinkState.NOT_PAID)
    cases = " ".join(f"WHEN status = '{word}' THEN '{ours}'" for word, ours in known.items())
    return (
        f"CASE {cases} WHEN status IS NOT NULL AND status NOT IN ({unpaid}) THEN '{LinkState.OTHER.value}'"
        f" WHEN expires_at <= ? THEN '{LinkState.EXPIRED.value}' ELSE '{LinkState.NOT_PAID.value}' END"
    )


_STATE = _state_sql()
_OPEN = "payment_id, created_at, checked_at, url <> '' AS addressed, total_minor IS NOT NULL AS priced"
_NO_DRAFT = Draft("")


def _columns(link: PaymentLink) -> dict[str, Any]:
    total_minor, total_currency = money_columns(link.total)
    quote_minor, quote_currency = money_columns(link.quote)
    name, email, reference = map(storable, (link.customer_name, link.customer_email, link.order_reference))
    return {
        "payment_id": link.payment_id,
        "request_id": link.request_id,
        "url": storable(link.url),
        "mode": link.mode,
        "created_at": micros(link.created_at),
        "answered_minor": link.total_minor,
        "total_minor": total_minor,
        "total_currency": total_currency,
        "expires_at": micros(link.expires_at),
        "status": link.status,
        "checked_at": micros(link.checked_at),
        "customer_id": link.customer_id,
        "customer_name": name,
        "customer_email": email,
        "order_reference": reference,
        "discount_id": link.discount_id,
        "quote_minor": quote_minor,
        "quote_currency": quote_currency,
        "quote_exact": link.quote_exact,
        "settled": settled(link),
        "search": fold(f"{name}\n{email}\n{reference}\n{link.payment_id}"),
        "draft": draft_to_text(link.draft),
    }


def _open(row: sqlite3.Row) -> OpenLink:
    return OpenLink(
        payment_id=row["payment_id"],
        created_at=moment(row["created_at"]),
        checked_at=moment_or_none(row["checked_at"]),
        addressed=bool(row["addressed"]),
        priced=bool(row["priced"]),
    )


def _link(row: sqlite3.Row, draft_from: Callable[[str], Draft]) -> PaymentLink:
    try:
        draft = draft_from(row["draft"])
    except Unreadable:
        _log.warning("the draft of a link no longer parses")
        draft = _NO_DRAFT
    return PaymentLink(
        request_id=row["request_id"],
        payment_id=row["payment_id"],
        url=row["url"],
        mode=row["mode"],
        created_at=moment(row["created_at"]),
        draft=draft,
        total_minor=row["answered_minor"],
        total=money(row["total_minor"], row["total_currency"]),
        expires_at=moment_or_none(row["expires_at"]),
        status=row["status"],
        checked_at=moment_or_none(row["checked_at"]),
        customer_id=row["customer_id"],
        customer_name=row["customer_name"],
        customer_email=row["customer_email"],
        order_reference=row["order_reference"],
        discount_id=row["discount_id"],
        quote=money(row["quote_minor"], row["quote_currency"]),
        quote_exact=bool(row["quote_exact"]),
    )
