"""The cart: search for products, the table of lines, and what is done with a line."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QLineEdit, QVBoxLayout, QWidget

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import CartLine, Draft, Edit
from dodo_desktop.ui.compose.cart_delegate import CartDelegate
from dodo_desktop.ui.compose.cart_model import CartModel, Column
from dodo_desktop.ui.compose.product_search import ProductSearch
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import FlatButton, icon_button
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.widgets.table import Table
from dodo_desktop.ui.words import _, isolate, locale, ngettext

CART_LIMIT = 100
_MOST_ROWS = 8
_WIDTHS = {Column.PRICE: 112, Column.QUANTITY: 88, Column.TOTAL: 108}


class CartView(Table):
    """The table with its keys: Enter or F2 edits, Del removes, Alt+Up and Alt+Down move.

    Signals: `remove_asked`; `move_asked` with -1 or 1.
    """

    remove_asked = Signal()
    move_asked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
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


class EmptyCart(QFrame):
    """What stands in the table's place while there is no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cart.empty")
        self.setProperty("surface", "box")
        strong = _("The cart is empty.")
        rest = _("Add at least one product. Quantity and pay-what-you-want prices are edited in the table.")
        text = QLabel(f'<b style="color:palette(text)">{strong}</b> {rest}', self)
        text.setWordWrap(True)
        set_text(text, "body", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 16, 14, 16)
        column.addWidget(text)


class CartForm(QWidget):
    """The cart section's content.

    Signals: `edited` with an Edit; `undo_asked` by the button beside the lines.
    """

    edited = Signal(object)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CartModel(locale)
        self.model.setParent(self)
        self.search = ProductSearch(self)
        self.table = CartView("cart.table", _("Cart"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(CartDelegate(self.table))
        self.table.setEditTriggers(
            Table.EditTrigger.DoubleClicked
            | Table.EditTrigger.EditKeyPressed
            | Table.EditTrigger.AnyKeyPressed
            | Table.EditTrigger.SelectedClicked
        )
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(Column.PRODUCT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self.empty = EmptyCart(self)
        self.problem = Line("cart.table.problem", self)
        self.remove = FlatButton(_("Remove"), "discard", small=True)
        self.remove.setObjectName("cart.remove")
        self.up = icon_button("move-up", _("Move line up"), small=True)
        self.down = icon_button("move-down", _("Move line down"), small=True)
        self.undo = icon_button("undo", _("Undo"), small=True)
        for button, name in ((self.up, "cart.up"), (self.down, "cart.down"), (self.undo, "cart.undo")):
            button.setObjectName(name)
        self.count = QLabel(self)
        self.count.setObjectName("cart.count")
        set_text(self.count, "small", "muted", tabular=True)
        self._lay_out()
        self._connect()
        self._show_lines()

    def _lay_out(self) -> None:
        self._tools = QWidget(self)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 6, 0, 0)
        tools.setSpacing(4)
        for button in (self.remove, self.up, self.down, self.undo):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search)
        column.addSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self.empty)
        column.addWidget(self.problem)
        column.addWidget(self._tools)

    def _connect(self) -> None:
        self.search.chosen.connect(self._add)
        self.search.edited.connect(lambda text: self.edited.emit(Edit("cart.product", text)))
        self.model.edited.connect(self._lines_edited)
        self.table.remove_asked.connect(self._remove)
        self.table.move_asked.connect(self._move)
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().currentRowChanged.connect(self._show_tools)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.undo.clicked.connect(self.undo_asked)

    @property
    def focus_target(self) -> QWidget:
        """Where the focus goes for a problem of the cart."""
        return self.table if self.model.lines else self.search.field

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's lines and search text, telling nobody."""
        self.model.render(draft.lines)
        self.search.set_text(draft.product_search)
        self._show_lines()

    def set_can_undo(self, can: bool) -> None:
        """Whether there is something to take back."""
        self.undo.setEnabled(can)

    def set_read_only(self, locked: bool) -> None:
        """Nothing can be changed while an order goes out."""
        self.setEnabled(not locked)

    def say(self, text: str, tone: str = "danger") -> None:
        """What is wrong with the cart; an empty text takes it back."""
        self.problem.say(text, tone)
        self.table.setAccessibleDescription(text)

    def go_to_line(self, number: int, column: Column) -> None:
        """Put the table's cursor on a line, counted from 1, and focus it."""
        index = self.model.index(number - 1, column)
        self.table.setCurrentIndex(index)
        self.table.setFocus()

    def _add(self, product: Product) -> None:
        refused = not_for_sale(product)
        if refused:
            self.say(refused, "warning")
            return
        row = self.model.add(product)
        if row is None:
            self.say(_("The cart holds 100 lines. Make a second link for what is left."), "warning")
            return
        self.search.field.clear()
        self._select(row, Column.PRICE if product.pay_what_you_want else Column.QUANTITY)

    def _lines_edited(self, lines: Sequence[CartLine]) -> None:
        self._show_lines()
        self.edited.emit(Edit("cart.lines", tuple(lines)))

    def _remove(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        self.model.remove(index.row())
        if self.model.lines:
            self._select(min(index.row(), len(self.model.lines) - 1), index.column())
        else:
            self.search.field.setFocus()

    def _move(self, by: int) -> None:
        index = self.table.currentIndex()
        if index.isValid() and self.model.move(index.row(), by):
            self._show_tools()

    def _clicked(self, index: object) -> None:
        # Framed cells look like fields, so that one click is enough, as in a field.
        current = self.table.currentIndex()
        if current == index and current.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(current)

    def _select(self, row: int, column: int = Column.QUANTITY) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, column), flags)
        self.table.scrollTo(self.model.index(row, column))

    def _show_lines(self) -> None:
        count = len(self.model.lines)
        self.table.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        self._tools.setVisible(count > 0)
        self.table.setFixedHeight(self.table.height_of(min(max(count, 1), _MOST_ROWS)))
        words = ngettext("{count} of {limit} lines", "{count} of {limit} lines", count)
        self.count.setText(words.format(count=count, limit=CART_LIMIT))
        self._show_tools()

    def _show_tools(self) -> None:
        row, count = self.table.currentIndex().row(), len(self.model.lines)
        self.remove.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)


def not_for_sale(product: Product) -> str:
    """Why a product cannot be put into the cart; empty where it can."""
    name = isolate(product.name)
    if product.recurring:
        return _("{product} is charged repeatedly. A payment link takes products that are paid once.").format(
            product=name
        )
    if product.archived:
        return _("{product} is archived at Dodo and cannot be sold. Choose another.").format(product=name)
    if product.price is None:
        return _("Dodo tells no price for {product}, so it cannot be sold here.").format(product=name)
    return ""


def open_editor(table: QWidget) -> QLineEdit | None:
    """The editor that is open in the table, if there is one."""
    found = [child for child in table.findChildren(QLineEdit) if child.property("cell")]
    return found[0] if found else None
