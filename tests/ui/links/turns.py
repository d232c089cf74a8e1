"""Waiting inside coroutine tests: turns of the loop, never a span of time."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until something is so; the test's own timeout ends it where it never is."""
    while not condition():  # noqa: ASYNC110 - what is waited for belongs to Qt, which sets no event
        await asyncio.sleep(0)
