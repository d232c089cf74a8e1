"""Tasks that a page starts: held while they run, ended with the page's services."""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Generator
from types import coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class Tasks:
    """Starts coroutines on the running loop and keeps a reference to each until it is done."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work`; what it raises goes to the loop's own handler of unexpected exceptions."""
        # Imported here and below: windows are painted before there is a loop.
        import asyncio

        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    async def finished(self) -> None:
        """Until nothing runs any more."""
        import asyncio

        while self._running:
            await asyncio.wait(self._running)

    def stop(self) -> None:
        """Cancel all that still runs."""
        for task in tuple(self._running):
            task.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        failed = task.exception()
        if failed is not None:
            task.get_loop().call_exception_handler({"message": "a page failed", "exception": failed})


def begun(work: Awaitable[T]) -> Awaitable[T]:
    """The same work, done already up to where it first waits for somebody else; await it once, in a task.

    For what a key asks for: another thread looks for it while this one paints the letter. What is raised on
    the way there is raised here. `work` must not ask in which task it is until then.
    """
    if not isinstance(work, Coroutine):
        return work
    try:
        return _rest(work, work.send(None))
    except StopIteration as done:
        return _done_with(done.value)


@coroutine
def _rest(work: Coroutine[Any, Any, T], waits_for: Any) -> Generator[Any, Any, T]:
    try:
        while True:
            try:
                told = yield waits_for
            except BaseException as raised:  # noqa: BLE001 - such as that the task is cancelled; for the work
                waits_for = work.throw(raised)
            else:
                waits_for = work.send(told)
    except StopIteration as done:
        value: T = done.value
        return value


async def _done_with(value: T) -> T:
    return value


async def pause(seconds: float) -> None:
    """Let others work so long."""
    import asyncio

    await asyncio.sleep(seconds)
