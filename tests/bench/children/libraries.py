"""What stands in the way: a bare window, the libraries that the app works with, and its database opened.

No module of the app is imported. The argument is the database's file; after it comes, where wanted, that of a
tree that ``idle.py`` wrote: the window then has as many widgets of Qt's own, in the app's sheet; and, where
wanted, the host's address: each library is then used as the app at rest has used it. ``--code`` as the last
argument: the app's modules are imported, too, those that it has imported at rest, and nothing in them is
called.

What a window with a database to search needs is told as `ready`; the memory of all of it as `resident`.
"""

import builtins
import json
import os
import sqlite3
import sys
import time
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

# As the app does: else the binding reads the source of every module that imports another, hundreds of them.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

_REST = 1.0

# As the app keeps them out.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
sys.modules["httpx._main"] = None  # type: ignore[assignment] # which makes its import fail

app = QApplication(["libraries"])
window = QMainWindow()
window.resize(1280, 800)
window.show()
app.processEvents()

import asyncio  # noqa: E402, F401 - as late as the app does

from qasync import QEventLoop  # noqa: E402, F401 - as above

database = sqlite3.connect(sys.argv[1])
database.execute("SELECT count(*) FROM sqlite_master").fetchone()
app.processEvents()
ready = time.perf_counter()

import ssl  # noqa: E402, F401 - as above

import httpx  # noqa: E402, F401 - as above
from pydantic import BaseModel, TypeAdapter  # noqa: E402, F401 - as above

from tests.bench.children.built import built  # noqa: E402 - as above
from tests.bench.children.memory import resident  # noqa: E402 - as above

if sys.argv[2:]:
    told = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    app.setStyle("Fusion")
    app.setStyleSheet(told["sheet"])
    window.setCentralWidget(built(told["tree"]))
if sys.argv[3:]:
    from tests.bench.children.used import used

    code = sys.argv[4:] == ["--code"]
    for name in told["modules"] if code else ():
        import_module(name)
    # The app's modules bring their own.
    kept = used(app, sys.argv[3], {} if code else told["models"])

until = time.monotonic() + _REST
while time.monotonic() < until:
    app.processEvents()
    time.sleep(0.01)
print(json.dumps({"ready": ready, "resident": resident()}), flush=True)
os._exit(0)
