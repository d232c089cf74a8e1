"""Text that changes and is only read: a frameless line edit, so that screen readers hear it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from dodo_desktop.ui.theme import TextSize, set_text


class ReadOnly(QLineEdit):
    """A frameless read-only line edit that is as wide as its text.

    `name` is what assistive tools call it; its text stays selectable and can be copied.
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
        if not framed:
            self.setProperty("frameless", True)
            self.setFrame(False)
            self.setTextMargins(-2, 0, 0, 0)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_text(self, size, tone, tabular=tabular)
        self.textChanged.connect(self._grown)

    def setText(self, text: str | None) -> None:
        # Qt would put the cursor behind the same text, too, and so scroll its beginning out of sight.
        if text != self.text():
            super().setText(text)

    def _grown(self) -> None:
        self.updateGeometry()
        # The beginning of an amount or a link says more than its end.
        self.setCursorPosition(0)

    def sizeHint(self) -> QSize:
        if self._framed:
            return super().sizeHint()
        width = self.fontMetrics().horizontalAdvance(self.text() or " ") + 8
        return QSize(width, max(super().sizeHint().height(), self.fontMetrics().height()))

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
