"""What a scroll area shows its content through."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_NAME = "qt_scrollarea_viewport"


def viewport_of(area: QAbstractScrollArea) -> QWidget:
    """The viewport of `area`.

    Asked for by its name. Where Qt hands out a widget that it made by itself, the binding tries all kinds of
    widgets there are for its type, and makes each: 16 ms of the window's start, and memory for good.
    """
    named = area.findChild(QWidget, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    return named if named is not None else area.viewport()
