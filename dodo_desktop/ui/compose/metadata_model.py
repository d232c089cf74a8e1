"""Pairs of metadata as a table model: keys and values as typed, and an empty row for the next."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dodo_desktop.core.limits import METADATA_LIMIT, key_problem
from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.words import _

Index = QModelIndex | QPersistentModelIndex
Pairs = tuple[tuple[str, str], ...]

HINT = Qt.ItemDataRole.UserRole + 1
"""Muted words in the empty row."""
PROBLEM = Qt.ItemDataRole.UserRole + 2
"""What is wrong with the row's pair, as a problem's code; empty for nothing."""
_NOWHERE = QModelIndex()


class MetadataModel(QAbstractTableModel):
    """Keys and values as typed, and one empty row while there is room.

    Signals: `edited` with the new pairs after a person changed something; never after `render`.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Pairs = ()
        self.run = ""
        """Names the typing that goes on in a cell, which is taken back in one step."""
        self.referenced = False
        self._problems: tuple[str, ...] = ()

    @property
    def limit(self) -> int:
        """How many pairs of one's own there can be; the order reference takes the place of one."""
        return METADATA_LIMIT - self.referenced

    @property
    def count(self) -> int:
        """Pairs that have anything in them."""
        return sum(1 for key, value in self.pairs if key.strip() or value.strip())

    def render(self, pairs: Pairs, *, referenced: bool, anew: bool = False) -> None:
        """Show these pairs. `referenced`: the order reference is filled and takes its key.

        `anew`: they belong to another draft, so that no editor stays open.
        """
        if (pairs, referenced) == (self.pairs, self.referenced) and not anew:
            return
        if len(pairs) == len(self.pairs) and referenced == self.referenced and not anew:
            self._set(pairs)
            return
        self.beginResetModel()
        self.referenced = referenced
        self._set(pairs, tell=False)
        self.endResetModel()

    def _set(self, pairs: Pairs, *, tell: bool = True) -> None:
        self.pairs = pairs
        self._problems = _problems(pairs, self.referenced)
        if tell and pairs:
            # A key that changes can mend or spoil others that are the same.
            self.dataChanged.emit(self.index(0, 0), self.index(len(pairs) - 1, 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else max(len(self.pairs), min(len(self.pairs) + 1, self.limit))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Key"), _("Value"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.pairs[index.row()][index.column()] if index.row() < len(self.pairs) else ""
        if role == HINT and index.row() == len(self.pairs) and index.column() == 0:
            return _("Add a key")
        if role == PROBLEM:
            return self.problem(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.sentence(index.row()))
        return self.sentence(index.row()) if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def problem(self, row: int) -> str:
        """What is wrong with a row's pair, as a problem's code; empty for nothing."""
        return self._problems[row] if row < len(self._problems) else ""

    def sentence(self, row: int) -> str:
        """What is wrong with a row's pair, in words that fit below it."""
        code = self.problem(row)
        return row_words(code, *self.pairs[row]) if code else ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, text = index.row(), str(value)
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        if row == len(self.pairs):
            self._append()
        key, old = self.pairs[row]
        pair = (text, old) if index.column() == 0 else (key, text)
        self._set((*self.pairs[:row], pair, *self.pairs[row + 1 :]))
        self.edited.emit(self.pairs)
        return True

    def _append(self) -> None:
        """The empty row becomes a pair, and a new one follows it while there is room."""
        room = len(self.pairs) + 1 < self.limit
        if room:
            self.beginInsertRows(QModelIndex(), len(self.pairs) + 1, len(self.pairs) + 1)
        self.pairs = (*self.pairs, ("", ""))
        if room:
            self.endInsertRows()

    def add(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Put pairs behind the others, in one step."""
        if pairs:
            kept = tuple(pair for pair in self.pairs if any(pair))
            self.render((*kept, *pairs), referenced=self.referenced)
            self.edited.emit(self.pairs)

    def remove(self, row: int) -> None:
        """Take a pair out."""
        if 0 <= row < len(self.pairs):
            self.render((*self.pairs[:row], *self.pairs[row + 1 :]), referenced=self.referenced)
            self.edited.emit(self.pairs)

    def drop_empty(self, row: int) -> None:
        """Take the last pair out if nothing is in it: its typing was given up."""
        if row == len(self.pairs) - 1 and not any(self.pairs[row]):
            self.remove(row)


def _problems(pairs: Pairs, referenced: bool) -> tuple[str, ...]:
    seen: set[str] = set()
    codes: list[str] = []
    for key, value in ((key.strip(), value.strip()) for key, value in pairs):
        codes.append(key_problem(key, value, seen, referenced) if key or value else "")
        seen.add(key)
    return tuple(codes)


def row_words(code: str, key: str, value: str) -> str:
    """What is wrong with a pair, in words that fit below it."""
    return {
        "metadata_key_missing": _("This value has no key. Type one, or clear the value."),
        "metadata_key_bad": _("A key has letters from a to z, digits, - and _ only."),
        "metadata_key_long": _("A key has 40 characters at most; this one has {count}.").format(
            count=len(key.strip())
        ),
        "metadata_key_twice": _("This key is there already. Rename or remove one of the two."),
        "metadata_key_reserved": _reserved(key.strip()),
        "metadata_value_long": _("A value has 500 characters at most; this one has {count}.").format(
            count=len(value.strip())
        ),
    }.get(code, "")


def _reserved(key: str) -> str:
    if key == "order_reference":
        return _("The field Order reference fills this key. Clear one of the two.")
    return _("The app finds the order by this key. Choose another.")
