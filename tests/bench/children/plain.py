"""What stands in the way: as many widgets as the app's first picture has, of Qt's own kinds, painted.

No module of the app is imported. The first argument is a file with the tree that ``start.py --tree`` wrote;
``--sheet``: it wears the app's style sheet, too.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6 import QtWidgets
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tests.bench.children.painted import Window, show

Tree = dict[str, Any]


def _build(tree: Tree) -> QWidget:
    made: Any = getattr(QtWidgets, tree["kind"])()
    for name, value in tree["properties"].items():
        made.setProperty(name, value)
    if tree["text"]:
        made.setText(tree["text"])
    if not tree["children"]:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    inside = [_build(child) for child in tree["children"]]
    if hasattr(made, "setWidget"):
        made.setWidgetResizable(True)
        made.setWidget(inside[0])
    elif hasattr(made, "addWidget"):
        for child in inside:
            made.addWidget(child)
    elif inside:
        layout = QHBoxLayout(made) if tree["row"] else QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for child in inside:
            layout.addWidget(child)
    shown: QWidget = made
    return shown


told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
app = QApplication(["plain"])
app.setStyle("Fusion")
window = Window()
window.setCentralWidget(_build(told["tree"]))
if "--sheet" in sys.argv:
    app.setStyleSheet(told["sheet"])
painted = show(app, window)
shown = sum(widget.isVisible() for widget in window.findChildren(QWidget))
print(json.dumps({"painted": painted, "shown": shown}), flush=True)
os._exit(0)
