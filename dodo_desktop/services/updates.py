"""Updates: whether there is a newer version. The app tells; getting it is the person's own doing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from dodo_desktop.core.updates import UpdateNote, is_newer
from dodo_desktop.services.account import Account
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Clock
from dodo_desktop.services.waiting import Sleep, ended, going

EVERY = timedelta(days=1)
FIRST = 60.0
"""Seconds after the start before anything is asked: there is work that cannot wait."""
LOOK = 600.0
"""Seconds between looks at whether a day has gone by."""
_MODES = ("test", "live")
"""Where the page is asked. Practice leaves nobody's computer, and a custom host is somebody's own affair."""


class Updates:
    """Asks at most once a day, over all starts of the program. `changed` tells that what is known changed.

    `newest` answers the newest version's number, empty for unknown; it raises nothing.
    """

    def __init__(
        self,
        account: Account,
        newest: Callable[[], Awaitable[str]],
        clock: Clock,
        *,
        current: str,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._account = account
        self._newest = newest
        self._clock = clock
        self._sleep = sleep
        self._mode = "practice"
        self._task: asyncio.Task[None] | None = None
        self.current = current
        self.changed: Feed[None] = Feed()

    @property
    def note(self) -> UpdateNote:
        """What was chosen and learnt."""
        return self._account.settings.updates

    @property
    def asks(self) -> bool:
        """Whether the page is asked where the person works now."""
        return self.note.tell and self._mode in _MODES

    @property
    def newer(self) -> str:
        """The newer version that there is, as far as is known; empty for none, and where nothing is told."""
        return self.note.newest if self.asks and is_newer(self.note.newest, self.current) else ""

    @property
    def reminder(self) -> str:
        """The same, unless the person put it off."""
        return "" if self.newer == self.note.put_off else self.newer

    def follow(self, mode: str) -> None:
        """The person works in this mode from now on."""
        self._mode = mode
        if self._task is None and mode in _MODES:
            self._task = going(self._run(), "updates")
        self.changed.emit(None)

    def tell(self, on: bool) -> None:
        """Whether to be told. Raises OSError."""
        self._account.note_updates(replace(self.note, tell=on))
        self.changed.emit(None)

    def put_off(self) -> None:
        """No reminder of this version any more. Raises OSError."""
        self._account.note_updates(replace(self.note, put_off=self.newer))
        self.changed.emit(None)

    async def stop(self) -> None:
        """Ends; a question that is on its way is given up."""
        await ended(self._task)
        self._task = None

    async def _run(self) -> None:
        await self._sleep(FIRST)
        while True:
            if self.asks and self._due():
                await self._ask()
            await self._sleep(LOOK)

    def _due(self) -> bool:
        asked, now = self.note.asked_at, self._clock.now()
        # A clock that was set back must not keep the question away for years.
        return asked is None or now - asked >= EVERY or asked > now

    async def _ask(self) -> None:
        try:
            # Before the question, so that no fault makes it come again and again.
            self._account.note_updates(replace(self.note, asked_at=self._clock.now()))
        except OSError:
            return
        found = await self._newest()
        if found:
            try:
                self._account.note_updates(replace(self.note, newest=found))
            except OSError:
                return
        self.changed.emit(None)
