"""From *Create link* to the painted code, so many times. ``--tree FILE`` writes what the panel is made of."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from dodo_desktop.ui.widgets.qr_view import QrView
from tests.bench.children import work
from tests.bench.children.inside import Hands, drive
from tests.bench.children.parts import REST
from tests.bench.children.tree import described_panel

_UNCOUNTED = 3


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    seconds = []
    for number in range(_times + _UNCOUNTED):
        await work.put_order(hands, number)
        # Nobody presses before the order is on the screen, saved and priced.
        await asyncio.sleep(REST)
        seconds.append(await work.create(hands))
    told: dict[str, Any] = {"create": seconds[_UNCOUNTED:]}
    if _tree is not None:
        # Once all of it stands, what stands below the link among it.
        await asyncio.sleep(REST)
        panel, code = hands.window.compose.result, hands.find("result.qr", QrView)
        told["widgets"] = described_panel(panel, code, _tree)
    return told


_times, _arguments = int(sys.argv[1]), sys.argv[2:]
_tree = None
if _arguments[0] == "--tree":
    _tree, _arguments = Path(_arguments[1]), _arguments[2:]
drive(_driver, _arguments)
