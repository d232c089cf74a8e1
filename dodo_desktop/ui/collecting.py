"""Garbage is collected on the window's thread alone.

Python collects cycles on whichever thread happens to allocate, and a widget or timer that dies on a worker
thread takes the program down with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_SOON_MS = 250
_COMING = 15
"""So many turns long the window and its pages come, one after the other, and then what the first orders need.
What is there is taken to stay, so that each of these turns looks through no more than came since the one
before."""
_SOON_AT_FIRST = 9
"""So many of them follow soon in any case."""
_MUCH = 2
"""So many times as much as Python waits for is a lot for one turn: more of them follow soon, for a smaller
part each."""


class Collector(QObject):
    """Does Python's automatic collection by a timer instead, generation by generation as Python would."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._turns = 0
        self._was_on = True

    def start(self) -> None:
        """Take over from Python."""
        self._was_on = gc.isenabled()
        gc.disable()
        self._turns = 0
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Give it back to Python, where it was Python's."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def _turn(self) -> None:
        much = gc.get_count()[0] > _MUCH * gc.get_threshold()[0]
        if self._turns < _COMING:
            # Looked at again and again, the many objects of a window would hold up whoever types in it.
            gc.collect()
            gc.freeze()
        else:
            collect_due()
        self._turns += 1
        soon = much or self._turns < _SOON_AT_FIRST
        self._timer.setInterval(_SOON_MS if soon else _EVERY_MS)


def collect_due() -> None:
    """Collect the oldest generation that is over its threshold.

    So much can be new since the last time that Python would have come to the middle generation by itself.
    """
    counts, thresholds = gc.get_count(), gc.get_threshold()
    middle = counts[0] > thresholds[0] * max(1, thresholds[1]) > 0
    for generation in (2, 1, 0):
        over = counts[generation] > thresholds[generation] > 0
        if over or (middle and generation == 1):
            gc.collect(generation)
            return
