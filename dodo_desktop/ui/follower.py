"""Hears when a widget moves on the screen for whatever reason: itself, its parents, or scrolling."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

# By their classes: to ask for an event's type takes longer, and every painting of what is followed is one.
_MOVES = (QMoveEvent, QResizeEvent, QShowEvent, QHideEvent)


class Follower(QObject):
    """Calls `moved` whenever one of the widgets from the target up to the host changes its place.

    `lost` is called when one of them is deleted; nothing is followed from then on.
    """

    def __init__(self, parent: QObject, moved: Callable[[], None], lost: Callable[[], None]) -> None:
        super().__init__(parent)
        self._moved = moved
        self._lost = lost
        self._watched: list[QWidget] = []

    def follow(self, target: QWidget, host: QWidget) -> None:
        """Follow another widget; the host is one of its ancestors or itself."""
        self.stop()
        walker: QWidget | None = target
        while walker is not None:
            self._watched.append(walker)
            walker.installEventFilter(self)
            walker.destroyed.connect(self._gone)
            if walker is host:
                break
            walker = walker.parentWidget()

    def stop(self) -> None:
        """Follow nothing."""
        watched, self._watched = self._watched, []
        for widget in watched:
            if isValid(widget):
                widget.removeEventFilter(self)
                widget.destroyed.disconnect(self._gone)

    def _gone(self) -> None:
        self.stop()
        self._lost()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, _MOVES):
            self._moved()
        return False
