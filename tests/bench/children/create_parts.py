"""What a link costs at least: one call of Dodo's own SDK, three commits to disk, one QR code; each alone."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import segno
from dodopayments import DefaultHttpxClient, DodoPayments

from dodo_desktop.core.request import body
from tests.bench import dataset
from tests.bench.children.journal import commits, opened

_UNCOUNTED = 3
_LINK = "https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d"


def _timed(work: Callable[[], object], times: int) -> list[float]:
    seconds = []
    for _ in range(times + _UNCOUNTED):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds[_UNCOUNTED:]


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

    connection = opened(folder)
    told = {
        "sdk": _timed(create, times),
        "commits": _timed(lambda: commits(connection, "x" * 3000, 3), times),
        "qr": _timed(lambda: segno.make_qr(_LINK, error="m", boost_error=False), times),
    }
    connection.close()
    client.close()
    print(json.dumps(told))


main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
