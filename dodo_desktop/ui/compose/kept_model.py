"""What is kept under a name, as a table: the base of drafts and templates."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dodo_desktop.core.draft import CartLine
from dodo_desktop.core.money import Money
from dodo_desktop.ui.compose.cart_model import total_of
from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.words import locale

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

NAME = 0
"""The column of the name, the only one that can be edited."""
_NOWHERE = QModelIndex()


class KeptModel(QAbstractTableModel, Generic[T]):
    """Subclasses say what stands in a cell.

    Signals: `more_wanted` when the end of the list comes into sight and `more` says that it goes on;
    `renamed` with the key of a row and the name that a person gave it.
    """

    more_wanted = Signal()
    renamed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[T, ...] = ()
        self.more = False

    # what subclasses say

    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        raise NotImplementedError

    def trailing(self, column: int) -> bool:
        """Whether a column stands at the trailing edge, as amounts do."""
        raise NotImplementedError

    def key(self, row: T) -> str:
        """What tells rows apart."""
        raise NotImplementedError

    def name(self, row: T) -> str:
        """The name that a person gave, to be edited; empty for none."""
        raise NotImplementedError

    def editable(self, row: T) -> bool:
        """Whether the name can be edited."""
        return True

    def text(self, row: T, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    # what lists use

    def show_rows(self, rows: Sequence[T], *, more: bool) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.more = more
        self.endResetModel()

    def add_rows(self, rows: Sequence[T], *, more: bool) -> None:
        """Further rows; one that is shown already, because the list moved meanwhile, is passed over."""
        known = {self.key(row) for row in self.rows}
        fresh = [row for row in rows if self.key(row) not in known]
        self.more = more
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self.rows), len(self.rows) + len(fresh) - 1)
            self.rows += tuple(fresh)
            self.endInsertRows()

    # what Qt asks

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and self.more

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        # Once only, until the answer says whether there is yet more.
        self.more = False
        self.more_wanted.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings()[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        named = index.column() == NAME and self.editable(self.rows[index.row()])
        return flags | Qt.ItemFlag.ItemIsEditable if named else flags

    def data(self, index: Index, role: int = 0) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.name(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.text(row, index.column()))
        return self.text(row, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        row = self.rows[index.row()]
        if str(value).strip() != self.name(row):
            self.renamed.emit(self.key(row), str(value).strip())
        return True

    def _align(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.trailing(column) else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def lines_total(lines: Sequence[CartLine]) -> str:
    """What lines cost as far as it is known, a sum for each currency."""
    from dodo_desktop.core.money_text import format_money

    sums: dict[str, int] = {}
    for line in lines:
        total = total_of(line)
        if total is not None:
            sums[total.currency] = sums.get(total.currency, 0) + total.minor
    return " + ".join(format_money(Money(minor, code), locale()) for code, minor in sums.items()) or "–"
