"""Laying out once what much changes in."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def laid_out_once(*parts: QWidget) -> Iterator[None]:
    """What changes in these widgets inside of the block is laid out at its end, with all that is around them.

    Else Qt lays out all that is around a widget, up to the window, each time one is shown. Inside of the
    block widgets stand where they stood before.
    """
    held: dict[QLayout, None] = {}
    for part in parts:
        walker: QWidget | None = part
        while walker is not None and not walker.isWindow():
            layout = walker.layout()
            if layout is not None and layout.isEnabled():
                held[layout] = None
                layout.setEnabled(False)
            walker = walker.parentWidget()
    try:
        yield
    finally:
        for layout in held:
            layout.setEnabled(True)
        # From the outside, so that what is inside knows its room.
        for layout in reversed(held):
            if (host := layout.parentWidget()) is not None and host.isVisible():
                layout.activate()
