"""Waiting until something is on the screen."""

import asyncio

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget


class Eye(QObject):
    """Watches a widget from now on until `close`."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self._painted = asyncio.Event()
        widget.installEventFilter(self)

    async def saw(self, most: float) -> bool:
        """Whether the widget was painted; waits for that at most so many seconds, as what is covered or put
        away is not painted at all."""
        try:
            async with asyncio.timeout(most):
                await self._painted.wait()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Watch no longer."""
        self._widget.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # By its class: to ask for an event's type takes longer.
        if isinstance(event, QPaintEvent):
            self._painted.set()
        return False
