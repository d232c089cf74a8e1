"""Settings: whether to be told of newer versions, and which one this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.update_banner import open_download_page
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.keys import not_saved
from dodo_desktop.ui.words.updates import updates_promise, updates_told, version_told

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account
    from dodo_desktop.services.updates import Updates


class UpdateSection(QWidget):
    """This version and what is known of a newer one, a choice, and the way to the page."""

    def __init__(self) -> None:
        super().__init__()
        self._updates: Updates | None = None
        self._account: Account | None = None
        self.version = QLabel()
        self.version.setTextFormat(Qt.TextFormat.PlainText)
        set_text(self.version, "medium")
        self.state = Prose()
        set_text(self.state, "small", "muted")
        self.tell = QCheckBox(_("Tell me when there is a newer version"))
        self.tell.setObjectName("settings.updates")
        self.tell.toggled.connect(self._toggled)
        self.page = Button(_("Open the download page"), "plain", "open", small=True)
        self.page.setObjectName("settings.update_page")
        self.page.clicked.connect(open_download_page)
        promise = Prose(updates_promise())
        set_text(promise, "small", "muted")
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(16)
        lines = QVBoxLayout()
        row.addLayout(lines, 1)
        lines.setSpacing(1)
        lines.addWidget(self.version)
        lines.addWidget(self.state)
        row.addWidget(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.tell)
        self.said = Line("settings.updates.said")
        column.addWidget(self.said)
        column.addWidget(promise)

    def use(self, updates: Updates, account: Account) -> None:
        """Follow what was chosen and what is known; for the life of the window."""
        self._updates, self._account = updates, account
        updates.changed.subscribe(lambda _news: self._render())
        self._render()

    def _render(self) -> None:
        assert self._updates is not None
        assert self._account is not None
        updates = self._updates
        told = updates_told(updates.note, updates.newer, self._account.now(), asks=updates.asks)
        self.version.setText(version_told(updates.current))
        self.state.setText(told)
        self.tell.blockSignals(True)
        self.tell.setChecked(updates.note.tell)
        self.tell.blockSignals(False)

    def _toggled(self, on: bool) -> None:
        if self._updates is None:
            return
        try:
            self._updates.tell(on)
        except OSError as fault:
            self._render()
            self.said.say(not_saved(fault), "danger")
        else:
            self.said.say("")
