"""Qt's event loop as asyncio's, which asyncio also knows where Qt works events off by hand."""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop


class _Handle(asyncio.Handle):
    """A callback that finds its loop, whoever lets Qt call it."""

    __slots__ = ()
    _loop: asyncio.AbstractEventLoop

    def _run(self) -> None:
        with known(self._loop):
            super()._run()


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


class Loop(QEventLoop):  # type: ignore[misc] # the library has no types
    """The library's loop, mended in one thing.

    It lets Qt work off what is left once a run has ended, and so does whoever calls ``processEvents`` between
    two runs. Tasks go on then and slots start new ones, but ``asyncio.get_running_loop`` failed in them, so
    that a task which waits for others, as the outbox does for its bell, ended with an error that is nobody's.
    Who calls ``processEvents`` between two runs does so inside of `known`.
    """

    def __init__(self, app: QApplication) -> None:
        self._application = app
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

    def _stop(self, _work: "asyncio.Future[Any]") -> None:
        self.stop()

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> Any:
        given: Any = handle
        return super()._add_callback(_Handle(given._callback, given._args, self, given._context), delay)
