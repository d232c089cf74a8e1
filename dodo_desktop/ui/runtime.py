"""The event loop, its tasks, the order in which all of it ends, and what happens to our mistakes."""

import asyncio
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.bugs import Bug, bug_of
from dodo_desktop.ui.collecting import Collector
from dodo_desktop.ui.signals import ending_signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from dodo_desktop.ui.report_window import ReportWindow

T = TypeVar("T")
OnBug = Callable[[Bug], None]
Step = Callable[[], Awaitable[None]]

_log = logging.getLogger(__name__)
_EARLY_ENDS = 3


class Runtime(QObject):
    """What a program under `run` works with; all of it on the thread of the window.

    It holds every task strongly, because the loop alone would let running ones be collected. An unexpected
    exception, wherever it was raised, ends up once at `on_bug`.
    """

    _raised = Signal(object)

    def __init__(self, app: QApplication, on_bug: OnBug | None = None) -> None:
        super().__init__()
        self.app = app
        self.on_bug: OnBug = on_bug or self._show_bug
        self._tasks: set[asyncio.Task[Any]] = set()
        self._steps: list[tuple[str, Step]] = []
        self._closing = asyncio.Event()
        self._window: ReportWindow | None = None
        # Queued across threads, direct on the window's own.
        self._raised.connect(self._tell)

    def spawn(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Run a coroutine beside the others. What it raises is a bug unless someone awaits the task."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def slot(self, work: Callable[..., Coroutine[Any, Any, Any]], name: str) -> Callable[..., None]:
        """A callable to connect signals to: each emission spawns the coroutine with its arguments."""

        def start(*values: Any) -> None:
            self.spawn(work(*values), name)

        return start

    def at_exit(self, name: str, step: Step) -> None:
        """Await `step` when the program ends; the last one registered is awaited first.

        Register as things are opened (store, client, services), and they are closed the other way round.
        """
        self._steps.append((name, step))

    def request_close(self) -> None:
        """The person wants to leave: for a window's closeEvent, which must not close anything itself."""
        self._closing.set()

    async def closing(self) -> None:
        """Wait until the person wants to leave."""
        await self._closing.wait()

    def report(self, raised: BaseException | None, where: str) -> None:
        """Tell a bug, from any thread."""
        self._raised.emit(bug_of(raised, where))

    async def shut_down(self) -> None:
        """End the tasks of the window, then the registered steps; a failing one does not stop the next."""
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        while self._steps:
            name, step = self._steps.pop()
            try:
                await step()
            except Exception as fault:  # noqa: BLE001 - what is open after it must still be closed
                self.report(fault, f"closing {name}")

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.report(task.exception(), f"task {task.get_name()}")

    def _tell(self, bug: Bug) -> None:
        _log.error("%s", bug.text)
        self.on_bug(bug)

    def _show_bug(self, bug: Bug) -> None:
        # Imported here: a program without bugs never needs the window.
        from dodo_desktop.ui.report_window import ReportWindow

        if self._window is None:
            self._window = ReportWindow()
        self._window.add(bug)

    def close_windows(self) -> None:
        """Take the report away at the end."""
        if self._window is not None:
            self._window.close()
            self._window = None


def run(app: QApplication, main: Callable[[Runtime], Awaitable[int]], on_bug: OnBug | None = None) -> int:
    """Run `main` in Qt's event loop and return its exit code.

    The last window's closing does not end the loop, because awaits would be left hanging: `main` returns when
    it is done (see `Runtime.closing`), and everything registered is closed before the loop is. What `main`
    itself raises is told as a bug and makes the code 1.
    """
    # Imported here, so that the first picture of the window need not wait for it.
    from dodo_desktop.ui.loop import Loop

    app.setQuitOnLastWindowClosed(False)
    loop = Loop(app)
    asyncio.set_event_loop(loop)
    runtime = Runtime(app, on_bug)
    collector = Collector()
    collector.start()
    with _hooks(runtime, loop), ending_signals(runtime.request_close):
        try:
            return _drive(loop, loop.create_task(_whole(runtime, main), name="main"), runtime)
        finally:
            runtime.close_windows()
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()
            asyncio.set_event_loop(None)
            collector.stop()


def _drive(loop: Any, task: "asyncio.Task[int]", runtime: Runtime) -> int:
    """Run until `task` is done, even where Qt was told to quit in between."""
    for _ in range(_EARLY_ENDS):
        with suppress(RuntimeError):
            loop.run_until_complete(task)
        if task.done():
            break
        runtime.request_close()
    return task.result() if task.done() else 1


async def _whole(runtime: Runtime, main: Callable[[Runtime], Awaitable[int]]) -> int:
    code = 1
    try:
        code = await main(runtime)
    except Exception as fault:  # noqa: BLE001 - told as a bug; the orderly end follows all the same
        runtime.report(fault, "main")
    finally:
        await runtime.shut_down()
    return code


@contextmanager
def _hooks(runtime: Runtime, loop: Any) -> "Iterator[None]":
    """Send what nobody caught, in slots, threads and the loop, to the one place for it."""

    def from_slot(kind: type[BaseException], raised: BaseException, _trace: "TracebackType | None") -> None:
        if issubclass(kind, KeyboardInterrupt):
            runtime.request_close()
        else:
            runtime.report(raised, "slot")

    def from_thread(given: threading.ExceptHookArgs) -> None:
        if not issubclass(given.exc_type, SystemExit):
            runtime.report(given.exc_value, "thread")

    def from_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # Its message may show values; the exception's type and place say enough.
        runtime.report(context.get("exception"), "loop")

    kept = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = from_slot, from_thread
    loop.set_exception_handler(from_loop)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = kept
