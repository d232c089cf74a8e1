"""API keys in the keyring of the operating system, or in memory where there is none."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from dodo_desktop.core.profiles import KeyAnswer, KeyState, VaultError
from dodo_desktop.system.keyrings import Absent, Keyring, Locked, Refused, meaning_of, system_keyring
from dodo_desktop.system.logs import redact

T = TypeVar("T")

SERVICE = "Dodo Payment Links"
TIMEOUT = 20.0
"""Seconds for one call: a person may have to type the keyring's password."""

_log = logging.getLogger(__name__)


class KeyringVault:
    """Vault in the system's keyring: one entry for each profile, under `service`.

    Calls run one after another in a thread of their own. One that hangs ends in VaultError (timeout) after
    `timeout` seconds, and never holds up the end of the program. `find` gives the keyring, None for none.
    """

    def __init__(
        self,
        service: str = SERVICE,
        *,
        timeout: float = TIMEOUT,
        find: Callable[[], Keyring | None] = system_keyring,
    ) -> None:
        self._service = service
        self._timeout = timeout
        self._find = find
        self._session: dict[str, str] = {}
        self._worker = _Worker()

    def keep_for_session(self, profile_id: str, key: str) -> None:
        """Keeps a key in memory only, such as the environment's. It comes before one in the keyring."""
        redact(key)
        self._session[profile_id] = key

    async def get(self, profile_id: str) -> KeyAnswer:
        """The key and its state. Raises VaultError (refused, timeout)."""
        if profile_id in self._session:
            return KeyAnswer(KeyState.SESSION_ONLY, self._session[profile_id])
        try:
            key = await self._call(lambda keyring: keyring.get_password(self._service, profile_id))
        except Locked:
            return KeyAnswer(KeyState.LOCKED)
        except Absent:
            return KeyAnswer(KeyState.MISSING)
        except Refused:
            raise VaultError("refused") from None
        if not key:
            return KeyAnswer(KeyState.MISSING)
        redact(key)
        return KeyAnswer(KeyState.READY, key)

    async def set(self, profile_id: str, key: str) -> KeyState:
        """Stores; answers READY, or SESSION_ONLY where there is no keyring.

        Raises VaultError (locked, refused, timeout); what was stored before is then still there.
        """
        redact(key)
        try:
            await self._call(lambda keyring: keyring.set_password(self._service, profile_id, key))
        except Locked:
            raise VaultError("locked") from None
        except Refused:
            raise VaultError("refused") from None
        except Absent:
            self._session[profile_id] = key
            return KeyState.SESSION_ONLY
        self._session.pop(profile_id, None)
        return KeyState.READY

    async def delete(self, profile_id: str) -> None:
        """Removes; a missing one is fine. Raises VaultError (locked, refused, timeout)."""
        self._session.pop(profile_id, None)

        def remove(keyring: Keyring) -> None:
            # A keyring says the same for "not there" and "would not": so it is asked first.
            if keyring.get_password(self._service, profile_id) is not None:
                keyring.delete_password(self._service, profile_id)

        try:
            await self._call(remove)
        except Locked:
            raise VaultError("locked") from None
        except Refused:
            raise VaultError("refused") from None
        except Absent:
            return

    def close(self) -> None:
        """Lets the thread end, at once or when its call returns. Calls afterwards start another."""
        self._worker.close()

    async def _call(self, work: Callable[[Keyring], T]) -> T:
        """Raises Locked, Absent or Refused, or VaultError (timeout)."""
        future = self._worker.submit(lambda: _told(self._find, work))
        try:
            # A call that still waits behind another is cancelled by this, so that it never runs later.
            return await asyncio.wait_for(asyncio.wrap_future(future), self._timeout)
        except TimeoutError:
            _log.warning("the keyring did not answer in time")
        raise VaultError("timeout")


def _told(find: Callable[[], Keyring | None], work: Callable[[Keyring], T]) -> T:
    try:
        keyring = find()
        if keyring is not None:
            return work(keyring)
    except Exception as error:  # noqa: BLE001 - keyrings raise what their system's libraries raise
        meaning = meaning_of(error)
        _log.warning("the keyring did not do it: %s (%s)", type(meaning).__name__, type(error).__name__)
    else:
        meaning = Absent()
    raise meaning


class _Worker:
    """One daemon thread: an executor's threads would be waited for at the end, a hung one for ever."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] | None = None

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - the one who waits gets it
                future.set_exception(error)
            else:
                future.set_result(result)

        if self._jobs is None:
            self._jobs = queue.SimpleQueue()
            threading.Thread(target=_serve, args=(self._jobs,), name="keyring", daemon=True).start()
        self._jobs.put(run)
        return future

    def close(self) -> None:
        jobs, self._jobs = self._jobs, None
        if jobs is not None:
            jobs.put(None)


def _serve(jobs: "queue.SimpleQueue[Callable[[], None] | None]") -> None:
    while (job := jobs.get()) is not None:
        job()
