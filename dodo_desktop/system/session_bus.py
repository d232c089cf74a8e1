"""What all that talk over a Linux desktop's session bus do alike."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any


def load() -> Any:
    """The library of the bus, to be imported in a thread when it is first needed: no picture waits for it."""
    import jeepney
    import jeepney.io.asyncio

    return jeepney


async def leave(listener: asyncio.Task[None] | None, stack: AsyncExitStack) -> None:
    """Ends who listens, if anybody does, and lets go of the connection that `stack` holds."""
    if listener is not None:
        listener.cancel()
        await asyncio.wait({listener})
    try:
        await stack.aclose()
    except Exception:  # noqa: BLE001 - a bus that is gone cannot be left politely
        return
