"""The window that says that something of ours went wrong. The program goes on beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from dodo_desktop.ui.bugs import Bug
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.buttons import button, say_copied
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _

_KEPT = 10


class ReportWindow(QDialog):
    """Collects the reports of one run; the same one twice is shown once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self.setModal(False)
        self.setWindowTitle(_("Something went wrong in the app"))
        self.resize(560, 360)
        self._bugs: list[Bug] = []
        title = QLabel(_("A part of the app stopped"))
        set_text(title, "title")
        words = Prose(
            _(
                "Saved drafts, waiting orders and links are not touched, and you can go on working. "
                "The report below names no customer and no key. Copy it if you want to tell us about it."
            )
        )
        label = QLabel(_("Report"))
        set_text(label, "small", "muted")
        self.report = QPlainTextEdit()
        self.report.setObjectName("report.text")
        self.report.setAccessibleName(_("Report"))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setFont(theme().font("mono"))
        label.setBuddy(self.report)
        self.copy = button(_("Copy report"), "plain", "copy")
        self.copy.setObjectName("report.copy")
        self.copy.clicked.connect(self._copy)
        self.go_on = button(_("Go on"), "primary")
        self.go_on.setObjectName("report.close")
        self.go_on.clicked.connect(self.close)
        buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(words)
        told = QVBoxLayout()
        column.addLayout(told, 1)
        told.setSpacing(4)
        told.addWidget(label)
        told.addWidget(self.report, 1)
        column.addLayout(buttons)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)

    def add(self, bug: Bug) -> None:
        """Show one more; nothing happens for one that is already there, or beyond the tenth."""
        if bug in self._bugs or len(self._bugs) >= _KEPT:
            return
        self._bugs.append(bug)
        self.report.setPlainText("\n\n".join(kept.text for kept in self._bugs))
        if not self.isVisible():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()
            self.go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        say_copied(self.copy)
