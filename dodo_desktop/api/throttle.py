"""Throttle: keeps below the API's rate limits; creations before reads, background reads after all else."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from dodo_desktop.api.times import reset_wait, told_wait

_ALL = ((10, 1.0), (100, 60.0))
"""The lower of the limits ever documented: requests in so many seconds."""
_READS = ((8, 1.0), (16, 12.0))
"""Reads leave room for creations and are spread, so that one page does not wait for a whole minute."""
_APART = 0.8
"""Seconds from one background read to the next: 75 in a minute leave 25 for all that a person does."""

_ROOM = 10
"""The share of a window that background reads leave to others, as one of so many parts."""

_LONGEST_HOLD = 60.0
_UNTOLD_HOLD = 1.0
_AFTER = 0.05


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
        self._read: deque[float] = deque(maxlen=max(most for most, _seconds in _READS))
        self._held_until = self._background_from = float("-inf")
        self._creations_waiting = self._reads_waiting = 0
        self._creations = asyncio.Lock()
        self._reads = asyncio.Lock()
        self._backgrounds = asyncio.Lock()

    async def creation(self, patience: float) -> float:
        """Waits for a turn, at most `patience` seconds. Returns 0, or the wait that is too long."""
        self._creations_waiting += 1
        try:
            async with self._creations:
                return await self._turn(patience, self._wait)
        finally:
            self._creations_waiting -= 1

    async def read(self, patience: float) -> float:
        """As `creation`, for what a person waits for, in the order of asking."""
        self._reads_waiting += 1
        try:
            async with self._reads:
                wait = await self._turn(patience, self._read_wait)
        finally:
            self._reads_waiting -= 1
        if self._paced and not wait:
            self._read.append(self._monotonic())
        return wait

    async def background(self, patience: float) -> float:
        """As `creation`, for what nobody waits for: evenly, and only while nobody else wants a turn."""
        async with self._backgrounds:
            wait = await self._turn(patience, self._background_wait)
            if self._paced and not wait:
                self._background_from = max(self._background_from, self._monotonic() + _APART)
            return wait

    def learn(self, status: int, headers: Mapping[str, str], now: datetime) -> None:
        """Takes to heart what an answer says about limits. Header names in lower case."""
        if status == 429:
            wait = told_wait(headers, now) or _UNTOLD_HOLD
            self._held_until = max(self._held_until, self._until(wait))
            return
        left, limit = (_count(headers.get(f"x-ratelimit-{name}", "")) for name in ("remaining", "limit"))
        wait = reset_wait(headers, now) or 0.0
        if left == 0:
            self._held_until = max(self._held_until, self._until(wait))
        elif left is not None and limit is not None and left * _ROOM <= limit:
            self._background_from = max(self._background_from, self._until(wait))

    def _until(self, wait: float) -> float:
        return self._monotonic() + min(wait, _LONGEST_HOLD)

    async def _turn(self, patience: float, waits: Callable[[], float]) -> float:
        until = self._monotonic() + patience
        while (wait := waits()) > 0:
            if self._monotonic() + wait > until:
                return wait
            await self._sleep(wait)
        if self._paced:
            self._taken.append(self._monotonic())
        return 0.0

    def _wait(self) -> float:
        """Seconds until a request may go out at all."""
        now = self._monotonic()
        while self._taken and now - self._taken[0] >= 60.0:
            self._taken.popleft()
        return max(self._held_until - now, _room(self._taken, _ALL, now))

    def _read_wait(self) -> float:
        wait = max(self._wait(), _room(self._read, _READS, self._monotonic()))
        if self._creations_waiting and wait > 0:
            wait += _AFTER  # a creation that waits for the same moment goes first
        return wait

    def _background_wait(self) -> float:
        wait = max(self._wait(), self._background_from - self._monotonic())
        others = self._creations_waiting or self._reads_waiting
        return max(wait, 0.0) + 2 * _AFTER if others else wait


def _room(taken: deque[float], limits: Iterable[tuple[int, float]], now: float) -> float:
    """Seconds until one more request keeps to so many in so many seconds; not above 0 where it does."""
    waits = [taken[-most] + seconds - now for most, seconds in limits if len(taken) >= most]
    return max(waits, default=0.0)


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
