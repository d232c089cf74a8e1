"""The surface of a page or a panel, which nothing shows through."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget


class Ground(QFrame):
    """What changes on it is painted from here on; else everything beneath, up to the window, is painted first
    for each letter that is typed. `surface` is one that the style sheet knows."""

    def __init__(self, parent: QWidget | None = None, *, surface: str = "page") -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fill()

    def _fill(self) -> None:
        # The sheet, which paints the same colour, takes this back whenever it looks.
        self.setAutoFillBackground(True)
