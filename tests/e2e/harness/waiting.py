"""Waiting for something that another process does."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_PAUSE = 0.05


def until(condition: Callable[[], T], *, seconds: float = 20.0, what: str = "") -> T:
    """Ask until the condition gives something true, and give that.

    Raises TimeoutError, naming what was waited for, if it does not within the seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s for {what or condition}")
        time.sleep(_PAUSE)
