"""The vault with a real keyring, a private one on a private bus; its own home, its own password."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

LINUX = sys.platform.startswith("linux")
TOOLS = ("dbus-run-session", "gnome-keyring-daemon")

# On Linux these have to run: without the tools they fail, rather than pass unseen.
pytestmark = pytest.mark.skipif(
    not LINUX and not all(map(shutil.which, TOOLS)), reason="a Secret Service is Linux's keyring"
)

WITH_DAEMON = """
mkdir -p -m 700 "$XDG_RUNTIME_DIR" "$HOME/.local/share/keyrings"
gnome-keyring-daemon --foreground --unlock --components=secrets --control-directory="$XDG_RUNTIME_DIR/kr" \
    < <(printf pw) > "$HOME/daemon.log" 2>&1 &
daemon=$!
gdbus wait --session --timeout 20 org.freedesktop.secrets
DAEMON=$daemon "$@"
code=$?
kill -CONT $daemon
kill $daemon
wait $daemon
exit $code
"""

STEPS = """
import asyncio, sys
from dodo_desktop.core.profiles import VaultError
from dodo_desktop.system.vault import KeyringVault
from tests.system import secret_service

async def main():
    vault = KeyringVault()
    for step in sys.argv[1:]:
        name, *values = step.split(":")
        if hasattr(secret_service, name):
            secret_service.do(name, *values)
            continue
        if name == "patience":
            vault._timeout = float(values[0])
            continue
        try:
            answer = await getattr(vault, name)(*values)
        except VaultError as error:
            print(name, error.reason)
        else:
            key = getattr(answer, "key", "")
            print(name, getattr(answer, "state", answer), *([key] if key else []))

asyncio.run(main())
"""

WATCHED = """
import asyncio
from dodo_desktop.services.account import Account
from dodo_desktop.services.ports import Profile, Settings
from dodo_desktop.system.keyring_watch import KeyringWatch
from dodo_desktop.system.vault import KeyringVault
from tests.services.fake_edges import FakeData, FakeHosts, FakeSettings
from tests.services.fakes import FakeClock
from tests.system import secret_service

async def main():
    vault, settings = KeyringVault(), FakeSettings()
    await vault.set("p1", "abc.secret")
    settings.value = Settings(profiles=(Profile("p1", "test", key_tail="cret"),))
    account = Account(settings, vault, FakeHosts().probe, FakeClock(), FakeData())
    account.keyed.subscribe(lambda news: print("keyed", news.trouble or news.key))
    stirred = asyncio.Event()
    watch = KeyringWatch(stirred.set)
    secret_service.lock()
    await account.read("p1")
    await watch.start()
    await watch.start()
    await account.look("p1")
    secret_service.unlock()
    while account.trouble("p1"):
        await stirred.wait()
        stirred.clear()
        await account.look("p1")
    await watch.close()

asyncio.run(asyncio.wait_for(main(), 40))
"""


def private(home: Path) -> dict[str, str]:
    kept = ("PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {
        **environment,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def no_activation(home: Path) -> Path:
    """A bus that starts nothing by itself, so that only what a test started answers."""
    config = home / "bus.conf"
    config.write_text(
        '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"'
        ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
        f"<busconfig><type>session</type><listen>unix:dir={home}</listen><auth>EXTERNAL</auth>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
        '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
    )
    return config


def run(home: Path, *steps: str, daemon: bool = True, program: str = STEPS) -> list[str]:
    return run_program(home, "-c", program, *steps, daemon=daemon)


def run_program(home: Path, *arguments: str, daemon: bool = True) -> list[str]:
    command = [sys.executable, *arguments]
    if daemon:
        command = ["bash", "-c", WITH_DAEMON, "bash", *command]
    ended = subprocess.run(
        ["dbus-run-session", f"--config-file={no_activation(home)}", "--", *command],
        capture_output=True,
        text=True,
        timeout=50,
        env=private(home),
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "abc.secret" not in ended.stderr
    return ended.stdout.splitlines()


@pytest.fixture
def home() -> Iterator[Path]:
    # Not pytest's own folder: the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="kr-") as folder:
        yield Path(folder)


def test_a_key_is_stored_read_after_a_new_start_replaced_and_removed(home: Path) -> None:
    assert run(home, "get:p1", "door", "set:p1:abc.secret", "get:p1", "get:p2") == [
        "get missing",
        "door open",
        "set ready",
        "get ready abc.secret",
        "get missing",
    ]
    assert run(home, "get:p1", "set:p1:abc.secret2", "get:p1", "delete:p1", "delete:p1", "get:p1") == [
        "get ready abc.secret",
        "set ready",
        "get ready abc.secret2",
        "delete None",
        "delete None",
        "get missing",
    ]
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"abc.secret" not in kept


def test_a_locked_keyring_says_so_and_gives_the_key_once_it_is_open(home: Path) -> None:
    locked = ("lock", "door", "get:p1", "set:p1:abc.secret3", "delete:p1")
    assert run(home, "set:p1:abc.secret", *locked, "unlock", "door", "get:p1") == [
        "set ready",
        "door locked",
        "get locked",
        "set locked",
        "delete locked",
        "door open",
        "get ready abc.secret",
    ]
    assert run(home, "get:p1") == ["get ready abc.secret"]


def test_a_keyring_that_does_not_answer_times_out_and_the_next_try_works(home: Path) -> None:
    silent = ("freeze", "patience:0.3", "get:p1", "set:p1:abc.secret3", "delete:p1", "door")
    assert run(home, "set:p1:abc.secret", *silent, "thaw", "patience:40", "get:p1", "door") == [
        "set ready",
        "get timeout",
        "set timeout",
        "delete timeout",
        "door unknown",
        # What the keyring answers late has changed nothing.
        "get ready abc.secret",
        "door open",
    ]


def test_a_prompt_that_nobody_answers_times_out_and_harms_nothing(home: Path) -> None:
    asked = ("prompter", "lock", "patience:0.3", "get:p1", "set:p1:abc.secret3", "delete:p1")
    assert run(home, "set:p1:abc.secret", *asked, "unlock", "patience:40", "get:p1") == [
        "set ready",
        "get timeout",
        "set timeout",
        "delete timeout",
        "get ready abc.secret",
    ]
    assert run(home, "get:p1") == ["get ready abc.secret"]


def test_an_entry_that_somebody_edited_is_told_replaced_and_removed(home: Path) -> None:
    edited = ("edit_bytes:p1:fffe00", "get:p1", "set:p1:abc.secret2", "get:p1")
    assert run(home, "set:p1:abc.secret", *edited, "edit_bytes:p1:fffe00", "delete:p1", "get:p1") == [
        "set ready",
        "get damaged",
        "set ready",
        "get ready abc.secret2",
        "delete None",
        "get missing",
    ]
    # Two entries under one name, as another program can make them: none stays behind.
    assert run(home, "set:p1:abc.secret", "add_twin:p1", "delete:p1", "get:p1") == [
        "set ready",
        "delete None",
        "get missing",
    ]


def test_the_key_is_fetched_by_itself_when_the_keyring_says_that_it_was_unlocked(home: Path) -> None:
    assert run(home, program=WATCHED) == ["keyed keyring_locked", "keyed abc.secret"]


def test_without_a_keyring_a_key_lasts_for_the_session(home: Path) -> None:
    steps = ("get:p1", "door", "set:p1:abc.secret", "get:p1", "delete:p1", "get:p1")
    assert run(home, *steps, daemon=False) == [
        "get absent",
        "door absent",
        "set session_only",
        "get session_only abc.secret",
        "delete None",
        "get absent",
    ]
    assert run(home, "get:p1", daemon=False) == ["get absent"]


def test_the_self_check_keeps_and_removes_an_entry_of_its_own(home: Path) -> None:
    lines = run_program(home, "-m", "dodo_desktop", "--self-check")
    assert "ok      keyring: keyring.backends.SecretService.Keyring keeps and removes" in lines
