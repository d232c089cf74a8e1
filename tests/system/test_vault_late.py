"""The vault over keyrings that ask a person who does not answer, or answers too late."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dodo_desktop.core.profiles import Door, KeyState, VaultError
from dodo_desktop.system.keyrings import Keyring
from dodo_desktop.system.vault import KeyringVault
from tests.system.memory_keyring import KEY, Memory

pytestmark = pytest.mark.anyio


class Hanging(Memory):
    """A keyring whose prompt nobody answers, until `answered` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = threading.Event()
        self.answered = threading.Event()

    def _maybe_fail(self) -> None:
        self.entered.set()
        self.answered.wait(50)
        super()._maybe_fail()


class Threads:
    """The keyring threads that were started since."""

    def __init__(self) -> None:
        self._before = set(threading.enumerate())

    async def end(self) -> None:
        for thread in set(threading.enumerate()) - self._before:
            if thread.name == "keyring":
                await asyncio.to_thread(thread.join, 30)
                assert not thread.is_alive()


@pytest.mark.parametrize("before", [None, "old-key-1"])
@pytest.mark.parametrize("what", ["get", "set", "delete"])
async def test_a_question_that_is_answered_too_late_changes_nothing(what: str, before: str | None) -> None:
    threads, hanging = Threads(), Hanging()
    kept = {} if before is None else {("Dodo Payment Links", "p1"): before}
    hanging.kept.update(kept)
    vault = KeyringVault(find=lambda: hanging, timeout=0.05)
    calls = {"get": vault.get("p1"), "set": vault.set("p1", KEY), "delete": vault.delete("p1")}
    for name, call in calls.items():
        if name != what:
            call.close()
    with pytest.raises(VaultError) as raised:
        await calls[what]
    assert raised.value.reason == "timeout"
    hanging.answered.set()
    vault.close()
    await threads.end()
    assert hanging.kept == kept


async def test_the_next_try_does_not_wait_for_a_question_that_nobody_answers() -> None:
    hanging, memory = Hanging(), Memory()
    there: list[Keyring] = [hanging, memory]
    vault = KeyringVault(find=lambda: there.pop(0), timeout=0.05)
    with pytest.raises(VaultError):
        await vault.set("p1", KEY)
    vault._timeout = 30  # the keyring in memory answers at once, however busy the machine is
    assert await vault.set("p1", KEY) is KeyState.READY
    assert list(memory.kept.values()) == [KEY]
    hanging.answered.set()
    vault.close()


async def test_what_waited_behind_a_question_never_runs() -> None:
    threads, hanging = Threads(), Hanging()
    vault = KeyringVault(find=lambda: hanging, timeout=0.05)
    told = await asyncio.gather(vault.get("p1"), vault.set("p1", KEY), return_exceptions=True)
    assert [str(one) for one in told] == ["the keyring did not do it: timeout"] * 2
    hanging.answered.set()
    vault.close()
    await threads.end()
    assert hanging.kept == {}


class Slow(Memory):
    """A keyring that asks, and whose person answers, only when it already writes or removes."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = threading.Event()
        self.answered = threading.Event()
        self.slow = True

    def _wait(self) -> None:
        if self.slow:
            self.slow = False
            self.entered.set()
            self.answered.wait(50)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._wait()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._wait()
        super().delete_password(service, username)


@pytest.mark.parametrize("before", [None, "old-key-1"])
@pytest.mark.parametrize("what", ["set", "delete"])
async def test_what_is_done_too_late_is_undone(what: str, before: str | None) -> None:
    threads, slow = Threads(), Slow()
    kept = {} if before is None else {("Dodo Payment Links", "p1"): before}
    slow.kept.update(kept)
    vault = KeyringVault(find=lambda: slow)
    doing = asyncio.create_task(vault.set("p1", KEY) if what == "set" else vault.delete("p1"))
    if what == "set" or before is not None:
        assert await asyncio.to_thread(slow.entered.wait, 30)
        # As when the time is over: nobody waits any more.
        doing.cancel()
        await asyncio.wait({doing})
        assert doing.cancelled()
    else:
        await doing
    slow.answered.set()
    vault.close()
    await threads.end()
    assert slow.kept == kept


async def test_a_cancelled_call_is_cancelled() -> None:
    hanging = Hanging()
    vault = KeyringVault(find=lambda: hanging)
    task = asyncio.create_task(vault.get("p1"))
    await asyncio.to_thread(hanging.entered.wait, 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    hanging.answered.set()


async def test_a_door_that_does_not_answer_is_not_asked_twice_at_a_time() -> None:
    threads, answered = Threads(), threading.Event()
    entered = threading.Event()
    looks: list[int] = []

    def look() -> Door:
        looks.append(1)
        entered.set()
        answered.wait(50)
        return Door.OPEN

    vault = KeyringVault(look=look, timeout=0.05)
    assert [await vault.door(), await vault.door()] == [Door.UNKNOWN, Door.UNKNOWN]
    assert await asyncio.to_thread(entered.wait, 30)
    assert looks == [1]
    answered.set()
    vault.close()
    await threads.end()


HANG = """
import asyncio, logging, threading
from dodo_desktop.core.profiles import VaultError
from dodo_desktop.system.vault import KeyringVault

class Hanging:
    def get_password(self, service, username):
        threading.Event().wait()

async def main():
    try:
        await KeyringVault(find=Hanging, timeout=0.05).get("p1")
    except VaultError as error:
        print(error.reason)

logging.disable()
asyncio.run(main())
"""


def test_a_call_that_hangs_does_not_hold_up_the_end_of_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-c", HANG],
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert (ended.stdout, ended.stderr) == ("timeout\n", "")
