"""The app at rest: its memory a few seconds after everything is there."""

import asyncio
import sys
from typing import Any

from tests.bench.children.inside import Hands, drive
from tests.bench.children.memory import resident

_REST = 5.0


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    await asyncio.sleep(_REST)
    return {"resident": resident()}


drive(_driver, sys.argv[1:], types=False)
