"""The app until somebody's first word is in the form and what the directory finds for it is on the screen."""

import sys
import time
from typing import Any

# Before anything of Qt, as the program's entry point does.
from tests.bench.children.inside import Hands, drive  # isort: skip
from PySide6.QtWidgets import QApplication, QListView

_WORD = "garcia"


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.until(lambda: QApplication.focusWidget() is not None, "the focus")
    hands.type(_WORD)
    typed = time.perf_counter()
    await hands.until(lambda: _found(hands) is not None, "what is found")
    view = _found(hands)
    assert view is not None
    view.viewport().repaint()
    return {"typed": typed, "found": time.perf_counter()}


def _found(hands: Hands) -> QListView | None:
    for view in hands.window.findChildren(QListView, "customer.results"):
        model = view.model()
        if view.isVisible() and model is not None and model.rowCount() > 1:
            return view
    return None


drive(_driver, sys.argv[1:])
