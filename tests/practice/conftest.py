"""Practice servers and plain HTTP clients for them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from dodo_desktop.practice.server import PracticeServer

Json = dict[str, Any]
Connect = Callable[[PracticeServer], httpx.Client]


def connected(server: PracticeServer, base_url: str) -> httpx.Client:
    """A client with the server's key; never by way of a proxy."""
    return httpx.Client(
        base_url=base_url, headers={"Authorization": f"Bearer {server.api_key}"}, trust_env=False, timeout=10
    )


@pytest.fixture(scope="session")
def shared() -> Iterator[httpx.Client]:
    """A client of one server for the tests that only add to it."""
    server = PracticeServer()
    base_url = server.start()
    with connected(server, base_url) as client:
        yield client
    server.stop()


@pytest.fixture
def open_shop() -> Iterator[Connect]:
    """Starts servers for one test and gives clients of them; everything is closed at its end."""
    with ExitStack() as stack:

        def start(server: PracticeServer) -> httpx.Client:
            base_url = server.start()
            stack.callback(server.stop)
            return stack.enter_context(connected(server, base_url))

        yield start


@pytest.fixture
def order() -> Json:
    """The body of an order that practice accepts: fresh for each test, to be changed at will."""
    return {
        "billing": {
            "country": "US",
            "state": "New York",
            "city": "Brooklyn",
            "street": "45 Old Fulton Street",
            "zipcode": "11201",
        },
        "customer": {"customer_id": "cus_OluwaseunAdebayo"},
        "product_cart": [
            {"product_id": "pdt_StonewareDinnerSet", "quantity": 1},
            {"product_id": "pdt_GlazeWorkshop", "quantity": 2},
            {"product_id": "pdt_HandPaintedInscription", "quantity": 1, "amount": 1500},
        ],
        "discount_code": "SPRING10",
        "payment_link": True,
        "metadata": {"order_reference": "W-1183"},
    }
