"""Has the keyring asked for the key again when a person wants that, wherever they press for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.words.keys import key_trouble

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account


class Unlocking(QObject):
    """Signals: `busy_changed` while the keyring is asked; `refused` with the sentence on why there is no key
    after all."""

    busy_changed = Signal(bool)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = Tasks()
        self._account: Account | None = None
        self._profile_id = ""
        self.busy = False
        """Whether the keyring is being asked."""

    def attach(self, account: Account, profile_id: str) -> None:
        """Ask for the key of this profile."""
        self._account, self._profile_id = account, profile_id

    def detach(self) -> None:
        """Another place comes; what is still being asked is of no more interest."""
        self._account = None

    def ask(self) -> None:
        """*Unlock* or *Try again*. Pressed again while the keyring is asked, nothing happens."""
        account = self._account
        if account is not None and account.profile(self._profile_id) is not None and not self.busy:
            self._tasks.start(self._asking(account, self._profile_id))

    async def _asking(self, account: Account, profile_id: str) -> None:
        self._set_busy(True)
        try:
            news = await account.read(profile_id)
        finally:
            self._set_busy(False)
        if news.trouble and self._account is account and self._profile_id == profile_id:
            self.refused.emit(key_trouble(news.trouble))

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
