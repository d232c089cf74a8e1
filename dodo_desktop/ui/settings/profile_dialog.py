"""What an account is called, where its data are, and the way off the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dodo_desktop.services.account import LONGEST_NAME
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.field import Field, Line, line_edit
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.keys import account_name
from dodo_desktop.ui.words.labels import mode_word

if TYPE_CHECKING:
    from dodo_desktop.services.ports import Profile


class ProfileDialog(QDialog):
    """Signals: `named` with the name, empty for the one that Dodo tells; `removal_asked` for the account."""

    named = Signal(str)
    removal_asked = Signal()

    def __init__(self, parent: QWidget, profile: Profile, folder: str) -> None:
        super().__init__(parent)
        self.setObjectName("settings.profile")
        self.setWindowTitle(_("Account"))
        self.setMinimumWidth(480)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        title = QLabel(f"{mode_word(profile.mode)} · {isolate(account_name(profile))}")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        set_text(title, "title")
        self.name = line_edit("settings.profile_name", placeholder=profile.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setText(profile.own_name)
        self.name.returnPressed.connect(self._save)
        self.field = Field(_("Name"), self.name)
        self.field.set_hint(_hint(profile))
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.save = self._button(_("Save name"), "settings.save_name", self._save, primary=True)
        self.cancel = self._button(_("Cancel"), "settings.profile_cancel", self.reject)
        self.forget = Button(_("Take off the list…"), "danger", small=True)
        self.forget.setObjectName("settings.forget")
        self.forget.clicked.connect(self.removal_asked)
        self.line = Line("settings.profile.said")
        self._lay_out(title, folder)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, text: str, name: str, act: Callable[[], None], *, primary: bool = False) -> Button:
        made = Button(text, "primary" if primary else "plain")
        made.setObjectName(name)
        made.clicked.connect(act)
        return made

    def _lay_out(self, title: QLabel, folder: str) -> None:
        data = Prose(_("Its drafts, orders and links are in {folder}").format(folder=isolate(folder)))
        data.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_text(data, "small", "muted")
        rule = QFrame()
        rule.setProperty("surface", "rule")
        rule.setFixedHeight(1)
        off = QHBoxLayout()
        off.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self.field)
        column.addWidget(rule)
        column.addLayout(off)
        off.addWidget(data, 1)
        off.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.line)
        column.addSpacing(4)
        column.addLayout(buttons)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)

    def reject(self) -> None:
        """Closes it, unless the account is just being taken off the list."""
        if self.forget.isEnabled():
            super().reject()

    def say(self, sentence: str) -> None:
        """Say what could not be done; the dialog stays."""
        self.set_busy(False)
        self.line.say(sentence, "danger")

    def set_busy(self, busy: bool) -> None:
        """While the keyring and the disk are asked."""
        for made in (self.forget, self.save):
            made.setEnabled(not busy)

    def _save(self) -> None:
        self.named.emit(self.name.text())


def _hint(profile: Profile) -> str:
    where = _("Shown in the title, under the badge and in the list of accounts.")
    if not profile.name:
        return where
    empty = _("Empty: {name}, as Dodo tells it.").format(name=isolate(profile.name))
    return f"{where} {empty}"
