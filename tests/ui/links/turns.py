"""Waiting inside coroutine tests: turns of the loop, never a span of time."""

import time
from collections.abc import Callable

from tests.ui.turning import turn

_PATIENCE = 30.0


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until something is so. Fails where that takes far too long: a test's own timeout
    cannot end a loop that Qt turns."""
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        await turn()
