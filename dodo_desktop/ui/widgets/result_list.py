"""A list of results laid over the form below a search field.

It is a child of the window and not a top-level popup, which assistive tools could not see.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.ui.announcing import announce, listened
from dodo_desktop.ui.follower import Follower
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.outline import inside
from dodo_desktop.ui.widgets.result_rows import ROW_ROLE, Row, RowModel
from dodo_desktop.ui.widgets.row_view import RowView
from dodo_desktop.ui.widgets.shadow import Shadow, rehearse_shadow

VISIBLE_ROWS = 8
_GAP = 4
_REST_MS = 15
_ARROWS = "↑↓"
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: VISIBLE_ROWS,
    Qt.Key.Key_PageUp: -VISIBLE_ROWS,
}


class ResultList(QFrame):
    """The list and its footer; follows the field that it belongs to.

    It covers what is below: shadow and frame are another widget, so that none of the page has to be painted
    for each key.

    A click highlights a row; a double-click or Enter picks it, but for one without a value, which only says
    something and stays. The keys work from the search field. All that is in it is made when it first opens,
    or in a rest before that.
    Signals: `picked` with the `Row`; `closed` when it went away without a pick.
    """

    picked = Signal(object)
    closed = Signal()

    def __init__(self, object_name: str, name: str, search: QLineEdit, anchor: QWidget | None = None) -> None:
        super().__init__()
        self.search = search
        self._anchor = anchor or search
        self._names = (object_name, name)
        self.model = RowModel(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        search.installEventFilter(self)
        search.destroyed.connect(self.deleteLater)
        self.hide()

    @cached_property
    def view(self) -> RowView:
        """The rows; made with all that is around them."""
        view = RowView(self.model, self)
        view.setObjectName(self._names[0])
        view.setAccessibleName(self._names[1])
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setStyleSheet("QListView { border: none; }")
        view.setProperty("ownRing", True)
        view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.doubleClicked.connect(self._pick)
        view.installEventFilter(self)
        self._status = ElidedLabel()
        self._help = QLabel()
        set_text(self._status, "small", "muted")
        set_text(self._help, "small", "muted")
        self._footer = QWidget(self)
        row = QHBoxLayout(self._footer)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._status, 1)
        row.addWidget(self._help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(view)
        column.addWidget(self._footer)
        self._shadow = Shadow(self, above=_GAP - 1, framed=True, after=view.painted)
        self._steps: Iterator[None] = iter(())
        self.rest = timer(self, _REST_MS, self._rehearse, once=False)
        self._follower = Follower(self, self._place, self.hide)
        theme().changed.connect(self.update)
        # Letters of another size make other rows.
        theme().changed.connect(self._place)
        return view

    @property
    def has_focus(self) -> bool:
        """Whether a click put the keyboard in here."""
        return "view" in vars(self) and self.view.hasFocus()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self.isHidden()

    def current(self) -> Row | None:
        """The highlighted row."""
        row = self.view.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, Row) else None

    def show_rows(
        self,
        rows: Sequence[Row],
        *,
        query: str = "",
        status: str = "",
        keys: str = "",
        more: bool = False,
    ) -> None:
        """Open with these rows, the first one highlighted. `status` and `keys` stand in the footer.

        `more`: the rows that are shown already are the first of them, so that nothing of them moves and the
        highlight stays.
        """
        view, foot = self.view, bool(status or keys)
        row = view.currentIndex().row() if more else 0
        scrolled = view.verticalScrollBar().value() if more else 0
        steady = self.model.show_rows(rows, query) and foot != self._footer.isHidden()
        self.say(status, keys)
        if steady:
            view.viewport().update()
        else:
            # Else the height of each row is asked for.
            view.setUniformItemSizes(self.model.alike)
            self._footer.setVisible(foot)
        if rows:
            self._highlight(max(0, min(row, len(rows) - 1)))
        if not (steady and self.is_open):
            self._open()
        view.verticalScrollBar().setValue(scrolled)

    def _highlight(self, row: int) -> None:
        current = self.view.currentIndex()
        if current.row() != row or not self.view.selectionModel().isSelected(current):
            self.view.setCurrentIndex(self.model.index(row, 0))

    def say(self, status: str, keys: str) -> None:
        """What stands in the footer."""
        _view_first = self.view
        self._status.setText(status)
        self._help.setText(keys)

    def reopen(self) -> None:
        """Come back as it was, after its field went to another place in the window."""
        if self.model.rows:
            self._open()

    def close_list(self) -> None:
        """Go away without a pick."""
        if self.is_open:
            self._follower.stop()
            self.hide()
            self.closed.emit()

    def pick_current(self) -> bool:
        """Pick the highlighted row; False where there is none to be picked."""
        return self.is_open and self._pick(self.view.currentIndex())

    def move_to(self, row: int) -> None:
        """Highlight a row, within the list's bounds, and let assistive tools say it."""
        count = self.model.rowCount()
        if count == 0:
            return
        index = self.model.index(max(0, min(row, count - 1)), 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        announce(self.search, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _pick(self, index: QModelIndex) -> bool:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row) or row.value is None:
            return False
        self._follower.stop()
        self.hide()
        if self.view.hasFocus():
            self.search.setFocus()
        self.picked.emit(row)
        return True

    def prepare(self) -> None:
        """Take its place in the window, and its style, so that the first key need not wait for that."""
        window, _view_first = self._anchor.window(), self.view
        for whole in (self._shadow, self):
            if whole.parentWidget() is not window:
                whole.setParent(window)
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self._steps = self._rehearsal()
        self.rest.start()

    def _rehearsal(self) -> Iterator[None]:
        """What else the first key would wait for, in steps that take some milliseconds each."""
        yield from self.view.rehearse(self.devicePixelRatio())
        rehearse_shadow(self.devicePixelRatio())
        yield
        if not self.is_open:
            self._footer.show()
        yield
        # Few fonts have them, and one that has is looked for.
        self._help.fontMetrics().horizontalAdvance(_ARROWS)
        yield
        listened()

    def put_off(self) -> None:
        """Something is looked for: what it is shown with is made with it, and a rehearsal would delay it."""
        if "view" in vars(self) and self.rest.isActive():
            self.rest.start()

    def _rehearse(self) -> None:
        if next(self._steps, self) is self:
            self.rest.stop()

    def _open(self) -> None:
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        elif self.is_open:
            self._place()
            return
        self._follower.follow(self._anchor, window)
        self.raise_()
        # Shown elsewhere first, it would have the page painted there.
        self._fit(window)
        self.show()
        self._place()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None or self.isHidden():
            return
        if not self._anchor.isVisibleTo(window):
            self.close_list()
            return
        self._fit(window)

    def _fit(self, window: QWidget) -> None:
        spot = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
        width = min(max(spot.width(), 260), window.width() - 16)
        below = window.height() - spot.bottom() - _GAP - 8
        above = spot.top() - _GAP - 8
        high = self._height()
        upwards = high > below and above > below
        high = min(high, above if upwards else below)
        left = spot.right() - width + 1 if self.isRightToLeft() else spot.left()
        left = max(8, min(left, window.width() - width - 8))
        top = spot.top() - _GAP - high if upwards else spot.bottom() + _GAP
        self.setGeometry(QRect(left, top, width, high).adjusted(1, 1, -1, -1))

    def _height(self) -> int:
        rows = min(self.model.rowCount(), VISIBLE_ROWS)
        if self.view.uniformItemSizes():
            high = rows * self.view.sizeHintForRow(0) + 2
        else:
            high = sum(self.view.sizeHintForRow(row) for row in range(rows)) + 2
        return high + (self._footer.sizeHint().height() if not self._footer.isHidden() else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_open:
            return False
        # By their classes: to ask for an event's type takes longer, and there are ten for each letter.
        if isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(watched, event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and watched in (self.search, self.view):
            focus = QApplication.focusWidget()
            if focus not in (self.search, self.view, None):
                self.close_list()
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.move_to(self.view.currentIndex().row() + _STEPS[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # With Ctrl it means "create the link", for the window to hear.
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return plain and (self.pick_current() or self.current() is not None)
        if key == Qt.Key.Key_Escape:
            self.close_list()
            self.search.setFocus()
            return True
        if watched is self.view and event.text() and key != Qt.Key.Key_Tab:
            # Typing goes on in the search field after a click into the list.
            self.search.setFocus()
            QApplication.sendEvent(self.search, event)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMask(inside(self.rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme().tokens
        painter.fillRect(event.rect(), tokens.color("base"))
        if not self._footer.isHidden():
            foot = self._footer.geometry()
            painter.fillRect(foot, tokens.color("altbase"))
            painter.fillRect(QRect(foot.left(), foot.top(), foot.width(), 1), tokens.color("mid"))
