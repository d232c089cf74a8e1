"""A list to choose one of, closed until it is asked for."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme

_ICON = 16
_INSET = 11


class Choice(QComboBox):
    """Qt's own, with the chevron in the theme's colours: the sheet only knows pictures of one colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if theme().tokens.outlined:
            # Without the sheet the system's own arrow is there.
            return
        painter = QPainter(self)
        spot = QRect(self.width() - _INSET - _ICON, (self.height() - _ICON) // 2, _ICON, _ICON)
        spot = QStyle.visualRect(self.layoutDirection(), self.rect(), spot)
        icons.paint(painter, spot, "chevron-down", "text" if self.isEnabled() else "placeholder")
