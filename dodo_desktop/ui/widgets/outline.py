"""Frames that fill whole pixels."""

from math import sqrt

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.theme import theme

RADIUS = 6
"""Pixels of the roundness of panels."""


def outline(rect: QRect, width: float = 1) -> QRectF:
    """Where the middle of a line of this width runs that frames `rect` from the inside.

    With antialiasing, a line whose middle is between two pixels is smeared over both.
    """
    half = width / 2
    return QRectF(rect).adjusted(half, half, -half, -half)


def paint_panel(panel: QWidget) -> None:
    """Ground and frame of what lies over the page, for its paint event."""
    tokens = theme().tokens
    painter = QPainter(panel)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(tokens.color("base"))
    painter.setPen(QPen(tokens.color("dark"), 1))
    painter.drawRoundedRect(outline(panel.rect()), RADIUS, RADIUS)


def inside(rect: QRect) -> QRegion:
    """The pixels of `rect` that lie wholly within a frame of the panels' roundness that goes round it."""
    radius = RADIUS - 1
    region = QRegion(rect.adjusted(0, radius, 0, -radius))
    for line in range(radius):
        far = radius - line
        left = radius - int(sqrt(radius**2 - far**2)) if far < radius else radius
        region += QRect(rect.left() + left, rect.top() + line, rect.width() - 2 * left, 1)
        region += QRect(rect.left() + left, rect.bottom() - line, rect.width() - 2 * left, 1)
    return region
