"""Qt's event loop as asyncio's, which asyncio also knows where Qt works events off by hand."""

import asyncio
from typing import Any

from qasync import QEventLoop


class _Handle(asyncio.Handle):
    """A callback that finds its loop, whoever lets Qt call it."""

    __slots__ = ()
    _loop: asyncio.AbstractEventLoop

    def _run(self) -> None:
        if asyncio._get_running_loop() is not None:
            super()._run()
            return
        asyncio._set_running_loop(self._loop)
        try:
            super()._run()
        finally:
            asyncio._set_running_loop(None)


class Loop(QEventLoop):  # type: ignore[misc] # the library has no types
    """The library's loop, mended in one thing.

    It lets Qt work off what is left once a run has ended, and so does whoever calls ``processEvents`` between
    two runs. Tasks go on then, but ``asyncio.get_running_loop`` failed in them, so that one which waits for
    others, as the outbox does for its bell, ended with an error that is nobody's.
    """

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> Any:
        known: Any = handle
        return super()._add_callback(_Handle(known._callback, known._args, self, known._context), delay)
