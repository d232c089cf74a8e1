"""Text that changes and is only read: a frameless line edit, so that screen readers hear it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.theme import TextSize, leading, set_text
from dodo_desktop.ui.words import isolate

_QT_INSET = 2
"""Pixels that Qt leaves on both sides of a line edit's text."""


class ReadOnly(QLineEdit):
    """A frameless read-only line edit that is as wide as its text.

    `name` is what assistive tools call it; its text stays selectable and can be copied. Where there is no
    room it ends in dots until it has the keyboard, and the whole of it is in the tooltip.
    """

    def __init__(
        self,
        object_name: str,
        name: str,
        *,
        size: TextSize = "body",
        tone: str | None = None,
        tabular: bool = False,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self._framed = framed
        self._text = ""
        if not framed:
            self.setProperty("frameless", True)
            self.setFrame(False)
            rtl = self.isRightToLeft()
            self.setTextMargins(0 if rtl else -2, 0, -2 if rtl else 0, 0)
            self.setAlignment(leading(self) | Qt.AlignmentFlag.AlignVCenter)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_text(self, size, tone, tabular=tabular)
        self.textChanged.connect(self._grown)

    def setText(self, text: str | None) -> None:
        # Qt would put the cursor behind the same text, too, and so scroll its beginning out of sight.
        if text != self.text():
            super().setText(text)

    def _grown(self, text: str) -> None:
        before, self._text = self._text, text
        # Laying out all that is around it takes longer than to measure both.
        if not self._framed and self._width_of(before) != self._width_of(text):
            self.updateGeometry()
        # The beginning of an amount or a link says more than its end.
        self.setCursorPosition(0)
        self._tell_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_tip()

    def _tell_tip(self) -> None:
        self.setToolTip("" if self.shown_text() == self.text() else tip(self.text()))

    def shown_text(self) -> str:
        """What there is room for, with dots at the end where that is not all."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        margins = self.textMargins()
        room = inside.width() - margins.left() - margins.right() - 2 * _QT_INSET
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text()
        if shown == self.text() or self.hasFocus() or self.hasSelectedText():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        inside = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        inside = inside.marginsRemoved(self.textMargins()).adjusted(_QT_INSET, 0, -_QT_INSET, 0)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        middle = Qt.AlignmentFlag.AlignVCenter
        # For itself, so that the dots stand at its own end where the page reads the other way.
        painter.drawText(inside, leading(self) | middle | Qt.TextFlag.TextSingleLine, isolate(shown))

    def sizeHint(self) -> QSize:
        if self._framed:
            return super().sizeHint()
        return QSize(
            self._width_of(self.text()), max(super().sizeHint().height(), self.fontMetrics().height())
        )

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text or " ") + 8

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())


def labelled(text: str, target: ReadOnly, *, size: TextSize = "small", tone: str = "muted") -> QLabel:
    """A label in front of a read-only line, as its buddy."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setBuddy(target)
    set_text(made, size, tone)
    target.setAccessibleName(text)
    return made
