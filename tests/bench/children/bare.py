"""The floor: a bare window of Qt, shown and painted. ``--rest``: it rests a moment and tells its memory."""

import json
import os
import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow


class _Window(QMainWindow):
    painted = False

    def paintEvent(self, event):  # type: ignore[no-untyped-def] # no import more than the floor needs
        super().paintEvent(event)
        _Window.painted = True


app = QApplication(["bare"])
window = _Window()
window.resize(1280, 800)
window.show()
while not _Window.painted:
    app.processEvents()
app.processEvents()
painted = time.perf_counter()
told = {"painted": painted}
if "--rest" in sys.argv:
    from tests.bench.children.memory import resident

    until = time.monotonic() + 1
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
    told["resident"] = resident()
print(json.dumps(told), flush=True)
os._exit(0)
