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

from dodo_desktop.core.profiles import Door, KeyAnswer, KeyState, VaultError
from dodo_desktop.services.ports import Vault
from dodo_desktop.system import keyrings
from dodo_desktop.system.keyrings import Keyring
from dodo_desktop.system.logs import redacted
from dodo_desktop.system.vault import KeyringVault
from tests.system.memory_keyring import KEY, Memory

pytestmark = pytest.mark.anyio


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
    assert await vault.get("p1") == KeyAnswer(KeyState.ABSENT)
    assert await vault.set("p1", KEY) is KeyState.SESSION_ONLY
    assert await vault.get("p1") == KeyAnswer(KeyState.SESSION_ONLY, KEY)
    # Another start of the program knows nothing of it.
    assert await KeyringVault(find=find).get("p1") == KeyAnswer(KeyState.ABSENT)
    await vault.delete("p1")
    assert await vault.get("p1") == KeyAnswer(KeyState.ABSENT)


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


class Replacing(Memory):
    """Takes the old entry away before it writes the new one, as one of the systems does, and then fails."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept.pop((service, username), None)
        if password != "old-key-1":
            raise errors.PasswordSetError(password)
        super().set_password(service, username, password)


async def test_a_key_that_could_not_be_replaced_is_still_there() -> None:
    replacing = Replacing()
    replacing.kept["Dodo Payment Links", "p1"] = "old-key-1"
    vault = KeyringVault(find=lambda: replacing)
    with pytest.raises(VaultError) as raised:
        await vault.set("p1", KEY)
    assert raised.value.reason == "refused"
    assert await vault.get("p1") == KeyAnswer(KeyState.READY, "old-key-1")


class Stubborn(Memory):
    """Says that it removes, and does not."""

    def delete_password(self, service: str, username: str) -> None:
        self._maybe_fail()


async def test_a_keyring_that_does_not_remove_has_refused() -> None:
    stubborn = Stubborn()
    vault = KeyringVault(find=lambda: stubborn)
    await vault.set("p1", KEY)
    with pytest.raises(VaultError) as raised:
        await vault.delete("p1")
    assert raised.value.reason == "refused"
    assert await vault.get("p1") == KeyAnswer(KeyState.READY, KEY)


class Twice(Memory):
    """Another program added a second entry under the same name."""

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.get((service, username)) == KEY:
            self.kept[service, username] = "second-key"
        else:
            super().delete_password(service, username)


async def test_every_entry_under_the_name_is_removed() -> None:
    twice = Twice()
    vault = KeyringVault(find=lambda: twice)
    await vault.set("p1", KEY)
    await vault.delete("p1")
    assert twice.kept == {}


async def test_a_key_of_the_session_is_kept_where_a_keyring_refuses_to_delete() -> None:
    memory = Memory()
    there: list[Keyring] = []
    vault = KeyringVault(find=lambda: there[0] if there else None)
    await vault.set("p1", KEY)
    there.append(memory)
    memory.failure = errors.KeyringLocked("dismissed")
    with pytest.raises(VaultError):
        await vault.delete("p1")
    assert await vault.get("p1") == KeyAnswer(KeyState.SESSION_ONLY, KEY)


class Undecodable(Memory):
    """Holds bytes that are no text until they are replaced or removed."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes_there = True

    def get_password(self, service: str, username: str) -> str | None:
        if self.bytes_there:
            b"\xff\xfe".decode()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.bytes_there = False
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self.bytes_there = False


async def test_an_entry_that_is_no_text_is_told_and_can_be_replaced_or_removed() -> None:
    vault = KeyringVault(find=Undecodable)
    assert await vault.get("p1") == KeyAnswer(KeyState.DAMAGED)
    for act in ("set", "delete"):
        odd = Undecodable()
        vault = KeyringVault(find=lambda odd=odd: odd)  # type: ignore[misc] # this one, not the last
        await (vault.set("p1", KEY) if act == "set" else vault.delete("p1"))
        state = KeyState.READY if act == "set" else KeyState.MISSING
        assert (await vault.get("p1")).state is state


async def test_the_door_is_looked_at_without_asking_for_a_key() -> None:
    memory = Memory()
    doors = [Door.LOCKED, Door.OPEN]
    vault = KeyringVault(find=lambda: memory, look=lambda: doors.pop(0))
    assert [await vault.door(), await vault.door()] == [Door.LOCKED, Door.OPEN]
    assert memory.threads == set()


@pytest.mark.parametrize(("platform", "door"), [("win32", Door.OPEN), ("darwin", Door.UNKNOWN)])
def test_doors_of_systems_that_are_not_here(
    monkeypatch: pytest.MonkeyPatch, platform: str, door: Door
) -> None:
    if sys.platform == platform == "darwin":
        door = Door.OPEN  # a person is logged in there, so that it says so
    monkeypatch.setattr(sys, "platform", platform)
    assert keyrings.system_door() is door


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
