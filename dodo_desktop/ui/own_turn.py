"""Painting in a turn of the loop of its own."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.timers import timer


class OwnTurn(QObject):
    """For a widget of which much changes at once; filling in, laying out and painting each take their time.

    With `put_off` before the change, what was painted before stays to be seen until all is laid out, and the
    next turn of the loop paints: a key that comes then waits for one of them, not for all. Nothing is seen
    half-made.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._soon = timer(self, 0, self._paint)

    def put_off(self) -> None:
        """What changes from now on is painted in the next turn."""
        if self._widget.isVisible():
            self._widget.setUpdatesEnabled(False)
            self._soon.start()

    def _paint(self) -> None:
        self._widget.setUpdatesEnabled(True)
