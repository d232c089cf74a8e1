"""Settings: account, data on this computer, language and look, newer versions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dodo_desktop.ui.settings.account_section import AccountSection
from dodo_desktop.ui.settings.data_section import DataSection
from dodo_desktop.ui.settings.look_section import LookSection
from dodo_desktop.ui.settings.update_section import UpdateSection
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.in_sight import keep_focus_in_sight
from dodo_desktop.ui.widgets.page_header import PageHeader
from dodo_desktop.ui.widgets.steady_bar import keep_bar
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account
    from dodo_desktop.services.workspace import Workspace

WIDTH = 872
_TITLE = 172


class SettingsPage(QFrame):
    """Signals: `navigate` with the name of a page; `shortcuts_asked` for the list of keys."""

    navigate = Signal(str)
    shortcuts_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ends: list[Callable[[], None]] = []
        self._for_key = False
        self.setProperty("surface", "page")
        self.account = AccountSection()
        self.data = DataSection()
        self.look = LookSection()
        self.updates = UpdateSection()
        self.look.shortcuts.clicked.connect(self.shortcuts_asked)
        content = QWidget()
        content.setMaximumWidth(WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(0)
        sections = (
            (_("Account"), self.account),
            (_("Data"), self.data),
            (_("Language and look"), self.look),
            (_("Newer versions"), self.updates),
        )
        for number, (title, section) in enumerate(sections):
            if number:
                rule = QFrame()
                rule.setProperty("surface", "rule")
                rule.setFixedHeight(1)
                column.addWidget(rule)
            column.addWidget(_section(title, section))
        column.addStretch(1)
        holder = QFrame()
        holder.setProperty("surface", "page")
        row = QHBoxLayout(holder)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(content, 1)
        row.addStretch(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self.area)
        keep_focus_in_sight(self.area)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHeader(_("Settings")))
        whole.addWidget(self.area, 1)

    def attach(self, account: Account, workspace: Workspace) -> None:
        """Fill the page from the services."""
        first = self.account.form.isHidden()
        self.account.attach(account, workspace)
        if first and self.isVisible():
            (self.focus_key if self._for_key else self.focus_start)()
        self.data.attach(account, workspace)
        self.look.attach(account)
        self._ends = [account.changed.subscribe(lambda _news: self._render_rows())]
        self._chain_tabs()

    def _render_rows(self) -> None:
        self.account.render_rows()
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        """The accounts are made after all else, and are read before it."""
        data = [self.data.refresh, self.data.folder, self.data.ask]
        look = [self.look.language, self.look.look, self.look.shortcuts]
        updates = [self.updates.page, self.updates.tell]
        for before, after in pairwise([*self.account.stops(), *data, *look, *updates]):
            QWidget.setTabOrder(before, after)

    def detach(self) -> None:
        """Let go of the services."""
        for end in self._ends:
            end()
        self._ends = []
        self.account.detach()
        self.data.detach()
        self.look.detach()

    def focus_start(self) -> None:
        """The key field while no key is stored, else the account in use."""
        self.account.start_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_key(self) -> None:
        """*Connect your account…*; where the accounts are not known yet, as soon as they are."""
        self._for_key = True
        self.account.form.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.area]


def _section(title: str, content: QWidget) -> QWidget:
    made = QWidget()
    label = QLabel(title)
    label.setFixedWidth(_TITLE)
    label.setWordWrap(True)
    set_text(label, "title")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 20, 0, 20)
    row.setSpacing(0)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(content, 1)
    return made
