"""Where an API key is pasted. The key is shown as dots and never leaves the field but to be stored."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.widgets.leading_icon import put_icon
from dodo_desktop.ui.words import _, isolate


class KeyForm(QWidget):
    """Signals: `given` with the text and the profile whose key it replaces, empty for none."""

    given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._replaces = ""
        self.busy = False
        self.field_editor = line_edit(
            "settings.api_key", placeholder=_("Paste the key; the app finds out its mode")
        )
        put_icon(self.field_editor, "key")
        self.field_editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.field_editor.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.field_editor.returnPressed.connect(self._give)
        self.field_editor.textChanged.connect(self._typed)
        self.field = Field(self._label(), self.field_editor)
        self.save = Button(_("Save key"), "primary")
        self.save.setObjectName("settings.save_key")
        self.save.clicked.connect(self._give)
        self.cancel = Button(_("Cancel"), "plain")
        self.cancel.setObjectName("settings.cancel_key")
        self.cancel.clicked.connect(self._stop_replacing)
        self.cancel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        self._beside = [QVBoxLayout(), QVBoxLayout()]
        for beside, made in zip(self._beside, (self.save, self.cancel), strict=True):
            row.addLayout(beside)
            beside.addWidget(made)
            beside.addStretch(1)
        theme().changed.connect(self._line_up)
        self._line_up()
        self._promise()

    def _line_up(self) -> None:
        """The buttons stand beside the editor, and not beside the label above it."""
        for beside in self._beside:
            beside.setContentsMargins(0, self.field.above_editor, 0, 0)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard here, as it is read."""
        return [self.field_editor, self.save, self.cancel]

    def _label(self) -> str:
        return _("API key (from the Dodo dashboard: Developer › API keys)")

    def _promise(self) -> None:
        text = _(
            "Kept in this computer’s keyring, never in a file. In Dodo, choose a key that may read and write."
        )
        self.field.set_hint(text, "muted", "lock")

    def _typed(self) -> None:
        self.field.set_problem(None)

    def _give(self) -> None:
        if not self.busy:
            self.given.emit(self.field_editor.text(), self._replaces)

    def replace(self, profile_id: str, name: str) -> None:
        """The next key replaces that of a profile."""
        self._replaces = profile_id
        self.cancel.show()
        self.field.set_label(_("New API key for {name}").format(name=isolate(name)))
        self.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def accepted(self) -> None:
        """The key is stored: the field is emptied, so that it is not on the screen any longer."""
        self._stop_replacing()

    def _stop_replacing(self) -> None:
        had_focus = self.cancel.hasFocus()
        self._replaces = ""
        self.cancel.hide()
        self.field_editor.clear()
        self.field.set_label(self._label())
        self._promise()
        if had_focus:
            self.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why not; what was pasted stays."""
        self.field.set_problem(sentence)
        self.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, tone: str) -> None:
        """Say what was done."""
        self.field.set_hint(sentence, tone)

    def set_busy(self, busy: bool) -> None:
        """While Dodo is asked."""
        self.busy = busy
        self.save.set_busy(busy)
        self.save.setText(_("Asking Dodo…") if busy else _("Save key"))
