"""The strip under the title bar that says by its pattern whether money is real."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from dodo_desktop.ui.theme import theme

HEIGHT = 4
_STRIPE, _PERIOD = 11, 18


def paint_hatching(painter: QPainter, rect: QRect, stripe: QColor, ground: QColor, scale: int = 1) -> None:
    """Slanted stripes over `rect`; `scale` makes them larger for the customer's screen."""
    painter.fillRect(rect, ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stripe)
    height, step, wide = rect.height(), _PERIOD * scale, _STRIPE * scale
    left = rect.left() - height
    while left < rect.right() + height:
        top, bottom = rect.top(), rect.bottom() + 1
        corners = [(left + height, top), (left + height + wide, top), (left + wide, bottom), (left, bottom)]
        painter.drawPolygon(QPolygon([QPoint(x, y) for x, y in corners]))
        left += step


class ModeStrip(QWidget):
    """Hatched in practice, test and custom mode, solid in live mode."""

    def __init__(self, mode: str = "practice", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def set_mode(self, mode: str) -> None:
        """practice, test, live, custom or unknown."""
        self._mode = "custom" if mode == "unknown" else mode
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        # High contrast has no mode colours; its text colour still tells hatched from solid.
        colour = tokens.color("text" if tokens.outlined else self._mode)
        if self._mode == "live":
            painter.fillRect(self.rect(), colour)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_hatching(painter, self.rect(), colour, tokens.color("window"))
