"""A keyring that is locked when the program starts: its own window asks, and the account opens."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Installed
from tests.e2e.dodo_hosts import DodoHosts
from tests.e2e.harness import Session, until
from tests.e2e.harness.session import KEYRING_PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

_LOCK = """
import secretstorage
from contextlib import closing
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
"""


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[DodoHosts]:
    with DodoHosts(tmp_path) as both:
        yield both


def test_a_locked_keyring_is_unlocked_from_the_window_and_the_account_opens(
    session: Session, installed: Installed, hosts: DodoHosts
) -> None:
    environment = {**installed.environment, **hosts.environment}
    command = [str(installed.command), "--data-dir", str(session.folder / "data")]
    program = session.start(command, environment)
    program.click("settings.connect")
    program.write("settings.api_key", hosts.servers["test"].api_key)
    program.click("settings.save_key")
    until(lambda: program.text("mode.badge") == "TEST", what="the account")
    assert program.stop() == 0
    subprocess.run([sys.executable, "-c", _LOCK], env=session.environment, check=True, timeout=30)

    program = session.start(command, environment)
    until(lambda: _asked(session), what="the keyring's own question at the start")
    program.screen.key("Escape")
    until(lambda: program.text("connection.status") == "Keyring locked", what="what is the matter")
    until(lambda: not _prompts(session), what="the question to be gone")
    assert "Unlock" in program.text("connection.try_now")

    program.click("connection.try_now")
    until(lambda: _asked(session), what="the keyring's question once more")
    program.screen.type(KEYRING_PASSWORD)
    program.screen.key("Return")
    until(lambda: program.text("connection.status") == "Online", what="the account")
    assert program.text("mode.badge") == "TEST"
    assert program.stop() == 0


def _asked(session: Session) -> bool:
    """Whether the window of the keyring's prompter is there and has the keyboard."""
    return _said(session, "getactivewindow") in _prompts(session)


def _prompts(session: Session) -> list[str]:
    return _said(session, "search", "--onlyvisible", "--class", "gcr.*prompter").split()


def _said(session: Session, *words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words], env=session.environment, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()
