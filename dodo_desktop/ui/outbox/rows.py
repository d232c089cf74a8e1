"""Which orders a filter shows, page by page."""

from collections.abc import Awaitable, Callable, Sequence

from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.records import BrokenOrder

Row = OutgoingPayment | BrokenOrder
Rows = Callable[[Sequence[State] | None, str, int, int], Awaitable[Sequence[Row]]]
"""States, text, limit and offset; as `Sending.rows`."""

FILTERS: dict[str, tuple[State, ...] | None] = {
    "all": None,
    "needs_you": (State.QUEUED, State.REJECTED, State.BLOCKED, State.UNCONFIRMED),
    "on_its_way": (State.QUEUED, State.SENDING, State.UNCONFIRMED),
    "done": (State.CREATED,),
}
"""The states that the store is asked for. Two filters look at more than the state, see `belongs`."""


def belongs(row: Row, code: str) -> bool:
    """Whether a filter shows a row that is in one of its states."""
    if isinstance(row, BrokenOrder):
        return code in ("all", "needs_you")
    if code == "needs_you":
        return row.needs_person
    return not row.needs_person if code == "on_its_way" else True


async def fetch_rows(
    rows: Rows, code: str, text: str, start: int, limit: int
) -> tuple[Sequence[Row], int | None]:
    """Up to `limit` rows of a filter from the store's row `start` on, and where the next page begins."""
    found: list[Row] = []
    while True:
        raw = await rows(FILTERS[code], text, limit, start)
        start += len(raw)
        found += [row for row in raw if belongs(row, code)]
        if len(raw) < limit:
            return found, None
        if len(found) >= limit:
            return found, start
