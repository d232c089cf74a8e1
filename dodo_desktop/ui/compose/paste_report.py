"""What became of a paste: a sentence, and the lines that were not taken, to read and to copy."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import button, icon_button, say_copied
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.words import _

_MOST_LINES = 6


class PasteReport(QFrame):
    """Hidden until there is something to say; stays until it is closed or something else is pasted.

    `name` is the object name; the lines are ``<name>.lines``, the buttons ``<name>.copy`` and ``.close``.
    All of it is made when there first is something to say. Signals: `made` then, for Tab to reach it.
    """

    made = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._raw = ""
        self.hide()

    @property
    def chain(self) -> tuple[QWidget, ...]:
        """What takes the focus here, as read."""
        return (self.copy, self.close_button, self.lines) if self._is_made else ()

    @property
    def _is_made(self) -> bool:
        return "line" in vars(self)

    @cached_property
    def line(self) -> Line:
        """The sentence; made with all that stands around it."""
        name = self.objectName()
        line = Line(f"{name}.said", self)
        self.lines = QPlainTextEdit(self)
        self.lines.setObjectName(f"{name}.lines")
        self.lines.setAccessibleName(_("Lines that were not taken"))
        self.lines.setReadOnly(True)
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.lines.setTabChangesFocus(True)
        set_text(self.lines, "small")
        self.copy = button(_("Copy these lines"), "link")
        self.copy.setObjectName(f"{name}.copy")
        self.close_button = icon_button("clear", _("Close"), small=True)
        self.close_button.setObjectName(f"{name}.close")
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(line, 1)
        head.addWidget(self.copy)
        head.addWidget(self.close_button)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.lines)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.dismiss)
        return line

    def show_report(self, said: str, raw: str, reasons: str = "", *, tone: str = "warning") -> None:
        """Say what happened. `raw` are the lines that were not taken, as they were pasted; `reasons` the
        same with what is wrong with each."""
        known = self._is_made
        self._raw = raw
        self.line.say(said, tone)
        text = reasons or raw
        self.lines.setPlainText(text)
        rows = min(len(text.splitlines()), _MOST_LINES)
        self.lines.setFixedHeight(self.lines.fontMetrics().lineSpacing() * rows + 18)
        for part in (self.lines, self.copy):
            part.setVisible(bool(text))
        if not known:
            self.made.emit()
        self.show()

    def dismiss(self) -> None:
        """Forget it."""
        self._raw = ""
        if self._is_made:
            self.lines.clear()
        self.hide()

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self._raw)
        say_copied(self.copy)
