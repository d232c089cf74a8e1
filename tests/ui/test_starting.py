"""Starts that find another program at work, or a folder that cannot be used: each is told in a window."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from dodo_desktop import app
from dodo_desktop.system.lock import FileLock
from dodo_desktop.ui import words
from dodo_desktop.ui.single_window import Doorbell, address_of


class Busy(FileLock):
    """Held by another program, which lets go after so many tries."""

    def __init__(self, path: Path, tries: int) -> None:
        super().__init__(path)
        self.tries = tries

    def acquire(self) -> bool:
        self.tries -= 1
        return self.tries < 0 and super().acquire()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_PAUSE", 0.0)


@pytest.fixture
def read(qapp: QApplication) -> Iterator[list[tuple[str, str]]]:
    """Presses the safe button of the box that opens, and keeps its two texts."""
    seen: list[tuple[str, str]] = []

    def press() -> None:
        box = qapp.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            seen.append((box.text(), box.informativeText()))
            box.defaultButton().click()

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(10)
    yield seen
    timer.stop()
    words.install("en")


def test_the_only_program_is_the_first(qapp: QApplication, tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    assert app._first(lock, tmp_path) is True
    assert lock.held
    lock.release()


def test_one_that_is_just_ending_is_waited_for(qapp: QApplication, tmp_path: Path) -> None:
    lock = Busy(tmp_path / "lock", tries=5)
    assert app._first(lock, tmp_path) is True
    assert lock.held
    lock.release()


def test_one_that_runs_comes_to_the_front(qapp: QApplication, tmp_path: Path) -> None:
    rung: list[None] = []
    bell = Doorbell(address_of(tmp_path), lambda: rung.append(None))
    lock = Busy(tmp_path / "lock", tries=10**9)
    assert app._first(lock, tmp_path) is False
    while not rung:
        qapp.processEvents()
    bell.close()
    assert not lock.held


def test_one_that_says_nothing_is_not_joined_by_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(app, "PATIENCE", 0.0)
    with_data = ["--data-dir", str(tmp_path)]
    holder = FileLock(tmp_path / "program.lock")
    assert holder.acquire()
    assert app.run(with_data) == app.BAD_START
    (title, text), *_more = read
    assert title == "The app runs already and does not answer"
    assert "no order is sent twice" in text
    holder.release()


@pytest.mark.parametrize(
    ("number", "says"), [(28, "The disk is full"), (13, "The data folder cannot be written to")]
)
def test_a_folder_that_cannot_be_used_is_told_in_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[tuple[str, str]], number: int, says: str
) -> None:
    def refuse(lock: FileLock) -> bool:
        raise OSError(number, "no")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    assert app.run(["--data-dir", str(tmp_path)]) == app.BAD_START
    (title, text), *_more = read
    assert title == says
    assert "Orders could not be kept safely" in text


def test_a_folder_that_is_none_is_told_in_a_window(tmp_path: Path, read: list[tuple[str, str]]) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert app.run(["--data-dir", str(file / "data")]) == app.BAD_START
    assert read[0][0] == "The local data cannot be opened"
    assert file.read_text() == "not a folder"


_SLOW = """
import asyncio, sys
from dodo_desktop import app, opening
made = []

async def open_first(_start, _settings):
    while not made:
        await asyncio.sleep(0)
    print("opened")

def make_whole(window):
    whole(window)
    made.append(window)
    print("made")
    window.close()

whole = app.make_whole
app.make_whole = make_whole
app.SEARCH_FIRST = 0.0
opening.open_first = open_first
sys.exit(app.run(sys.argv[1:]))
"""


def test_the_form_comes_and_can_be_left_while_a_slow_disk_opens_the_data(tmp_path: Path) -> None:
    """Where the form waited for the data, neither would ever come."""
    told = subprocess.run(
        [sys.executable, "-c", _SLOW, "--data-dir", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.stdout.split() == ["made", "opened"], told.stderr
    assert told.returncode == 0
