"""The app at rest: its memory a few seconds after everything is there.

The first argument is a file into which it writes then what its whole window is made of, for ``libraries.py``.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from tests.bench.children.inside import Hands, drive
from tests.bench.children.memory import resident
from tests.bench.children.tree import described

_REST = 5.0


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    await asyncio.sleep(_REST)
    told = {"resident": resident()}
    return told | {"widgets": described(hands.window, Path(sys.argv[1]), hidden=True)}


drive(_driver, sys.argv[2:], types=False)
