"""Pictures of the cells of a table, so that a page that is opened again, or scrolled, is not drawn anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from dodo_desktop.ui.icons import ratio_of
from dodo_desktop.ui.widgets.ink import Ink, ink

_SCREENS = 1.5
"""How much is kept, in screens of a table: a pixel takes four bytes, and each table keeps its own."""


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
    """Of one table: what was painted last, as much as covers one and a half times what it shows at once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int, int, int, int], _Kept] = OrderedDict()
        self._area = 0

    @property
    def area(self) -> int:
        """Of all pictures that are kept, in pixels of ours."""
        return self._area

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
            self._forget(key)
            # One by one: all at once would have what is on the screen drawn anew now and then, and leave
            # holes in the memory that nothing else fits into.
            self._make_room(painter, rect)
            self._kept[key] = kept = _Kept(standing, current, _drawn(painter, rect, draw))
            self._area += rect.width() * rect.height()
        else:
            self._kept.move_to_end(key)
        painter.drawPixmap(rect.topLeft(), kept.picture)

    def _make_room(self, painter: QPainter, rect: QRect) -> None:
        """Forget what was painted longest ago."""
        shown = painter.device()
        room = _SCREENS * shown.width() * shown.height() - rect.width() * rect.height()
        while self._kept and self._area > room:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[int, int, int, int, int]) -> None:
        if self._kept.pop(key, None) is not None:
            self._area -= key[2] * key[3]


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
