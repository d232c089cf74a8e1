"""A panel laid over the page below its button.

It is a child of the window and not a top-level popup, which assistive tools could not see.
"""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from dodo_desktop.ui.widgets.buttons import Button, holds_keyboard
from dodo_desktop.ui.widgets.outline import paint_panel
from dodo_desktop.ui.widgets.shadow import Shadow

_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_EDGE = 8
"""Pixels that stay free beside the window's edge."""


class DropPanel(QFrame):
    """`anchor` opens and closes it. Esc closes it and gives the focus back to where it was; so does a second
    press, and the focus that goes elsewhere closes it, too.

    Subclasses fill `column`, and override `prepare`, which shows it with `present`, `closing` and `undo`.
    """

    def __init__(self, object_name: str, anchor: Button, width: int) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.anchor = anchor
        self._width = width
        self._came_from: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self._shadow = Shadow(self)
        anchor.clicked.connect(self.toggle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    # what subclasses say

    def prepare(self) -> None:
        """Get ready and call `present`, at once or later."""
        self.present(self)

    def closing(self) -> None:
        """It went away."""

    def undo(self) -> None:
        """Take back what was done last in the panel."""

    # what it does

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Open or close."""
        if self.is_open:
            self.close_menu()
        else:
            self._came_from = QApplication.focusWidget()
            self.prepare()

    def present(self, focus: QWidget) -> None:
        """Show it, with the focus there."""
        self.setParent(self.anchor.window())
        self.show()
        self.place()
        self.raise_()
        focus.setFocus()

    def close_menu(self) -> None:
        """Go away."""
        if not self.is_open:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is self or self.isAncestorOf(focus or self.anchor)
        self.hide()
        if had_focus:
            self._give_back()
        self.closing()

    def _give_back(self) -> None:
        before = self._came_from
        usable = before is not None and isValid(before) and holds_keyboard(before)
        (before if before is not None and usable else self.anchor).setFocus()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A click elsewhere closes it, as it would a menu."""
        if self.is_open and new is not None and not self._inside(new):
            self.close_menu()

    def _inside(self, widget: QWidget) -> bool:
        return widget in (self, self.anchor) or self.isAncestorOf(widget)

    def place(self) -> None:
        """Stand below the button, as high as what is in it."""
        window = self.parentWidget()
        if window is None or not self.is_open:
            return
        column = self.column
        column.activate()
        spot = QRect(self.anchor.mapTo(window, self.anchor.rect().topLeft()), self.anchor.size())
        width = min(self._width, window.width() - 2 * _EDGE)
        left = spot.left() if self.isRightToLeft() else spot.right() - width + 1
        left = max(_EDGE, min(left, window.width() - width - _EDGE))
        high = column.totalHeightForWidth(width) if column.hasHeightForWidth() else 0
        self.setGeometry(left, spot.bottom() + 5, width, max(high, column.totalSizeHint().height()))

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if not any(event.matches(key) for key in _STEPS):
            return super().event(event)
        # What is taken back here is what was done here, not in the order below.
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_menu()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_panel(self)
