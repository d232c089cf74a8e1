"""The app until what the directory finds for somebody's first word is on the screen, and every field of the
form is, too, and takes typing.

``--tree FILE`` as the first arguments: writes there what the window shows then, for ``formed.py``.
"""

# Before anything else: it begins as the program's entry point does.
from tests.bench.children.inside import Hands, drive  # isort: skip

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from dodo_desktop.ui.curtain import Curtain
from tests.bench.children.letters import type_letters

_WORD = "garcia"


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.until(lambda: QApplication.focusWidget() is not None, "the focus")
    type_letters(_WORD)
    typed = time.perf_counter()
    # Not by painting it all once more, as nobody does who waits for it.
    form = asyncio.ensure_future(hands.painted(hands.window, lambda: _form(hands)))
    await asyncio.sleep(0)
    # When it was painted, not when the loop has a turn for who waits for that: the form may come in between.
    found = await hands.painted(hands.find("customer.results", QListView).viewport(), lambda: _found(hands))
    told = {"typed": typed, "found": found, "ready": await form}
    if _tree is None:
        return told
    from tests.bench.children.tree import described

    return told | {"shown": described(hands.window, _tree)}


def _form(hands: Hands) -> bool:
    if hands.window.pages._compose is None:
        # The first look through all that is in the window has the binding make classes, which takes
        # milliseconds that are none of the program's; this is asked at each painting.
        return False
    fields = [hands.window.findChild(QLineEdit, name) for name in ("billing.street", "options.discount_code")]
    # They lie over the window itself; to look through all of its form would be a part of what is measured.
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    covered = any(curtain.isVisible() for curtain in hands.window.findChildren(Curtain, options=direct))
    return not covered and all(field is not None and _usable(field) for field in fields)


def _usable(field: QLineEdit) -> bool:
    return field.isVisible() and field.isEnabled() and field.updatesEnabled()


def _found(hands: Hands) -> bool:
    view = hands.find("customer.results", QListView)
    return view.isVisible() and view.model().rowCount() > 1


_arguments = sys.argv[1:]
_tree = Path(_arguments[1]) if _arguments[:1] == ["--tree"] else None

drive(_driver, _arguments[2 if _tree is not None else 0 :], types=False)
