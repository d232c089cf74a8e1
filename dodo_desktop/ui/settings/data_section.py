"""Settings: customers and products kept here, orders on this computer, and whether to be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _, isolate, ngettext
from dodo_desktop.ui.words.directory import number
from dodo_desktop.ui.words.keys import not_saved
from dodo_desktop.ui.words.orders import store_sentence
from dodo_desktop.ui.words.times import as_of

if TYPE_CHECKING:
    from datetime import datetime

    from dodo_desktop.services.account import Account
    from dodo_desktop.services.directory import DirectoryStatus
    from dodo_desktop.services.workspace import Workspace


class DataSection(QWidget):
    """What is kept on this computer, in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks = Tasks()
        self._account: Account | None = None
        self._workspace: Workspace | None = None
        self._ends: list[Callable[[], None]] = []
        self.refresh = Button(_("Refresh"), "plain", "refresh", small=True)
        self.refresh.setObjectName("settings.refresh")
        self.refresh.clicked.connect(self._refresh)
        self.folder = Button(_("Open folder"), "plain", small=True)
        self.folder.setObjectName("settings.folder")
        self.folder.clicked.connect(self._open_folder)
        self.directory = _detail()
        self.orders = _detail()
        column = QVBoxLayout(self)
        grid = QGridLayout()
        column.addLayout(grid)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        rows = (
            (_("Customers and products"), self.directory, self.refresh),
            (_("Orders on this computer"), self.orders, self.folder),
        )
        for row, (title, detail, button) in enumerate(rows):
            lines = QVBoxLayout()
            grid.addLayout(lines, row, 0)
            _fill(lines, title, detail)
            grid.addWidget(button, row, 1)
        self.ask = QCheckBox(_("Ask me before sending what waited offline"))
        self.ask.setObjectName("settings.ask_first")
        self.ask.toggled.connect(self._ask_toggled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.ask)
        self.said = Line("settings.ask_first.said")
        column.addWidget(self.said)

    def attach(self, account: Account, workspace: Workspace) -> None:
        """Show the numbers of the profile in use."""
        self._account, self._workspace = account, workspace
        self.ask.setChecked(account.settings.ask_first)
        self._ends = [
            workspace.directory.changed.subscribe(self._show_directory),
            workspace.sending.counts_changed.subscribe(lambda _news: self._count_seen()),
            workspace.drafting.listed.subscribe(lambda _news: self._count_seen()),
        ]
        self._show_directory(workspace.directory.status)
        self._count_seen()

    def detach(self) -> None:
        """Let go of the services."""
        for end in self._ends:
            end()
        self._ends = []
        self._tasks.stop()
        self._account = self._workspace = None

    def _show_directory(self, status: DirectoryStatus) -> None:
        assert self._account is not None
        customers = ngettext("{n} customer", "{n} customers", status.customers)
        products = ngettext("{n} product", "{n} products", status.products)
        parts = _("{customers}, {products}").format(
            customers=customers.format(n=number(status.customers)),
            products=products.format(n=number(status.products)),
        )
        self.refresh.set_busy(status.loading)
        self.directory.setText(f"{parts} · {_age(status, self._account.now())}")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def _count_seen(self) -> None:
        # Orders move often, and all links are counted: that would hold up the very order that moves.
        if self.isVisible():
            self._count()

    def _count(self) -> None:
        if self._workspace is not None:
            self._tasks.start(self._counting(self._workspace))

    async def _counting(self, workspace: Workspace) -> None:
        try:
            drafts = await workspace.drafting.count()
            links = sum((await workspace.tracking.counts()).values())
        except StoreFault as fault:
            self.orders.setText(store_sentence(fault.reason))
            return
        waiting = workspace.sending.counts_now.open
        parts = (
            ngettext("{n} draft", "{n} drafts", drafts).format(n=number(drafts)),
            _("{n} in the outbox").format(n=number(waiting)),
            ngettext("{n} link", "{n} links", links).format(n=number(links)),
        )
        self.orders.setText(f"{', '.join(parts)} · {_('test and live are kept apart')}")

    def _refresh(self) -> None:
        if self._workspace is not None:
            self._tasks.start(self._workspace.directory.refresh())

    def _open_folder(self) -> None:
        if self._workspace is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._workspace.place.folder))))

    def _ask_toggled(self, on: bool) -> None:
        account = self._account
        if account is None or on == account.settings.ask_first:
            return
        try:
            account.set_ask_first(on)
        except OSError as fault:
            self.ask.setChecked(account.settings.ask_first)
            self.said.say(not_saved(fault), "danger")
        else:
            self.said.say("")


def _age(status: DirectoryStatus, now: datetime) -> str:
    """How fresh the customers and products are; what is here keeps its age while it is read anew."""
    if status.complete_at is not None:
        age = _("complete, {when}").format(when=isolate(as_of(status.complete_at, now)))
        if status.loading:
            return _("{age} · being read anew…").format(age=age)
    elif status.loading and status.expected > status.customers:
        return _("being read from Dodo, about {total} customers in all").format(total=number(status.expected))
    elif status.loading:
        return _("being read from Dodo…")
    else:
        age = _("not all read yet") if status.customers else _("not read yet")
    return _("{age} · Dodo could not be read just now").format(age=age) if status.failed else age


def _detail() -> Prose:
    made = Prose()
    set_text(made, "small", "muted")
    return made


def _fill(column: QVBoxLayout, title: str, detail: QLabel) -> None:
    label = QLabel(title)
    set_text(label, "medium")
    column.setSpacing(1)
    column.addWidget(label)
    column.addWidget(detail)
