"""What the local data answers beside the order, the link and the draft themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.value import value

if TYPE_CHECKING:
    from datetime import datetime

    from dodo_desktop.core.catalog import Customer
    from dodo_desktop.core.draft import BillingEntry, Draft

PRODUCTS = "products"
NEW_CUSTOMERS = "new customers"


@value
class DraftRow:
    """A kept draft as lists show it."""

    draft: Draft
    saved_at: datetime


@value
class BrokenDraft:
    """A kept draft that no longer parses. It stays visible; its text is kept as it is."""

    draft_id: str
    saved_at: datetime


@value
class BrokenOrder:
    """A row that no longer parses. It stays visible; its text is kept as it is."""

    request_id: str
    state: str
    created_at: datetime


@value
class DueSpan:
    """Links made later than `after` and up to `until` that are due to be asked for at `now`: those that were
    asked for last up to `asked_until`, or never, or at a time that is still to come."""

    after: datetime
    until: datetime
    asked_until: datetime
    now: datetime


class StaleRow(Exception):
    """The row was changed by another since it was read; nothing was written."""


@value
class DirectoryState:
    """What the local directory holds. `complete_at` is when it last had all that there is, `products_at` when
    the products were read last, each None for never."""

    customers: int
    products: int
    complete_at: datetime | None
    products_at: datetime | None = None


@value
class LastOrder:
    """A customer's last order on this computer. `waiting`: it is in the outbox and no link was made yet, so
    that `status`, Dodo's word, and `expires_at` say nothing."""

    at: datetime
    waiting: bool = False
    status: str | None = None
    expires_at: datetime | None = None


@value
class FoundCustomer:
    """A customer as a search finds one. `last` is None where no order was made here."""

    customer: Customer
    last: LastOrder | None = None


@value
class PastAddress:
    """The billing address of an order that was made here."""

    at: datetime
    billing: BillingEntry


@value
class Kept:
    """What became of an answer's rows. `joined`: they join on to what the sweep met before, or begin the
    list; `fresh` of them the sweep had not met before; `added` were not known here at all."""

    joined: bool
    fresh: int
    added: int = 0


@value
class Reading:
    """How far the customers are read. All moments are Dodo's.

    `place` rows of the list are behind the sweep that is under way, None where none is; `upto` narrows that
    list to those made until then. `began_at` is when the sweep began, under way or not; `ended_at` when the
    last one that came to its end had begun; `news_at` when new ones were last read.
    """

    place: int | None = None
    upto: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    news_at: datetime | None = None


@value
class HalfRead:
    """How far the read of a list came. All moments are Dodo's.

    It began at `began_at`, for those made from `since` on, None for all. `place` rows are behind it, in the
    list of those made until `upto`, None for all; `entries` are the ids of what it has met.
    """

    began_at: datetime
    since: datetime | None = None
    place: int = 0
    upto: datetime | None = None
    entries: frozenset[str] = frozenset()
