"""Throttle: keeps below the API's rate limits, creations before reads."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from dodo_desktop.api.times import reset_wait, told_wait

_ALL = ((10, 1.0), (100, 60.0))
"""The lower of the limits ever documented: requests in so many seconds."""
_READS = ((8, 1.0), (16, 12.0))
"""Reads leave room for creations and are spread, so that one page does not wait for a whole minute."""
_LONGEST_HOLD = 60.0
_UNTOLD_HOLD = 1.0


class Throttle:
    """Gives requests their turn. One for a key and host, on the thread of one event loop.

    With `paced` false only the answers' own headers slow it down.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        paced: bool = True,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._paced = paced
        self._taken: deque[float] = deque()
        self._held_until = float("-inf")
        self._creations_waiting = 0
        self._creations = asyncio.Lock()
        self._reads = asyncio.Lock()

    async def creation(self, patience: float) -> float:
        """Waits for a turn, at most `patience` seconds. Returns 0, or the wait that is too long."""
        self._creations_waiting += 1
        try:
            async with self._creations:
                return await self._turn(patience, creation=True)
        finally:
            self._creations_waiting -= 1

    async def read(self, patience: float) -> float:
        """As `creation`, for everything else, in the order of asking."""
        async with self._reads:
            return await self._turn(patience, creation=False)

    def learn(self, status: int, headers: Mapping[str, str], now: datetime) -> None:
        """Takes to heart what an answer says about limits. Header names in lower case."""
        wait: float | None = None
        if status == 429:
            wait = told_wait(headers, now) or _UNTOLD_HOLD
        elif headers.get("x-ratelimit-remaining", "").strip() == "0":
            wait = reset_wait(headers, now)
        if wait is not None:
            until = self._monotonic() + min(wait, _LONGEST_HOLD)
            self._held_until = max(self._held_until, until)

    async def _turn(self, patience: float, *, creation: bool) -> float:
        until = self._monotonic() + patience
        while (wait := self._wait(creation=creation)) > 0:
            if self._monotonic() + wait > until:
                return wait
            await self._sleep(wait)
        if self._paced:
            self._taken.append(self._monotonic())
        return 0.0

    def _wait(self, *, creation: bool) -> float:
        now = self._monotonic()
        waits = [self._held_until - now]
        while self._taken and now - self._taken[0] >= 60.0:
            self._taken.popleft()
        for most, seconds in _ALL if creation else (*_ALL, *_READS):
            if len(self._taken) >= most:
                waits.append(self._taken[-most] + seconds - now)
        wait = max(waits)
        if not creation and self._creations_waiting and wait > 0:
            wait += 0.05  # a creation that waits for the same moment goes first
        return wait
