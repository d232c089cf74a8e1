"""Time that goes on as fast as the work is done, for services on real files and real connections."""

import asyncio
import heapq
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class WorldClock:
    """A clock and its sleep. While nothing real is under way `run` puts it on to the next one who sleeps.

    The wall clock of the computer can be `set`, and the computer can `doze`; `true_now` is everybody else's
    time. Real work, marked by `busy`, is counted in `steps`; `struck` is set when a chosen step is reached.
    """

    def __init__(self) -> None:
        self._true = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._off = timedelta(0)
        self._monotonic = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._strike_at: int | None = None
        self.steps = 0
        self.struck = asyncio.Event()

    def now(self) -> datetime:
        """What the computer's wall clock shows."""
        return self._true + self._off

    def true_now(self) -> datetime:
        """What all other clocks show."""
        return self._true

    def monotonic(self) -> float:
        """Seconds that the computer was awake."""
        return self._monotonic

    def set(self, by: timedelta) -> None:
        """Somebody sets the wall clock."""
        self._off += by

    def doze(self, seconds: float) -> None:
        """The computer sleeps: its wall clock goes on, its monotonic one stands, as Linux has it."""
        self._true += timedelta(seconds=seconds)

    def elapse(self, seconds: float) -> None:
        """Time passes at once, such as that of an answer that does not come."""
        self._go(self._monotonic + seconds)

    def strike_in(self, steps: int) -> None:
        """Sets `struck` once so many more beginnings and ends of real work were seen."""
        self.struck.clear()
        self._strike_at = self.steps + steps

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Real work is under way: the clock stands meanwhile."""
        self._step()
        self._busy += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()
            self._step()

    async def sleep(self, seconds: float) -> None:
        """As ``asyncio.sleep``, in this clock's time."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._numbers), future))
        await future

    async def run(self) -> None:
        """Goes on until it is cancelled."""
        while True:
            await self._idle.wait()
            await self._quiet()
            if self._busy:
                continue
            if not self._sleepers:
                await asyncio.sleep(0.001)
                continue
            at, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                self._go(at)
                future.set_result(None)

    async def _quiet(self) -> None:
        """Until everything waits for something: a clock, or real work, which is counted."""
        loop = asyncio.get_running_loop()
        while not self._busy:
            await asyncio.sleep(0)
            if not loop._ready:  # type: ignore[attr-defined] # nothing else tells that a loop is idle
                return

    def _step(self) -> None:
        self.steps += 1
        if self._strike_at is not None and self.steps >= self._strike_at:
            self._strike_at = None
            self.struck.set()

    def _go(self, monotonic: float) -> None:
        if monotonic > self._monotonic:
            self._true += timedelta(seconds=monotonic - self._monotonic)
            self._monotonic = monotonic
