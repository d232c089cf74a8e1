"""The app with many orders in its outbox, from the moment when it may send them until all are links.

The host lets it wait until its window is whole, so that what is measured is the sending.
"""

import asyncio
import os
import sys
from typing import Any

from dodo_desktop.core.outgoing import State
from tests.bench.children.inside import Hands, drive
from tests.bench.desk import Host

_PAUSE = 0.2


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    workspace = hands.window.compose._workspace
    assert workspace is not None
    host = Host(os.environ["DODO_PAYMENTS_BASE_URL"])
    await asyncio.to_thread(host.tell, "go")
    sent = 0
    while sent < _orders:
        await asyncio.sleep(_PAUSE)
        sent = (await workspace.sending.counts()).get(State.CREATED, 0)
    return {"sent": _orders}


_orders = int(sys.argv[1])
drive(_driver, sys.argv[2:])
