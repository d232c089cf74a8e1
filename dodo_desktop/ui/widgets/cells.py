"""Pictures of the cells of a table, so that a page that is opened again, or scrolled, is not drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from dodo_desktop.core.lately import Lately
from dodo_desktop.ui.widgets.ink import Ink

_SCREENS = 1.5
"""How much is kept, in screens of a table: a pixel takes four bytes, and each table keeps its own."""


class Standing(NamedTuple):
    """What is to be seen in a cell: its column, and all that its content is drawn from.

    Not the row itself: most rows of a table have the same state, and rows that are read again are other
    objects with the same in them.
    """

    column: int
    content: tuple[object, ...]


class _Key(NamedTuple):
    standing: Standing
    width: int
    height: int
    way: int
    ratio: float


class Cells:
    """Of one table: what was painted last, as much as covers one and a half times what it shows at once."""

    def __init__(self) -> None:
        self._kept: Lately[_Key, QPixmap] = Lately(0)
        self._ink: Ink | None = None

    @property
    def area(self) -> int:
        """Of all pictures that are kept, in pixels of ours."""
        return self._kept.weight

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
        key = _Key(standing, rect.width(), rect.height(), way, ratio)
        picture = self._kept.get(key)
        if picture is None:
            shown = painter.device()
            self._kept.room = _SCREENS * shown.width() * shown.height()
            picture = self._kept.keep(key, _drawn(ink, rect, ratio, draw), rect.width() * rect.height())
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
