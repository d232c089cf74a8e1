"""What a list of results shows: its rows, the model over them, and how a row is painted."""

from collections.abc import Iterator, Sequence
from string import ascii_letters, digits
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dodo_desktop.core.value import value
from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.matched_text import MatchedText

ROW_ROLE = Qt.ItemDataRole.UserRole
_LETTERS = "".join((ascii_letters, digits, "@.,-+·"))
_SAMPLE = QRect(0, 0, 900, 46)
_PAD = 12
_ICON = 18
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@value
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


class RowModel(QStringListModel):
    """Rows, and the text that was searched for.

    Qt's own list counts them: the view asks how many there are again and again while it lays them out.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.query = ""

    def show_rows(self, rows: Sequence[Row], query: str) -> None:
        """Replace all rows."""
        self.rows, self.query = tuple(rows), query
        self.setStringList([""] * len(self.rows))

    @property
    def alike(self) -> bool:
        """Whether all rows have as many lines."""
        return len({not row.detail for row in self.rows}) < 2

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW_ROLE else None


class _Look:
    """Fonts and colours of rows, looked up once: painting asks for them many times for each key."""

    def __init__(self) -> None:
        look, tokens = theme(), theme().tokens
        self.outlined = tokens.outlined
        text, muted = tokens.color("text"), tokens.color("muted")
        self.placeholder = tokens.color("placeholder")
        self.on_accent = tokens.color("accent_text")
        self.highlight = tokens.color("accent" if tokens.outlined else "tint")
        self.title = MatchedText(look.font("medium"), text)
        self.detail = MatchedText(look.font("small"), muted)
        self.trailing = MatchedText(look.font("small", tabular=True), muted)
        self.tall = max(46, self.title.height + self.detail.height + 12)
        self.low = max(32, self.title.height + 12)
        self._icons: dict[tuple[str, float, bool], QPixmap] = {}

    def icon(self, name: str, ratio: float, *, rtl: bool) -> QPixmap:
        """An icon for a screen of this device pixel ratio."""
        key = (name, ratio, rtl)
        if key not in self._icons:
            mirrored = rtl and name in icons.MIRRORED
            self._icons[key] = icons.pixmap(name, "text", _ICON, ratio, mirrored=mirrored)
        return self._icons[key]


class RowDelegate(QStyledItemDelegate):
    """Paints a row: icon, title over detail, and a word at the end."""

    def __init__(self, model: RowModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: _Look | None = None
        theme().changed.connect(self._forget)

    def _forget(self) -> None:
        self._kept = None

    @property
    def _look(self) -> _Look:
        if self._kept is None:
            self._kept = _Look()
        return self._kept

    def rehearse(self, ratio: float) -> Iterator[None]:
        """Paint, in steps, what rows begin with where nobody sees it: fonts and letters, for a screen of this
        device pixel ratio. The first painting of a search would take several times as long."""
        look = self._look
        yield
        ground = QPixmap(round(_SAMPLE.width() * ratio), round(_SAMPLE.height() * ratio))
        ground.setDevicePixelRatio(ratio)
        ground.fill(look.highlight)
        for text in (look.title, look.detail, look.trailing):
            for query in ("", _LETTERS):
                painter = QPainter(ground)
                text.draw(painter, _SAMPLE, _LETTERS, query)
                painter.end()
                yield
        look.icon("customer", ratio, rtl=False)

    def _row(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        rows, number = self._model.rows, index.row()
        return rows[number] if 0 <= number < len(rows) else None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = self._row(index)
        return QSize(100, self._look.tall if row is not None and row.detail else self._look.low)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._row(index)
        if row is None:
            return
        look = self._look
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        text: QColor | None = look.placeholder if row.dimmed else None
        muted: QColor | None = None
        painter.save()
        painter.setLayoutDirection(option.direction)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.highlight)
            if look.outlined:
                text = muted = look.on_accent
        left, right = rect.left() + _PAD, rect.right() - _PAD
        if row.icon:
            mark = _mirror(option, QRect(left, rect.top() + (rect.height() - _ICON) // 2, _ICON, _ICON))
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            painter.drawPixmap(mark, look.icon(row.icon, icons.ratio_of(painter), rtl=rtl))
            left += _ICON + 12
        if row.trailing:
            width = min(look.trailing.width(row.trailing) + 1, (right - left + 1) // 2)
            spot = QRect(right - width + 1, rect.top(), width, rect.height())
            look.trailing.draw(painter, _mirror(option, spot), row.trailing, "", muted)
            right = spot.left() - 12
        # Title, and the detail under it.
        below = look.detail.height if row.detail else 0
        above, query = look.title.height, self._model.query
        top = rect.top() + (rect.height() - above - below) // 2
        first = QRect(left, top, right - left + 1, above)
        look.title.draw(painter, _mirror(option, first), row.title, query, text)
        if row.detail:
            second = QRect(left, top + above, right - left + 1, below)
            look.detail.draw(painter, _mirror(option, second), row.detail, query, muted)
        painter.restore()


def _mirror(option: QStyleOptionViewItem, spot: QRect) -> QRect:
    if option.direction == Qt.LayoutDirection.LeftToRight:
        return spot
    return QStyle.visualRect(option.direction, option.rect, spot)
