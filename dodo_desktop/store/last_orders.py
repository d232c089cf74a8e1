"""The last order of a customer on this computer: a link that was made, or an order that waits for one."""

import logging
import sqlite3
from typing import Any

from dodo_desktop.core.records import LastOrder, PastAddress
from dodo_desktop.store.columns import UNDER_WAY, moment, moment_or_none

_WHOSE = (
    "CASE WHEN json_valid(document) AND json_extract(document, '$.order.draft.customer.mode') = 'existing'"
    " THEN json_extract(document, '$.order.draft.customer.existing.customer_id') END"
)
_ORDERS = "FROM outbox INDEXED BY outbox_customer"
# The plus takes the column's affinity away, which would keep the index from being searched.
_WAITING_AT = f"(SELECT max(created_at) {_ORDERS} WHERE {_WHOSE} = +c.customer_id AND {UNDER_WAY})"
_NEWEST_LINK = (
    "(SELECT json_array(created_at, status, expires_at) FROM links WHERE customer_id = c.customer_id"
    " ORDER BY created_at DESC, seq DESC LIMIT 1)"
)
COLUMNS = f"{_NEWEST_LINK} AS link, {_WAITING_AT} AS waiting_at"
"""What a select of customers, called c, adds for `last_order`."""
ROW = "json(link), waiting_at"
"""The same within a row that is put together."""

_NEWEST = "FROM links WHERE customer_id = ? ORDER BY created_at DESC, seq DESC LIMIT 1"
LINK_DRAFT = f"SELECT created_at, draft {_NEWEST}"
_WAITING = f"{_ORDERS} WHERE {_WHOSE} = ? AND {UNDER_WAY}"
WAITING = f"SELECT created_at, document {_WAITING} ORDER BY created_at DESC LIMIT 1"

_log = logging.getLogger(__name__)


def last_order(link: list[Any] | None, waiting_at: int | None) -> LastOrder | None:
    """The last order of a customer's row, by its `ROW`."""
    link_at, status, expires_at = (None, "", None) if link is None else link
    if waiting_at is not None and (link_at is None or waiting_at >= link_at):
        return LastOrder(moment(waiting_at), waiting=True)
    if link_at is None:
        return None
    return LastOrder(moment(link_at), status=status, expires_at=moment_or_none(expires_at))


def past_address(connection: sqlite3.Connection, customer_id: str) -> PastAddress | None:
    """The billing address of a customer's last order; None where there is none, or it no longer parses."""
    # Imported here: searches read no order, and the first one comes before all that orders need.
    from dodo_desktop.store.codec import Unreadable, draft_from_text, order_from_text

    waiting = connection.execute(WAITING, (customer_id,)).fetchone()
    link = connection.execute(LINK_DRAFT, (customer_id,)).fetchone()
    rows = [row for row in (waiting, link) if row is not None]
    for row in sorted(rows, key=lambda each: int(each["created_at"]), reverse=True):
        try:
            ordered = order_from_text(row["document"]).draft if row is waiting else None
            draft = ordered or draft_from_text(row["draft"])
        except Unreadable:
            _log.warning("the last order of a customer no longer parses")
            continue
        if draft.billing.country:
            return PastAddress(moment(row["created_at"]), draft.billing)
    return None
