"""Qt's loop as asyncio's: tasks find it wherever Qt works their events off."""

import asyncio

from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.loop import Loop

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
