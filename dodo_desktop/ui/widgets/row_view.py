"""The view of a list of results, which paints the rows that are seen itself."""

from collections.abc import Iterator, Sequence
from string import ascii_letters, digits

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.matched_text import MatchedText, folded_words
from dodo_desktop.ui.widgets.result_rows import Row, RowModel
from dodo_desktop.ui.widgets.viewports import viewport_of

_LETTERS = "".join((ascii_letters, digits, "@.,-+·"))
_SAMPLE = QSize(900, 46)
_PAD = 12
_ICON = 18
_GAP = 12


class _Look:
    """Fonts and colours of rows, looked up once: painting asks for them many times for each key."""

    def __init__(self) -> None:
        look, tokens = theme(), theme().tokens
        self.ground = tokens.color("base")
        self.highlight = tokens.color("accent" if tokens.outlined else "tint")
        self.selected = tokens.color("accent_text") if tokens.outlined else None
        """What is written on the highlight, where that is not as usual."""
        self.text, self.muted = tokens.color("text"), tokens.color("muted")
        self.placeholder = tokens.color("placeholder")
        self.title = MatchedText(look.font("medium"))
        self.detail = MatchedText(look.font("small"))
        self.trailing = MatchedText(look.font("small", tabular=True))
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

    def high(self, row: Row) -> int:
        """Pixels of a row."""
        return self.tall if row.two_lines else self.low


class _Heights(QStyledItemDelegate):
    """Tells the view how high rows are; it paints none."""

    def __init__(self, view: "RowView") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rows, number = self._view.results.rows, index.row()
        look = self._view.look
        return QSize(100, look.high(rows[number]) if 0 <= number < len(rows) else look.low)


class RowView(QListView):
    """Rows with an icon, a title over a detail, and a word at the end.

    All that is seen is painted in one go, and nothing beneath it: a delegate is asked once for each row,
    which takes longer than the row. Nothing of a row that is out of sight is looked at. Signals: `painted`
    after that.
    """

    painted = Signal()

    def __init__(self, results: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = results
        self._kept: _Look | None = None
        self.setModel(results)
        self.setItemDelegate(_Heights(self))
        self._port = viewport_of(self)
        self._port.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme().changed.connect(self._forget)

    def _forget(self) -> None:
        self._kept = None
        self.scheduleDelayedItemsLayout()

    @property
    def look(self) -> _Look:
        """How rows look now."""
        if self._kept is None:
            self._kept = _Look()
        return self._kept

    def rehearse(self, ratio: float) -> Iterator[None]:
        """Paint, in steps, what rows begin with where nobody sees it: fonts and letters, for a screen of this
        device pixel ratio. The first painting of a search would take several times as long."""
        look = self.look
        yield
        ground = QPixmap(_SAMPLE * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(look.highlight)
        for text in (look.title, look.detail, look.trailing):
            for words in ((), (_LETTERS.lower(),)):
                painter = QPainter(ground)
                text.draw(painter, (0, 0, _SAMPLE.width()), _LETTERS, words)
                painter.end()
                yield
        look.icon("customer", ratio, rtl=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, part = QPainter(self._port), self.look, event.rect()
        painter.fillRect(part, look.ground)
        brush = _Brush(painter, look, self._port.width(), rtl=self.isRightToLeft())
        brush.words = folded_words(self.results.query)
        current = self.currentIndex()
        selected = current.row() if self.selectionModel().isSelected(current) else -1
        for number, row, top, high in self._seen(part):
            brush.paint(row, top, high, selected=number == selected)
        painter.end()
        self.painted.emit()

    def _seen(self, part: QRect) -> Sequence[tuple[int, Row, int, int]]:
        """The rows within a part of the viewport: number, row, top and height."""
        rows, look, results = self.results.rows, self.look, self.results
        if not rows:
            return ()
        top, first = self.visualRect(results.index(0, 0)).top(), 0
        if self.uniformItemSizes():
            high = look.high(rows[0])
            first = max(0, (part.top() - top) // high)
            top += first * high
        seen = []
        for number in range(first, len(rows)):
            if top > part.bottom():
                break
            high = look.high(rows[number])
            if top + high > part.top():
                seen.append((number, rows[number], top, high))
            top += high
        return seen


class _Brush:
    """Paints rows of one width."""

    def __init__(self, painter: QPainter, look: _Look, width: int, *, rtl: bool) -> None:
        self._painter = painter
        self._look = look
        self._width = width
        self._rtl = rtl
        self._ratio = icons.ratio_of(painter)
        self.words: Sequence[str] = ()

    def paint(self, row: Row, top: int, high: int, *, selected: bool) -> None:
        """One row."""
        painter, look = self._painter, self._look
        text: QColor = look.placeholder if row.dimmed else look.text
        muted: QColor = look.muted
        if selected:
            painter.fillRect(0, top, self._width, high, look.highlight)
            text, muted = look.selected or text, look.selected or muted
        left, right = _PAD, self._width - _PAD
        if row.icon:
            mark = look.icon(row.icon, self._ratio, rtl=self._rtl)
            spot = self._left(left, _ICON), top + (high - _ICON) // 2
            painter.drawPixmap(*spot, mark)
            left += _ICON + _GAP
        below = look.detail.height if row.detail else 0
        line = top + (high - look.title.height - below) // 2
        painter.setPen(muted)
        if row.trailing:
            width = min(look.trailing.width(row.trailing) + 1, (right - left) // 2)
            middle = top + (high - look.trailing.height) // 2
            right -= width
            look.trailing.draw(painter, self._spot(right, middle, width), row.trailing, rtl=self._rtl)
            right -= _GAP
        if row.detail:
            second = self._spot(left, line + look.title.height, right - left)
            look.detail.draw(painter, second, row.detail, self.words, rtl=self._rtl)
        painter.setPen(text)
        first = self._spot(left, line, right - left)
        look.title.draw(painter, first, row.title, self.words, rtl=self._rtl)

    def _spot(self, left: int, top: int, width: int) -> tuple[int, int, int]:
        return self._left(left, width), top, width

    def _left(self, left: int, width: int) -> int:
        """Where a part begins that begins at `left` where words run from left to right."""
        return self._width - left - width if self._rtl else left
