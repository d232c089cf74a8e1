"""Whether the computer keeps its pace: a computation that is always the same, timed beside what is measured.

A shared or virtual computer has moments in which all that runs on it takes several times as long. What falls
into such a moment tells nothing of the program that was measured, and a short computation right beside it
takes as much longer. It may only ever tell of the computer: it is timed while no other thread of this program
computes, after a rest in which other programs paint what this one gave them, and it asks for no memory, so
that no garbage is looked for in it.
"""

import asyncio
import time
from collections.abc import Callable

_SUMMED = 25_000
"""About a quarter of a millisecond."""
_REST = 0.004
_OTHERS = 0.1
"""The part of a probe that other threads of this program may have computed for it to count."""
_TRIES = 500


def by_others() -> float:
    """The seconds that all other threads of this program have computed so far."""
    return time.process_time() - time.thread_time()


class Pace:
    """Times the computation, in the thread of who asks. `others` is what `by_others` tells."""

    def __init__(self, others: Callable[[], float] = by_others) -> None:
        self._others = others

    def now(self) -> float | None:
        """The seconds that it takes now; None where another thread of this program was computing meanwhile,
        so that its being slow could be the program's own doing."""
        return self._timed(time.perf_counter)

    def computed(self) -> float | None:
        """The same, but the seconds that this thread was computing. In a slow moment of the computer they are
        as many more; where another thread only kept this one waiting, they are not."""
        return self._timed(time.thread_time)

    def _timed(self, clock: Callable[[], float]) -> float | None:
        before = self._others()
        start = clock()
        sum(range(_SUMMED))
        took = clock() - start
        return None if self._others() - before > took * _OTHERS else took

    async def alone(self) -> float:
        """The same after a rest, as soon as no other thread computes. Raises TimeoutError."""
        for _ in range(_TRIES):
            await asyncio.sleep(_REST)
            took = self.now()
            if took is not None:
                return took
        raise TimeoutError("a moment in which no other thread computes")
