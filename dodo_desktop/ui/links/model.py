"""The table of links: what stands in its cells and how they are painted."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from dodo_desktop.core.link import PaymentLink, link_state
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.cells import Standing
from dodo_desktop.ui.widgets.paged_model import PagedModel
from dodo_desktop.ui.widgets.pill import paint_pill
from dodo_desktop.ui.widgets.table import RowPainter, Table, draw_amount, draw_text
from dodo_desktop.ui.words import _, links
from dodo_desktop.ui.words.states import link_word
from dodo_desktop.ui.words.times import day_or_time

COLUMNS = ("made", "customer", "order", "total", "state", "expires")
_FIRST = 14
"""How much further in the first column begins."""

_MUTED = frozenset({"made", "order", "expires"})


class LinkModel(PagedModel[PaymentLink]):
    """Rows are PaymentLink; `now` answers the time."""

    def __init__(self, tasks: Tasks, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda link: link.payment_id, tasks, parent)
        self.now = now

    def heading(self, column: str) -> str:
        return {
            "made": _("Made"),
            "customer": _("Customer"),
            "order": _("Order"),
            "total": _("Total"),
            "state": _("State"),
            "expires": _("Expires"),
        }[column]

    def trailing(self, column: str) -> bool:
        return column == "total"

    def text(self, row: PaymentLink, column: str) -> str:
        now = self.now()
        match column:
            case "made":
                return day_or_time(row.created_at, now)
            case "customer":
                return row.customer_name or row.customer_email
            case "order":
                return row.order_reference
            case "total":
                return links.total_plain(row)
            case "state":
                return link_word(link_state(row, now), row).word
        return links.expiry_column(row, now)

    def content(self, row: PaymentLink, column: str) -> tuple[object, ...]:
        if column == "total":
            return links.total_text(row)
        if column == "state":
            return (link_word(link_state(row, self.now()), row),)
        return super().content(row, column)


class LinkPainter(RowPainter):
    """Paints a row's cells."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        super().__init__(table)
        self._now = now

    def standing(self, index: QModelIndex | QPersistentModelIndex) -> Standing | None:
        model = index.model()
        if not isinstance(model, LinkModel):
            return None
        return model.standing(index)

    def paint_content(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, selected: bool
    ) -> None:
        model = index.model()
        if not isinstance(model, LinkModel):
            return
        link = model.row_at(index.row())
        if link is None:
            return
        column = COLUMNS[index.column()]
        if column == "state":
            word = link_word(link_state(link, self._now()), link)
            paint_pill(painter, rect, word.word, word.tone, word.icon, selected=selected)
        elif column == "total":
            draw_amount(painter, rect, *links.total_text(link))
        elif column == "customer":
            draw_text(painter, rect, model.text(link, column), "medium")
        elif column in _MUTED:
            # visualRect is not needed: the first column is inset on its leading side.
            rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            inset = _FIRST if column == "made" else 0
            spot = rect.adjusted(0, 0, -inset, 0) if rtl else rect.adjusted(inset, 0, 0, 0)
            draw_text(painter, spot, model.text(link, column), "small", "muted", tabular=True)
