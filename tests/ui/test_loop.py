"""Qt's loop as asyncio's: tasks find it wherever Qt works their events off."""

import asyncio

import pytest
import pytestqt.plugin
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.loop import Loop
from dodo_desktop.ui.tasks import Tasks
from tests.ui import loops

ROUNDS = 5


def test_a_task_that_goes_on_between_two_runs_finds_its_loop(qapp: QApplication) -> None:
    loop = Loop(qapp)
    found: list[bool] = []

    async def looks() -> None:
        while True:
            found.append(asyncio.get_running_loop() is loop)
            # Needs the running loop, as all that makes a task of its own does.
            await asyncio.wait({asyncio.ensure_future(asyncio.sleep(0))})

    async def nothing() -> None: ...

    async def end() -> None:
        task.cancel()
        await asyncio.wait({task})

    task = loop.create_task(looks())
    try:
        loop.run_until_complete(nothing())
        while len(found) < ROUNDS and not task.done():
            qapp.processEvents()
        loop.run_until_complete(end())
    finally:
        loop.close()
    assert task.cancelled()
    assert len(found) >= ROUNDS
    assert all(found)


def test_a_timer_that_fires_as_a_run_ends_starts_its_task(qapp: QApplication) -> None:
    loop = Loop(qapp)
    done: list[str] = []

    async def work() -> None:
        done.append("work")

    async def arms() -> None:
        # The run stops before the timer is due, which is then in what is worked off after it.
        loop.stop()
        QTimer.singleShot(0, lambda: tasks.start(work()))

    async def nothing() -> None: ...

    tasks = Tasks()
    try:
        loop.run_until_complete(arms())
        while not done:
            loop.run_until_complete(nothing())
    finally:
        loop.close()
    assert done == ["work"]


def test_the_plugin_works_events_off_inside_of_the_loop(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = Loop(qapp)
    monkeypatch.setattr(loops, "current", loop)
    done: list[str] = []

    async def work() -> None:
        done.append("work")

    tasks = Tasks()
    QTimer.singleShot(0, lambda: tasks.start(work()))
    try:
        while not done:
            pytestqt.plugin._process_events()
    finally:
        loop.close()
    assert done == ["work"]


def test_a_callback_that_was_taken_back_is_not_called(qapp: QApplication) -> None:
    loop = Loop(qapp)
    called: list[str] = []

    async def waits() -> None:
        loop.call_later(0, called.append, "taken back").cancel()
        loop.call_later(0, called.append, "kept")
        await asyncio.sleep(0.01)

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert called == ["kept"]
