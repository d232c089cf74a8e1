"""A window of Qt alone that knows when it was painted, for the programs that measure what Qt takes."""

import time

from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    """A main window."""

    painted = False

    def paintEvent(self, event):  # type: ignore[no-untyped-def] # no import more than the floor needs
        super().paintEvent(event)
        self.painted = True


def show(app: QApplication, window: Window) -> float:
    """Shows it in the size of the app's window; the time when it was painted."""
    window.resize(1280, 800)
    window.show()
    while not window.painted:
        app.processEvents()
    app.processEvents()
    return time.perf_counter()
