"""Keeps a window, with the frame that the system puts round it, inside of the room that a taskbar leaves."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

_FRAMED_MS = 300
"""Until the system put its frame round a new window; some do so a moment after it is shown."""


def keep_on_screen(window: QWidget) -> None:
    """Make `window` smaller, down to its minimum, and move it, where its frame goes past the free room.

    Its lower edge has *New link* and what is going on; on a small or scaled screen nobody would see them. A
    window without a frame is left where it is.
    """
    frame, inside = window.frameGeometry(), window.geometry()
    if frame == inside or window.isMaximized() or window.isFullScreen():
        return
    room = window.screen().availableGeometry()
    round_it = frame.size() - inside.size()
    size = inside.size().boundedTo(room.size() - round_it).expandedTo(window.minimumSize())
    if size != inside.size():
        window.resize(size)
    whole = size + round_it
    # The upper edge counts where not all of it fits: a window is moved by it.
    left = max(room.left(), min(frame.left(), room.left() + room.width() - whole.width()))
    top = max(room.top(), min(frame.top(), room.top() + room.height() - whole.height()))
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


def keep_on_screen_soon(window: QWidget) -> None:
    """The same once the window has its frame."""
    QTimer.singleShot(_FRAMED_MS, window, partial(keep_on_screen, window))
