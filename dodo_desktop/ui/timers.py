"""Timers, as the window uses them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def timer(owner: QObject, milliseconds: int, do: Callable[[], object], *, once: bool = True) -> QTimer:
    """Lets `do` happen so long after each start, `once` or again and again."""
    made = QTimer(owner)
    made.setSingleShot(once)
    made.setInterval(milliseconds)
    made.timeout.connect(do)
    return made
