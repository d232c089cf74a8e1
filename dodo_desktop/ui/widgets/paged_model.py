"""A table model over rows that are fetched page by page, so that ten thousand of them cost nothing."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.cells import Standing

T = TypeVar("T")

PAGE = 100
"""Rows that are fetched at once."""

_MOST_AGAIN = 500
"""Rows that a reload fetches at most; deeper ones come again when they are scrolled to."""

_MANY = 4
"""Rows, from the first to the last that changed, from which on all of them count as painted anew."""

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The row itself, for delegates."""

Fetch = Callable[[int, int], Coroutine[Any, Any, tuple[Sequence[T], int | None]]]
"""From which row on and how many; answers rows and where the next page begins, None at the end."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PagedModel(QAbstractTableModel, Generic[T]):
    """Subclasses say what stands in a cell with `text`.

    Signals: `loaded` after rows came, `failed` with the reason of a StoreFault; `renewed` when much of what
    was shown before is about to be painted anew.
    """

    renewed = Signal()
    loaded = Signal()
    failed = Signal(str)

    def __init__(
        self, columns: Sequence[str], key: Callable[[T], str], tasks: Tasks, parent: QObject | None = None
    ) -> None:
        """`columns` are codes; `key` tells rows apart."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._tasks = tasks
        self._fetch: Fetch[T] | None = None
        self._rows: list[T] = []
        self._places: dict[str, int] = {}
        self._next: int | None = None
        self._asked = 0
        self._fetching = False
        self._changes = 0
        self._sampled: dict[str, tuple[object, dict[int, tuple[T, str]]]] = {}

    # What subclasses say

    def text(self, row: T, column: str) -> str:
        """The plain text of a cell, for assistive tools and the default painting."""
        raise NotImplementedError

    def heading(self, column: str) -> str:
        """The heading of a column."""
        raise NotImplementedError

    def trailing(self, column: str) -> bool:
        """Whether a column stands at the trailing edge, as amounts do."""
        return False

    # What pages use

    def show(self, fetch: Fetch[T] | None) -> None:
        """Show what `fetch` brings from now on; None shows nothing. The old rows stay until new ones come."""
        self._fetch = fetch
        self._asked += 1
        self._fetching = False
        if fetch is None:
            self._next = None
            self._put_all([])
            return
        self._start(fetch, 0, PAGE)

    def reload(self) -> None:
        """Fetch again what is shown."""
        if self._fetch is not None:
            self._asked += 1
            self._start(self._fetch, 0, min(max(len(self._rows), PAGE), _MOST_AGAIN))

    def put(self, row: T) -> bool:
        """Replace the row of the same key; False where it is not shown."""
        place = self._places.get(self._key(row))
        if place is None:
            return False
        self._rows[place] = row
        self._changes += 1
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        return True

    def row_at(self, place: int) -> T | None:
        """The row at a place of the table."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: str) -> int | None:
        """Where the row of a key stands; None where it is not shown."""
        return self._places.get(key)

    @property
    def fetching(self) -> bool:
        """Whether rows were asked for that did not come yet."""
        return self._fetching

    def rows(self) -> Sequence[T]:
        """All that are fetched by now."""
        return tuple(self._rows)

    def sample(self, column: str, when: object = None) -> set[str]:
        """What stands in a column of the first rows and of the last ones that are loaded.

        Texts of rows that are still the same are not put together again while `when` is what it was.
        """
        said_when, known = self._sampled.get(column, (when, {}))
        if said_when != when:
            known = {}
        # With its row, so that no other one gets its identity.
        texts = {
            id(row): known.get(id(row)) or (row, self.text(row, column))
            for row in (*self._rows[:PAGE], *self._rows[PAGE:][-PAGE:])
        }
        self._sampled[column] = when, texts
        return {text for _row, text in texts.values()}

    def tell_column(self, column: str, first: int, last: int) -> None:
        """Texts that depend on the time may be others by now."""
        if column in self.columns and self._rows:
            at = self.columns.index(column)
            end = min(last, len(self._rows) - 1)
            self.dataChanged.emit(self.index(max(0, first), at), self.index(end, at))

    def content(self, row: T, column: str) -> tuple[object, ...]:
        """All that a cell is drawn from, where that is more than its text."""
        return (self.text(row, column),)

    def standing(self, index: _Index) -> Standing | None:
        """What is to be seen in a cell now."""
        place, row = index.column(), self.row_at(index.row())
        return None if row is None else Standing(place, self.content(row, self.columns[place]))

    # Fetching

    def _start(self, fetch: Fetch[T], start: int, limit: int) -> None:
        self._fetching = True
        self._tasks.start(self._load(fetch, self._asked, start, limit))

    async def _load(self, fetch: Fetch[T], asked: int, start: int, limit: int) -> None:
        try:
            rows, following = await fetch(start, limit)
        except StoreFault as fault:
            if asked == self._asked:
                self._fetching = False
                self._next = None
                self.failed.emit(fault.reason)
            return
        if asked != self._asked:
            return
        changed = await self._aside(rows) if start == 0 else None
        if asked != self._asked:
            return
        self._fetching = False
        self._next = following
        if start == 0:
            self._put_all(list(rows), changed)
        else:
            self._append(rows)
        self.loaded.emit()

    async def _aside(self, rows: Sequence[T]) -> list[int] | None:
        """The places where these rows are others than those that are there, see `_put_all`.

        To compare takes as long as to show. It stands by itself, so that a key comes in between.
        """
        changes, changed = self._changes, self._differing(rows)
        await asyncio.sleep(0)
        return changed if changes == self._changes else self._differing(rows)

    def _differing(self, rows: Sequence[T]) -> list[int] | None:
        if [self._key(row) for row in rows] != list(self._places):
            return None
        return [place for place, row in enumerate(rows) if row != self._rows[place]]

    def _put_all(self, rows: list[T], changed: list[int] | None = None) -> None:
        """Show these rows. `changed` are the places of others than before, where they are of the same keys in
        the same order; else None."""
        self._changes += 1
        if changed is not None:
            # Selection and scrolling stay, and mostly nothing is painted.
            for place in changed:
                self._rows[place] = rows[place]
            if changed:
                if changed[-1] - changed[0] >= _MANY:
                    self.renewed.emit()
                corner = self.index(changed[-1], len(self.columns) - 1)
                self.dataChanged.emit(self.index(changed[0], 0), corner)
            return
        self.renewed.emit()
        self.beginResetModel()
        self._rows = rows
        self._places = {self._key(row): place for place, row in enumerate(rows)}
        self.endResetModel()

    def _append(self, rows: Sequence[T]) -> None:
        # A row that moved to a later page meanwhile is shown once.
        fresh = [row for row in rows if self._key(row) not in self._places]
        if not fresh:
            return
        self._changes += 1
        first = len(self._rows)
        self.beginInsertRows(_ROOT, first, first + len(fresh) - 1)
        self._rows += fresh
        self._places |= {self._key(row): first + n for n, row in enumerate(fresh)}
        self.endInsertRows()

    # What Qt asks

    def canFetchMore(self, parent: _Index = _ROOT) -> bool:
        return not parent.isValid() and self._next is not None and not self._fetching

    def fetchMore(self, parent: _Index = _ROOT) -> None:
        if self._fetch is not None and self._next is not None and not self._fetching:
            self._start(self._fetch, self._next, PAGE)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.text(row, column))
        return self._align(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(column)
        return self._align(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _align(self, column: str) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.trailing(column) else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
