"""Tasks that a page starts: held while they run, ended with the page's services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine


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


async def pause(seconds: float) -> None:
    """Let others work so long."""
    import asyncio

    await asyncio.sleep(seconds)
