"""A label that ends in dots where there is no room, with the whole text in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyleOption, QStylePainter, QWidget

from dodo_desktop.ui.words import with_own_end


class ElidedLabel(QLabel):
    """Shows plain text on one line; assistive tools read the whole of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._tell_tip()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_tip()

    def _elided(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    def _painted(self) -> str:
        return with_own_end(self._elided(), leftwards=self.isRightToLeft())

    def _tell_tip(self) -> None:
        self.setToolTip("" if self._elided() == self.text() else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOption()
        option.initFrom(self)
        align = self.style().visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawItemText(
            self.contentsRect(),
            align,
            self.palette(),
            self.isEnabled(),
            self._painted(),
            self.foregroundRole(),
        )
