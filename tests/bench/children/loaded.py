"""The files that the app really loads while every screen is visited and a link is made."""

import sys
from pathlib import Path
from typing import Any

from tests.bench.children import work
from tests.bench.children.inside import Hands, drive


def _mapped() -> set[str]:
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if line.count("/") > 0}


def _loaded() -> list[str]:
    modules = {str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())}
    files = {Path(name).resolve() for name in modules | _mapped() if name}
    return sorted(str(file) for file in files if file.is_file())


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    await work.put_order(hands, 1)
    await work.create(hands)
    await work.look_round(hands)
    return {"files": _loaded()}


drive(_driver, sys.argv[1:])
