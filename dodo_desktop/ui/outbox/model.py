"""The table of orders on their way: what stands in its cells and how they are painted."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.records import BrokenOrder
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.cells import Standing
from dodo_desktop.ui.widgets.paged_model import PagedModel
from dodo_desktop.ui.widgets.pill import paint_pill
from dodo_desktop.ui.widgets.table import RowPainter, draw_amount, draw_text, draw_two_lines
from dodo_desktop.ui.words import _, orders
from dodo_desktop.ui.words.states import StateWord, order_state
from dodo_desktop.ui.words.times import day_or_time

COLUMNS = ("state", "customer", "total", "since", "next")
STATE_BEFORE = 10
"""Pixels before the state, which is the first thing in its row."""
"""How much further in the first column begins."""

Row = OutgoingPayment | BrokenOrder


def word_of(row: Row) -> StateWord:
    """The pill of a row."""
    if isinstance(row, BrokenOrder):
        return StateWord(orders.broken_word(), "danger", "problem")
    return order_state(row)


class OrderModel(PagedModel[Row]):
    """Rows are OutgoingPayment, or BrokenOrder where they can no longer be read."""

    def __init__(self, tasks: Tasks, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda row: row.request_id, tasks, parent)
        self.now = now

    def heading(self, column: str) -> str:
        return {
            "state": _("State"),
            "customer": _("Customer"),
            "total": _("Total"),
            "since": _("Since"),
            "next": _("What happens next"),
        }[column]

    def trailing(self, column: str) -> bool:
        return column in ("total", "since")

    def text(self, row: Row, column: str) -> str:
        if column == "state":
            return word_of(row).word
        if column == "since":
            return day_or_time(row.created_at, self.now())
        if isinstance(row, BrokenOrder):
            return {"next": orders.broken_short(), "customer": _("An order")}.get(column, "")
        if column == "customer":
            return f"{orders.customer_of(row.draft)}\n{orders.items_of(row.draft)}"
        if column == "total":
            return orders.quote_of(row)
        return orders.next_short(row, self.now())

    def content(self, row: Row, column: str) -> tuple[object, ...]:
        if column == "state":
            return (word_of(row),)
        if column == "total" and not isinstance(row, BrokenOrder):
            return orders.total_of(row)
        return super().content(row, column)


class OrderPainter(RowPainter):
    """Paints a row's cells."""

    def standing(self, index: QModelIndex | QPersistentModelIndex) -> Standing | None:
        model = index.model()
        if not isinstance(model, OrderModel):
            return None
        return model.standing(index)

    def paint_content(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, selected: bool
    ) -> None:
        model = index.model()
        if not isinstance(model, OrderModel):
            return
        row = model.row_at(index.row())
        if row is None:
            return
        column = COLUMNS[index.column()]
        if column == "state":
            word = word_of(row)
            rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            spot = rect.adjusted(0, 0, -STATE_BEFORE, 0) if rtl else rect.adjusted(STATE_BEFORE, 0, 10, 0)
            paint_pill(painter, spot, word.word, word.tone, word.icon, selected=selected)
        elif column == "customer":
            name, _newline, items = model.text(row, column).partition("\n")
            draw_two_lines(painter, rect, name, items)
        elif column == "total":
            self._paint_total(painter, rect, row)
        elif column == "since":
            draw_text(painter, rect, model.text(row, column), "small", "muted", tabular=True, trailing=True)
        else:
            draw_text(painter, rect, model.text(row, column), tabular=True)

    def _paint_total(self, painter: QPainter, rect: QRect, row: Row) -> None:
        if isinstance(row, BrokenOrder):
            return
        total, sure = orders.total_of(row)
        if total is None:
            return
        amount = orders.money(total)
        shown = amount if sure else _("about {amount}").format(amount=amount)
        draw_amount(painter, rect, shown, orders.code_beside(total))
