"""Settings: in which account links are made, and the keys of the accounts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QMessageBox, QVBoxLayout, QWidget

from dodo_desktop.services.account import KeyRefused
from dodo_desktop.services.ports import KeyState, Profile, VaultError
from dodo_desktop.ui.settings.key_form import KeyForm
from dodo_desktop.ui.settings.profile_row import ProfileRow
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.widgets.question import dress_question
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.keys import key_line, key_refused, key_unreadable, removal_refused
from dodo_desktop.ui.words.labels import mode_word
from dodo_desktop.ui.words.times import as_of

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account
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

    def render_rows(self) -> None:
        """Draw the list anew from what is stored."""
        account = self._account
        if account is None:
            return
        for row in self._rows.values():
            self._group.removeButton(row.radio)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        current = self._workspace.place.profile_id if self._workspace else account.settings.current
        self._add_practice(current == "practice")
        for profile in account.profiles:
            self._add_profile(profile, profile.profile_id == current)
        if not any(p.mode == "live" for p in account.profiles):
            self._add_missing_live()
        self._say_environment()
        # They are made after all else, and are read before it.
        stops = [stop for row in self._rows.values() for stop in row.stops()]
        for before, after in pairwise([*stops, self.form.field_editor]):
            QWidget.setTabOrder(before, after)

    def _add(self, row: ProfileRow, profile_id: str) -> None:
        self._rows[profile_id] = row
        self._group.addButton(row.radio)
        self._list.addWidget(row)
        row.chosen.connect(lambda: self._use(profile_id))

    def _add_practice(self, current: bool) -> None:
        row = ProfileRow("practice", "practice", _("Always ready"), current=current, first=True)
        row.detail.setText(_("Sample customers and products. Nothing leaves this computer."))
        self._add(row, "practice")

    def _add_profile(self, profile: Profile, current: bool) -> None:
        assert self._account is not None
        name = profile.name or mode_word(profile.mode)
        row = ProfileRow(profile.profile_id, profile.mode, name, current=current, first=False)
        state = self._account.key_state(profile.profile_id)
        row.detail.setText(key_line(profile.key_tail, session_only=state is KeyState.SESSION_ONLY))
        if state in {KeyState.LOCKED, KeyState.MISSING}:
            row.verdict.say(key_unreadable(state), "warning")
        elif profile.checked_at is not None:
            when = isolate(as_of(profile.checked_at, self._account.now()))
            row.verdict.say(_("Accepted by Dodo, {when}").format(when=when), "success")
        row.offer_key_buttons("" if current else f".{profile.profile_id}")
        row.check.connect(lambda: self._check(profile))
        row.replace.connect(lambda: self._ask_replacement(profile))
        row.remove.connect(lambda: self._ask_removal(profile))
        self._add(row, profile.profile_id)

    def _add_missing_live(self) -> None:
        row = ProfileRow("live", "live", _("Not connected"), current=False, first=False)
        row.detail.setText(_("Add a live key below to make links that customers pay with real money."))
        row.radio.setEnabled(False)
        self._add(row, "live")

    def _say_environment(self) -> None:
        assert self._account is not None
        note = self._account.environment
        if note is None:
            self.note.say("")
        elif note.host:
            text = _("This session works with {host}, as the environment says. Its key is not stored.")
            self.note.say(text.format(host=isolate(note.host)), "accent")
        else:
            self.note.say(_("This session uses the key of the environment. It is not stored."), "accent")

    # What the person does

    def _use(self, profile_id: str) -> None:
        if self._account is not None:
            self._tasks.start(self._account.use(profile_id))

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
        self.form.accepted()
        profile = connected.profile
        said = _("Key stored. It is for {mode}: {name}.").format(
            mode=mode_word(profile.mode), name=isolate(profile.name or mode_word(profile.mode))
        )
        self.form.say(said, "success")

    def _check(self, profile: Profile) -> None:
        if self._account is not None:
            self._tasks.start(self._checking(self._account, profile))

    async def _checking(self, account: Account, profile: Profile) -> None:
        row = self._rows[profile.profile_id]
        row.set_busy(True)
        row.verdict.say(_("Asking Dodo…"), "muted")
        try:
            await account.test(profile.profile_id)
        except KeyRefused as refused:
            self.render_rows()
            self._rows[profile.profile_id].verdict.say(_check_sentence(refused.reason), "danger")
        else:
            self.render_rows()

    def _ask_replacement(self, profile: Profile) -> None:
        self.form.replace(profile.profile_id, profile.name or mode_word(profile.mode))

    def _ask_removal(self, profile: Profile) -> None:
        name = isolate(profile.name or mode_word(profile.mode))
        waiting = 0
        if self._workspace is not None and self._workspace.place.profile_id == profile.profile_id:
            waiting = self._workspace.sending.counts_now.open
        said = _("Drafts, orders and links stay on this computer.")
        if waiting:
            said = _("Orders that wait stay here and go out once a key of this business is added again.")
        box = QMessageBox(self.window())
        box.setObjectName("settings.removal")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(_("Remove the key"))
        box.setText(_("Remove the key of {name}?").format(name=name))
        box.setInformativeText(said)
        keep = box.addButton(_("Keep"), QMessageBox.ButtonRole.RejectRole)
        remove = box.addButton(_("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        dress_question(box, remove, danger=True)
        box.finished.connect(lambda _r: self._removal_answered(profile, box.clickedButton() is remove))
        box.open()

    def _removal_answered(self, profile: Profile, yes: bool) -> None:
        if yes and self._account is not None:
            self._tasks.start(self._removing(self._account, profile))

    async def _removing(self, account: Account, profile: Profile) -> None:
        try:
            await account.remove(profile.profile_id)
        except VaultError as fault:
            self._rows[profile.profile_id].verdict.say(removal_refused(fault.reason), "danger")
            return
        self.form.say(_("The key was removed from this computer."), "muted")


def _check_sentence(reason: str) -> str:
    """Why *Check key* was not answered with yes; the key stays where it is."""
    if reason == "refused":
        return _("Dodo does not accept this key any more. Orders wait here. Replace the key.")
    if reason in {"offline", "server", "throttled"}:
        return _("Dodo could not be asked just now. The key stays as it is.")
    return key_refused(reason)
