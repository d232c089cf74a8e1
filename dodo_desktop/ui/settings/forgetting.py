"""Takes an account off the list: asks first, and says why where it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.keys import OrdersWait
from dodo_desktop.services.ports import VaultError
from dodo_desktop.ui.settings.profile_dialog import ProfileDialog
from dodo_desktop.ui.settings.questions import ask_forgetting
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.words.keys import account_name, forgotten, not_saved, orders_wait, removal_refused
from dodo_desktop.ui.words.orders import store_sentence

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account
    from dodo_desktop.services.ports import Profile


class Forgetting(QObject):
    """Belongs to a dialog that is open. Signals: `done` with the sentence on where the data are."""

    done = Signal(str)

    def __init__(self, account: Account, profile: Profile, dialog: ProfileDialog, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._account, self._profile = account, profile
        self._dialog, self._tasks = dialog, tasks
        dialog.removal_asked.connect(lambda: self._tasks.start(self._ask()))

    async def _ask(self) -> None:
        """An account whose orders wait is not even asked about."""
        profile_id = self._profile.profile_id
        try:
            waiting = await self._account.waiting(profile_id)
        except StoreFault as fault:
            self._dialog.say(store_sentence(fault.reason))
            return
        if waiting:
            self._dialog.say(orders_wait(waiting))
            return
        name, folder = account_name(self._profile), self._account.folder(profile_id)
        ask_forgetting(self._dialog, name, folder, self._start)

    def _start(self) -> None:
        self._tasks.start(self._forget())

    async def _forget(self) -> None:
        profile_id = self._profile.profile_id
        self._dialog.set_busy(True)
        try:
            await self._account.forget(profile_id)
        except OrdersWait as wait:
            self._dialog.say(orders_wait(wait.count))
        except StoreFault as fault:
            self._dialog.say(store_sentence(fault.reason))
        except VaultError as fault:
            self._dialog.say(removal_refused(fault.reason))
        except OSError as fault:
            self._dialog.say(not_saved(fault))
        else:
            self.done.emit(forgotten(account_name(self._profile), self._account.folder(profile_id)))
            self._dialog.accept()
