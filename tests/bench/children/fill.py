"""The customers are read for the first time while somebody types; the gaps of the window's loop meanwhile."""

import asyncio
import sys
import time
from typing import Any

from PySide6.QtWidgets import QLineEdit

from tests.bench.children import work
from tests.bench.children.beats import Beats, at_rest
from tests.bench.children.inside import Hands, drive

_LETTER = 0.08
_BETWEEN = 1.0
_PATIENCE = 240.0
_WORD = "garcia"


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    workspace = hands.window.compose._workspace
    assert workspace is not None
    directory = workspace.directory
    beats = Beats()
    beats.doing = "read the customers"
    before = directory.status.customers
    beats.start()
    await work.new_order(hands)
    field = hands.find("customer.search", QLineEdit)
    field.setFocus()
    until = time.monotonic() + _PATIENCE
    while directory.status.partial and not directory.status.failed and time.monotonic() < until:
        field.clear()
        for letter in _WORD:
            hands.type(letter)
            await asyncio.sleep(_LETTER)
        await asyncio.sleep(_BETWEEN)
    beats.stop()
    return {"rest": await at_rest(), "busy": beats.told, "read": directory.status.customers - before}


drive(_driver, sys.argv[1:])
