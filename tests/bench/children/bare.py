"""The floor: a bare window of Qt, shown and painted. ``--rest``: it rests a moment and tells its memory."""

import json
import os
import sys
import time

from PySide6.QtWidgets import QApplication

from tests.bench.children.painted import Window, show

app = QApplication(["bare"])
window = Window()
painted = show(app, window)
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
