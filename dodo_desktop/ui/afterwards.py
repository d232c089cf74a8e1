"""Doing something once what there is to see was painted."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from dodo_desktop.ui.timers import timer

_PAINTED = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1


class Afterwards(QObject):
    """Lets `do` happen in a turn of the loop of its own, after what was changed until now is laid out and
    painted: a key that comes meanwhile goes first. However often it is asked for until then, it happens once.
    """

    def __init__(self, owner: QObject, do: Callable[[], object]) -> None:
        super().__init__(owner)
        self._do = do
        self._asked = False
        self._soon = timer(self, 0, self.now)

    def start(self) -> None:
        """Ask for it."""
        if not self._asked:
            self._asked = True
            # Behind the painting, which is posted, too: else the timer would go off before it.
            QCoreApplication.postEvent(self, QEvent(_PAINTED), _AFTER_PAINTING)

    def soon(self, milliseconds: int = 0) -> None:
        """Ask for it in the next turn, or so much later, whether or not anything is painted by then."""
        self._asked = True
        self._soon.start(milliseconds)

    def hurry(self) -> None:
        """What was asked for later comes in the next turn."""
        if self._soon.isActive() and self._soon.interval():
            self._soon.start(0)

    def now(self) -> None:
        """Do it at once if it was asked for."""
        self._soon.stop()
        if self._asked:
            self._asked = False
            self._do()

    def customEvent(self, _event: QEvent) -> None:
        # Unless it was asked for anew, and in another way, meanwhile.
        if self._asked and not self._soon.isActive():
            self._soon.start(0)
