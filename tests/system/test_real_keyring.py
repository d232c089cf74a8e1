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
"$@"
code=$?
kill $daemon
wait $daemon
exit $code
"""

STEPS = """
import asyncio, sys
from contextlib import closing
import secretstorage
from dodo_desktop.core.profiles import VaultError
from dodo_desktop.system.vault import KeyringVault

def lock():
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()

async def main():
    vault = KeyringVault()
    for step in sys.argv[1:]:
        name, *values = step.split(":")
        if name == "lock":
            lock()
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


def run(home: Path, *steps: str, daemon: bool = True) -> list[str]:
    return run_program(home, "-c", STEPS, *steps, daemon=daemon)


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
    assert run(home, "get:p1", "set:p1:abc.secret", "get:p1", "get:p2") == [
        "get missing",
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


def test_a_locked_keyring_says_so(home: Path) -> None:
    assert run(home, "set:p1:abc.secret", "lock", "get:p1", "set:p1:abc.secret3", "delete:p1") == [
        "set ready",
        "get locked",
        "set locked",
        "delete locked",
    ]
    assert run(home, "get:p1") == ["get ready abc.secret"]


def test_without_a_keyring_a_key_lasts_for_the_session(home: Path) -> None:
    assert run(home, "get:p1", "set:p1:abc.secret", "get:p1", "delete:p1", "get:p1", daemon=False) == [
        "get missing",
        "set session_only",
        "get session_only abc.secret",
        "delete None",
        "get missing",
    ]
    assert run(home, "get:p1", daemon=False) == ["get missing"]


def test_the_self_check_keeps_and_removes_an_entry_of_its_own(home: Path) -> None:
    lines = run_program(home, "-m", "dodo_desktop", "--self-check")
    assert "ok      keyring: keyring.backends.SecretService.Keyring keeps and removes" in lines
