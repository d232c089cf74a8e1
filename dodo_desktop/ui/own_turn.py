"""Painting in turns of the loop of its own."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dodo_desktop.ui.curtain import Curtain


class OwnTurn:
    """For a widget of which much changes at once; filling in, laying out and painting each take their time.

    With `put_off` before the change, what was painted before stays to be seen until all is laid out, and the
    next turns of the loop paint, each a band: a key that comes then waits for one of them, not for all.
    Nothing is seen half-made. It is put off by itself where `moving`, which is what moves in the widget, is
    to be laid out anew: a sentence that comes below a field has all that is beneath it painted.
    """

    def __init__(self, widget: QWidget, moving: QWidget | None = None) -> None:
        self._widget = widget
        self._curtain: Curtain | None = None
        if moving is not None:
            moving.installEventFilter(_Moves(moving, self.put_off))

    def put_off(self) -> None:
        """What changes from now on is painted in the next turns."""
        if not self._widget.isVisible():
            return
        window, curtain = self._widget.window(), self._curtain
        if curtain is None or not isValid(curtain) or curtain.parent() is not window:
            self._curtain = curtain = Curtain(window)
        curtain.close_over(self._widget)

    def wait(self, milliseconds: int) -> None:
        """What was put off waits for more that is about to come, at most so long, or until `go_on`."""
        if self._curtain is not None and isValid(self._curtain):
            self._curtain.stay(milliseconds)

    def move_along(self) -> None:
        """The widget has another place or size: what was seen there stays while more is waited for."""
        if self._curtain is not None and isValid(self._curtain):
            self._curtain.move_along()

    def go_on(self) -> None:
        """It came, or is not waited for any more."""
        if self._curtain is not None and isValid(self._curtain):
            self._curtain.go_on()


class _Moves(QObject):
    """Tells when a widget that was painted already is to be laid out anew: before that there is nothing that
    could stay to be seen, and a form that comes is painted at once."""

    def __init__(self, widget: QWidget, tell: Callable[[], None]) -> None:
        super().__init__(widget)
        self._tell = tell
        self._painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not self._painted:
            self._painted = event.type() == QEvent.Type.Paint
        elif event.type() == QEvent.Type.LayoutRequest:
            self._tell()
        return False
