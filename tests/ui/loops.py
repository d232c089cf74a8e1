"""Qt's loop that the coroutine tests of a module run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from dodo_desktop.ui.loop import Loop

current: Loop | None = None
"""The one that was made last; None before the first."""


def make(app: QApplication) -> Loop:
    """A new one, which events that are worked off between two tests find from now on."""
    global current  # noqa: PLW0603 - there is one at a time, as there is one QApplication
    from dodo_desktop.ui.loop import Loop

    current = Loop(app)
    return current


def work_off() -> None:
    """Let Qt work off what is left, inside of the loop where there is one."""
    from PySide6.QtWidgets import QApplication

    from dodo_desktop.ui.loop import known

    app = QApplication.instance()
    if app is None:
        return
    if current is None or current.is_closed():
        app.processEvents()
        return
    with known(current):
        app.processEvents()
