"""The bar over every page: title, a word on its state, and its actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.elided_label import ElidedLabel

HEIGHT, NARROW_HEIGHT = 52, 48


class PageHeader(QWidget):
    """52 px, 48 in narrow windows; grows with the system's font."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(title)
        set_text(self.title, "page")
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        set_text(self.status, "small", "muted")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addSpacing(6)
        self._row.addWidget(self.status)
        self._row.addStretch(1)
        self.set_narrow(False)
        theme().changed.connect(self.update)

    def add_action(self, button: QWidget) -> None:
        """Put a button at the end."""
        self._row.addWidget(button)

    def set_narrow(self, narrow: bool) -> None:
        """Lower, with less room at its sides."""
        side = 20 if narrow else 24
        self._row.setContentsMargins(side, 0, side, 1)
        self.setMinimumHeight(NARROW_HEIGHT if narrow else HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.color("base"))
        painter.setPen(tokens.color("mid"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
