"""One turn of Qt's loop, for tests: callbacks of asyncio may follow from one another without any."""

import asyncio

from PySide6.QtCore import QTimer


async def turn() -> None:
    """Let Qt work off what has come."""
    over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def end() -> None:
        if not over.done():
            over.set_result(None)

    QTimer.singleShot(0, end)
    await over
