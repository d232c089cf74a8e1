"""What a list of results shows: its rows, the model over them, and how a row is painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.matched_text import draw_matched

ROW_ROLE = Qt.ItemDataRole.UserRole
_PAD = 12
_ICON = 18
_ANY = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One result. `value` is what is picked; a row with `detail` has two lines."""

    value: object
    title: str
    detail: str = ""
    trailing: str = ""
    icon: str = ""
    dimmed: bool = False

    @property
    def spoken(self) -> str:
        """What assistive tools read: name and e-mail, or name and price."""
        return ", ".join(part for part in (self.title, self.detail, self.trailing) if part)


class RowModel(QAbstractListModel):
    """Rows, and the text that was searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.query = ""

    def show_rows(self, rows: Sequence[Row], query: str) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows, self.query = tuple(rows), query
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ANY) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW_ROLE else None


class RowDelegate(QStyledItemDelegate):
    """Paints a row: icon, title over detail, and a word at the end."""

    def __init__(self, model: RowModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._heights: dict[bool, int] = {}
        theme().changed.connect(self._forget_heights)

    def _forget_heights(self) -> None:
        self._heights.clear()

    def _height(self, row: Row) -> int:
        two = bool(row.detail)
        if two not in self._heights:
            look = theme()
            title = QFontMetrics(look.font("medium")).height()
            below = QFontMetrics(look.font("small")).height()
            self._heights[two] = max(46, title + below + 12) if two else max(32, title + 12)
        return self._heights[two]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW_ROLE)
        return QSize(100, self._height(row) if isinstance(row, Row) else 32)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        look, tokens = theme(), theme().tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        text = tokens.color("placeholder" if row.dimmed else "text")
        muted = tokens.color("muted")
        painter.save()
        painter.setLayoutDirection(option.direction)
        if chosen:
            painter.fillRect(rect, tokens.color("accent" if tokens.outlined else "tint"))
        if chosen and tokens.outlined:
            text = muted = tokens.color("accent_text")
        box = rect.adjusted(_PAD, 0, -_PAD, 0)
        if row.icon:
            mark = QRect(box.left(), rect.top(), _ICON, rect.height())
            icons.paint(painter, self._mirror(painter, rect, mark), row.icon, "text")
            box.setLeft(box.left() + _ICON + 12)
        if row.trailing:
            font = look.font("small", tabular=True)
            width = min(QFontMetrics(font).horizontalAdvance(row.trailing) + 1, box.width() // 2)
            spot = QRect(box.right() - width + 1, rect.top(), width, rect.height())
            draw_matched(
                painter, self._mirror(painter, rect, spot), row.trailing, "", font=font, colour=muted
            )
            box.setRight(spot.left() - 12)
        self._paint_lines(painter, rect, box, row, colours=(text, muted))
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, rect: QRect, box: QRect, row: Row, *, colours: tuple[QColor, QColor]
    ) -> None:
        """Title, and the detail under it."""
        title, small = theme().font("medium"), theme().font("small")
        above = QFontMetrics(title).height()
        below = QFontMetrics(small).height() if row.detail else 0
        top = rect.top() + (rect.height() - above - below) // 2
        first = self._mirror(painter, rect, QRect(box.left(), top, box.width(), above))
        draw_matched(painter, first, row.title, self._model.query, font=title, colour=colours[0])
        if row.detail:
            second = self._mirror(painter, rect, QRect(box.left(), top + above, box.width(), below))
            draw_matched(painter, second, row.detail, self._model.query, font=small, colour=colours[1])

    @staticmethod
    def _mirror(painter: QPainter, rect: QRect, spot: QRect) -> QRect:
        return QStyle.visualRect(painter.layoutDirection(), rect, spot)
