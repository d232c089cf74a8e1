"""The four pages. Compose comes right after the first picture, which shows its front; the others when first
asked for, or in a rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from dodo_desktop.ui.compose.front import Front
from dodo_desktop.ui.own_turn import OwnTurn
from dodo_desktop.ui.unseen import Unseen

if TYPE_CHECKING:
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.core.records import FoundCustomer
    from dodo_desktop.services.account import Account
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.services.updates import Updates
    from dodo_desktop.services.workspace import Workspace
    from dodo_desktop.ui.compose.page import ComposePage
    from dodo_desktop.ui.links.page import LinksPage
    from dodo_desktop.ui.outbox.page import OutboxPage
    from dodo_desktop.ui.settings.page import SettingsPage
    from dodo_desktop.ui.unlocking import Unlocking

    Page = ComposePage | OutboxPage | LinksPage | SettingsPage

NAMES = ("compose", "outbox", "links", "settings")

_REST_MS = 120
"""Between two pages that are made in a rest, for what the person does meanwhile."""
_FRAME = 0.016
"""Seconds for what was found to be painted, which takes as long as a screen needs at most."""
_NEWS_MS = 50
"""For which a page that is opened waits for news from the disk at most, so that it is painted once."""


class Pages(QStackedWidget):
    """Hands every page what the window has for it, however late the page is made.

    Signals: `navigate` with the page that should open; `shortcuts_asked` for the list of keys; `calm` once
    what nobody waits for has time again after an order went out.
    """

    navigate = Signal(str)
    shortcuts_asked = Signal()
    calm = Signal()

    def __init__(self, unlocking: Callable[[], Unlocking], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask_for_unlocking = unlocking
        self._front: Front | None = Front(self)
        self._left: _Left | None = None
        self._compose: ComposePage | None = None
        self._outbox: OutboxPage | None = None
        self._links: LinksPage | None = None
        self._settings: SettingsPage | None = None
        self._names: list[str] = ["compose"]
        self._mode = ""
        self._unseen = Unseen()
        self._narrow = False
        self._services: tuple[Workspace, Account] | None = None
        self._updates: tuple[Updates, Account] | None = None
        self._rest = QTimer(self)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._make_next)
        self._painting = OwnTurn(self)
        self.addWidget(self._front)

    @property
    def _unlocking(self) -> Unlocking:
        return self._ask_for_unlocking()

    @property
    def compose(self) -> ComposePage:
        """Takes the place of its front when it is first asked for, and the typing that goes on there."""
        made = self.make_compose()
        if self._left is not None:
            self._put_compose(made, self._left)
        return made

    def make_compose(self) -> ComposePage:
        """Make that page, for it to stand in its place only when it is asked for."""
        if self._compose is None:
            front, self._front = self._front, None
            assert front is not None
            self._left = _Left(front, self)
            self._compose = self._made_compose(front)
            self.insertWidget(0, self._compose)
            front.empty()
        return self._compose

    def _made_compose(self, front: Front) -> ComposePage:
        from dodo_desktop.ui.compose.page import ComposePage

        if front.finder is not None:
            front.finder.chosen.disconnect(self._picked_early)
            front.finder.new_asked.disconnect(self._new_early)
        made = ComposePage(front, self)
        made.unlock_asked.connect(self._unlock)
        made.navigate.connect(self.navigate)
        made.creation.calm.connect(self.calm)
        made.result_made.connect(lambda result: self._unseen.add(made.order, result))
        made.say_mode(self._mode)
        made.set_narrow(self._narrow)
        self._unseen.add(made)
        return made

    def _put_compose(self, made: ComposePage, left: _Left) -> None:
        self._left = None
        if left.shown:
            # Else it would be laid out first in the size that every widget begins with.
            made.resize(self.size())
            self.setCurrentWidget(made)
        self.removeWidget(left.front)
        left.front.deleteLater()
        if left.typing:
            left.front.face.field.setFocus()
        if left.finder is not None and left.found:
            left.finder.results.reopen()

    def _unlock(self) -> None:
        self._unlocking.ask()

    def set_unlocking(self, busy: bool) -> None:
        """While the keyring is asked."""
        if self._compose is not None:
            self._compose.set_unlocking(busy)

    def prepare_finder(self) -> None:
        """Make what the search of the first picture shows what it finds in."""
        if self._front is not None and self._front.finder is None:
            finder = self._front.make_finder()
            finder.results.prepare()
            finder.chosen.connect(self._picked_early)
            finder.new_asked.connect(self._new_early)

    async def find_with(self, directory: Directory) -> None:
        """Let the search of the first picture find; returns when what is found for what is typed there by
        now is on the screen."""
        if self._front is None:
            return
        # Imported here: there is no loop when the first picture is made.
        from dodo_desktop.ui.painted import Eye

        self.prepare_finder()
        finder = self._front.searched()
        # The rows: what is around them may be covered by them wholly.
        eye = Eye(finder.results.view.viewport())
        finder.attach(directory, brief=True)
        await finder.searching.answered()
        if finder.results.is_open:
            await eye.saw(_FRAME)
        eye.close()

    def say_all(self) -> None:
        """Say of what was found all that had time until the form was there."""
        if self._compose is not None:
            self._compose.form.customer.finder.say_all()

    def _picked_early(self, found: FoundCustomer) -> None:
        self.compose.form.customer.pick_found(found)

    def _new_early(self, typed: str) -> None:
        self.compose.form.customer.start_new(typed)

    def say_mode(self, mode: str) -> None:
        """What services will be there: the page looks like that before they are, so that nothing moves."""
        self._mode = mode
        (self._compose or self._whole_front).say_mode(mode)

    @property
    def _whole_front(self) -> Front:
        assert self._front is not None
        return self._front

    def open(self, name: str) -> None:
        """Show a page and put the focus where work starts."""
        page = self._whole_front if name == "compose" and self._compose is None else self.page(name)
        if (before := self.currentWidget()) is not page:
            self._painting.put_off()
            focused = QApplication.focusWidget()
            if before is not None and focused is not None and before.isAncestorOf(focused):
                # Qt would hand it on to what comes next, and back into the page that comes.
                focused.clearFocus()
        self.setCurrentWidget(page)
        if any(one is page and one.model.fetching for one in (self._outbox, self._links)):
            self._painting.wait(_NEWS_MS)
        self.focus_start()

    def focus_start(self) -> None:
        """Put the focus where work starts in the page that is shown."""
        if self._front is not None and self.name == "compose":
            self._front.focus_start()
        else:
            self.current.focus_start()

    @property
    def outbox(self) -> OutboxPage:
        """Made now if it was not yet; so are the other two."""
        if self._outbox is None:
            from dodo_desktop.ui.outbox.page import OutboxPage

            self._outbox = page = OutboxPage()
            page.refused.connect(self._show_refusal)
            page.unlock_asked.connect(self._unlocking.ask)
            self._unlocking.refused.connect(page.detail.say)
            self._unlocking.busy_changed.connect(page.detail.actions_row.set_unlocking)
            page.detail.actions_row.set_unlocking(self._unlocking.busy)
            page.set_narrow(self._narrow)
            self._take("outbox", page)
            self._wait_for_rows(page)
            if self._services is not None:
                page.attach(self._services[0])
        return self._outbox

    @property
    def links(self) -> LinksPage:
        """The page of links."""
        if self._links is None:
            from dodo_desktop.ui.links.page import LinksPage

            self._links = page = LinksPage()
            page.set_narrow(self._narrow)
            self._take("links", page)
            self._wait_for_rows(page)
            if self._services is not None:
                page.attach(self._services[0])
        return self._links

    @property
    def settings(self) -> SettingsPage:
        """The page of settings."""
        if self._settings is None:
            from dodo_desktop.ui.settings.page import SettingsPage

            self._settings = page = SettingsPage()
            page.shortcuts_asked.connect(self.shortcuts_asked)
            self._take("settings", page)
            if self._updates is not None:
                page.updates.use(*self._updates)
            if self._services is not None:
                workspace, account = self._services
                page.attach(account, workspace)
        return self._settings

    def _take(self, name: str, page: Page) -> None:
        self._names.append(name)
        self.addWidget(page)
        self._unseen.add(page, page=True)
        page.navigate.connect(self.navigate)

    def _wait_for_rows(self, page: OutboxPage | LinksPage) -> None:
        def came() -> None:
            if self.currentWidget() is page:
                self._painting.go_on()

        for told in (page.model.loaded, page.model.failed):
            told.connect(came)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A banner above them goes with its page.
        self._painting.move_along()

    def _show_refusal(self, problem: Problem) -> None:
        self.compose.show_refusal(problem)

    @property
    def name(self) -> str:
        """The page that is shown."""
        return self._names[self.currentIndex()]

    @property
    def current(self) -> Page:
        """The page that is shown."""
        return self.page(self.name)

    def page(self, name: str) -> Page:
        """One of them by its name."""
        if name == "outbox":
            return self.outbox
        if name == "links":
            return self.links
        return self.settings if name == "settings" else self.compose

    @property
    def made(self) -> tuple[Page, ...]:
        """Those that there are."""
        all_of_them = (self._compose, self._outbox, self._links, self._settings)
        return tuple(page for page in all_of_them if page is not None)

    @property
    def chosen_order(self) -> str:
        """Request id of the order that the shown page has open; empty for none."""
        shown = self.currentWidget()
        if self._compose is not None and shown is self._compose:
            return self._compose.creation.order_id
        if self._outbox is not None and shown is self._outbox:
            return self._outbox.chosen
        if self._links is not None and shown is self._links:
            link = self._links.detail.shown
            return link.request_id if link is not None else ""
        return ""

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        self._narrow = narrow
        (self._compose or self._whole_front).set_narrow(narrow)
        for page in (self._outbox, self._links):
            if page is not None:
                page.set_narrow(narrow)

    def attach(self, workspace: Workspace, account: Account) -> None:
        """Fill the pages with the services of a profile."""
        self._services = workspace, account
        self.compose.attach(workspace)
        for page in (self._outbox, self._links):
            if page is not None:
                page.attach(workspace)
        if self._settings is not None:
            self._settings.attach(account, workspace)
        if not self.whole:
            self._rest.start()

    def detach(self) -> None:
        """Let go of the services."""
        self._services = None
        self._rest.stop()
        for page in self.made:
            page.detach()

    def use_updates(self, updates: Updates, account: Account) -> None:
        """Tell of newer versions in the settings."""
        self._updates = updates, account
        if self._settings is not None:
            self._settings.updates.use(updates, account)

    @property
    def whole(self) -> bool:
        """Whether nothing is left to be made."""
        return self._next() is None

    def make_all(self) -> None:
        """Make now what was not asked for yet."""
        while not self.whole:
            self._make_next()

    def _next(self) -> Callable[[], object] | None:
        """What makes the part that is likely to be asked for first."""
        if self._compose is None:
            return lambda: self.compose
        if self._unseen.to_dress:
            return self._unseen.dress
        late = next((name for name in NAMES if name not in self._names), "")
        part = self.compose.next_part() or (partial(self.page, late) if late else None)
        return part or (partial(self._unseen.rehearse, self.size()) if self._unseen.to_rehearse else None)

    def _make_next(self) -> None:
        make = self._next()
        if make is not None:
            make()
        if self.whole:
            self._rest.stop()


class _Left:
    """How `front` was when its page was made, for the page that takes its place to go on there."""

    def __init__(self, front: Front, pages: Pages) -> None:
        self.front = front
        self.finder = front.finder
        self.shown = pages.currentWidget() is front
        # Of the window: the system may not have given it the keyboard yet.
        self.typing = pages.window().focusWidget() is front.face.field
        self.found = front.finder is not None and front.finder.results.is_open
