"""The system's requests to end: who hears them, and what is left behind."""

import signal
import socket
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.signals import ending_signals


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Whatever a test leaves behind ends with it."""
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    yield
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, before[0])
    signal.signal(signal.SIGINT, before[1])


def test_what_the_event_loop_had_put_there_may_be_closed_by_the_end(qapp: QApplication) -> None:
    # On Windows the loop has a socket of its own for signals, and is closed inside the block.
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    signal.set_wakeup_fd(writing.fileno())

    with ending_signals(lambda: None):
        reading.close()
        writing.close()

    assert signal.set_wakeup_fd(-1) == -1, "signals go nowhere that is closed"


def test_the_handlers_from_before_are_back_at_the_end(qapp: QApplication) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with ending_signals(lambda: None):
        assert signal.getsignal(signal.SIGTERM) is not before[0]
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
