"""The app at rest: its memory a few seconds after everything is there.

The first argument is a file into which it writes then what its whole window is made of, the shapes of its
models, and which of its modules are imported, for ``libraries.py``.
"""

import asyncio
import json
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
    modules = [name for name in sys.modules if name.startswith("dodo_desktop.")]
    return told | {"widgets": _described(hands, Path(sys.argv[1]), modules)}


def _described(hands: Hands, file: Path, modules: list[str]) -> int:
    """The number of widgets. Only for after the measuring, as it reads more in than the app does."""
    from tests.bench.children.models import described_models

    widgets = described(hands.window, file, hidden=True)
    seen = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(seen | {"models": described_models(), "modules": modules}), encoding="utf-8")
    return widgets


drive(_driver, sys.argv[2:], types=False)
