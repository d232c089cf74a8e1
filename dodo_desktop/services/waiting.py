"""Waiting that a bell ends early; how long is told by an injected sleep, so that tests need not wait."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

Sleep = Callable[[float], Awaitable[None]]
"""Suspends for so many seconds of monotonic time."""


class Bell:
    """Wakes the one task that waits. A ring while nobody waits is kept for the next wait."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._rung = False
        self._nap: asyncio.Future[None] | None = None

    def ring(self) -> None:
        """Ends the wait that is on, or the next."""
        self._rung = True
        if self._nap is not None:
            self._nap.cancel()

    async def wait(self, seconds: float) -> None:
        """Returns after `seconds`, or at once when rung."""
        if not self._rung:
            self._nap = nap = asyncio.ensure_future(self._sleep(seconds))
            try:
                await asyncio.wait({nap})
            finally:
                self._nap = None
                if not nap.done():
                    # None is left behind for a loop that ends meanwhile.
                    nap.cancel()
                    await asyncio.wait({nap})
        # Before anything else can happen: a ring from now on is for the next wait.
        self._rung = False


def going(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """A task that its service holds. A fault that ends it is reported to the loop at once: otherwise that is
    done when nobody holds the task any more, which is at the end of the program."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report_fault)
    return task


def _report_fault(task: asyncio.Task[None]) -> None:
    fault = None if task.cancelled() else task.exception()
    if fault is not None:
        report(fault, f"{task.get_name()} ended")


def report(fault: BaseException, what: str) -> None:
    """Tells the loop of a mistake of ours that somebody lived through; `what` says where."""
    asyncio.get_running_loop().call_exception_handler({"message": what, "exception": fault})


async def ended(task: asyncio.Task[None] | None) -> None:
    """Cancels a task and waits for its end, whatever it ends with."""
    if task is None:
        return
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()  # looked at, so that the loop does not report it a second time
