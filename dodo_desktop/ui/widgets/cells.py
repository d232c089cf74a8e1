"""Pictures of the cells of a table, so that a page that is opened again, or scrolled, is not drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from dodo_desktop.ui.widgets.ink import Ink

_KEPT = 220
"""Pictures of a table, about a large screen of rows: each takes some ten thousand bytes of memory."""


class Standing(NamedTuple):
    """What is to be seen in a cell: its column, and all that its content is drawn from.

    Not the row itself: most rows of a table have the same state, and rows that are read again are other
    objects with the same in them.
    """

    column: int
    content: tuple[object, ...]


class Cells:
    """Of one table."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Standing, int, int, int, float], QPixmap] = {}
        self._ink: Ink | None = None

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        standing: Standing,
        look: tuple[Ink, int, float],
        draw: Callable[[QPainter], None],
    ) -> None:
        """Paint a cell. `draw` does it where there is no picture; `look` is what is drawn with, what tells
        the ways of looking of a cell apart, and the pixels of the device for each of ours.

        Only for a screen with a whole number of those: elsewhere cells end between two.
        """
        ink, way, ratio = look
        if ink is not self._ink:
            self._kept.clear()
            self._ink = ink
        key = standing, rect.width(), rect.height(), way, ratio
        picture = self._kept.get(key)
        if picture is None:
            if len(self._kept) >= _KEPT:
                # The oldest: all at once would have all that is seen drawn anew.
                del self._kept[next(iter(self._kept))]
            self._kept[key] = picture = _drawn(ink, rect, ratio, draw)
        painter.drawPixmap(rect.topLeft(), picture)


def _drawn(ink: Ink, rect: QRect, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(rect.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    # Not see-through: letters are drawn for the ground on which they stand.
    picture.fill(ink.colour("base"))
    drawing = QPainter(picture)
    drawing.translate(-rect.topLeft())
    draw(drawing)
    drawing.end()
    return picture
