"""A second start rings at the first: to come to the front, or to end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dodo_desktop.app import NOBODY
from dodo_desktop.ui.single_window import Doorbell, address_of, address_to_close, ring

names_are_files = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the names itself")


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


@names_are_files
def test_what_a_kill_left_behind_is_no_hindrance(tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[str] = []
    address = address_of(tmp_path)
    killed = Doorbell(address, lambda: heard.append("killed"))
    bell = Doorbell(address, lambda: heard.append("rung"))
    for _ in range(3):
        assert ring(address)
    qtbot.waitUntil(lambda: heard == ["rung"] * 3)
    bell.close()
    bell.close()
    killed.close()
    assert not ring(address)


@names_are_files
def test_a_bell_that_finds_no_place_is_not_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    bell = Doorbell(address_of(tmp_path), lambda: None)
    assert not ring(address_of(tmp_path))
    bell.close()


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
