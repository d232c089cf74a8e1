"""A list at Dodo that moves while it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dodo_desktop.core.paging import Window
from dodo_desktop.services.ports import GatewayError

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """An entry and when it was made."""

    key: str
    made: datetime | None


def entry(number: int) -> Entry:
    """The higher the number, the later it was made."""
    return Entry(f"e{number}", MIDNIGHT + timedelta(seconds=number))


def newest_first(count: int) -> list[Entry]:
    """So many entries in the order of Dodo's lists."""
    return [entry(number) for number in reversed(range(count))]


@dataclass
class MovingList:
    """`before` is called ahead of each answer and may change `rows`. Pages after `furthest` are refused, or
    empty where `silent`; `own_size` is that of a server which does not heed the one that is asked for."""

    rows: list[Entry]
    before: Callable[["MovingList", int], None] = lambda moving, request: None
    furthest: int = 2**31
    silent: bool = False
    own_size: int = 0
    asked: list[Window] = field(default_factory=list)

    async def read(self, window: Window, upto: datetime | None = None) -> Sequence[Entry]:
        self.before(self, len(self.asked))
        self.asked.append(window)
        if window.number > self.furthest:
            if self.silent:
                return []
            raise GatewayError("refused")
        listed = [row for row in self.rows if upto is None or row.made is None or row.made <= upto]
        size = self.own_size or window.size
        return listed[window.number * size : (window.number + 1) * size]
