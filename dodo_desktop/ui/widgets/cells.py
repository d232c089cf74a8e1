"""Pictures of the cells of a table, so that a page that is opened again, or scrolled, is not drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from dodo_desktop.ui.icons import ratio_of
from dodo_desktop.ui.widgets.ink import Ink, ink

_KEPT = 220
"""Pictures of a table, about a large screen of rows: each takes some ten thousand bytes of memory."""


class Standing(NamedTuple):
    """What stands in a cell: the row, its column, and what else its text depends on, such as the day."""

    row: object
    column: int
    stamp: object


class _Kept(NamedTuple):
    # The row is kept with its picture, so that no other one gets its identity.
    standing: Standing
    ink: Ink
    picture: QPixmap


class Cells:
    """Of one table."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int, int, int], _Kept] = {}

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        standing: Standing,
        looks: int,
        draw: Callable[[QPainter], None],
    ) -> None:
        """Paint a cell. `draw` does it where there is no picture; `looks` tells its ways of looking apart.

        Only for a screen with a whole number of pixels for each of ours: elsewhere cells end between two.
        """
        current = ink()
        key = id(standing.row), standing.column, rect.width(), rect.height(), looks
        kept = self._kept.get(key)
        if kept is None or kept.ink is not current or kept.standing.stamp != standing.stamp:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = kept = _Kept(standing, current, _drawn(painter, rect, draw))
        painter.drawPixmap(rect.topLeft(), kept.picture)


def _drawn(painter: QPainter, rect: QRect, draw: Callable[[QPainter], None]) -> QPixmap:
    ratio = ratio_of(painter)
    picture = QPixmap(rect.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    # Not see-through: letters are drawn for the ground on which they stand.
    picture.fill(ink().colour("base"))
    drawing = QPainter(picture)
    drawing.translate(-rect.topLeft())
    draw(drawing)
    drawing.end()
    return picture
