"""The shadow below what lies over the page."""

from functools import lru_cache
from itertools import product

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dodo_desktop.ui.icons import ratio_of
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.widgets.outline import RADIUS, outline

REACH = 20
"""Pixels that the shadow reaches beyond its owner."""
DROP = 8
"""Pixels that it lies lower."""
_SHADE = 0.18
_SOON_MS = 30
_CORNER = 30
"""Pixels from the edge of a shadow within which all of its roundness lies."""
_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


def paint_shadow(painter: QPainter, box: QRect) -> None:
    """Paint the shadow of `box`; nothing in high contrast."""
    tokens = theme().tokens
    if tokens.outlined:
        return
    whole = box.translated(0, DROP).adjusted(-REACH, -REACH, REACH, REACH)
    if min(whole.width(), whole.height()) <= 2 * _CORNER:
        _paint_rings(painter, whole, tokens.color("shadow"))
        return
    # From a small one: corners as they are, edges drawn out. The middle lies under the box.
    ratio = ratio_of(painter)
    small = _small(tokens.color("shadow").name(), ratio)
    columns = _parts(whole.left(), whole.width())
    rows = _parts(whole.top(), whole.height())
    for (left, width, from_left, wide), (top, height, from_top, high) in product(columns, rows):
        if wide > 1 or high > 1:
            source = QRectF(from_left * ratio, from_top * ratio, wide * ratio, high * ratio)
            painter.drawPixmap(QRectF(left, top, width, height), small, source)


def rehearse_shadow(ratio: float) -> None:
    """Make what shadows are painted from, for a screen of this device pixel ratio, before one is wanted."""
    if not theme().tokens.outlined:
        _small(theme().tokens.color("shadow").name(), ratio)


def _parts(start: int, length: int) -> tuple[tuple[int, int, int, int], ...]:
    """Corner, edge and corner along one side: where and how long, and where and how long in the small one."""
    return (
        (start, _CORNER, 0, _CORNER),
        (start + _CORNER, length - 2 * _CORNER, _CORNER, 1),
        (start + length - _CORNER, _CORNER, _CORNER + 1, _CORNER),
    )


@lru_cache(4)
def _small(shade: str, ratio: float) -> QPixmap:
    """A shadow as small as it can be, for a screen of this device pixel ratio."""
    side = 2 * _CORNER + 1
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _paint_rings(painter, QRect(0, 0, side, side), QColor(shade))
    painter.end()
    return made


def _paint_rings(painter: QPainter, whole: QRect, shade: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # Rings that overlap towards the middle; the outer ones are faint, so that no edge is seen.
    parts = REACH * (REACH + 1) / 2
    for reach in range(REACH, 0, -1):
        inwards = REACH - reach
        shade.setAlphaF(_SHADE * (REACH + 1 - reach) / parts)
        painter.setBrush(shade)
        ring = whole.adjusted(inwards, inwards, -inwards, -inwards)
        painter.drawRoundedRect(ring, 6 + reach, 6 + reach)


class Shadow(QWidget):
    """Lies under its owner wherever that is shown, lets the mouse through and goes with it.

    It reaches `above` pixels over its owner's top. `framed`: it paints a frame round its owner, too, which
    then need not be seen through at its corners. `after` is a signal: it comes once that was told, and was
    not for a moment, as when the owner was painted and the keys pause, for one that somebody waits for; all
    of the page that is seen through a shadow is painted with it.
    """

    def __init__(
        self, owner: QWidget, *, above: int = REACH, framed: bool = False, after: SignalInstance | None = None
    ) -> None:
        super().__init__()
        self._owner = owner
        self._above = above
        self._frame = 1 if framed else 0
        self.soon = None
        if after is not None:
            self.soon = timer(self, _SOON_MS, self._follow)
            after.connect(self._wait)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        owner.installEventFilter(self)
        owner.destroyed.connect(self._owner_gone)
        theme().changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._owner:
            return False
        if event.type() in _FOLLOWED and (self.soon is None or not self.isHidden()):
            self._follow()
        elif event.type() == QEvent.Type.Hide and self.soon is not None:
            # What was waited for went away; the next one has a moment of its own.
            self.soon.stop()
        return False

    def _wait(self) -> None:
        if self.soon is not None and self.isHidden():
            self.soon.start()

    def _follow(self) -> None:
        owner = self._owner
        if not isValid(owner):
            # It went while its shadow was still to come.
            return
        window = owner.parentWidget()
        if window is None or owner.isHidden():
            self.hide()
            return
        if self.parentWidget() is not window:
            self.setParent(window)
        aside = REACH + self._frame
        self.setGeometry(owner.geometry().adjusted(-aside, -self._above - self._frame, aside, aside + DROP))
        self.show()
        self.stackUnder(owner)

    def _owner_gone(self) -> None:
        if isValid(self):
            if self.soon is not None:
                self.soon.stop()
            self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.rect().adjusted(REACH, self._above, -REACH, -REACH - DROP)
        painter = QPainter(self)
        paint_shadow(painter, box)
        if self._frame:
            tokens = theme().tokens
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(tokens.color("base"))
            painter.setPen(QPen(tokens.color("dark"), 1))
            painter.drawRoundedRect(outline(box), RADIUS, RADIUS)
