"""The app until what the directory finds for somebody's first word is on the screen, and every field of the
form is, too, and takes typing."""

import sys
import time
from typing import Any

# Before anything of Qt, as the program's entry point does.
from tests.bench.children.inside import Hands, drive  # isort: skip
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

_WORD = "garcia"


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.until(lambda: QApplication.focusWidget() is not None, "the focus")
    hands.type(_WORD)
    typed = time.perf_counter()
    # When it was painted, not when the loop has a turn for who waits for that: the form may come in between.
    found = await hands.painted(hands.find("customer.results", QListView).viewport(), lambda: _found(hands))
    await hands.until(lambda: _form(hands), "the form")
    hands.window.repaint()
    return {"typed": typed, "found": found, "ready": time.perf_counter()}


def _form(hands: Hands) -> bool:
    fields = [hands.window.findChild(QLineEdit, name) for name in ("billing.street", "options.discount_code")]
    return all(field is not None and field.isVisible() and field.isEnabled() for field in fields)


def _found(hands: Hands) -> bool:
    view = hands.find("customer.results", QListView)
    return view.isVisible() and view.model().rowCount() > 1


drive(_driver, sys.argv[1:])
