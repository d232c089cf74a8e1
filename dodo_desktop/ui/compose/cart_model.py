"""The cart as a table model: what was typed stays as typed, whatever it means."""

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import CartLine
from dodo_desktop.core.money import Money
from dodo_desktop.core.money_text import MoneyTextError, format_amount, format_money, parse_money
from dodo_desktop.core.request import CART_LIMIT, quantity_of
from dodo_desktop.ui.words import _

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The cart's columns."""

    PRODUCT = 0
    PRICE = 1
    QUANTITY = 2
    TOTAL = 3


FRAMED = Qt.ItemDataRole.UserRole + 1
"""Whether the cell can be edited and is drawn as a field."""
NOTE = Qt.ItemDataRole.UserRole + 2
"""Muted words behind the product's name, or in place of a price that is not typed yet."""
WRONG = Qt.ItemDataRole.UserRole + 3
"""Whether the cell's text cannot be understood."""


class CartModel(QAbstractTableModel):
    """The lines of one draft.

    Signals: `edited` with the new tuple of lines after a person changed something; never after `render`.
    """

    edited = Signal(object)

    def __init__(self, locale: Callable[[], str], *, editable: bool = True) -> None:
        super().__init__()
        self._locale = locale
        self._may_edit = editable
        self.lines: tuple[CartLine, ...] = ()

    # what it shows

    def render(self, lines: tuple[CartLine, ...]) -> None:
        """Show these lines; an editor that is open on a line that stays keeps its place."""
        if lines == self.lines:
            return
        if [line.line_id for line in lines] == [line.line_id for line in self.lines]:
            self.lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, Column.TOTAL))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("Product"), _("Price"), _("Quantity"), _("Total"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._editable(index) else flags

    def _editable(self, index: Index) -> bool:
        if not self._may_edit:
            return False
        if index.column() == Column.QUANTITY:
            return True
        return index.column() == Column.PRICE and self.lines[index.row()].product.pay_what_you_want

    def data(self, index: Index, role: int = 0) -> Any:
        line, column = self.lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, column)
        if role == Qt.ItemDataRole.EditRole:
            return line.price if column is Column.PRICE else self._shown(line, column)
        if role == FRAMED:
            return self._editable(index)
        return self._extra(line, column, role)

    def _extra(self, line: CartLine, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.product.name if column is Column.PRODUCT else None
        if role == NOTE:
            return self._note(line, column)
        return self._wrong(line, column) if role == WRONG else None

    def _shown(self, line: CartLine, column: Column) -> str:
        match column:
            case Column.PRODUCT:
                return line.product.name
            case Column.PRICE:
                each = price_of(line)
                if line.product.pay_what_you_want and each is None:
                    return line.price
                return format_money(each, self._locale()) if each else "–"
            case Column.QUANTITY:
                return line.quantity
            case Column.TOTAL:
                total = total_of(line)
                return format_money(total, self._locale()) if total else "–"

    def _note(self, line: CartLine, column: Column) -> str:
        product = line.product
        if not product.pay_what_you_want or not self._may_edit:
            return ""
        if column is Column.PRICE and not line.price:
            return _("Type a price")
        if column is Column.PRODUCT and product.price and product.price.minor:
            return _("from {price}").format(price=format_money(product.price, self._locale()))
        return ""

    def _wrong(self, line: CartLine, column: Column) -> bool:
        if column is Column.QUANTITY:
            return not quantity_of(line.quantity)
        unread = column is Column.PRICE and line.product.pay_what_you_want
        return unread and bool(line.price) and line.amount is None

    # what people do with it

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self._editable(index):
            return False
        row, text = index.row(), str(value)
        line = self.lines[row]
        if index.column() == Column.QUANTITY:
            changed = replace(line, quantity=text)
        else:
            changed = replace(line, price=text, amount=self._amount(text, line.product.currency))
        if changed != line:
            self.lines = (*self.lines[:row], changed, *self.lines[row + 1 :])
            self.dataChanged.emit(self.index(row, 0), self.index(row, Column.TOTAL))
            self.edited.emit(self.lines)
        return True

    def _amount(self, text: str, currency: str) -> int | None:
        try:
            return parse_money(text, currency, self._locale()).minor
        except MoneyTextError:
            # What is wrong with it is said from the draft, in one place with all other problems.
            return None

    def add(self, product: Product) -> int | None:
        """Add a product, or one more of it where it is there already; its row, None where the cart is full.

        Every line of a pay-what-you-want product has a price of its own, so that those are never merged.
        """
        if not product.pay_what_you_want:
            for row, line in enumerate(self.lines):
                quantity = quantity_of(line.quantity)
                if line.product.product_id == product.product_id and quantity is not None:
                    self.setData(self.index(row, Column.QUANTITY), str(quantity + 1))
                    return row
        if len(self.lines) >= CART_LIMIT:
            return None
        row = len(self.lines)
        price, amount = "", None
        if product.pay_what_you_want and product.suggested:
            price, amount = format_amount(product.suggested, self._locale()), product.suggested.minor
        self.beginInsertRows(QModelIndex(), row, row)
        self.lines = (*self.lines, CartLine(uuid4().hex, product, price=price, amount=amount))
        self.endInsertRows()
        self.edited.emit(self.lines)
        return row

    def remove(self, row: int) -> None:
        """Take a line out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        self.lines = (*self.lines[:row], *self.lines[row + 1 :])
        self.endRemoveRows()
        self.edited.emit(self.lines)

    def move(self, row: int, by: int) -> bool:
        """Move a line up (-1) or down (1); whether there was room."""
        target = row + by
        if not 0 <= target < len(self.lines):
            return False
        # Qt counts the place before which the row goes, while it is still there.
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target + (by > 0))
        lines = list(self.lines)
        lines.insert(target, lines.pop(row))
        self.lines = tuple(lines)
        self.endMoveRows()
        self.edited.emit(self.lines)
        return True


def price_of(line: CartLine) -> Money | None:
    """What one costs, None where it is not known or not understood."""
    if not line.product.pay_what_you_want:
        return line.product.price
    return None if line.amount is None else Money(line.amount, line.product.currency)


def total_of(line: CartLine) -> Money | None:
    """What the line costs, None where price or quantity is not known."""
    each, quantity = price_of(line), quantity_of(line.quantity)
    return None if each is None or quantity is None else each * quantity


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == Column.PRODUCT else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
