"""A pulse in the window's loop: every moment in which it would not have answered, and who had the time."""

import asyncio
import time

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 1
_LONG = 0.016
_REST = 5.0


class Beats(QObject):
    """A timer that goes off as often as the loop lets it; what is between two beats was a gap.

    Each of `gaps` has its length in milliseconds, how much of that the window's own thread was computing, and
    what was being done. The rest it waited: for another thread of the program, or for others who use the
    computer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float, str]] = []
        self.doing = ""
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

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        length, computing = now - self._last, used - self._used
        if length > _LONG:
            self.gaps.append((length * 1000, min(length, computing) * 1000, self.doing))
        self._last, self._used = now, used


async def at_rest() -> list[tuple[float, float, str]]:
    """The gaps of some seconds in which nobody does anything: those are the computer's."""
    beats = Beats()
    beats.doing = "rest"
    beats.start()
    await asyncio.sleep(_REST)
    beats.stop()
    return beats.gaps
