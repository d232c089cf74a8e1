"""The window: mode strip, sidebar and the four pages. It paints before any service exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dodo_desktop.ui.pages import NAMES
from dodo_desktop.ui.window_parts import WindowParts
from dodo_desktop.ui.words import _, ngettext
from dodo_desktop.ui.words.labels import mode_word

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from dodo_desktop.services.account import Account
    from dodo_desktop.services.connection import Connection
    from dodo_desktop.services.orderbook import OutboxCounts
    from dodo_desktop.services.sending import Sending
    from dodo_desktop.services.updates import Updates
    from dodo_desktop.services.workspace import Place, Workspace
    from dodo_desktop.ui.links.page import LinksPage
    from dodo_desktop.ui.notices import Notices
    from dodo_desktop.ui.outbox.page import OutboxPage
    from dodo_desktop.ui.settings.page import SettingsPage
    from dodo_desktop.ui.shortcuts_window import ShortcutsWindow

MINIMUM = QSize(1100, 720)
NARROW = 1200
"""Below this width the sidebar is a rail."""


class MainWindow(WindowParts):
    """The window as it is for a mode, which may have a name and a host.

    Signals: `closed` once, when the person closes the window; `came_back` whenever it is activated.
    """

    closed = Signal()
    came_back = Signal()

    def __init__(self, mode: str = "practice", name: str = "", host: str = "") -> None:
        super().__init__()
        self._ends: list[Callable[[], None]] = []
        self._sending: Sending | None = None
        self._account: Account | None = None
        self._place: Place | None = None
        self._shortcuts: ShortcutsWindow | None = None
        self._leaving = False
        self._question: QMessageBox | None = None
        # Qt would make an animation for the whole content each time that anything in it asks for room.
        self.setAnimated(False)
        self.setMinimumSize(MINIMUM)
        self.resize(1280, 800)
        self.sidebar.chosen.connect(self.show_page)
        self.sidebar.place_chosen.connect(self._go_to)
        self.sidebar.try_now.connect(self._try_now)
        self.connect_asked.connect(self._connect_account)
        self.pages.navigate.connect(self.show_page)
        self.pages.shortcuts_asked.connect(self._show_shortcuts)
        self._lay_out()
        self._make_shortcuts()
        self.say_place(mode, name, host)
        self.show_page("compose")
        self.pages.calm.connect(self._count_again)

    @property
    def outbox(self) -> OutboxPage:
        """The page of orders; made when it is first asked for, as are links and settings."""
        return self.pages.outbox

    @property
    def links(self) -> LinksPage:
        """The page of links."""
        return self.pages.links

    @property
    def settings(self) -> SettingsPage:
        """The page of settings."""
        return self.pages.settings

    @cached_property
    def notices(self) -> Notices:
        """What is told outside of the window; made with the services."""
        from dodo_desktop.ui.notices import Notices

        made = Notices(self, self._sees)
        made.opened.connect(self._open_order)
        return made

    def _lay_out(self) -> None:
        right = self._right
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        right.addWidget(self.pages, 1)
        self.setCentralWidget(central)

    def _make_shortcuts(self) -> None:
        for number, page in enumerate(NAMES[:3], 1):
            self._on_key(QKeySequence(f"Ctrl+{number}"), partial(self.show_page, page))
        self._on_key(QKeySequence("Ctrl+,"), lambda: self.show_page("settings"))
        self._on_key(QKeySequence("Ctrl+N"), self._new_link)
        self._on_key(QKeySequence("F6"), self._next_region)
        self._on_key(QKeySequence("F1"), self._show_shortcuts)

    def _on_key(self, keys: QKeySequence, do: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: do())
        self.addAction(action)

    # What is shown

    def attach(self, workspace: Workspace, account: Account) -> None:
        """Fill the window with the services of a profile."""
        self._account = account
        self._place = place = workspace.place
        self.say_place(place.mode, place.name, place.host)
        sending = workspace.sending
        self._ends = [
            sending.counts_changed.subscribe(self._show_counts),
            sending.connection.subscribe(lambda news: self._show_connection(news, place)),
            account.changed.subscribe(lambda _news: self._show_accounts()),
        ]
        self._show_accounts()
        self._show_counts(sending.counts_now)
        self._show_connection(sending.current_connection, place)
        self._sending = sending
        self.unlocking.attach(account, place.profile_id)
        self._ends.append(self.unlocking.detach)
        self.notices.attach(sending)
        self._ends.append(self.notices.detach)
        self._ends.append(self.disk.attach(sending))
        self.pages.attach(workspace, account)

    def use_updates(self, updates: Updates, account: Account) -> None:
        """Tell of newer versions, for the life of the window."""
        self.update_banner.use(updates)
        self.pages.use_updates(updates, account)

    def detach(self) -> None:
        """Let go of the services, before they close or another profile comes."""
        for end in self._ends:
            end()
        self._ends = []
        self._sending = None
        self.pages.detach()

    def show_page(self, page: str) -> None:
        """Open one of compose, outbox, links, settings and put the focus where work starts."""
        self.sidebar.show_page(page)
        self.pages.open(page)
        self._show_banner()

    def refocus(self) -> None:
        """Another place was opened: the page stays, and the focus goes where work starts."""
        self.show_page(self.pages.name)

    def set_business_name(self, name: str) -> None:
        """Dodo told the name of the business."""
        self.say_place(self._mode, name, self._host)

    def show_unready(self, reason: str, elsewhere: tuple[str, str]) -> None:
        """Nothing is open, because what the environment's key is for is not known; `elsewhere` is mode and
        name of the place where one could work instead."""
        self.unready.say(reason, *elsewhere)
        if self.unready.isHidden():
            self.say_place("unknown", "", "")
            self._set_ready(False)
            self.unready.focus_start()

    def hide_unready(self) -> None:
        """There are pages again."""
        self._set_ready(True)

    def _set_ready(self, ready: bool) -> None:
        self.unready.setVisible(not ready)
        self.pages.setVisible(ready)
        self.sidebar.set_pages_usable(ready)

    def raise_to_front(self) -> None:
        """Another start of the program asks for this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def say_place(self, mode: str, name: str, host: str) -> None:
        """Name the place in badge, strip and title."""
        word = mode_word(mode)
        self._mode, self._host = mode, host
        self.strip.set_mode(mode)
        self.sidebar.set_place(mode, name, host)
        if self._sending is None:
            self.pages.say_mode(mode)
        parts = [part for part in (name, f"{word} {host}".strip(), _("Dodo Payment Links")) if part]
        self.setWindowTitle(" – ".join(parts))
        self._show_banner()

    def _show_accounts(self) -> None:
        """The accounts, or what they are called, are others now."""
        account, place = self._account, self._place
        if account is None or place is None:
            return
        profile = account.profile(place.profile_id)
        if profile is not None:
            self.say_place(place.mode, profile.shown_name or place.name, place.host)
        from dodo_desktop.ui.places_menu import place_choices

        self.sidebar.set_places(place_choices(account.profiles, place))

    def _show_banner(self) -> None:
        wanted = self._mode == "practice" and self.pages.name == "compose"
        if wanted or "banner" in vars(self):
            self.banner.setVisible(wanted)

    def _count_again(self) -> None:
        if self._sending is not None:
            self._show_counts(self._sending.counts_now)

    def _show_counts(self, counts: OutboxCounts) -> None:
        if self._sending is not None and self.compose.creation.hurried:
            return
        spoken = ngettext("{n} order", "{n} orders", counts.open).format(n=counts.open) if counts.open else ""
        if counts.needs_person:
            waiting = ngettext("{n} needs you", "{n} need you", counts.needs_person)
            spoken = f"{spoken}, {waiting.format(n=counts.needs_person)}"
        shown = counts.needs_person or counts.open
        text = str(shown) if 0 < shown < 1000 else "999+" if shown else ""
        self.sidebar.buttons["outbox"].set_count(text, hot=counts.needs_person > 0, spoken=spoken)

    def _show_connection(self, news: Connection, place: Place) -> None:
        from dodo_desktop.ui.words.connection import connection_words

        told = connection_words(news, place.mode)
        self.sidebar.connection.say(told.word, told.detail, icon=told.icon, action=told.action)

    def _sees(self, request_id: str) -> bool:
        """Whether the person has this order, or its link, before the eyes."""
        if not self.isActiveWindow() or self.isMinimized():
            return False
        return self.pages.chosen_order == request_id

    # What the person does

    def _open_order(self, request_id: str) -> None:
        """A notice was clicked."""
        self.raise_to_front()
        self.show_page("outbox")
        self.outbox.open_order(request_id)

    def _try_now(self) -> None:
        """Beside the connection: Dodo is asked at once, or the keyring where that is what is missing."""
        if self._sending is None:
            return
        if self._sending.current_connection.state == "keyless":
            self.unlocking.ask()
        else:
            self._sending.wake()

    def _go_to(self, profile_id: str) -> None:
        """Another account was chosen from the badge."""
        if self._account is None:
            return
        try:
            self._account.use(profile_id)
        except OSError as fault:
            from dodo_desktop.ui.fault_box import tell_not_saved

            tell_not_saved(self, fault)

    def _connect_account(self) -> None:
        self.show_page("settings")
        self.settings.focus_key()

    def _new_link(self) -> None:
        self.show_page("compose")
        self.compose.new_link()

    def _show_shortcuts(self) -> None:
        # Imported and made when it is first asked for; most days nobody does.
        from dodo_desktop.ui.shortcuts_window import ShortcutsWindow

        if self._shortcuts is None:
            self._shortcuts = ShortcutsWindow(self)
        self._shortcuts.show()
        self._shortcuts.activateWindow()

    def _next_region(self) -> None:
        """F6: sidebar, content, panel, and round again."""
        regions: list[QWidget] = [self.sidebar.buttons[self.pages.name], *self.pages.current.regions()]
        focus = self.focusWidget()
        at = next((i for i, r in enumerate(regions) if focus and (r is focus or r.isAncestorOf(focus))), -1)
        target = regions[(at + 1) % len(regions)]
        if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
            inside = next((w for w in target.findChildren(QWidget) if _takes_focus(w)), None)
            target = inside or target
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What the system does

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # As wide as it is by now: while a window opens, the event of an earlier size may end last.
        narrow = self.width() < NARROW
        self.sidebar.set_rail(narrow)
        self.pages.set_narrow(narrow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_back.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages.focus_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        failed = self.compose.unsaved
        if failed and not self._leaving:
            event.ignore()
            if self._question is None:
                from dodo_desktop.ui.unsaved_box import ask_to_close

                self._question = ask_to_close(self, failed, self._leave)
                self._question.finished.connect(self._answered)
            return
        # The window goes at once; what is unsaved is written before the program ends.
        event.accept()
        self.closed.emit()

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def _answered(self, _result: int) -> None:
        self._question = None


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
