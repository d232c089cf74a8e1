"""What many orders cost at least: their bodies over bare HTTP, some at a time, and two durable commits each.

Nothing of the app's sending is in it. `seconds` is what both take, one after the other.
"""

import asyncio
import json
import sqlite3
import sys
import time
from pathlib import Path

import httpx

from dodo_desktop.core.request import body
from tests.bench import dataset
from tests.bench.children.journal import commits, opened

_COMMITS = 2
"""That an order leaves, and what became of it."""


async def _sent(url: str, bodies: list[bytes], at_once: int) -> float:
    waiting = iter(bodies)
    headers = {"authorization": "Bearer a_key", "content-type": "application/json"}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as client:

        async def worker() -> None:
            for content in waiting:
                (await client.post("/payments", content=content)).raise_for_status()

        begun = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(at_once)))
        return time.perf_counter() - begun


def _written(connection: sqlite3.Connection, orders: int) -> float:
    begun = time.perf_counter()
    for _ in range(orders):
        commits(connection, "x" * 3000, _COMMITS)
    return time.perf_counter() - begun


def main(url: str, folder: Path, orders: int, at_once: int) -> None:
    """Measures both."""
    ids = (f"5f1c7a52-9d0e-4b7e-8a64-{number:012d}" for number in range(orders))
    bodies = [body(dataset.request(number), request_id).encode() for number, request_id in enumerate(ids)]
    sent = asyncio.run(_sent(url, bodies, at_once))
    connection = opened(folder)
    written = _written(connection, orders)
    connection.close()
    print(json.dumps({"seconds": sent + written, "sent": sent, "written": written}))


main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
