"""The shadow below what lies over the page."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dodo_desktop.ui.theme import theme

REACH = 20
"""Pixels that the shadow reaches beyond its owner."""
DROP = 8
"""Pixels that it lies lower."""
_SHADE = 0.18
_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


def paint_shadow(painter: QPainter, box: QRect) -> None:
    """Paint the shadow of `box`; nothing in high contrast."""
    tokens = theme().tokens
    if tokens.outlined:
        return
    shade = tokens.color("shadow")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # Rings that overlap towards the middle; the outer ones are faint, so that no edge is seen.
    whole = REACH * (REACH + 1) / 2
    for reach in range(REACH, 0, -1):
        shade.setAlphaF(_SHADE * (REACH + 1 - reach) / whole)
        painter.setBrush(shade)
        painter.drawRoundedRect(
            box.translated(0, DROP).adjusted(-reach, -reach, reach, reach), 6 + reach, 6 + reach
        )


class Shadow(QWidget):
    """Lies under its owner wherever that is shown, lets the mouse through and goes with it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self._owner = owner
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        owner.installEventFilter(self)
        owner.destroyed.connect(self._owner_gone)
        theme().changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and watched is self._owner:
            self._follow()
        return False

    def _follow(self) -> None:
        owner = self._owner
        window = owner.parentWidget()
        if window is None or owner.isHidden():
            self.hide()
            return
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setGeometry(owner.geometry().adjusted(-REACH, -REACH, REACH, REACH + DROP))
        self.show()
        self.stackUnder(owner)

    def _owner_gone(self) -> None:
        if isValid(self):
            self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        inside = self.rect().adjusted(REACH, REACH, -REACH, -REACH - DROP)
        paint_shadow(QPainter(self), inside)
