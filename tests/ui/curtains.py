"""What lies over a window that is painted anew, and what a person sees of it meanwhile."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, qGray
from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.curtain import Curtain

_SEEN = 16
"""Of 255 shades: from which difference on two are not the same."""


def on_screen(widget: QWidget) -> QImage:
    """What a person sees of it."""
    window = widget.window()
    picture = window.screen().grabWindow(window.winId()).toImage()
    return picture.copy(at(widget, widget.rect()))


def at(widget: QWidget, part: QRect) -> QRect:
    """Where a part of it is in its window."""
    return QRect(widget.mapTo(widget.window(), part.topLeft()), part.size())


def alike(one: QImage, other: QImage) -> bool:
    """Whether both show the same; an edge that two bands share may be rounded otherwise."""
    places = [(x, y) for x in range(0, one.width(), 5) for y in range(0, one.height(), 3)]
    return one.size() == other.size() and all(
        abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) < _SEEN for x, y in places
    )


def curtains(widget: QWidget) -> list[Curtain]:
    """Those that lie there."""
    return [one for one in widget.window().findChildren(Curtain) if one.isVisible()]
