"""Frames that fill whole pixels."""

from PySide6.QtCore import QRect, QRectF


def outline(rect: QRect, width: float = 1) -> QRectF:
    """Where the middle of a line of this width runs that frames `rect` from the inside.

    With antialiasing, a line whose middle is between two pixels is smeared over both.
    """
    half = width / 2
    return QRectF(rect).adjusted(half, half, -half, -half)
