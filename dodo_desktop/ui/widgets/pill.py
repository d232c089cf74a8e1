"""The state of an order or a link: icon, word and colour in a rounded box."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.tokens import Tone
from dodo_desktop.ui.widgets.ink import ink
from dodo_desktop.ui.widgets.outline import outline

HEIGHT = 22
_ICON = 14
_LEFT, _GAP, _RIGHT = 7, 5, 9
_ROLES = {"accent": "link", "neutral": "text"}
"""Colours of icons, where they are not the tone's own."""


def pill_width(word: str) -> int:
    """How wide a pill with this word is, in logical pixels."""
    metrics = ink().font("small-strong")[1]
    return _LEFT + _ICON + _GAP + metrics.horizontalAdvance(word) + _RIGHT


def pill_height() -> int:
    """How high pills are: 22, more where the system's font is large."""
    return max(HEIGHT, ink().font("small-strong")[1].height() + 4)


def paint_pill(
    painter: QPainter, rect: QRect, word: str, tone: Tone, icon: str, *, selected: bool = False
) -> None:
    """Paint a pill at the leading edge of `rect`, vertically centred, no wider than `rect`.

    On a `selected` row it stands on the page's own colour.
    """
    kept = ink()
    foreground, background = kept.tone(tone)
    box = QRect(0, 0, min(pill_width(word), rect.width()), pill_height())
    box.moveCenter(rect.center())
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if rtl:
        box.moveRight(rect.right())
    else:
        box.moveLeft(rect.left())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(foreground) if kept.outlined else Qt.PenStyle.NoPen)
    painter.setBrush(kept.colour("base") if selected or kept.outlined else background)
    shape = outline(box, 1 if kept.outlined else 0)
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
    mark = QRect(box.left() + _LEFT, box.top(), _ICON, box.height())
    words = box.adjusted(_LEFT + _ICON + _GAP, 0, -_RIGHT + 2, 0)
    if rtl:
        mark.moveRight(box.right() - _LEFT)
        words = box.adjusted(_RIGHT - 2, 0, -_LEFT - _ICON - _GAP, 0)
    icons.paint(painter, mark, icon, _ROLES.get(tone, tone))
    kept.draw(painter, words, word, "small-strong", foreground)
    painter.restore()


class Pill(QWidget):
    """A pill that stands by itself, beside a title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._icon = "", "info"
        self._tone: Tone = "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._refresh)

    def show_state(self, word: str, tone: Tone, icon: str) -> None:
        """Set what it says; assistive tools hear the word."""
        if (word, tone, icon) == (self._word, self._tone, self._icon):
            return
        self._word, self._tone, self._icon = word, tone, icon
        self.setAccessibleName(word)
        self._refresh()

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._word), pill_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self.rect(), self._word, self._tone, self._icon)
