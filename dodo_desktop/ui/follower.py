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

    `lost` is called when one of them is deleted; nothing is followed from then on. Whom it followed last it
    knows again: most of what to follow takes is to ask for news of each one's end.
    """

    def __init__(self, parent: QObject, moved: Callable[[], None], lost: Callable[[], None]) -> None:
        super().__init__(parent)
        self._moved = moved
        self._lost = lost
        self._known: list[QWidget] = []
        self._following = False

    def follow(self, target: QWidget, host: QWidget) -> None:
        """Follow another widget; the host is one of its ancestors or itself."""
        self.stop()
        chain = _up_to(host, target)
        if chain != self._known:
            self._forget()
            self._known = chain
            for widget in chain:
                widget.destroyed.connect(self._gone)
        self._following = True
        for widget in chain:
            widget.installEventFilter(self)

    def stop(self) -> None:
        """Follow nothing."""
        if self._following:
            self._following = False
            for widget in filter(isValid, self._known):
                widget.removeEventFilter(self)

    def _forget(self) -> None:
        known, self._known = self._known, []
        for widget in filter(isValid, known):
            widget.destroyed.disconnect(self._gone)

    def _gone(self) -> None:
        following = self._following
        self.stop()
        self._forget()
        if following:
            self._lost()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, _MOVES):
            self._moved()
        return False


def _up_to(host: QWidget, target: QWidget) -> list[QWidget]:
    chain = [target]
    while chain[-1] is not host and (parent := chain[-1].parentWidget()) is not None:
        chain.append(parent)
    return chain
