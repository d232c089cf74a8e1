"""A part of a form that opens and closes, with a line that says what is set inside while it is closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.elided_label import ElidedLabel


class Disclosure(QWidget):
    """A tool button, a line beside it, and the content below.

    Signals: `toggled` with whether it is open.
    """

    toggled = Signal(bool)

    def __init__(self, object_name: str, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.toggle = QToolButton(self)
        self.toggle.setObjectName(object_name)
        self.toggle.setText(title)
        self.toggle.setCheckable(True)
        self.toggle.setProperty("kind", "flat")
        self.toggle.setProperty("disclosure", True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_text(self.toggle, "medium")
        self.summary = ElidedLabel("", self)
        self.summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_text(self.summary, "body", "muted")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.toggle)
        row.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(content)
        content.setVisible(False)
        self.toggle.toggled.connect(self._toggled)
        theme().changed.connect(self._show_state)
        self._show_state()

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self.toggle.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the content."""
        self.toggle.setChecked(is_open)

    def set_summary(self, text: str) -> None:
        """What is set inside, in a few words."""
        self.summary.setText(text)
        self.toggle.setAccessibleDescription(text)

    def _toggled(self, is_open: bool) -> None:
        self.content.setVisible(is_open)
        self._show_state()
        self.toggled.emit(is_open)

    def _show_state(self) -> None:
        self.toggle.setIcon(icons.icon("chevron-down" if self.is_open else "chevron-right", "muted"))
