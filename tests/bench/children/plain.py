"""What stands in the way: as many widgets as the app's first picture has, of Qt's own kinds, painted.

No module of the app is imported. The first argument is a file with the tree that ``start.py --tree`` wrote;
``--sheet``: it wears the app's style sheet, too.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.children.built import built
from tests.bench.children.painted import Window, show

told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
app = QApplication(["plain"])
app.setStyle("Fusion")
window = Window()
window.setCentralWidget(built(told["tree"]))
if "--sheet" in sys.argv:
    app.setStyleSheet(told["sheet"])
painted = show(app, window)
shown = sum(widget.isVisible() for widget in window.findChildren(QWidget))
print(json.dumps({"painted": painted, "shown": shown}), flush=True)
os._exit(0)
