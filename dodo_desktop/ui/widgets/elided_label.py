"""A label that ends in dots where there is no room, with the whole text in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStylePainter, QWidget

from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.words import with_own_end


class ElidedLabel(QLabel):
    """Shows plain text on one line; assistive tools read the whole of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._kept = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        self.set_parts(text, "")

    def set_parts(self, text: str, kept: str) -> None:
        """Show `text` and behind it `kept`, of which nothing is cut while there is room for it alone."""
        if (text + kept, kept) != (self.text(), self._kept):
            self._kept = kept
            super().setText(text + kept)
            self._tell_tip()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_tip()

    def _elided(self) -> str:
        width, metrics = self.contentsRect().width(), self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        if not self._kept or shown == self.text():
            return shown
        room = width - metrics.horizontalAdvance(self._kept)
        if room < self.minimumSizeHint().width():
            return shown
        text = self.text().removesuffix(self._kept)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + self._kept

    def _painted(self) -> str:
        return with_own_end(self._elided(), leftwards=self.isRightToLeft())

    def _tell_tip(self) -> None:
        self.setToolTip("" if self._elided() == self.text() else tip(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        align = self.style().visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawItemText(
            self.contentsRect(),
            align,
            self.palette(),
            self.isEnabled(),
            self._painted(),
            self.foregroundRole(),
        )
