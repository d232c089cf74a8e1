"""The app up to its first picture, which it paints before the rest of its window is made.

``--tree FILE`` as the first arguments: writes there what the picture is made of, for ``plain.py``.
``--whole`` as the first one: up to the picture with all fields, which come once the search finds.
"""

import gc
import json
import os
import sys
import time
from pathlib import Path

# As the program's entry point does.
gc.disable()

# Before anything of Qt, as the program does.
from dodo_desktop import app  # isort: skip # noqa: E402 - only then
from PySide6.QtWidgets import QApplication  # noqa: E402 - only then

from dodo_desktop.ui.main_window import MainWindow  # noqa: E402 - only then


def _painted(*_arguments: object) -> int:
    painted = time.perf_counter()
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    screen = shown[0].screen()
    # What stands on the screen itself, so that a window that was not painted yet is noticed.
    picture = screen.grabWindow(shown[0].winId()).toImage()
    width, height = picture.width(), picture.height()
    colours = {picture.pixel(x, y) for x in range(0, width, 3) for y in range(0, height, 3)}
    told = {"painted": painted, "colours": len(colours)}
    if _tree is not None:
        from tests.bench.children.tree import described

        told["shown"] = described(shown[0], _tree)
    print(json.dumps(told), flush=True)
    os._exit(0)


_arguments = sys.argv[1:]
_whole = _arguments[:1] == ["--whole"]
_tree = Path(_arguments[1]) if _arguments[:1] == ["--tree"] else None

_make_whole = app.make_whole


def _made_whole(window: MainWindow) -> None:
    _make_whole(window)
    QApplication.processEvents()
    _painted()


vars(app).update({"make_whole": _made_whole} if _whole else {"run_loop": _painted})
sys.exit(app.run(_arguments[1 if _whole else 2 if _tree is not None else 0 :]))
