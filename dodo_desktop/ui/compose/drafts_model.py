"""Kept drafts as a table: name, total, age."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.money import Money
from dodo_desktop.services.ports import DraftRow
from dodo_desktop.ui.compose.cart_model import total_of
from dodo_desktop.ui.words import _, isolate, locale

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The list's columns."""

    NAME = 0
    TOTAL = 1
    AGE = 2


class DraftsModel(QAbstractTableModel):
    """Kept drafts, newest first. Only the name can be edited: it renames the draft.

    Signals: `more_wanted` when the end of the list comes into sight and `more` says that it goes on.
    """

    more_wanted = Signal()

    def __init__(self, rename: Callable[[str, str], None]) -> None:
        super().__init__()
        self._rename = rename
        self.rows: tuple[DraftRow, ...] = ()
        self.more = False

    def show_rows(self, rows: Sequence[DraftRow], *, more: bool) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.more = more
        self.endResetModel()

    def add_rows(self, rows: Sequence[DraftRow], *, more: bool) -> None:
        """Older drafts; one that is shown already, because the list moved meanwhile, is passed over."""
        known = {row.draft.draft_id for row in self.rows}
        fresh = [row for row in rows if row.draft.draft_id not in known]
        self.more = more
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self.rows), len(self.rows) + len(fresh) - 1)
            self.rows += tuple(fresh)
            self.endInsertRows()

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and self.more

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        # Once only, until the answer says whether there is yet more.
        self.more = False
        self.more_wanted.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Draft"), _("Total"), _("Changed"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.NAME else flags

    def data(self, index: Index, role: int = 0) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return row.draft.title
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match index.column():
            case Column.NAME:
                return _listed(row.draft)
            case Column.TOTAL:
                return draft_total(row.draft)
        from dodo_desktop.ui.words.times import ago

        return ago(row.saved_at, datetime.now(UTC))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        draft = self.rows[index.row()].draft
        if str(value).strip() != draft.title:
            self._rename(draft.draft_id, str(value).strip())
        return True


def draft_name(draft: Draft) -> str:
    """The name that the person gave it, else the customer's, else what is in the cart."""
    first = draft.lines[0].product.name if draft.lines else ""
    return draft.title or draft.customer.shown_name or first or _("No customer yet")


def _listed(draft: Draft) -> str:
    """With the customer beside a name that the person gave."""
    name, customer = draft_name(draft), draft.customer.shown_name
    return f"{isolate(name)} · {isolate(customer)}" if draft.title and customer else name


def draft_total(draft: Draft) -> str:
    """What the cart costs as far as it is known, a sum for each currency."""
    from dodo_desktop.core.money_text import format_money

    sums: dict[str, int] = {}
    for line in draft.lines:
        total = total_of(line)
        if total is not None:
            sums[total.currency] = sums.get(total.currency, 0) + total.minor
    return " + ".join(format_money(Money(minor, code), locale()) for code, minor in sums.items()) or "–"


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == Column.NAME else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
