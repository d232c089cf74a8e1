"""The least that a window with the form's widgets and a search takes, which stands in the way of the app's.

No module of the app is imported. The arguments are the file with the tree of the form that
``ready.py --tree`` wrote, and the database. All is made at once, before the window is shown: the libraries,
the widgets in the app's sheet, the search; then the same word is typed, each letter is looked up at once, and
what is found is painted.
"""

import json
import os
import sqlite3
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget

from tests.bench.children.built import built
from tests.bench.children.letters import type_letters
from tests.bench.children.painted import Window, show

_WORD = "garcia"
_FOUND = """
    SELECT name, email FROM customer_words JOIN customers ON customers.seq = customer_words.rowid
    WHERE customer_words MATCH ? LIMIT 50
"""

told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
app = QApplication(["formed"])
app.setStyle("Fusion")
app.setStyleSheet(told["sheet"])

from PySide6.QtCore import QStringListModel  # noqa: E402 - as late as the app does
from qasync import QEventLoop  # noqa: E402 - as above

loop = QEventLoop(app)
database = sqlite3.connect(sys.argv[2])
window = Window()
central = QWidget()
column = QVBoxLayout(central)
search, results, model = QLineEdit(), QListView(), QStringListModel()
results.setModel(model)
for part in (search, results, built(told["tree"])):
    column.addWidget(part)
window.setCentralWidget(central)


def _look_up(text: str) -> None:
    rows = database.execute(_FOUND, (f'"{text}"*',)).fetchall()
    model.setStringList([f"{name}\n{email}" for name, email in rows])


search.textEdited.connect(_look_up)
show(app, window)
window.activateWindow()
search.setFocus()
while app.focusWidget() is not search:
    app.processEvents()
type_letters(_WORD)
app.processEvents()
ready = time.perf_counter()
if model.rowCount() < 2:
    raise LookupError("nothing was found")
print(json.dumps({"ready": ready}), flush=True)
os._exit(0)
