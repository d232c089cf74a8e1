"""Watches the screen: says ``black`` at first, then the time at which it no longer was."""

import sys
import time

from PySide6.QtGui import QGuiApplication

_SPOTS = ((40, 40), (640, 400), (1200, 760))
_PAUSE = 0.002
_PATIENCE = 60


def _black(app: QGuiApplication) -> bool:
    app.processEvents()
    screen = app.primaryScreen()
    for x, y in _SPOTS:
        picture = screen.grabWindow(0, x, y, 1, 1).toImage()
        if picture.pixelColor(0, 0).lightness() > 8:
            return False
    return True


app = QGuiApplication(["eyes"])
print("black" if _black(app) else "not black", flush=True)
until = time.monotonic() + _PATIENCE
while _black(app):
    if time.monotonic() > until:
        sys.exit(1)
    time.sleep(_PAUSE)
print(time.perf_counter(), flush=True)
