"""What needs the libraries of the checks waits for them, and not the window."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject

from dodo_desktop.core import warm
from dodo_desktop.ui.timers import timer

_AGAIN_MS = 100
_MOST_TURNS = 12
"""So many times they are waited for, which are read a moment after the start; then they are read for this."""


class WhenRead(QObject):
    """Does things at once, or in their order as soon as the libraries are there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Callable[[], object]] = []
        self._turns = 0
        self.later = timer(self, _AGAIN_MS, self._look_again, once=False)

    def do(self, work: Callable[[], object]) -> None:
        """Do this, now or then."""
        if warm.checks_read():
            self._work()
            work()
            return
        self._waiting.append(work)
        if not self.later.isActive():
            self._turns = 0
            self.later.start()

    def _look_again(self) -> None:
        self._turns += 1
        if warm.checks_read():
            self._work()
        elif self._turns == _MOST_TURNS:
            Thread(target=warm.import_checks, name="checks").start()

    def _work(self) -> None:
        self.later.stop()
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
