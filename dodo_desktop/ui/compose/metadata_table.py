"""Pairs of one's own that go along with the payment: a small table with an empty row at its end."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyleOptionViewItem, QWidget

from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.table import RowPainter, Table, draw_text
from dodo_desktop.ui.words import _

Index = QModelIndex | QPersistentModelIndex
Pairs = tuple[tuple[str, str], ...]

LIMIT = 49
_KEY_WIDTH = 190
_MOST_ROWS = 6
_HINT = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class MetadataModel(QAbstractTableModel):
    """Keys and values as typed, and one empty row while there is room.

    Signals: `edited` with the new pairs after a person changed something; never after `render`.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Pairs = ()

    def render(self, pairs: Pairs) -> None:
        """Show these pairs."""
        if pairs == self.pairs:
            return
        self.beginResetModel()
        self.pairs = pairs
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else min(len(self.pairs) + 1, LIMIT)

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
        if role == _HINT and index.row() == len(self.pairs) and index.column() == 0:
            return _("Add a key")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, text = index.row(), str(value)
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        if row == len(self.pairs):
            self._append()
        key, old = self.pairs[row]
        pair = (text, old) if index.column() == 0 else (key, text)
        self.pairs = (*self.pairs[:row], pair, *self.pairs[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, 1))
        self.edited.emit(self.pairs)
        return True

    def _append(self) -> None:
        """The empty row becomes a pair, and a new one follows it while there is room."""
        room = len(self.pairs) + 1 < LIMIT
        if room:
            self.beginInsertRows(QModelIndex(), len(self.pairs) + 1, len(self.pairs) + 1)
        self.pairs = (*self.pairs, ("", ""))
        if room:
            self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take a pair out."""
        if 0 <= row < len(self.pairs):
            pairs = (*self.pairs[:row], *self.pairs[row + 1 :])
            self.render(pairs)
            self.edited.emit(pairs)


class MetadataDelegate(RowPainter):
    """Keys in figures of one width; an editor hands over each change at once."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        look = theme()
        hint = index.data(_HINT)
        if hint:
            draw_text(painter, rect, str(hint), colour=look.tokens.color("placeholder"))
        else:
            font = look.font("mono" if index.column() == 0 else "body")
            draw_text(painter, rect, str(index.data() or ""), font=font)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        set_text(editor, "mono" if index.column() == 0 else "body")
        editor.setObjectName("options.metadata.key" if index.column() == 0 else "options.metadata.value")
        key = str(index.sibling(index.row(), 0).data() or "")
        editor.setAccessibleName(_("Key") if index.column() == 0 else _("Value of {key}").format(key=key))
        editor.textChanged.connect(lambda: self.commitData.emit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit) and editor.text() != text:
            with QSignalBlocker(editor):
                editor.setText(text)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, MetadataModel):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -3))


class MetadataTable(Table):
    """The table with its keys: Enter or F2 edits, Del removes a pair. It is as high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("options.metadata", _("Metadata"), row_height=32, parent=parent)
        self.pairs = MetadataModel()
        self.pairs.setParent(self)
        self.setModel(self.pairs)
        self.setItemDelegate(MetadataDelegate(self))
        self.setEditTriggers(
            Table.EditTrigger.DoubleClicked
            | Table.EditTrigger.EditKeyPressed
            | Table.EditTrigger.AnyKeyPressed
        )
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, _KEY_WIDTH)
        self.clicked.connect(self.edit)
        self.pairs.rowsInserted.connect(self._fit)
        self.pairs.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.height_of(min(self.pairs.rowCount(), _MOST_ROWS)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            row = self.currentIndex().row()
            self.pairs.remove(row)
            self.setCurrentIndex(self.pairs.index(min(row, self.pairs.rowCount() - 1), 0))
        else:
            super().keyPressEvent(event)
