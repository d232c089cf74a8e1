"""A page that is a list: header, filters, table and the panel beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontInfo, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.ui.own_turn import OwnTurn
from dodo_desktop.ui.theme import TextSize, leading, set_text, theme
from dodo_desktop.ui.widgets.buttons import holds_keyboard
from dodo_desktop.ui.widgets.clear_button import put_clear
from dodo_desktop.ui.widgets.keys import pressed_alone
from dodo_desktop.ui.widgets.leading_icon import put_icon
from dodo_desktop.ui.widgets.paged_model import PagedModel
from dodo_desktop.ui.widgets.pill import pill_width
from dodo_desktop.ui.widgets.table import PAD, Table
from dodo_desktop.ui.widgets.viewports import viewport_of

T = TypeVar("T")

PANEL, PANEL_NARROW = 336, 320
_EDGE, _EDGE_NARROW = 24, 20
_FIRST_PAD = 24
_PICTURES_FONT = 13
_CELL_PAD = 22
"""Pixels beside a text in its cell, and one for rounding."""


class ListFrame(QWidget):
    """The frame of Outbox and Links. Parts: `status`, `tools`, `bar`, `panel`, `empty`.

    `painting` is of the list and the panel.
    """

    def __init__(self, title: str, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.search: QLineEdit
        self._sized = False
        self._narrow = False
        self._behind = False
        self._tab_pairs: list[tuple[QWidget, QWidget]] = []
        self.title = QLabel(title)
        set_text(self.title, "page")
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_text(self.status, "small", "muted", tabular=True)
        self._head, self.tools = QWidget(), QHBoxLayout()
        self._bar, self.bar = QWidget(), QHBoxLayout()
        self.panel = QFrame()
        self.panel.setProperty("surface", "panel")
        self.panel.setMinimumWidth(PANEL_NARROW - 20)
        self.empty = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(self.empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.painting = OwnTurn(self.splitter)
        self._empty_label = QLabel()
        self._lay_out()

    def _lay_out(self) -> None:
        self.tools.setContentsMargins(0, 0, 0, 0)
        self.tools.setSpacing(8)
        self.tools.addWidget(self.title)
        self.tools.addSpacing(6)
        self.tools.addWidget(self.status, 1)
        self._head.setLayout(self.tools)
        self.bar.setContentsMargins(0, 10, 0, 10)
        self.bar.setSpacing(10)
        self._bar.setLayout(self.bar)
        self._empty_label.setTextFormat(Qt.TextFormat.PlainText)
        self._empty_label.setWordWrap(True)
        self._empty_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_text(self._empty_label, "body", "muted")
        self.empty_column = QVBoxLayout(self.empty)
        self.empty_column.setContentsMargins(40, 0, 40, 0)
        self.empty_column.setSpacing(12)
        self.empty_column.addStretch(2)
        self.empty_column.addWidget(self._empty_label)
        self.empty_column.addStretch(3)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        page = QFrame(self)
        page.setProperty("surface", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, hairline(), self._bar, hairline()):
            column.addWidget(part)
        column.addWidget(self.splitter, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        header = self.table.horizontalHeader()
        # The sheet counts sections from the left, and pads by sides, whichever way reading goes.
        place, side = ("last", "right") if self.isRightToLeft() else ("first", "left")
        header.setStyleSheet(f"QHeaderView::section:{place} {{ padding-{side}: {_FIRST_PAD}px; }}")
        ListFrame.set_narrow(self, False)

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        self._narrow = narrow
        edge = _EDGE_NARROW if narrow else _EDGE
        self._head.setMinimumHeight(48 if narrow else 52)
        self.tools.setContentsMargins(edge, 0, edge, 0)
        self.bar.setContentsMargins(edge, 10, edge, 10)
        panel = PANEL_NARROW if narrow else PANEL
        self._share_out(panel)

    def _share_out(self, panel: int) -> None:
        whole = self.splitter.width()
        self.splitter.setSizes([max(1, whole - panel - self.splitter.handleWidth()), panel])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._sized:
            # Before the first layout the splitter has no width to share out.
            self._sized = True
            self.splitter.resize(self.width(), self.splitter.height())
            self._share_out(PANEL_NARROW if self._narrow else PANEL)

    def use_model(self, model: PagedModel[T]) -> None:
        """Show the rows of a model; where much of them is renewed, it is painted in turns of its own."""
        self.table.setModel(model)
        model.renewed.connect(self.painting.put_off)

    def chain_tabs(self, bar: Sequence[QWidget], last: QWidget, header: Sequence[QWidget]) -> None:
        """Tab goes as one reads: the bar, the table, the panel up to its `last` widget; then the header."""
        self._tab_pairs = [*pairwise([*bar, self.table]), *pairwise([last, *header])]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now: widgets that come into a window one by one are put at the end of its order.
        for before, after in self._tab_pairs:
            QWidget.setTabOrder(before, after)
        if self._behind:
            self._behind = False
            self.catch_up()

    def put_off(self) -> bool:
        """Whether nobody sees the page; it then catches up with the news when it is shown."""
        self._behind = not self.isVisible()
        return self._behind

    def wait_with(self, news: QTimer) -> None:
        """The page is no longer seen: what `news` would read waits until it is shown again."""
        if news.isActive():
            news.stop()
            self._behind = True

    def catch_up(self) -> None:
        """Show what changed meanwhile."""
        raise NotImplementedError

    def rows_in_sight(self) -> tuple[int, int]:
        """The first and the last row that are seen."""
        first, last = self.table.rowAt(0), self.table.rowAt(viewport_of(self.table).height() - 1)
        return max(first, 0), last if last >= 0 else self.table.model().rowCount()

    def make_room(self, place: int, texts: Iterable[str], size: TextSize = "body") -> None:
        """Widen a column for these texts, so that none of them is cut; it does not get narrower again."""
        metrics = QFontMetrics(theme().font(size, tabular=True))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + _CELL_PAD
        if not self.table.isColumnHidden(place) and widest > self.table.columnWidth(place):
            self.table.setColumnWidth(place, widest)

    def choose_row(self, place: int) -> None:
        """Select a row; `selectRow` does not where reading goes leftwards and the columns end at the edge."""
        selection = self.table.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        index = self.table.model().index(place, 0)
        selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What had the focus is gone with what it did: the rows have it, and not what comes behind it."""
        focus = self.window().focusWidget()
        gone = focus is not None and self.isAncestorOf(focus) and not holds_keyboard(focus)
        if not gone or not self.isVisible():
            return super().focusNextPrevChild(forward)
        rest = self.search if self.empty_text() else self.table
        rest.setFocus(Qt.FocusReason.OtherFocusReason)
        return rest is not focus

    def go_to_rows(self) -> None:
        """Put the focus on the rows, the first one where none is chosen; it stays where there are none."""
        if self.empty_text() or not self.table.model().rowCount():
            return
        if not self.table.currentIndex().isValid():
            self.choose_row(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_empty(self, text: str) -> None:
        """Show a text in the table's place; an empty text shows the table."""
        self._empty_label.setText(text)
        self._stack.setCurrentIndex(1 if text else 0)

    def empty_text(self) -> str:
        """What stands in the table's place; empty while the table is shown."""
        return self._empty_label.text() if self._stack.currentIndex() else ""


def utc_now() -> datetime:
    """The time by which rows are judged."""
    return datetime.now(UTC)


def hairline() -> QFrame:
    """A line across."""
    made = QFrame()
    made.setProperty("surface", "rule")
    made.setFixedHeight(1)
    return made


class SearchField(QLineEdit):
    """Searches the rows below it: Escape empties it, Down or Enter leads to them.

    Signals: `left_for_rows`.
    """

    left_for_rows = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = pressed_alone(event)
        if plain and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_for_rows.emit()
        elif plain and event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def page_search(object_name: str, placeholder: str) -> SearchField:
    """The search of a page; its placeholder is its name."""
    made = SearchField()
    _dress(made, object_name, placeholder)
    return made


def search_field(object_name: str, placeholder: str) -> QLineEdit:
    """The search of a list that opens, whose keys are the list's; its placeholder is its name."""
    made = QLineEdit()
    _dress(made, object_name, placeholder)
    return made


def _dress(made: QLineEdit, object_name: str, placeholder: str) -> None:
    made.setObjectName(object_name)
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    made.setAlignment(leading(made) | Qt.AlignmentFlag.AlignVCenter)
    put_clear(made)
    put_icon(made, "search")


def on_key(
    owner: QWidget, keys: Sequence[QKeySequence | QKeySequence.StandardKey], do: Callable[[], object]
) -> QAction:
    """Let keys do something while `owner` is seen in the active window."""
    action = QAction(owner)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda _checked=False: do())
    owner.addAction(action)
    return action


def fit(widget: QWidget, pixels: int) -> int:
    """A width of the pictures for this font: larger text gets larger columns."""
    return round(pixels * max(1.0, QFontInfo(widget.font()).pixelSize() / _PICTURES_FONT))


def size_columns(
    table: Table, columns: Sequence[str], widths: Mapping[str, int], states: Iterable[str], *, before: int = 0
) -> None:
    """Give each column the width of the pictures, or what another language's words need; *customer* gets the
    rest. `states` are the words of the column *state*, whose pills stand `before` pixels further in."""
    header = table.horizontalHeader()
    for place, column in enumerate(columns):
        if column == "customer":
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            continue
        header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        width = max(fit(table, widths[column]), header.sectionSizeHint(place))
        if column == "state":
            width = max(width, max(map(pill_width, states)) + before + 2 * PAD)
        table.setColumnWidth(place, width)
