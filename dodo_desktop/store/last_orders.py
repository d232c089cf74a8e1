"""The last order of a customer on this computer: a link that was made, or an order that waits for one."""

import logging
import sqlite3

from dodo_desktop.core.records import LastOrder, PastAddress
from dodo_desktop.store.columns import moment, moment_or_none

# The words of the index, so that it is used.
_WAITS = "state NOT IN ('created', 'rejected', 'discarded')"
_WHOSE = (
    "CASE WHEN json_valid(document) AND json_extract(document, '$.order.draft.customer.mode') = 'existing'"
    " THEN json_extract(document, '$.order.draft.customer.existing.customer_id') END"
)
_LINK_AT = "(SELECT max(created_at) FROM links WHERE customer_id = c.customer_id)"
_ORDERS = "FROM outbox INDEXED BY outbox_customer"
# The plus takes the column's affinity away, which would keep the index from being searched.
_WAITING_AT = f"(SELECT max(created_at) {_ORDERS} WHERE {_WHOSE} = +c.customer_id AND {_WAITS})"
COLUMNS = f"{_LINK_AT} AS link_at, {_WAITING_AT} AS waiting_at"
"""What a select of customers, called c, adds for `last_order`."""

_NEWEST = "FROM links WHERE customer_id = ? ORDER BY created_at DESC, seq DESC LIMIT 1"
LINK = f"SELECT created_at, status, expires_at {_NEWEST}"
LINK_DRAFT = f"SELECT created_at, draft {_NEWEST}"
WAITING = (
    f"SELECT created_at, document {_ORDERS} WHERE {_WHOSE} = ? AND {_WAITS} ORDER BY created_at DESC LIMIT 1"
)

_log = logging.getLogger(__name__)


def last_order(connection: sqlite3.Connection, row: sqlite3.Row) -> LastOrder | None:
    """The last order of a customer's row that has `COLUMNS`."""
    link_at, waiting_at = row["link_at"], row["waiting_at"]
    if waiting_at is not None and (link_at is None or waiting_at >= link_at):
        return LastOrder(moment(waiting_at), waiting=True)
    if link_at is None:
        return None
    link = connection.execute(LINK, (row["customer_id"],)).fetchone()
    return LastOrder(
        moment(link["created_at"]), status=link["status"], expires_at=moment_or_none(link["expires_at"])
    )


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
