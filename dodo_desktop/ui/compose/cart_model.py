"""The cart as a table model: what was typed stays as typed, whatever it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dodo_desktop.core.draft import CartLine
from dodo_desktop.core.limits import CART_LIMIT, quantity_of
from dodo_desktop.core.money import Money
from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Product
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.ui.widgets.cells import Standing

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


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
"""Whether something is wrong with the cell's text."""


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
        self._said: Mapping[tuple[int, Column], str] = {}
        self.run = ""
        """Names the typing that goes on in a cell, which is taken back in one step."""

    # what it shows

    def render(self, lines: tuple[CartLine, ...], *, anew: bool = False) -> None:
        """Show these lines; an editor that is open on a line that stays keeps its place.

        `anew`: they belong to another draft, so that no editor stays open.
        """
        if lines == self.lines and not anew:
            return
        if not anew and [line.line_id for line in lines] == [line.line_id for line in self.lines]:
            self.lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, Column.TOTAL))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def mark(self, said: Mapping[tuple[int, Column], str]) -> None:
        """Mark these cells as wrong, by row and column, with what is said of each; no other one is."""
        if said == self._said:
            return
        self._said = dict(said)
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, Column.TOTAL))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
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
        return self._editable(index) if role == FRAMED else self._extra(index, line, column, role)

    def widest(self) -> dict[Column, list[str]]:
        """Texts of each column of numbers among which is the widest: the largest amount of each currency."""
        most: dict[tuple[Column, str], Money] = {}
        for line in self.lines:
            for column, amount in ((Column.PRICE, price_of(line)), (Column.TOTAL, total_of(line))):
                if amount is not None:
                    place = column, amount.currency
                    most[place] = max(most.get(place, amount), amount)
        texts: dict[Column, list[str]] = {Column.PRICE: [], Column.QUANTITY: [], Column.TOTAL: []}
        for (column, _currency), amount in most.items():
            texts[column].append(self._money(amount))
        texts[Column.QUANTITY] += sorted({line.quantity for line in self.lines}, key=len)[-1:]
        return texts

    def standing(self, index: Index) -> Standing:
        """What is to be seen in a cell."""
        from dodo_desktop.ui.widgets.cells import Standing

        line, column = self.lines[index.row()], Column(index.column())
        wrong = bool(self._said.get((index.row(), column))) or self._wrong(line, column)
        return Standing(
            column, (self._shown(line, column), self._note(line, column), self._editable(index), wrong)
        )

    def _extra(self, index: Index, line: CartLine, column: Column, role: int) -> Any:
        if role == NOTE:
            return self._note(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return self._about(line, column, role, self._said.get((index.row(), column), ""))

    def _about(self, line: CartLine, column: Column, role: int, said: str) -> Any:
        """What is told about a cell; `said` is what is said to be wrong with it."""
        if role == WRONG:
            return bool(said) or self._wrong(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            name = line.product.name if column is Column.PRODUCT else ""
            return tip("\n".join(filter(None, (name, said))))
        return said if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def _shown(self, line: CartLine, column: Column) -> str:
        match column:
            case Column.PRODUCT:
                return line.product.name
            case Column.PRICE:
                each = price_of(line)
                if line.product.pay_what_you_want and each is None:
                    return line.price
                return self._money(each) if each else "–"
            case Column.QUANTITY:
                return line.quantity
            case Column.TOTAL:
                total = total_of(line)
                return self._money(total) if total else "–"

    def _money(self, amount: Money) -> str:
        from dodo_desktop.core.money_text import format_money

        return format_money(amount, self._locale())

    def _note(self, line: CartLine, column: Column) -> str:
        product = line.product
        typed = product.pay_what_you_want and self._may_edit
        if column is Column.PRICE and typed and not line.price:
            return _("Type a price")
        if column is not Column.PRODUCT:
            return ""
        least = product.price if typed and product.price and product.price.minor else None
        from_least = _("from {price}").format(price=self._money(least)) if least else ""
        # The number is nowhere else, so that it stands where it is cut off last.
        return " · ".join(part for part in (self._sent_as(line), from_least) if part)

    def _sent_as(self, line: CartLine) -> str:
        """The integers of a currency whose decimals nobody has proved: what one costs, and what all do."""
        from dodo_desktop.ui.words.carts import sent_as

        each, total = price_of(line), total_of(line)
        number = sent_as(each) if each else ""
        if number and total and each and total.minor != each.minor:
            return _("{number}, in all {total}").format(number=number, total=total.minor)
        return number

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
        self._change(row, changed)
        return True

    def _change(self, row: int, changed: CartLine) -> None:
        if changed != self.lines[row]:
            self.lines = (*self.lines[:row], changed, *self.lines[row + 1 :])
            self.dataChanged.emit(self.index(row, 0), self.index(row, Column.TOTAL))
            self.edited.emit(self.lines)

    def _amount(self, text: str, currency: str) -> int | None:
        from dodo_desktop.core.money_text import MoneyTextError, parse_money

        try:
            return parse_money(text, currency, self._locale()).minor
        except MoneyTextError:
            # What is wrong with it is said from the draft, in one place with all other problems.
            return None

    def row_of(self, product: Product) -> int | None:
        """The last line of a product that takes one more of it, None for none.

        Every line of a pay-what-you-want product has a price of its own, so that those take none.
        """
        if product.pay_what_you_want:
            return None
        rows = [
            row
            for row, line in enumerate(self.lines)
            if line.product.product_id == product.product_id and quantity_of(line.quantity) is not None
        ]
        return rows[-1] if rows else None

    def add(self, product: Product) -> int | None:
        """Add a product, or one more of it where it is there; its row, None where the cart is full."""
        row = self.row_of(product)
        if row is not None:
            quantity = quantity_of(self.lines[row].quantity) or 0
            self._change(row, replace(self.lines[row], quantity=str(quantity + 1)))
            return row
        if len(self.lines) >= CART_LIMIT:
            return None
        from dodo_desktop.core.money_text import format_amount
        from dodo_desktop.core.new_id import new_id

        price, amount = "", None
        if product.pay_what_you_want and product.suggested:
            price, amount = format_amount(product.suggested, self._locale()), product.suggested.minor
        self._insert(len(self.lines), [CartLine(new_id(), product, price=price, amount=amount)])
        return len(self.lines) - 1

    def split(self, row: int) -> int:
        """Put one of a line's pieces into a line of its own, right below; its row."""
        from dodo_desktop.core.new_id import new_id

        line = self.lines[row]
        one_less = replace(line, quantity=str((quantity_of(line.quantity) or 1) - 1))
        self.lines = (*self.lines[:row], one_less, *self.lines[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, Column.TOTAL))
        self._insert(row + 1, [replace(line, line_id=new_id(), quantity="1")])
        return row + 1

    def append(self, lines: Sequence[CartLine]) -> None:
        """Add lines as they are, in one step."""
        if lines:
            self._insert(len(self.lines), lines)

    def _insert(self, row: int, lines: Sequence[CartLine]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(lines) - 1)
        self.lines = (*self.lines[:row], *lines, *self.lines[row:])
        self.endInsertRows()
        self.edited.emit(self.lines)

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


def column_of(problem: Problem) -> Column:
    """Where in its line a problem of the cart is."""
    if problem.code.startswith("product"):
        return Column.PRODUCT
    return Column.PRICE if problem.code.startswith("amount") else Column.QUANTITY


def price_of(line: CartLine) -> Money | None:
    """What one costs, None where it is not known or not understood."""
    if not line.product.pay_what_you_want:
        return line.product.price
    return None if line.amount is None else Money(line.amount, line.product.currency)


def total_of(line: CartLine) -> Money | None:
    """What the line costs, None where price or quantity is not known."""
    each, quantity = price_of(line), quantity_of(line.quantity)
    return None if each is None or quantity is None else each * quantity


def sums_of(lines: Sequence[CartLine]) -> tuple[Money, ...]:
    """What the lines come to in each currency; one that has no amount yet counts as nothing."""
    sums: Counter[str] = Counter()
    for line in lines:
        total = total_of(line)
        if line.product.currency:
            sums[line.product.currency] += total.minor if total else 0
    return tuple(Money(minor, currency) for currency, minor in sums.items())


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == Column.PRODUCT else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
