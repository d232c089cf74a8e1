"""Tables: one look, one way with the keyboard, and the pieces that their delegates paint with."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dodo_desktop.ui.icons import ratio_of
from dodo_desktop.ui.theme import TextSize, set_text, theme
from dodo_desktop.ui.widgets.cells import Cells, Standing
from dodo_desktop.ui.widgets.ink import ink
from dodo_desktop.ui.widgets.keys import pressed_alone
from dodo_desktop.ui.widgets.outline import outline
from dodo_desktop.ui.widgets.viewports import viewport_of

PAD = 10
HEADER = 28


class Table(QTableView):
    """A table of whole rows that is one stop of the Tab key; arrow keys move inside.

    `plain` leaves out the frame, for tables that fill a page. `clicked_into` tells that a click brought the
    focus, which says by itself where it is; else the row shows it.
    """

    def __init__(
        self,
        object_name: str,
        name: str,
        *,
        row_height: int = 36,
        plain: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.plain = plain
        self.setProperty("plain", plain)
        self.setProperty("ownRing", plain)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setMinimumHeight(HEADER)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        set_text(columns, "header")
        self.clicked_into = False
        self._row_height = row_height
        theme().changed.connect(self._fit_rows)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Rows grow with the system's font."""
        lines = 2 if self._row_height > 40 else 1
        least = self.fontMetrics().height() * lines + 10
        self.verticalHeader().setDefaultSectionSize(max(self._row_height, least))

    def height_of(self, rows: int) -> int:
        """Height in pixels at which exactly so many rows are seen."""
        edge = 2 * self.frameWidth()
        header = max(self.horizontalHeader().sizeHint().height(), HEADER)
        return header + rows * self.verticalHeader().defaultSectionSize() + edge

    @property
    def editing(self) -> bool:
        """Whether a cell is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.clicked_into = False
        # Enter edits like F2; Qt would do so on macOS alone.
        plain = pressed_alone(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self.editing:
            index = self.currentIndex()
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
                return
            self.activated.emit(index)
            return
        super().keyPressEvent(event)


_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
"""Put together once: flags take longer than the drawing of a short text."""


class RowPainter(QStyledItemDelegate):
    """Base of delegates: the row's ground, its hairline, the focus; subclasses paint the content.

    Override `paint_content`; the painter has the row's layout direction and the clip of the cell. Where
    `standing` is overridden, pictures of the cells are kept.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = Cells()

    def standing(self, index: QModelIndex | QPersistentModelIndex) -> Standing | None:
        """What is to be seen in a cell, see `Standing`; None where it is drawn each time."""
        return None

    def paint_content(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, selected: bool
    ) -> None:
        """Paint what stands in the cell; `rect` is the cell without its padding."""
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        trailing = align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
        draw_text(painter, rect, str(index.data() or ""), tabular=trailing, trailing=trailing)

    def framed(self, cell: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """The part of a cell that the frame of the keyboard's cell stands around."""
        return cell

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        kept, rect, state = ink(), option.rect, option.state.value
        selected = bool(state & _SELECTED)
        focused = bool(state & _FOCUSED) and not (
            isinstance(option.widget, Table) and option.widget.clicked_into
        )
        lined = not _at_frame(option, rect)

        def draw(where: QPainter) -> None:
            where.save()
            where.setLayoutDirection(option.direction)
            where.setClipRect(rect)
            _draw_ground(where, rect, selected=selected, lined=lined)
            where.setPen(kept.colour("text"))
            self.paint_content(where, rect.adjusted(PAD, 0, -PAD, -1), index, selected=selected)
            if focused:
                where.setPen(QPen(kept.colour("focus"), 2))
                where.drawRect(self.framed(rect, index).adjusted(1, 1, -1, -2))
            where.restore()

        ratio = ratio_of(painter)
        keeps = ratio == int(ratio) and not kept.outlined
        standing = self.standing(index) if keeps else None
        if standing is None:
            draw(painter)
        else:
            way = selected + 2 * focused + 4 * lined
            self._cells.paint(painter, rect, standing, (kept, way, ratio), draw)


def _draw_ground(painter: QPainter, rect: QRect, *, selected: bool, lined: bool) -> None:
    kept = ink()
    if selected:
        painter.fillRect(rect, kept.colour("tint"))
        if kept.outlined:
            for edge in (rect.top(), rect.bottom() - 2):
                painter.fillRect(QRect(rect.left(), edge, rect.width(), 2), kept.colour("accent"))
    if lined:
        painter.setPen(kept.colour("mid"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def _at_frame(option: QStyleOptionViewItem, rect: QRect) -> bool:
    """Whether the table's own frame is the line below a row; another one would make it a thick one."""
    view = option.widget
    if not isinstance(view, QTableView) or (isinstance(view, Table) and view.plain):
        return False
    return rect.bottom() >= viewport_of(view).height() - 1


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    size: TextSize = "body",
    role: str = "text",
    *,
    tabular: bool = False,
    trailing: bool = False,
) -> None:
    """One line of text in the colour of a role, ending in dots where there is no room.

    `trailing` is for amounts, `tabular` gives figures of one width.
    """
    if text:
        kept = ink()
        kept.draw(painter, rect, text, size, kept.colour(role), tabular=tabular, trailing=trailing)


def draw_two_lines(painter: QPainter, rect: QRect, title: str, detail: str) -> None:
    """A title over a muted second line, such as a customer and the order."""
    kept = ink()
    above, below = kept.font("medium")[1].height(), kept.font("small")[1].height()
    top = rect.top() + (rect.height() - above - below) // 2
    draw_text(painter, QRect(rect.left(), top, rect.width(), above), title, "medium")
    draw_text(painter, QRect(rect.left(), top + above, rect.width(), below), detail, "small", "muted")


def draw_amount(painter: QPainter, rect: QRect, amount: str, currency: str = "") -> None:
    """An amount at the trailing edge, its currency muted behind it."""
    if currency:
        width = ink().font("small")[1].horizontalAdvance(f" {currency}")
        spot = QStyle.visualRect(
            painter.layoutDirection(), rect, QRect(rect.right() - width + 1, rect.top(), width, rect.height())
        )
        draw_text(painter, spot, currency, "small", "muted", trailing=True)
        rest = rect.adjusted(0, 0, -width, 0)
        rect = QStyle.visualRect(painter.layoutDirection(), rect, rest)
    draw_text(painter, rect, amount, tabular=True, trailing=True)


def draw_cell_frame(painter: QPainter, rect: QRect, *, problem: bool = False) -> QRect:
    """Frame a cell that can be edited; returns where its text goes."""
    kept = ink()
    height = max(24, painter.fontMetrics().height() + 6)
    box = QRect(rect.left(), rect.center().y() - height // 2, rect.width(), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(kept.colour("base"))
    painter.setPen(QPen(kept.colour("danger" if problem else "dark"), 2 if problem else 1))
    painter.drawRoundedRect(outline(box, 2 if problem else 1), 4, 4)
    painter.restore()
    return box.adjusted(8, 0, -8, 0)
