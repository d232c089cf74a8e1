"""Qt's loop as asyncio's: tasks find it wherever Qt works their events off."""

import asyncio
from collections.abc import Callable

import pytest
import pytestqt.plugin
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.loop import Loop
from dodo_desktop.ui.tasks import Tasks
from tests.ui import loops

ROUNDS = 5
PATIENCE = 60.0


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


def test_callbacks_come_in_their_order_also_from_a_loop_inside_of_one(qapp: QApplication) -> None:
    loop = Loop(qapp)
    called: list[str] = []

    def goes_inside() -> None:
        called.append("first")
        # As Qt does where it shows a menu of its own, or a system's dialog.
        inside = QEventLoop()
        loop.call_soon(inside.quit)
        inside.exec()
        called.append("out again")

    async def waits() -> None:
        done = loop.create_future()
        loop.call_soon(goes_inside)
        loop.call_soon(called.append, "second")
        loop.call_later(0, called.append, "third")
        loop.call_later(0.001, done.set_result, None)
        await done

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert called == ["first", "second", "third", "out again"]


@pytest.mark.parametrize("work_off", [QApplication.sendPostedEvents, QApplication.processEvents])
def test_a_task_that_has_qt_work_events_off_keeps_no_other_from_going_on(
    qapp: QApplication, work_off: Callable[[], object]
) -> None:
    loop = Loop(qapp)
    unexpected: list[object] = []
    loop.set_exception_handler(lambda _loop, context: unexpected.append(context))

    async def sleeps(until: "asyncio.Future[None]") -> str:
        await until
        return "awake"

    async def works_off() -> str:
        bell = loop.create_future()
        sleeper: asyncio.Task[str] = loop.create_task(sleeps(bell))
        await asyncio.sleep(0)
        # As a thread does that looked something up on the disk.
        loop.call_soon_threadsafe(bell.set_result, None)
        work_off()
        assert not sleeper.done()
        for _turn in range(ROUNDS):
            await asyncio.sleep(0)
        return sleeper.result()

    try:
        assert loop.run_until_complete(works_off()) == "awake"
    finally:
        loop.close()
    assert not unexpected


def test_callbacks_that_follow_from_one_another_let_qt_have_its_turn(qapp: QApplication) -> None:
    loop = Loop(qapp)
    called: list[int] = []
    seen: list[int] = []

    async def waits() -> None:
        done = loop.create_future()

        def again() -> None:
            called.append(1)
            if len(called) < ROUNDS * 1000:
                loop.call_soon(again)
            else:
                done.set_result(None)

        # Qt's own events come in between, however many callbacks follow one another.
        QTimer.singleShot(0, lambda: seen.append(len(called)))
        again()
        await done

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert seen[0] < ROUNDS * 1000


def test_callbacks_from_other_threads_arrive(qapp: QApplication) -> None:
    loop = Loop(qapp)
    arrived: list[int] = []

    def far(number: int) -> None:
        loop.call_soon_threadsafe(arrived.append, number)

    async def waits() -> None:
        await asyncio.gather(*(asyncio.to_thread(far, number) for number in range(20)))
        # Those of each thread came before the word that it is done.
        assert sorted(arrived) == list(range(20))

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert len(arrived) == 20


def test_what_comes_from_other_threads_is_no_part_of_what_qt_works_off_in_one_go(qapp: QApplication) -> None:
    loop = Loop(qapp)
    arrived: list[int] = []

    async def waits() -> None:
        for number in range(ROUNDS):
            loop.call_soon_threadsafe(arrived.append, number)
        # Such as what is to be laid out and painted.
        QCoreApplication.sendPostedEvents()
        assert arrived == []
        done = loop.create_future()
        loop.call_soon_threadsafe(done.set_result, None)
        await done

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert arrived == list(range(ROUNDS))


def test_a_call_from_another_thread_after_the_last_one_was_heard_arrives(qapp: QApplication) -> None:
    loop = Loop(qapp)

    async def waits() -> None:
        for _round in range(ROUNDS):
            done = loop.create_future()
            await asyncio.to_thread(loop.call_soon_threadsafe, done.set_result, None)
            await done

    try:
        loop.run_until_complete(asyncio.wait_for(waits(), PATIENCE))
    finally:
        loop.close()


def test_timers_go_off_in_the_order_of_their_times_and_never_early(qapp: QApplication) -> None:
    loop = Loop(qapp)
    early: list[float] = []
    called: list[int] = []

    async def waits() -> None:
        done = loop.create_future()

        def rings(number: int, when: float) -> None:
            called.append(number)
            if loop.time() < when:
                early.append(when - loop.time())
            if len(called) == ROUNDS:
                done.set_result(None)

        begun = loop.time()
        for number in reversed(range(ROUNDS)):
            when = begun + 0.004 * (number + 1)
            loop.call_at(when, rings, number, when)
        loop.call_later(10**9, called.append, -1)
        await done

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert called == list(range(ROUNDS))
    assert early == []


def test_timers_that_were_cancelled_are_not_kept(qapp: QApplication) -> None:
    loop = Loop(qapp)
    called: list[str] = []

    async def waits() -> None:
        for number in range(3):
            loop.call_later(0.01 + number / 10**6, called.append, "kept")
        for _ in range(1000):
            loop.call_later(3600, called.append, "cancelled").cancel()
        assert len(loop._later._heap) < 250
        done = loop.create_future()
        loop.call_later(0.02, done.set_result, None)
        await done

    try:
        loop.run_until_complete(waits())
    finally:
        loop.close()
    assert called == ["kept"] * 3
