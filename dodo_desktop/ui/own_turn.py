"""Painting in turns of the loop of its own."""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dodo_desktop.ui.curtain import Curtain


class OwnTurn:
    """For a widget of which much changes at once; filling in, laying out and painting each take their time.

    With `put_off` before the change, what was painted before stays to be seen until all is laid out, and the
    next turns of the loop paint, each a band: a key that comes then waits for one of them, not for all.
    Nothing is seen half-made.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._curtain: Curtain | None = None

    def put_off(self) -> None:
        """What changes from now on is painted in the next turns."""
        if not self._widget.isVisible():
            return
        window, curtain = self._widget.window(), self._curtain
        if curtain is None or not isValid(curtain) or curtain.parent() is not window:
            self._curtain = curtain = Curtain(window)
        curtain.close_over(self._widget)
