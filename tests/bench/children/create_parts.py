"""What a link costs at least: one call of Dodo's own SDK, three commits to disk, one QR code; each alone."""

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import segno
from dodopayments import DefaultHttpxClient, DodoPayments

from dodo_desktop.core.request import body
from tests.bench import dataset

_UNCOUNTED = 3
_LINK = "https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d"


def _timed(work: Callable[[], object], times: int) -> list[float]:
    seconds = []
    for _ in range(times + _UNCOUNTED):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds[_UNCOUNTED:]


def _commits(connection: sqlite3.Connection, text: str) -> None:
    for _ in range(3):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO journal (document) VALUES (?)", (text,))
        connection.execute("COMMIT")


def main(url: str, folder: Path, times: int) -> None:
    """Measures all three."""
    request_id = "5f1c7a52-9d0e-4b7e-8a64-000000000000"
    order = json.loads(body(dataset.request(1), request_id))
    client = DodoPayments(base_url=url, bearer_token="a_key", http_client=DefaultHttpxClient(trust_env=False))

    def create() -> None:
        client.payments.create(
            billing=order["billing"],
            customer=order["customer"],
            product_cart=order["product_cart"],
            payment_link=True,
            metadata=order["metadata"],
        )

    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, document TEXT)")
    told = {
        "sdk": _timed(create, times),
        "commits": _timed(lambda: _commits(connection, "x" * 3000), times),
        "qr": _timed(lambda: segno.make_qr(_LINK, error="m", boost_error=False), times),
    }
    connection.close()
    client.close()
    print(json.dumps(told))


main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
