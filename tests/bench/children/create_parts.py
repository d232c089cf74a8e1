"""What a link costs at least: one call of Dodo's own SDK, three commits to disk, one QR code."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.children import parts
from tests.bench.children.journal import commits, opened
from tests.bench.children.parts import REST

_UNCOUNTED = 3


def _timed(works: dict[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    told: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times + _UNCOUNTED):
        # As the app is measured: nobody presses right after a press, and what rested is slower at first.
        time.sleep(REST)
        for name, work in works.items():
            start = time.perf_counter()
            work()
            told[name].append(time.perf_counter() - start)
    return {name: seconds[_UNCOUNTED:] for name, seconds in told.items()}


def main(url: str, folder: Path, times: int) -> None:
    """Measures all three."""
    create, close = parts.sdk_call(url)
    connection = opened(folder)
    works = {"sdk": create, "commits": lambda: commits(connection, "x" * 3000, 3), "qr": parts.code}
    told = _timed(works, times)
    connection.close()
    close()
    print(json.dumps(told))


main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
