"""A second start rings at the first: to come to the front, or to end."""

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from dodo_desktop.app import NOBODY
from dodo_desktop.ui.single_window import Doorbell, address_of, address_to_close, ring


def test_each_bell_hears_its_own_address(tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[str] = []
    address = address_of(tmp_path)
    raising = Doorbell(address, lambda: heard.append("raise"))
    closing = Doorbell(address_to_close(address), lambda: heard.append("close"))
    assert ring(address_to_close(address))
    qtbot.waitUntil(lambda: heard == ["close"])
    assert ring(address)
    qtbot.waitUntil(lambda: heard == ["close", "raise"])
    raising.close()
    closing.close()
    assert not ring(address)
    assert not ring(address_to_close(address))


def test_an_open_program_closes_when_it_is_asked_to(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "dodo_desktop", "--data-dir", str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def asked() -> int:
        return subprocess.call([*command, "--close"], env=environment, cwd=root, timeout=30)

    assert asked() == NOBODY
    program = subprocess.Popen([*command, "--practice"], env=environment, cwd=root)
    try:
        # It hears from the moment that it is up.
        while asked() != 0:
            assert program.poll() is None
        assert program.wait(30) == 0
    finally:
        program.kill()
        program.wait()
