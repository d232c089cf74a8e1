"""API keys in the keyring of the operating system, or in memory where there is none."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import TypeVar

from dodo_desktop.core.profiles import Door, KeyAnswer, KeyState, VaultError
from dodo_desktop.system.keyrings import (
    Absent,
    Damaged,
    Keyring,
    Locked,
    Refused,
    meaning_of,
    system_door,
    system_keyring,
)
from dodo_desktop.system.redaction import redact

T = TypeVar("T")

SERVICE = "Dodo Payment Links"
TIMEOUT = 20.0
"""Seconds for one call: a person may have to type the keyring's password."""

_MOST_TWINS = 8
"""Entries under one name that are removed one after the other: other programs can add a second."""

_log = logging.getLogger(__name__)


class KeyringVault:
    """Vault in the system's keyring: one entry for each profile, under `service`.

    Calls run one after another in a thread of their own. One that hangs ends in VaultError (timeout) after
    `timeout` seconds; the next ones get another thread, and what it still does when its question is answered
    late changes nothing. It never holds up the end of the program. `find` gives the keyring, None for none;
    `look` whether it is open.
    """

    def __init__(
        self,
        service: str = SERVICE,
        *,
        timeout: float = TIMEOUT,
        find: Callable[[], Keyring | None] = system_keyring,
        look: Callable[[], Door] = system_door,
    ) -> None:
        self._service = service
        self._timeout = timeout
        self._find = find
        self._look = look
        self._session: dict[str, str] = {}
        self._worker = _Worker()
        self._watcher = _Worker()
        self._looking: Future[Door] | None = None

    def keep_for_session(self, profile_id: str, key: str) -> None:
        """Keeps a key in memory only, such as the environment's. It comes before one in the keyring."""
        redact(key)
        self._session[profile_id] = key

    async def get(self, profile_id: str) -> KeyAnswer:
        """The key and its state. Raises VaultError (refused, timeout)."""
        if profile_id in self._session:
            return KeyAnswer(KeyState.SESSION_ONLY, self._session[profile_id])
        try:
            key = await self._call(lambda keyring, _call: keyring.get_password(self._service, profile_id))
        except Locked:
            return KeyAnswer(KeyState.LOCKED)
        except Absent:
            return KeyAnswer(KeyState.ABSENT)
        except Damaged:
            return KeyAnswer(KeyState.DAMAGED)
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
            await self._call(partial(_store, self._service, profile_id, key))
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
        """Removes; a missing one is fine. Raises VaultError (locked, refused, timeout): the key is then still
        there, and of use as it was."""
        try:
            await self._call(partial(_remove, self._service, profile_id))
        except Locked:
            raise VaultError("locked") from None
        except Refused:
            raise VaultError("refused") from None
        except Absent:
            pass
        self._session.pop(profile_id, None)

    async def door(self) -> Door:
        """Whether the keyring is open. No person is asked for anything; UNKNOWN where that takes too long."""
        if self._looking is not None and not self._looking.done():
            return Door.UNKNOWN
        self._looking = looking = self._watcher.submit(self._look)
        done, _ = await asyncio.wait({asyncio.wrap_future(looking)}, timeout=self._timeout)
        return looking.result() if done else Door.UNKNOWN

    def close(self) -> None:
        """Lets the threads end, at once or when their calls return. Calls afterwards start others."""
        self._worker.close()
        self._watcher.close()

    async def _call(self, work: Callable[[Keyring, "_Call"], T]) -> T:
        """Raises Locked, Absent, Damaged or Refused, or VaultError (timeout)."""
        call, worker = _Call(), self._worker
        future = worker.submit(lambda: _told(self._find, work, call))
        try:
            # A call that still waits behind another is cancelled by this, so that it never runs later.
            return await asyncio.wait_for(asyncio.wrap_future(future), self._timeout)
        except TimeoutError:
            if not call.give_up():
                return future.result()  # it is just coming
            _log.warning("the keyring did not answer in time")
        except asyncio.CancelledError:
            call.give_up()
            raise
        if self._worker is worker:
            # Its question may never be answered; the next try must not wait for that.
            worker.close()
            self._worker = _Worker()
        raise VaultError("timeout")


class _Call:
    """Whether somebody waits for a call. Its thread and the one that waits agree on that through this."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settled = False
        self.given_up = False

    def give_up(self) -> bool:
        """Nobody waits any more. False where it was done a moment ago, so that it counts."""
        with self._lock:
            self.given_up = not self._settled
            return self.given_up

    def settle(self) -> bool:
        """It is done. False where nobody waited any more, so that it is to be undone."""
        with self._lock:
            self._settled = not self.given_up
            return self._settled


def _store(service: str, name: str, key: str, keyring: Keyring, call: _Call) -> None:
    # Reading comes first, because it is then that a locked keyring asks: whatever a person does with a
    # question that nobody waits for any more, nothing is written.
    before = _read(keyring, service, name)
    if call.given_up:
        return
    try:
        keyring.set_password(service, name, key)
    except Exception:
        _put_back(keyring, service, name, before)
        raise
    if not call.settle():
        _put_back(keyring, service, name, before)
        if before is None:
            keyring.delete_password(service, name)


def _remove(service: str, name: str, keyring: Keyring, call: _Call) -> None:
    # A keyring says the same for "not there" and "would not": so it is asked first.
    before = _read(keyring, service, name)
    if before is None or call.given_up:
        return
    for _ in range(_MOST_TWINS):
        keyring.delete_password(service, name)
        if _read(keyring, service, name) is None:
            if not call.settle():
                _put_back(keyring, service, name, before)
            return
    raise Refused


def _read(keyring: Keyring, service: str, name: str) -> str | None:
    """What is stored; "" for what is no text, None for nothing."""
    try:
        return keyring.get_password(service, name)
    except UnicodeDecodeError:
        return ""


def _put_back(keyring: Keyring, service: str, name: str, before: str | None) -> None:
    if before:
        # Some keyrings take the old one away before they try to write the new one.
        with suppress(Exception):
            keyring.set_password(service, name, before)


def _told(find: Callable[[], Keyring | None], work: Callable[[Keyring, _Call], T], call: _Call) -> T:
    meaning: Exception
    try:
        keyring = find()
        if keyring is not None:
            return work(keyring, call)
    except Refused as refused:
        meaning = refused
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
