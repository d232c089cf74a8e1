"""Settings: in which account links are made, and the keys of the accounts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.keys import WAITING_TROUBLES, KeyRefused
from dodo_desktop.services.ports import KeyState, VaultError
from dodo_desktop.ui.settings.forgetting import Forgetting
from dodo_desktop.ui.settings.key_form import KeyForm
from dodo_desktop.ui.settings.profile_dialog import ProfileDialog
from dodo_desktop.ui.settings.profile_row import ProfileRow
from dodo_desktop.ui.settings.questions import ask_removal
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.keys import (
    account_name,
    check_refused,
    environment_line,
    key_line,
    key_refused,
    key_stored,
    key_trouble,
    not_saved,
    removal_refused,
    told_apart,
    unlock_label,
)
from dodo_desktop.ui.words.times import as_of

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account
    from dodo_desktop.services.ports import Profile
    from dodo_desktop.services.workspace import Workspace


class AccountSection(QWidget):
    """Signals: `needs_key` with a profile to which a key is to be given anew, empty for a new one."""

    needs_key = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tasks = Tasks()
        self._account: Account | None = None
        self._workspace: Workspace | None = None
        self._rows: dict[str, ProfileRow] = {}
        self._said: dict[str, tuple[str, str]] = {}
        self._busy: set[str] = set()
        self._dialog: ProfileDialog | None = None
        self._forgetting: Forgetting | None = None
        title = QLabel(_("Work in"))
        set_text(title, "medium")
        self.box = QFrame()
        self.box.setObjectName("settings.mode")
        self.box.setProperty("surface", "box")
        self.box.setAccessibleName(_("Work in"))
        self._list = QVBoxLayout(self.box)
        self._list.setContentsMargins(1, 1, 1, 1)
        self._list.setSpacing(0)
        self._group = QButtonGroup(self)
        self.form = KeyForm()
        # The accounts push it down when they come: who aimed at it before that would hit one of them.
        self.form.hide()
        self.form.given.connect(self._connect)
        self.note = Line("settings.environment")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(self.box)
        column.addWidget(self.note)
        column.addSpacing(6)
        column.addWidget(self.form)

    def attach(self, account: Account, workspace: Workspace) -> None:
        """Show the accounts of this computer."""
        self._account, self._workspace = account, workspace
        self.render_rows()
        self.form.show()

    def detach(self) -> None:
        """Let go of the services."""
        self._account = self._workspace = None

    def start_widget(self) -> QWidget:
        """Where the focus goes: the key field while no key is stored, else the account in use."""
        account = self._account
        if account is None or not account.profiles:
            return self.form.field_editor
        row = self._rows.get(account.settings.current)
        return row.radio if row else self.form.field_editor

    def stops(self) -> list[QWidget]:
        """What takes the keyboard here, as it is read."""
        rows = [stop for row in self._rows.values() for stop in row.stops()]
        return [*rows, *self.form.stops()]

    # The list

    def render_rows(self) -> None:
        """Draw the list anew from what is stored; the keyboard stays where it is."""
        account = self._account
        if account is None:
            return
        focus = QApplication.focusWidget()
        focused = focus.objectName() if focus is not None and self.box.isAncestorOf(focus) else ""
        for row in self._rows.values():
            self._group.removeButton(row.radio)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        current = self._workspace.place.profile_id if self._workspace else account.settings.current
        self._add_practice(current == "practice")
        if not any(p.mode in {"test", "live"} for p in account.profiles):
            self._add_missing("test", _("Add a test key below to make links at Dodo without real money."))
        names = told_apart(account.profiles)
        for profile in account.profiles:
            self._add_profile(profile, names[profile.profile_id], profile.profile_id == current)
        if not any(p.mode == "live" for p in account.profiles):
            live = _("Add a live key below to make links that customers pay with real money.")
            self._add_missing("live", live)
        self._say_environment()
        if focused:
            again = next((stop for stop in self.stops() if stop.objectName() == focused), None)
            (again or self.start_widget()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, row: ProfileRow, profile_id: str) -> None:
        self._rows[profile_id] = row
        self._group.addButton(row.radio)
        self._list.addWidget(row)
        row.chosen.connect(partial(self._use, profile_id))

    def _add_practice(self, current: bool) -> None:
        row = ProfileRow("practice", "practice", _("Always ready"), current=current, first=True)
        row.detail.setText(_("Sample customers and products. Nothing leaves this computer."))
        self._add(row, "practice")
        self._say_again("practice")

    def _add_profile(self, profile: Profile, name: str, current: bool) -> None:
        assert self._account is not None
        profile_id = profile.profile_id
        row = ProfileRow(profile_id, profile.mode, name, current=current, first=False)
        state = self._account.key_state(profile_id)
        row.detail.setText(key_line(profile.key_tail, session_only=state is KeyState.SESSION_ONLY))
        trouble = self._account.trouble(profile_id) if profile.key_tail else ""
        if trouble:
            row.verdict.say(key_trouble(trouble), "warning" if trouble in WAITING_TROUBLES else "danger")
        elif profile.key_tail and profile.checked_at is not None:
            when = isolate(as_of(profile.checked_at, self._account.now()))
            row.verdict.say(_("Accepted by Dodo, {when}").format(when=when), "success")
        row.offer_key_buttons("" if current else f".{profile_id}", key_there=bool(profile.key_tail))
        row.check.connect(partial(self._check, profile_id))
        row.replace.connect(partial(self._ask_replacement, profile))
        row.remove.connect(partial(self._ask_removal, profile))
        row.more.connect(partial(self._show_profile, profile))
        self._add(row, profile_id)
        self._say_again(profile_id)
        if trouble in WAITING_TROUBLES:
            row.verdict.offer([(unlock_label(trouble), partial(self._unlock, profile_id))])
        row.set_busy(profile_id in self._busy)

    def _add_missing(self, mode: str, invitation: str) -> None:
        """A mode that no account is of; where there is one with real money, nobody is told of test."""
        row = ProfileRow(mode, mode, _("Not connected"), current=False, first=False)
        row.detail.setText(invitation)
        row.radio.setAccessibleDescription(invitation)
        row.radio.setEnabled(False)
        self._add(row, mode)

    def _say_environment(self) -> None:
        assert self._account is not None
        note, place = self._account.environment, self._workspace.place if self._workspace else None
        if note is None or place is None or place.profile_id in self._rows:
            self.note.say("")
            return
        trouble = self._account.trouble(place.profile_id)
        self.note.say(environment_line(note.host, trouble), "danger" if trouble else "accent")

    def _say(self, profile_id: str, sentence: str, tone: str) -> None:
        """Under an account, until something is done with it again; also where the list is drawn anew."""
        self._said[profile_id] = sentence, tone
        self._say_again(profile_id)

    def _say_again(self, profile_id: str) -> None:
        if profile_id in self._said and profile_id in self._rows:
            self._rows[profile_id].verdict.say(*self._said[profile_id])

    def _set_busy(self, profile_id: str, busy: bool) -> None:
        (self._busy.add if busy else self._busy.discard)(profile_id)
        if busy:
            self._said.pop(profile_id, None)
        if profile_id in self._rows:
            self._rows[profile_id].set_busy(busy)

    # What the person does

    def _use(self, profile_id: str) -> None:
        if self._account is None:
            return
        self._said.clear()
        try:
            self._account.use(profile_id)
        except OSError as fault:
            self._said[profile_id] = not_saved(fault), "danger"
            self.render_rows()

    def _connect(self, text: str, replaces: str) -> None:
        if self._account is not None and not self.form.busy:
            self._tasks.start(self._connecting(self._account, text, replaces))

    async def _connecting(self, account: Account, text: str, replaces: str) -> None:
        self.form.set_busy(True)
        try:
            connected = await account.connect(text, replaces or None)
        except KeyRefused as refused:
            self.form.refuse(key_refused(refused.reason))
            return
        finally:
            self.form.set_busy(False)
        self._said.pop(connected.profile.profile_id, None)
        self.form.accepted()
        self.form.say(key_stored(connected), "success")

    def _check(self, profile_id: str) -> None:
        if self._account is not None and profile_id not in self._busy:
            self._tasks.start(self._checking(self._account, profile_id))

    async def _checking(self, account: Account, profile_id: str) -> None:
        self._set_busy(profile_id, True)
        self._rows[profile_id].verdict.say(_("Asking Dodo…"), "muted")
        try:
            await account.test(profile_id)
        except KeyRefused as refused:
            self._said[profile_id] = check_refused(refused.reason), "danger"
        finally:
            self._set_busy(profile_id, False)
            self.render_rows()

    def _unlock(self, profile_id: str) -> None:
        if self._account is not None:
            self._tasks.start(self._unlocking(self._account, profile_id))

    async def _unlocking(self, account: Account, profile_id: str) -> None:
        self._set_busy(profile_id, True)
        self._rows[profile_id].verdict.say(_("Asking the keyring…"), "muted")
        try:
            await account.read(profile_id)
        finally:
            self._set_busy(profile_id, False)
            self.render_rows()

    def _ask_replacement(self, profile: Profile) -> None:
        self.form.replace(profile.profile_id, account_name(profile))

    def _ask_removal(self, profile: Profile) -> None:
        if self._account is not None:
            self._tasks.start(self._asking_removal(self._account, profile))

    async def _asking_removal(self, account: Account, profile: Profile) -> None:
        try:
            waiting = await account.waiting(profile.profile_id)
        except StoreFault:
            # The key can go all the same; whatever waits there stays.
            waiting = 0
        ask_removal(self.window(), account_name(profile), waiting, partial(self._remove, profile.profile_id))

    def _remove(self, profile_id: str) -> None:
        if self._account is not None:
            self._tasks.start(self._removing(self._account, profile_id))

    async def _removing(self, account: Account, profile_id: str) -> None:
        self._set_busy(profile_id, True)
        try:
            await account.remove(profile_id)
        except VaultError as fault:
            self._said[profile_id] = removal_refused(fault.reason), "danger"
        else:
            self.form.say(_("The key was removed from this computer."), "muted")
        finally:
            self._set_busy(profile_id, False)
            self.render_rows()

    def _show_profile(self, profile: Profile) -> None:
        account = self._account
        if account is None:
            return
        self._dialog = dialog = ProfileDialog(self.window(), profile, account.folder(profile.profile_id))
        self._forgetting = Forgetting(account, profile, dialog, self._tasks)
        self._forgetting.done.connect(lambda said: self.form.say(said, "muted"))
        dialog.named.connect(partial(self._rename, profile.profile_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _rename(self, profile_id: str, name: str) -> None:
        dialog = self._dialog
        if self._account is None or dialog is None:
            return
        try:
            self._account.rename(profile_id, name)
        except OSError as fault:
            dialog.say(not_saved(fault))
        else:
            dialog.accept()
