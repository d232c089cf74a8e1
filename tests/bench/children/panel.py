"""What stands in the way of a link at once: the same parts, and then a panel of as many widgets painted.

A bare window of Qt in the app's style sheet, on a key; no line of the app runs from the key to the picture.
The first argument is a file with the panel that ``create.py --tree`` wrote.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from tests.bench.children import parts
from tests.bench.children.built import built
from tests.bench.children.journal import commits, opened
from tests.bench.children.painted import Window, show
from tests.bench.children.parts import REST
from tests.bench.children.tree import CODE

_UNCOUNTED = 3
_TURN = 0.005


class _Eye(QObject):
    """Sees that the code was painted."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class _Desk:
    """The window with its button and the panel."""

    def __init__(self, app: QApplication, told: dict[str, Any], url: str, folder: Path) -> None:
        self._app = app
        self._create, self.close = parts.sdk_call(url)
        self._connection = opened(folder)
        self.window = Window()
        whole = QWidget()
        row = QHBoxLayout(whole)
        self.button = QPushButton("Create")
        self.panel = built(told["tree"])
        self.panel.setFixedWidth(told["width"])
        row.addWidget(self.button, 1)
        row.addWidget(self.panel)
        self.window.setCentralWidget(whole)
        self._code = next(label for label in self.panel.findChildren(QLabel) if label.text() == CODE)
        self._eye = _Eye()
        self._code.installEventFilter(self._eye)
        self.button.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        commits(self._connection, "x" * 3000, 2)
        self._create()
        commits(self._connection, "x" * 3000, 1)
        rows = [bytes(row) for row in parts.code().matrix_iter(border=4)]
        grey = b"".join(rows).translate(bytes.maketrans(b"\0\1", b"\xff\0"))
        image = QImage(grey, len(rows), len(rows), len(rows), QImage.Format.Format_Grayscale8)
        self._code.setPixmap(QPixmap.fromImage(image.scaled(len(rows) * 6, len(rows) * 6)))
        self.panel.show()

    def round(self) -> float:
        """Seconds from the key to the picture."""
        self.panel.hide()
        self.button.setFocus()
        until = time.perf_counter() + REST
        while time.perf_counter() < until:
            self._app.processEvents()
            time.sleep(_TURN)
        self._eye.seen = False
        start = time.perf_counter()
        QTest.keyClick(self.button, Qt.Key.Key_Space)
        while not self._eye.seen:
            self._app.processEvents()
        return time.perf_counter() - start


def main(tree: Path, url: str, folder: Path, times: int) -> None:
    """Measures so many times."""
    told = json.loads(tree.read_text(encoding="utf-8"))
    app = QApplication(["panel"])
    app.setStyle("Fusion")
    app.setStyleSheet(told["sheet"])
    desk = _Desk(app, told, url, folder)
    show(app, desk.window)
    seconds = [desk.round() for _ in range(times + _UNCOUNTED)]
    desk.close()
    print(json.dumps({"seconds": seconds[_UNCOUNTED:]}), flush=True)
    os._exit(0)


main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
