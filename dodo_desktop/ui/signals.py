"""The system's polite requests to end: log-out, Ctrl+C in a terminal."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QSocketNotifier


@contextmanager
def ending_signals(end: Callable[[], None]) -> Iterator[None]:
    """Calls `end` on the window's thread for SIGTERM and SIGINT while the block runs.

    Python looks at signals only between its own steps, and Qt's loop takes none while nothing happens: so the
    signal's number also goes through a socket that wakes the loop.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)

    def woken() -> None:
        if set(reading.recv(64)) & {int(signal.SIGTERM), int(signal.SIGINT)}:
            end()

    notifier.activated.connect(woken)
    before = {number: signal.signal(number, _nothing) for number in (signal.SIGTERM, signal.SIGINT)}
    signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        # Not what it was before: on Windows that was the event loop's own, and the loop is closed by now.
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        reading.close()
        writing.close()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Stands in for the default, which would end the program at once."""
