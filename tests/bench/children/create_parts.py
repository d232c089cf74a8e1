"""What a link costs at least: one call of Dodo's own SDK, three commits to disk, one QR code; each alone."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.children import parts
from tests.bench.children.journal import commits, opened

_UNCOUNTED = 3


def _timed(work: Callable[[], object], times: int) -> list[float]:
    seconds = []
    for _ in range(times + _UNCOUNTED):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds[_UNCOUNTED:]


def main(url: str, folder: Path, times: int) -> None:
    """Measures all three."""
    create, close = parts.sdk_call(url)
    connection = opened(folder)
    works = {"sdk": create, "commits": lambda: commits(connection, "x" * 3000, 3), "qr": parts.code}
    told = {name: _timed(work, times) for name, work in works.items()}
    connection.close()
    close()
    print(json.dumps(told))


main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
