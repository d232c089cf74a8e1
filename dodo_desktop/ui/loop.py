"""Qt's event loop as asyncio's, which asyncio also knows where Qt works events off by hand."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from heapq import heapify, heappop, heappush
from math import ceil
from time import monotonic, perf_counter
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

_SLICE = 0.004
"""Seconds after which callbacks that wait their turn let Qt's own events go first."""

_IN_A_ROW = 64
"""Callbacks that may follow from one another before Qt's own events go first, however short they were."""

_LONGEST_MS = 24 * 60 * 60 * 1000
"""No timer of Qt is set for longer; what is due later is asked for again."""

_MOST_CANCELLED = 100

_FROM_AFAR = QEvent.Type(QEvent.registerEventType())


@contextmanager
def known(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Let asyncio find `loop` here, where no loop runs."""
    if asyncio._get_running_loop() is not None:
        yield
        return
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(None)


class _Soon(QObject):
    """Callbacks whose turn has come, in their order: Qt is asked once for all of them, not once for each."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self._waiting: deque[asyncio.Handle] = deque()
        self._timer = 0
        self._called = False
        self._closed = False

    def add(self, handle: asyncio.Handle) -> None:
        """On the loop's own thread."""
        self._waiting.append(handle)
        self._ask()

    def add_from_afar(self, handle: asyncio.Handle) -> None:
        """On any thread."""
        self._waiting.append(handle)
        # Who finds it called was in time: what waits is looked at only after the call came.
        if not self._called:
            self._called = True
            QCoreApplication.postEvent(self, QEvent(_FROM_AFAR))

    def close(self) -> None:
        """Nothing is called any more."""
        self._closed = True
        self._waiting.clear()

    def timerEvent(self, event: QTimerEvent) -> None:
        self.killTimer(event.timerId())
        self._timer = 0
        self._work()

    def customEvent(self, _event: QEvent) -> None:
        self._called = False
        # Not here: Qt works off all that was posted in one go, with what is to be laid out and painted, and a
        # key waits until then. Many such calls would be part of it, each with a slice of its own.
        self._ask()

    def _ask(self) -> None:
        if not self._timer and not self._closed:
            self._timer = self.startTimer(0)

    def _work(self) -> None:
        """Calls what waits, and what comes meanwhile while there is time: Qt has no part in it, and to
        ask it for each step of a task took longer than most of them."""
        if asyncio.current_task(self._loop) is not None:
            # A task has Qt work events off. No other task can be entered meanwhile: its step would fail, and
            # what woke it would be lost for good.
            self._ask()
            return
        until = perf_counter() + _SLICE
        waiting = self._waiting
        try:
            with known(self._loop):
                for _ in range(max(len(waiting), _IN_A_ROW)):
                    if not waiting:
                        break
                    handle = waiting.popleft()
                    if waiting:
                        # A callback may let Qt work events off itself, and the others go on then.
                        self._ask()
                    if not handle._cancelled:
                        handle._run()
                    if perf_counter() > until:
                        break
        finally:
            if waiting:
                self._ask()


class _Later(QObject):
    """Callbacks whose time comes later: one timer of Qt for the first of them."""

    def __init__(self, soon: _Soon) -> None:
        super().__init__()
        self._soon = soon
        self._heap: list[asyncio.TimerHandle] = []
        self._cancelled = 0
        self._timer = 0
        self._rings_at = 0.0
        self._closed = False

    def add(self, handle: asyncio.TimerHandle) -> None:
        """On the loop's own thread."""
        if self._closed:
            return
        heappush(self._heap, handle)
        self._set()

    def forget_one(self) -> None:
        """One was cancelled: most timers are, and many of them would lie about for a minute."""
        self._cancelled += 1
        if self._cancelled > _MOST_CANCELLED and 2 * self._cancelled > len(self._heap):
            self._heap = [each for each in self._heap if not each.cancelled()]
            heapify(self._heap)
            self._cancelled = 0

    def close(self) -> None:
        """Nothing is called any more."""
        self._closed = True
        self._heap.clear()

    def timerEvent(self, event: QTimerEvent) -> None:
        self.killTimer(event.timerId())
        self._timer = 0
        now = monotonic()
        while self._heap and self._heap[0].when() <= now:
            handle = heappop(self._heap)
            if handle.cancelled():
                self._cancelled = max(0, self._cancelled - 1)
            else:
                self._soon.add(handle)
        self._set()

    def _set(self) -> None:
        """Has Qt ring for the first one, unless it does so by then."""
        if not self._heap:
            return
        when = self._heap[0].when()
        if self._timer and self._rings_at <= when:
            return
        if self._timer:
            self.killTimer(self._timer)
        self._rings_at = when
        wait = min(max(0, ceil((when - monotonic()) * 1000)), _LONGEST_MS)
        self._timer = self.startTimer(wait, Qt.TimerType.PreciseTimer)


class Loop(QEventLoop):  # type: ignore[misc] # the library has no types
    """The library's loop, mended in two things.

    It lets Qt work off what is left once a run has ended, and so does whoever calls ``processEvents`` between
    two runs. Tasks go on then and slots start new ones, but ``asyncio.get_running_loop`` failed in them, so
    that a task which waits for others, as the outbox does for its bell, ended with an error that is nobody's.
    Who calls ``processEvents`` between two runs does so inside of `known`.

    It had a timer of Qt made, fired and taken away for each callback, which took longer than most of them,
    and kept the timers of what was cancelled until they fired.
    """

    def __init__(self, app: QApplication) -> None:
        self._application = app
        self._soon = _Soon(self)
        self._later = _Later(self._soon)
        super().__init__(app)

    def run_until_complete(self, future: Awaitable[Any]) -> Any:
        """Run until `future` is done and return its result; `RuntimeError` where Qt ended the loop before."""
        work = asyncio.ensure_future(future, loop=self)
        work.add_done_callback(self._stop)
        try:
            self.run_forever()
        finally:
            work.remove_done_callback(self._stop)
        with known(self):
            self._application.processEvents()
        if not work.done():
            raise RuntimeError("the loop was stopped before the work was done")
        return work.result()

    def close(self) -> None:
        """Releases all that the loop uses."""
        super().close()
        self._soon.close()
        self._later.close()

    def call_soon(
        self, callback: Callable[..., object], *values: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call it in the next turn of the loop."""
        handle = asyncio.Handle(callback, values, self, context)
        self._soon.add(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *values: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """The same, asked for on any thread."""
        handle = asyncio.Handle(callback, values, self, context)
        self._soon.add_from_afar(handle)
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *values: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call it after so many seconds."""
        return self.call_at(monotonic() + delay, callback, *values, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *values: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call it at this time of the loop's own clock, or soon where that is past."""
        handle = asyncio.TimerHandle(when, callback, values, self, context)
        if when <= monotonic():
            self._soon.add(handle)
        else:
            self._later.add(handle)
        return handle

    def _timer_handle_cancelled(self, _handle: asyncio.TimerHandle) -> None:
        self._later.forget_one()

    def _stop(self, _work: "asyncio.Future[Any]") -> None:
        self.stop()
