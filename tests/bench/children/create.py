"""From *Create link* to the painted code, so many times."""

import asyncio
import sys
from typing import Any

from tests.bench.children import work
from tests.bench.children.inside import Hands, drive

_UNCOUNTED = 3
_LOOK = 0.5


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    seconds = []
    for number in range(_times + _UNCOUNTED):
        await work.put_order(hands, number)
        # Nobody presses before the order is on the screen, saved and priced.
        await asyncio.sleep(_LOOK)
        seconds.append(await work.create(hands))
    return {"create": seconds[_UNCOUNTED:]}


_times = int(sys.argv[1])
drive(_driver, sys.argv[2:])
