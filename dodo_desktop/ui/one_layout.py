"""Laying out once what much changes in."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def set_shown(widget: QWidget, shown: bool) -> None:
    """As `setVisible`, without what nobody sees: Qt lays a widget out whenever it is shown, also where that
    changes nothing, and in the size that it happens to have before what is around it is seen."""
    decided = shown or widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if decided and widget.isHidden() != shown:
        return
    around, layout = widget.parentWidget(), widget.layout()
    unseen = around is not None and not around.isVisible()
    if shown and unseen and layout is not None and layout.isEnabled():
        layout.setEnabled(False)
        widget.show()
        layout.setEnabled(True)
    else:
        widget.setVisible(shown)


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
