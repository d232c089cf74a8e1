"""A curtain over what has to be painted anew, which lifts a band at a time."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dodo_desktop.ui.afterwards import Afterwards

_BANDS = 4
_LEAST = 120
"""Into how many bands a place is cut; none of them has fewer pixels of height."""


class Curtain(QWidget):
    """Lies over a part of its window without painting: what was seen there stays to be seen.

    Nothing beneath it is painted. Each turn of the loop it lets go of one band more, from the top, so that a
    key waits for the painting of a band, not of a page. Who clicks meanwhile clicks through it.

    It may `stay` for what is about to come, so that this is painted with the rest.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        # Else it would be asked to paint, and its place would count as painted.
        self.setUpdatesEnabled(False)
        self.hide()
        self._over: QWidget | None = None
        self._whole = QRect()
        self._size = window.size()
        self._turn = Afterwards(self, self._lift)

    def close_over(self, widget: QWidget) -> None:
        """Lie over all of a widget of this window until the next turn."""
        self._over = widget
        self._fit()
        self.raise_()
        self.show()
        self._turn.soon()

    def stay(self, milliseconds: int) -> None:
        """Let go of the first band so much later, or once `go_on` is called; not where it lifts already."""
        if self._over is not None:
            self._turn.soon(milliseconds)

    def go_on(self) -> None:
        """What it stayed for is there."""
        self._turn.hurry()

    def move_along(self) -> None:
        """What it lies over has another place or size."""
        if self._over is None:
            return
        if self.window().size() == self._size:
            self._fit()
        else:
            # Nothing is left of what was seen before.
            self.go_on()

    def _fit(self) -> None:
        """To the place that the widget has by now."""
        window, over = self.window(), self._over
        if over is None or not isValid(over):
            return
        place = QRect(over.mapTo(window, QPoint(0, 0)), over.size())
        if self.isVisible() and self.geometry() != place:
            # It may have lain over more than it does now.
            window.update(self.geometry())
        self._whole, self._size = place, window.size()
        self.setGeometry(place)

    def _lift(self) -> None:
        if self._over is not None:
            # What was to change is laid out by now.
            self._fit()
            self._over = None
        band, window = self.geometry(), self.window()
        band.setHeight(max(_LEAST, -(-self._whole.height() // _BANDS)))
        rest = QRect(self._whole)
        rest.setTop(band.bottom() + 1)
        # In a window of another size everything is painted anyway.
        if rest.isEmpty() or window.size() != self._size:
            band = self.geometry()
            # Hidden alone it would still count as painting its place.
            self.setGeometry(QRect())
            self.hide()
        else:
            self.setGeometry(rest)
            # The next band once this one is painted: else they would be painted as one.
            self._turn.start()
        window.update(band)
