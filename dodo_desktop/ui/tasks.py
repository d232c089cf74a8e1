"""Tasks that a page starts: held while they run, ended with the page's services."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Starts coroutines on the running loop and keeps a reference to each until it is done.

    What one raises goes to the loop's own handler of unexpected exceptions.
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], name: str = "a page") -> asyncio.Task[None]:
        """Run `work` beside everything else; `name` says what it is, without a word of any order."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def stop(self) -> None:
        """Cancel all that still runs."""
        for task in tuple(self._running):
            task.cancel()

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return not self._running

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        failed = task.exception()
        if failed is not None:
            context = {"message": f"task {task.get_name()} failed", "exception": failed}
            task.get_loop().call_exception_handler(context)
