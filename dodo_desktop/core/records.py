"""What the local data answers beside the order, the link and the draft themselves."""

from dataclasses import dataclass
from datetime import datetime

from dodo_desktop.core.draft import Draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A kept draft as lists show it."""

    draft: Draft
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class BrokenOrder:
    """A row that no longer parses. It stays visible; its text is kept as it is."""

    request_id: str
    state: str
    created_at: datetime


class StaleRow(Exception):
    """The row was changed by another since it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class DirectoryState:
    """What the local directory holds. `complete_at` is the time of the last whole read, None for never."""

    customers: int
    products: int
    complete_at: datetime | None
