"""The loop's rules, the order of the end, and reports that tell nothing of what was typed."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.bugs import Bug, bug_of
from dodo_desktop.ui.report_window import ReportWindow
from dodo_desktop.ui.runtime import Runtime, run

SECRET = "Zoë Quist, zoe@quist.example, sk_live_1234"


@pytest.fixture
def quits(qapp: QApplication) -> Iterator[None]:
    """The loop changes what the last window's closing does; other tests must not notice."""
    kept = qapp.quitOnLastWindowClosed()
    yield
    qapp.setQuitOnLastWindowClosed(kept)


pytestmark = pytest.mark.usefixtures("quits")


def told_by(qapp: QApplication, main: object, expected: int) -> list[Bug]:
    bugs: list[Bug] = []
    assert run(qapp, main, bugs.append) == expected  # type: ignore[arg-type]
    return bugs


async def _fail() -> None:
    raise ValueError(SECRET)


def test_the_code_of_main_is_returned_and_everything_ends_in_order(qapp: QApplication) -> None:
    ended: list[str] = []

    def step(name: str):  # type: ignore[no-untyped-def]
        async def close() -> None:
            await asyncio.sleep(0)
            ended.append(name)

        return close

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("task")

    async def main(runtime: Runtime) -> int:
        for name in ("store", "client", "services"):
            runtime.at_exit(name, step(name))
        runtime.spawn(forever(), "forever")
        await asyncio.sleep(0)
        return 7

    assert told_by(qapp, main, 7) == []
    assert ended == ["task", "services", "client", "store"]


def test_closing_the_last_window_lets_main_clean_up(qapp: QApplication) -> None:
    class Window(QWidget):
        def __init__(self, runtime: Runtime) -> None:
            super().__init__()
            self.runtime = runtime

        def closeEvent(self, event: QCloseEvent) -> None:
            self.runtime.request_close()

    cleaned: list[bool] = []

    async def main(runtime: Runtime) -> int:
        window = Window(runtime)
        window.show()
        QTimer.singleShot(0, window.close)
        await runtime.closing()
        await asyncio.sleep(0.01)
        cleaned.append(True)
        return 0

    assert told_by(qapp, main, 0) == []
    assert cleaned == [True]


def test_a_quit_of_qt_itself_still_ends_in_order(qapp: QApplication) -> None:
    ended: list[str] = []

    async def close() -> None:
        await asyncio.sleep(0)
        ended.append("store")

    async def main(runtime: Runtime) -> int:
        runtime.at_exit("store", close)
        QTimer.singleShot(0, lambda: qapp.exit(0))
        await runtime.closing()
        return 0

    assert told_by(qapp, main, 0) == []
    assert ended == ["store"]


def test_whatever_nobody_caught_is_told_once_without_its_words(
    qapp: QApplication, expect_log: Callable[[str], None]
) -> None:
    expect_log("ui.runtime: (task|thread|slot|loop|closing)")
    seen: list[Bug] = []
    four = asyncio.Event()

    def see(bug: Bug) -> None:
        seen.append(bug)
        if len(seen) == 4:
            four.set()

    def in_slot() -> None:
        raise KeyError(SECRET)

    def in_thread() -> None:
        raise OSError(SECRET)

    def in_callback() -> None:
        raise TypeError(SECRET)

    async def main(runtime: Runtime) -> int:
        runtime.spawn(_fail(), "fill the list")
        threading.Thread(target=in_thread).start()
        asyncio.get_running_loop().call_soon(in_callback)
        QTimer.singleShot(0, in_slot)
        runtime.at_exit("client", _fail)
        await four.wait()
        return 0

    assert run(qapp, main, see) == 0
    assert sorted(bug.kinds[0] for bug in seen) == [
        "KeyError",
        "OSError",
        "TypeError",
        "ValueError",
        "ValueError",
    ]
    assert {"task fill the list", "thread", "slot", "closing client"} <= {bug.where for bug in seen}
    for bug in seen:
        for word in ("Zo", "quist", "sk_live"):
            assert word not in bug.text


def test_a_failing_main_is_told_and_makes_the_code_1(
    qapp: QApplication, expect_log: Callable[[str], None]
) -> None:
    expect_log("ui.runtime: main: ValueError")

    async def main(runtime: Runtime) -> int:
        await _fail()
        return 0

    bugs = told_by(qapp, main, 1)
    assert [bug.where for bug in bugs] == ["main"]


def test_an_awaited_slot_runs_with_its_arguments(qapp: QApplication) -> None:
    got: list[str] = []
    done = asyncio.Event()

    async def work(text: str) -> None:
        await asyncio.sleep(0)
        got.append(text)
        done.set()

    async def main(runtime: Runtime) -> int:
        runtime.slot(work, "work")("Brooklyn")
        await done.wait()
        return 0

    assert told_by(qapp, main, 0) == []
    assert got == ["Brooklyn"]


def test_a_report_names_types_and_our_lines_only() -> None:
    cause, outer = ValueError(SECRET), RuntimeError(SECRET)
    outer.__cause__ = cause
    bug = bug_of(outer, "slot")
    assert bug.kinds == ("RuntimeError", "ValueError")
    assert "Zo" not in bug.text
    assert "Dodo Payment Links" in bug.text
    assert "test_runtime.py" not in bug.text


def test_our_own_lines_are_named() -> None:
    try:
        from dodo_desktop.ui import icons

        icons.icon("no such icon")
    except FileNotFoundError as raised:
        bug = bug_of(raised, "slot")
    assert any(frame.startswith("dodo_desktop/ui/icons.py:") for frame in bug.frames)
    assert "no such" not in bug.text


def test_the_report_can_be_copied_and_shows_each_once(qtbot: QtBot) -> None:
    window = ReportWindow()
    qtbot.addWidget(window)
    bug = Bug("slot", ("KeyError",), ("dodo_desktop/ui/icons.py:30 icon",))
    window.add(bug)
    window.add(bug)
    assert window.isVisible()
    assert not window.isModal()
    assert window.report.toPlainText().count("KeyError") == 1
    window.copy.click()
    assert QGuiApplication.clipboard().text() == window.report.toPlainText()
    window.go_on.click()
    assert not window.isVisible()
