"""The place that the program begins with: its data are open, and its search finds, before the rest of the
program is imported."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from dodo_desktop.api.hosts import Host
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.directory import Directory
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory
from dodo_desktop.system.clock import SystemClock
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.paths import PRACTICE, custom_id

if TYPE_CHECKING:
    from dodo_desktop.core.profiles import Settings
    from dodo_desktop.options import Start
    from dodo_desktop.system.paths import Paths


class Opening:
    """The data of one profile: `lock`, `database` and a `directory` that asks nobody yet.

    Whoever works on with them calls `take`; `close` is for the one with whom nobody did.
    """

    def __init__(self, paths: Paths, profile_id: str) -> None:
        self.profile_id = profile_id
        self.lock = FileLock(paths.runner_lock(profile_id))
        self.database = Database(paths.database(profile_id))
        self.directory = Directory(SqliteDirectory(self.database), None, SystemClock())
        self._taken = False

    async def open(self) -> bool:
        """Whether all is open. Where not, nothing is, and whoever opens the place the long way tells why."""
        try:
            if self.lock.acquire():
                # Asked for together, so that neither waits for the thread of the window in between.
                both = self.database.open(), self.directory.look()
                for came_to in await asyncio.gather(*both, return_exceptions=True):
                    if came_to is not None:
                        raise came_to
                return True
        except (StoreFault, OSError):
            pass
        await self.close()
        return False

    def take(self) -> None:
        """It is another's now, to work with and to close."""
        self._taken = True

    async def close(self) -> None:
        """Closes what nobody took."""
        if not self._taken:
            self._taken = True
            with suppress(StoreFault):
                await self.database.close()
            self.lock.release()


def session_id(host: Host, key: str) -> str:
    """The id under which a place of the environment keeps its data: apart by host and key.

    Nothing can be told back from the part of a digest that it is.
    """
    # Imported here: most starts have no such place.
    import hashlib

    return custom_id(hashlib.sha256(f"{host.url} {key}".encode()).hexdigest())


def first_profile(start: Start, settings: Settings) -> str:
    """Which profile `Program` will open first; empty where Dodo is asked before that, or none is opened."""
    key, host = start.environment.key, start.host
    if start.practice:
        return PRACTICE
    if key:
        from dodo_desktop.services.key_text import environment_key

        key = environment_key(key)
        return session_id(host, key) if key and host is not None else ""
    if host is not None and host.mode == "custom":
        return session_id(host, "")
    known = any(profile.profile_id == settings.current for profile in settings.profiles)
    return settings.current if known else PRACTICE


async def open_first(start: Start, settings: Settings) -> Opening | None:
    """Opens the place that `Program` will open first; None where that is not known yet, or not possible.

    A file that needs care, such as a damaged one, is left to `Program`, which tells the person about it.
    """
    profile_id = first_profile(start, settings)
    if not profile_id:
        return None
    opening = Opening(start.paths, profile_id)
    return opening if await opening.open() else None
