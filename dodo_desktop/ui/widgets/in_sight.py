"""Scrolls to what gets the focus, from wherever it comes."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 24
"""Pixels that stay in sight above and below."""


def keep_focus_in_sight(area: QScrollArea) -> None:
    """Show in `area` whatever in it gets the focus. Qt does so for Tab alone, and not where Tab enters it."""
    _InSight(area)


class _InSight(QObject):
    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        content = self._area.widget()
        # What is clicked must not move away under the pointer.
        clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is None or content is None or clicked or not content.isAncestorOf(new):
            return
        self._area.ensureWidgetVisible(new, 0, _MARGIN)
