"""A page is laid out and painted where nobody sees it, a piece at a time, before it is first opened.

What a first opening takes long for is there by then: the places of all widgets, the shapes of letters, icons,
the lines of a table.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QWidget

_BAND = 40
"""Pixels of height that are painted at a time."""


def rehearse(page: QWidget, size: QSize) -> Iterator[None]:
    """Each step is a few milliseconds of work; it ends early where the page is seen.

    `size` is the one that it will have. The page must not be deleted meanwhile.
    """
    if page.isVisible():
        return
    page.resize(size)
    _paint(page, QRect(0, 0, 1, 1))
    yield
    for top in range(0, size.height(), _BAND):
        if page.isVisible():
            return
        _paint(page, QRect(0, top, size.width(), _BAND))
        yield


def _paint(page: QWidget, part: QRect) -> None:
    ratio = page.devicePixelRatio()
    picture = QPixmap(part.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    page.render(picture, QPoint(), QRegion(part))
