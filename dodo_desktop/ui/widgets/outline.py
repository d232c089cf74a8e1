"""Frames that fill whole pixels."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.theme import theme


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
    painter.drawRoundedRect(outline(panel.rect()), 6, 6)
