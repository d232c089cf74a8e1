"""The table of the cart's lines, and what stands in its place while there is none."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView

from dodo_desktop.ui.compose.cart_columns import fit_columns
from dodo_desktop.ui.compose.cart_delegate import CartDelegate
from dodo_desktop.ui.compose.cart_model import CartModel, Column
from dodo_desktop.ui.widgets.table import Table
from dodo_desktop.ui.words import _

_MOST_ROWS = 8
_FRAME = 14
"""Pixels that the frame of a cell takes of its column."""
_WIDTHS = {Column.PRICE: 112, Column.QUANTITY: 88, Column.TOTAL: 108}


class CartView(Table):
    """The table with its keys: Enter or F2 edits, Del removes, Alt+Up and Alt+Down move, Ctrl+V adds lines.

    Signals: `remove_asked`; `move_asked` with -1 or 1; `paste_asked` with the text.
    """

    remove_asked = Signal()
    move_asked = Signal(int)
    paste_asked = Signal(str)

    def __init__(self, model: CartModel) -> None:
        super().__init__("cart.table", _("Cart"))
        self._lines = model
        self.setModel(model)
        self.setItemDelegate(CartDelegate(self))
        self.setEditTriggers(
            Table.EditTrigger.DoubleClicked
            | Table.EditTrigger.EditKeyPressed
            | Table.EditTrigger.AnyKeyPressed
            | Table.EditTrigger.SelectedClicked
        )
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(Column.PRODUCT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)

    def select(self, row: int, column: int = Column.QUANTITY) -> None:
        """Put the cursor on a cell."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.model().index(row, column), flags)
        self.scrollTo(self.model().index(row, column))

    def fit(self) -> None:
        """As high as its lines, up to some, and its columns as wide as their numbers."""
        fit_columns(self, self._lines, _WIDTHS, frame=_FRAME)
        self.setFixedHeight(self.height_of(min(max(self.model().rowCount(), 1), _MOST_ROWS)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit(QGuiApplication.clipboard().text())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                self._go_to_editable()
            super().keyPressEvent(event)

    def _go_to_editable(self) -> None:
        """A line without a framed cell at the cursor is edited at its first framed cell."""
        index = self.currentIndex()
        for column in (index.column(), Column.PRICE, Column.QUANTITY):
            cell = index.siblingAtColumn(column)
            if cell.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(cell)
                return
