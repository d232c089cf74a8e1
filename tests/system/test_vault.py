"""The vault over keyrings that answer badly, late or not at all; the real one is in test_real_keyring."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import keyring.backends.SecretService
import pytest
from keyring import errors

from dodo_desktop.core.profiles import KeyAnswer, KeyState, VaultError
from dodo_desktop.services.ports import Vault
from dodo_desktop.system import keyrings
from dodo_desktop.system.keyrings import Keyring
from dodo_desktop.system.logs import redacted
from dodo_desktop.system.vault import KeyringVault

pytestmark = pytest.mark.anyio
KEY = "abc.secret-key"


class Memory:
    """A keyring that keeps what it is given, and fails as it is told."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None
        self.threads: set[str] = set()

    def _maybe_fail(self) -> None:
        self.threads.add(threading.current_thread().name)
        if self.failure is not None:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._maybe_fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._maybe_fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._maybe_fail()
        if (service, username) not in self.kept:
            raise errors.PasswordDeleteError("not there")
        del self.kept[service, username]


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


async def test_a_key_is_kept_by_profile_in_the_keyring() -> None:
    memory = Memory()
    vault: Vault = KeyringVault(find=lambda: memory)
    assert await vault.get("p1") == KeyAnswer(KeyState.MISSING)
    assert await vault.set("p1", KEY) is KeyState.READY
    assert memory.kept == {("Dodo Payment Links", "p1"): KEY}
    answer = await vault.get("p1")
    assert answer == KeyAnswer(KeyState.READY, KEY)
    assert KEY not in f"{answer} {answer!r}"
    assert await vault.get("p2") == KeyAnswer(KeyState.MISSING)
    await vault.delete("p1")
    await vault.delete("p1")
    assert await vault.get("p1") == KeyAnswer(KeyState.MISSING)
    assert memory.threads == {"keyring"}


async def test_every_key_that_is_seen_is_hidden_in_the_log() -> None:
    memory = Memory()
    memory.kept["Dodo Payment Links", "p1"] = "first-key"
    vault = KeyringVault(find=lambda: memory)
    await vault.get("p1")
    await vault.set("p2", "second-key")
    vault.keep_for_session("p3", "third-key")
    assert redacted("first-key second-key third-key") == "[hidden] [hidden] [hidden]"


async def no_keyring_at_all(find: Callable[[], Keyring | None]) -> None:
    vault = KeyringVault(find=find)
    assert await vault.get("p1") == KeyAnswer(KeyState.MISSING)
    assert await vault.set("p1", KEY) is KeyState.SESSION_ONLY
    assert await vault.get("p1") == KeyAnswer(KeyState.SESSION_ONLY, KEY)
    # Another start of the program knows nothing of it.
    assert await KeyringVault(find=find).get("p1") == KeyAnswer(KeyState.MISSING)
    await vault.delete("p1")
    assert await vault.get("p1") == KeyAnswer(KeyState.MISSING)


async def test_without_a_keyring_a_key_lives_for_the_session() -> None:
    await no_keyring_at_all(lambda: None)


@pytest.mark.parametrize("failure", [errors.NoKeyringError("x"), errors.InitError("x")])
async def test_a_keyring_that_could_hold_no_key_is_none(failure: Exception) -> None:
    memory = Memory()
    memory.failure = failure
    await no_keyring_at_all(lambda: memory)


async def test_a_keyring_that_comes_later_takes_the_next_key() -> None:
    memory = Memory()
    there: list[Keyring] = []
    vault = KeyringVault(find=lambda: there[0] if there else None)
    await vault.set("p1", KEY)
    there.append(memory)
    assert await vault.get("p1") == KeyAnswer(KeyState.SESSION_ONLY, KEY)
    assert await vault.set("p1", KEY) is KeyState.READY
    assert await vault.get("p1") == KeyAnswer(KeyState.READY, KEY)


async def test_the_environments_key_is_never_stored_and_comes_first() -> None:
    memory = Memory()
    memory.kept["Dodo Payment Links", "p1"] = "stored"
    vault = KeyringVault(find=lambda: memory)
    vault.keep_for_session("p1", KEY)
    assert await vault.get("p1") == KeyAnswer(KeyState.SESSION_ONLY, KEY)
    assert list(memory.kept.values()) == ["stored"]


async def test_a_locked_keyring_is_told() -> None:
    memory = Memory()
    vault = KeyringVault(find=lambda: memory)
    await vault.set("p1", KEY)
    memory.failure = errors.KeyringLocked("dismissed")
    assert await vault.get("p1") == KeyAnswer(KeyState.LOCKED)
    for call in (vault.set("p1", "other"), vault.delete("p1")):
        with pytest.raises(VaultError) as raised:
            await call
        assert raised.value.reason == "locked"
    memory.failure = None
    assert await vault.get("p1") == KeyAnswer(KeyState.READY, KEY)


@pytest.mark.parametrize("failure", [errors.PasswordSetError(KEY), OSError(KEY), RuntimeError(KEY)])
async def test_a_keyring_that_fails_has_refused_and_its_words_stay_behind(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    memory = Memory()
    memory.failure = failure
    vault = KeyringVault(find=lambda: memory)
    for call in (vault.set("p1", KEY), vault.get("p1"), vault.delete("p1")):
        with pytest.raises(VaultError) as raised:
            await call
        assert raised.value.reason == "refused"
        assert KEY not in str(raised.value)
        assert raised.value.__suppress_context__
    assert KEY not in caplog.text


async def test_a_keyring_that_hangs_times_out_and_what_waited_behind_it_never_runs() -> None:
    hanging = Hanging()
    vault = KeyringVault(find=lambda: hanging, timeout=0.05)
    for call in (vault.get("p1"), vault.set("p1", KEY), vault.delete("p1")):
        with pytest.raises(VaultError) as raised:
            await call
        assert raised.value.reason == "timeout"
    assert hanging.entered.is_set()
    hanging.answered.set()
    # The same thread serves this one, so whatever was going to run before it has run.
    calm = KeyringVault(find=lambda: hanging)
    calm._worker = vault._worker
    assert await calm.get("p1") == KeyAnswer(KeyState.MISSING)
    assert hanging.kept == {}


async def test_a_cancelled_call_is_cancelled() -> None:
    hanging = Hanging()
    vault = KeyringVault(find=lambda: hanging)
    task = asyncio.create_task(vault.get("p1"))
    await asyncio.to_thread(hanging.entered.wait, 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    hanging.answered.set()


async def test_a_closed_vault_lets_its_thread_end_and_still_answers() -> None:
    vault = KeyringVault(find=Memory)
    vault.close()
    before = set(threading.enumerate())
    await vault.get("p1")
    (thread,) = set(threading.enumerate()) - before
    vault.close()
    await asyncio.to_thread(thread.join, 30)
    assert not thread.is_alive()
    assert await vault.get("p1") == KeyAnswer(KeyState.MISSING)
    vault.close()


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


def test_keyring_is_not_imported_with_the_vault() -> None:
    code = "import sys, dodo_desktop.system.vault; print([m for m in sys.modules if m.startswith('keyring')])"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stdout == "[]\n"


def test_only_the_systems_own_keyrings_are_considered(monkeypatch: pytest.MonkeyPatch) -> None:
    considered = [name for names in (*keyrings.MODULES.values(), keyrings.LINUX) for name, _ in names]
    assert all(name.startswith("keyring.backends.") for name in considered)
    assert not {"fail", "null", "chainer"} & {name.rpartition(".")[2] for name in considered}
    # Choosing another in keyring's own way has no effect.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(sys, "platform", "plan9")
    monkeypatch.setattr(keyrings, "LINUX", ())
    assert keyrings.system_keyring() is None


def test_the_keyring_that_suits_best_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    def kind(priority: float | None) -> type:
        class Kind(Memory):
            pass

        if priority is not None:
            Kind.priority = priority  # type: ignore[attr-defined]
        return Kind

    low, best, absent = kind(1), kind(5), kind(None)
    module = keyring.backends.SecretService
    for name, each in (("Low", low), ("Best", best), ("Absent", absent)):
        monkeypatch.setattr(module, name, each, raising=False)
    names = tuple((module.__name__, name) for name in ("Low", "Best", "Absent", "Unknown"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(keyrings, "LINUX", names)
    assert type(keyrings.system_keyring()) is best
