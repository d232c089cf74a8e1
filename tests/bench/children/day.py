"""A working day: so many links composed and sent, every screen visited now and then; the memory meanwhile."""

import asyncio
import sys
from typing import Any

from tests.bench.children import work
from tests.bench.children.inside import Hands, drive
from tests.bench.children.memory import resident

_REST = 5.0
_LOOKS = 20


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    await asyncio.sleep(_REST)
    idle = resident()
    seen = []
    for number in range(_links):
        await work.put_order(hands, number)
        await work.create(hands)
        if number % max(1, _links // _LOOKS) == 0:
            await work.look_round(hands)
        if number + 1 in (_links // 2, _links):
            await asyncio.sleep(_REST)
            seen.append(resident())
    return {"idle": idle, "half": seen[0], "end": seen[-1]}


_links = int(sys.argv[1])
drive(_driver, sys.argv[2:])
