"""The app at start with many orders in its outbox, until all are links."""

import asyncio
import sys
from typing import Any

from dodo_desktop.core.outgoing import State
from tests.bench.children.inside import Hands, drive

_PAUSE = 0.2


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    workspace = hands.window.compose._workspace
    assert workspace is not None
    sent = 0
    while sent < _orders:
        await asyncio.sleep(_PAUSE)
        sent = (await workspace.sending.counts()).get(State.CREATED, 0)
    return {"sent": _orders}


_orders = int(sys.argv[1])
drive(_driver, sys.argv[2:])
