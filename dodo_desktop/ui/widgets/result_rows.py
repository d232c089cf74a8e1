"""What a list of results shows: its rows, and the model over them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from dodo_desktop.core.lazily import Lazily
from dodo_desktop.core.value import value
from dodo_desktop.ui.announcing import listened

ROW_ROLE = Qt.ItemDataRole.UserRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@value
class Row:
    """One result. `value` is what is picked; a row with `detail` has two lines, and one that is `tall` has
    the room for them."""

    value: object
    title: str
    detail: str = ""
    trailing: str = ""
    icon: str = ""
    dimmed: bool = False
    tall: bool = False

    @property
    def two_lines(self) -> bool:
        """Whether it has the room for them."""
        return self.tall or bool(self.detail)

    @property
    def spoken(self) -> str:
        """What assistive tools read: name and e-mail, or name and price."""
        return ", ".join(part for part in (self.title, self.detail, self.trailing) if part)


class RowModel(QStringListModel):
    """Rows, and the text that was searched for.

    Qt's own list counts them: the view asks how many there are again and again while it lays them out.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.query = ""

    def show_rows(self, rows: Sequence[Row], query: str) -> bool:
        """Replace all rows; those that are made `Lazily` are all alike, and made as they are seen.

        Whether they only have to be painted: there are as many as before, all as high as those were. Who
        listens to the rows, as assistive tools do, is told of new ones all the same.
        """
        before = self._shape()
        self.rows, self.query = rows if isinstance(rows, Lazily) else tuple(rows), query
        if before is not None and before == self._shape() and not listened():
            return True
        self.setStringList([""] * len(self.rows))
        return False

    def _shape(self) -> tuple[int, bool] | None:
        """How many rows of how many lines; None where there are none, or not all are alike."""
        return (len(self.rows), self.rows[0].two_lines) if self.rows and self.alike else None

    @property
    def alike(self) -> bool:
        """Whether all rows have as many lines. Those that are made when they are looked at have."""
        return isinstance(self.rows, Lazily) or len({row.two_lines for row in self.rows}) < 2

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW_ROLE else None
