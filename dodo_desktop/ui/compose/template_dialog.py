"""The question before a template is saved or changed: what it is called, and what it fixes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.template import NAME_LIMIT
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import Field, Line, line_edit
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _

_WIDTH = 440


class Switch(QWidget):
    """A check box with a line below that says what would be fixed, or why nothing can be."""

    def __init__(self, object_name: str, text: str, detail: str, *, offered: bool, on: bool) -> None:
        super().__init__()
        self.box = QCheckBox(text)
        self.box.setObjectName(object_name)
        self.box.setChecked(on and offered)
        self.box.setEnabled(offered)
        self.box.setAccessibleDescription(detail)
        self.detail = Prose(detail)
        self.detail.setContentsMargins(24, 0, 0, 0)
        set_text(self.detail, "small", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self.detail)


class TemplateDialog(QDialog):
    """Open it with `open`. It stays until `done`, so that what is wrong with a name can be said in it.

    Signals: `asked` with the name and the two switches.
    """

    asked = Signal(str, bool, bool)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        verb: str,
        *,
        name: str | None,
        switches: tuple[Switch, Switch],
    ) -> None:
        """`name` is the one proposed; None where it is not asked for."""
        super().__init__(parent)
        self.setObjectName("templates.dialog")
        self.setProperty("surface", "page")
        self.setWindowTitle(_("Template"))
        self.setMinimumWidth(_WIDTH)
        self.title = QLabel(title)
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_text(self.title, "title")
        self.text = Prose(text)
        set_text(self.text, "body", "muted")
        self.setAccessibleDescription(text)
        self.editor = line_edit("templates.name")
        self.editor.setMaxLength(NAME_LIMIT)
        self.name = Field(_("Name"), self.editor)
        self.name.setVisible(name is not None)
        self.editor.setText(name or "")
        self.editor.selectAll()
        self.editor.textChanged.connect(lambda _text: self.name.set_problem(None))
        self.currency, self.methods = switches
        self.problem = Line("templates.dialog.problem", self)
        self.save = button(verb, "primary")
        self.save.setObjectName("templates.dialog.save")
        self.cancel = button(_("Go back"))
        self.cancel.setObjectName("templates.dialog.cancel")
        self._lay_out()
        self.save.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        # Without a name to type there is something to be replaced: then Enter does what is safe.
        (self.cancel if name is None else self.save).setDefault(True)
        (self.cancel if name is None else self.editor).setFocus()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.title, self.text, self.name, self.currency, self.methods, self.problem):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(buttons)

    def say_name(self, problem: str) -> None:
        """What is wrong with the name."""
        self.set_busy(busy=False)
        self.name.set_problem(problem)
        self.editor.setFocus()
        self.editor.selectAll()

    def say(self, problem: str) -> None:
        """Why nothing was saved; empty takes it back."""
        self.set_busy(busy=False)
        self.problem.say(problem, "danger")

    def set_busy(self, *, busy: bool) -> None:
        """While it is being saved it cannot be saved again."""
        self.save.setEnabled(not busy)

    def _ask(self) -> None:
        self.problem.say("")
        self.set_busy(busy=True)
        self.asked.emit(self.editor.text(), self.currency.box.isChecked(), self.methods.box.isChecked())
