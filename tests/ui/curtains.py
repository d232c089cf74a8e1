"""What lies over a window that is painted anew, and what a person sees of it meanwhile."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.curtain import Curtain


def on_screen(widget: QWidget) -> QImage:
    """What a person sees of it."""
    window = widget.window()
    picture = window.screen().grabWindow(window.winId()).toImage()
    return picture.copy(QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size()))


def curtains(widget: QWidget) -> list[Curtain]:
    """Those that lie there."""
    return [one for one in widget.window().findChildren(Curtain) if one.isVisible()]
