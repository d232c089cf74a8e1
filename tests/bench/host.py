"""Dodo on loopback for the bench: the host of the fault tests without faults, with a large shop's lists.

``python -m tests.bench.host`` tells its address and serves until its input ends.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tests.bench import dataset
from tests.faults.fault_server import Act, Line, Request, reply
from tests.faults.host import BUSINESS, FaultHost, Json, Made

_PAGE = (("page_number", "0"), ("page_size", "10"))


class BenchHost(FaultHost):
    """`customers` and `products` are how many its lists hold.

    ``GET /told`` answers how many payments were made, how many orders have two, and the seconds from the
    first to the last since ``GET /forget``. After ``GET /hold`` it answers nobody who asks for the brands, as
    the app does before it sends, until ``GET /go``.
    """

    def __init__(self, customers: int = 0, products: int = 0, faults: float = 0.0) -> None:
        super().__init__("bench", lambda: datetime.now(UTC), creations=faults, reads=0.0)
        self._customers = customers
        self._products = products
        self._times: list[float] = []
        self._going = asyncio.Event()
        self._going.set()

    def act_for(self, request: Request) -> Act:
        """Answers what the bench asks for, and what Dodo would."""
        path = urlsplit(request.target).path
        if path == "/told":
            return reply(200, self._told())
        if path == "/forget":
            self.made.clear()
            self.by_order.clear()
            self.by_request.clear()
            self._times.clear()
            return reply(200, {})
        if path in ("/hold", "/go"):
            (self._going.clear if path == "/hold" else self._going.set)()
            return reply(200, {})
        if path == "/brands" and not self._going.is_set():
            return self._held(super().act_for(request))
        if path == "/checkouts/preview":
            return reply(200, _preview(json.loads(request.body)), date=self._date())
        return super().act_for(request)

    def _held(self, act: Act) -> Act:
        async def later(line: Line) -> bool:
            await self._going.wait()
            return await act(line)

        return later

    def _make(self, order: str, request_id: str, body: Json, lag: float) -> Made:
        self._times.append(time.perf_counter())
        return super()._make(order, request_id, body, 0.0)

    def _told(self) -> Json:
        seconds = self._times[-1] - self._times[0] if self._times else 0.0
        twice = sum(len(made) > 1 for made in self.by_order.values())
        return {"made": len(self.made), "doubled": twice, "seconds": seconds}

    def _document(self, path: str, query: dict[str, list[str]]) -> Json | None:
        page, size = (int(query.get(name, [usual])[0]) for name, usual in _PAGE)
        rows = range(page * size, (page + 1) * size)
        if path == "/customers":
            # Nobody is newer than what was read before.
            new = "created_at_gte" in query
            return {"items": [] if new else [_customer(n) for n in rows if n < self._customers]}
        if path == "/products":
            return {"items": [_product(n) for n in rows if n < self._products]}
        return super()._document(path, query)


def _customer(number: int) -> Json:
    who = dataset.customer(number)
    made = who.created_at.isoformat() if who.created_at else None
    return {
        "customer_id": who.customer_id,
        "business_id": BUSINESS,
        "name": who.name,
        "email": who.email,
        "phone_number": who.phone,
        "created_at": made,
    }


def _product(number: int) -> Json:
    what = dataset.product(number)
    price = what.price.minor if what.price else 0
    detail = {"type": "one_time_price", "currency": "USD", "price": price, "discount": 0}
    return {
        "product_id": what.product_id,
        "business_id": BUSINESS,
        "name": what.name,
        "price": price,
        "currency": "USD",
        "is_recurring": False,
        "price_detail": detail,
    }


def _preview(body: Json) -> Json:
    cart = body["product_cart"]
    assert isinstance(cart, list)
    total = 1000 * len(cart)
    breakup = {"subtotal": total, "discount": 0, "tax": 0, "total_amount": total}
    return {"currency": "USD", "current_breakup": breakup, "product_cart": [], "total_price": total}


async def _serve(host: BenchHost) -> None:
    async with host:
        print(host.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)


def main(arguments: Sequence[str]) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="host", description=__doc__)
    parser.add_argument("--customers", type=int, default=0)
    parser.add_argument("--products", type=int, default=0)
    parser.add_argument("--faults", type=float, default=0.0)
    known = parser.parse_args(arguments)
    asyncio.run(_serve(BenchHost(known.customers, known.products, known.faults)))


if __name__ == "__main__":
    main(sys.argv[1:])
