"""Keys: pasted, checked with Dodo's hosts over TLS, kept in a real keyring, replaced and removed."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dodo_desktop.practice import sample
from tests.e2e import journey
from tests.e2e.conftest import Installed
from tests.e2e.dodo_hosts import DodoHosts
from tests.e2e.harness import Program, Session, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[DodoHosts]:
    with DodoHosts(tmp_path) as both:
        yield both


def test_a_pasted_key_is_kept_in_the_keyring_alone_and_tells_its_mode(
    session: Session, installed: Installed, hosts: DodoHosts
) -> None:
    data = session.folder / "data"
    environment = {**installed.environment, **hosts.environment}
    command = [str(installed.command), "--data-dir", str(data)]
    program = session.start(command, environment)
    key = hosts.servers["test"].api_key

    program.click("settings.connect")
    program.write("settings.api_key", "not-a-key-of-dodo")
    program.click("settings.save_key")
    until(lambda: "does not know" in program.text("settings.api_key.problem"), what="the refusal")
    assert _stored(session) == set()

    _save(program, f"Bearer {key}")
    until(lambda: program.text("mode.badge") == "TEST", what="the mode of the key")
    assert _stored(session) == {key}
    assert key[-4:] in _said(program)
    assert key not in _said(program)

    program.click("settings.test_key")
    until(lambda: "Accepted" in _said(program), what="the verdict")

    # The next start finds the key by itself.
    assert program.stop() == 0
    program = session.start(command, environment)
    until(lambda: program.text("mode.badge") == "TEST", what="the account last used")

    program.click("nav.settings")
    _save(program, hosts.servers["live"].api_key)
    until(lambda: program.text("mode.badge") == "LIVE", what="the second account")
    assert _stored(session) == {key, hosts.servers["live"].api_key}

    program.click("settings.remove_key")
    program.screen.key("Tab", "Return")
    until(lambda: _stored(session) == {key}, what="the live key out of the keyring")

    assert program.stop() == 0
    _nowhere_but_in_the_keyring(session, [key, hosts.servers["live"].api_key])


def test_a_link_of_an_account_names_its_mode_and_is_not_trusted_from_elsewhere(
    session: Session, installed: Installed, hosts: DodoHosts
) -> None:
    environment = {
        **installed.environment,
        **hosts.environment,
        "DODO_PAYMENTS_API_KEY": hosts.servers["test"].api_key,
        "DODO_PAYMENTS_BASE_URL": "https://test.dodopayments.com",
    }
    program = session.start([str(installed.command), "--data-dir", str(session.folder / "data")], environment)
    until(lambda: program.text("mode.badge") == "TEST", what="the mode")
    order = journey.Order()

    journey.pick_customer(program, order)
    journey.fill_billing(program, order)
    journey.add_product(program, order)
    link = journey.create(program)

    assert link.startswith("http://127.0.0.1:"), "the server behind is the practice one"
    assert program.widgets.find_all("result.qr") == [], "no code for a page that is not Dodo's"
    until(lambda: _stored(session) == set(), what="a keyring that the environment's key never entered")
    assert program.stop() == 0
    _nowhere_but_in_the_keyring(session, [hosts.servers["test"].api_key])


def _shows(program: Program, mode: str) -> bool:
    return program.text("mode.badge") == mode.upper()


def test_another_account_is_two_clicks_away_and_a_second_start_raises_the_window(
    session: Session, installed: Installed, hosts: DodoHosts
) -> None:
    environment = {**installed.environment, **hosts.environment}
    command = [str(installed.command), "--data-dir", str(session.folder / "data")]
    program = session.start(command, environment)
    program.click("settings.connect")
    for mode in ("live", "test"):
        _save(program, hosts.servers[mode].api_key)
        until(partial(_shows, program, mode), what=f"the {mode} account")
    program.click("nav.links")
    program.find("links.search")

    program.click("mode.badge")
    program.click(program.widgets.find(name=f"LIVE: {sample.shop()['name']}"))
    until(lambda: program.text("mode.badge") == "LIVE", what="the live account in use")
    until(lambda: "LIVE" in program.screen.title(), what="the mode in the title")
    program.find("links.search")

    second = session.start(command, environment)
    assert second.process.wait(timeout=30) == 0, "the first window is the one"
    assert program.alive()
    assert program.text("mode.badge") == "LIVE"

    # The keyboard alone: the badge, then down to Settings.
    program.widgets.focus(program.find("mode.badge"))
    program.screen.key("space", "Down", "Down", "Return")
    program.find("settings.api_key")
    assert program.stop() == 0


def _save(program: Program, text: str) -> None:
    program.write("settings.api_key", text)
    program.click("settings.save_key")


def _said(program: Program) -> str:
    return program.widgets.tree()


def _stored(session: Session) -> set[str]:
    """The keys that the real keyring holds for the program."""
    script = (
        "import secretstorage\n"
        "from contextlib import closing\n"
        "with closing(secretstorage.dbus_init()) as bus:\n"
        "    for item in secretstorage.get_default_collection(bus).get_all_items():\n"
        "        if item.get_attributes().get('service') == 'Dodo Payment Links':\n"
        "            print(item.get_secret().decode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=session.environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def _nowhere_but_in_the_keyring(session: Session, keys: list[str]) -> None:
    """No file that the program wrote, its printed words and its log included, has a key in it."""
    for file in session.folder.rglob("*"):
        if not file.is_file() or "keyrings" in file.parts:
            continue
        content = file.read_bytes()
        for key in keys:
            assert key.encode() not in content, f"{file.name} holds a key"
