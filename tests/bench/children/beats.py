"""A pulse in the window's loop: every moment in which it would not have answered, and who had the time."""

import asyncio
import time
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from tests.bench.children.pace import Pace

_BEAT_MS = 1
_LONG = 0.016
_REST = 5.0
_PROBED = 0.5
"""Seconds from one probe of the usual pace to the next: all of them take half a thousandth of the time."""
_TRIES = 4


class Beats(QObject):
    """A timer that goes off as often as the loop lets it; what is between two beats was a gap.

    Each of `gaps` has its length in milliseconds, how much of that the window's own thread was computing,
    what was being done, and a probe of the computer's pace, in seconds, right after it. The rest it waited:
    for another thread of the program, or for others who use the computer.

    The probe is one of computing time, taken on the window's own thread in a moment in which no other thread
    of the program computes, so that nothing that the program does makes it long; None where there was no such
    moment right then. A slow phase of the computer that ended before the gap did is not seen by it. `usual`
    are such probes now and then, whatever was done. Both stand outside of all gaps.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float, str, float | None]] = []
        self.usual: list[float] = []
        self.doing = ""
        self._pace = Pace()
        self._probe_at = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Listen no longer."""
        self._timer.stop()

    @property
    def told(self) -> dict[str, Any]:
        """What ``tests.bench.gaps`` reads."""
        return {"gaps": self.gaps, "usual": self.usual}

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        length, computing = now - self._last, used - self._used
        if length > _LONG:
            self.gaps.append((length * 1000, min(length, computing) * 1000, self.doing, self._probe()))
        elif now >= self._probe_at:
            self._probe_at = now + _PROBED
            if (took := self._pace.computed()) is not None:
                self.usual.append(took)
        else:
            self._last, self._used = now, used
            return
        # What the probe took is none of the program's.
        self._last, self._used = time.perf_counter(), time.thread_time()

    def _probe(self) -> float | None:
        for _ in range(_TRIES):
            if (took := self._pace.computed()) is not None:
                return took
        return None


async def at_rest() -> dict[str, Any]:
    """The gaps of some seconds in which nobody does anything: those are the computer's."""
    beats = Beats()
    beats.doing = "rest"
    beats.start()
    await asyncio.sleep(_REST)
    beats.stop()
    return beats.told
