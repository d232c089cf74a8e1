"""What the tests of the API client share."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.exchange import Limits
from dodo_desktop.core.request import (
    AttachCustomer,
    BillingAddress,
    CartItem,
    NewCustomer,
    PaymentRequest,
    body,
)

KEY = "sk_test_S3CR3T"
SHORT = Limits(connect=5.0, read=5.0, whole=10.0)

Connect = Callable[..., DodoClient]


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.moment = datetime(2026, 8, 19, 10, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def move(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def anyio_backend() -> str:
    """The loop that coroutine tests run on."""
    return "asyncio"


@pytest.fixture
def clock() -> SetClock:
    """Ten thirty."""
    return SetClock()


@pytest.fixture
async def connect(clock: SetClock) -> AsyncIterator[Connect]:
    """Makes clients that are closed at the end of the test."""
    async with AsyncExitStack() as stack:

        def make(url: str, *, creation: Limits = SHORT, read: Limits = SHORT, key: str = KEY) -> DodoClient:
            client = DodoClient(url, key, clock=clock, creation=creation, read=read)
            stack.push_async_callback(client.aclose)
            return client

        yield make


ORDER = PaymentRequest(
    customer=NewCustomer("Ada Personal", "ada.personal@example.com", "+15555550100"),
    billing=BillingAddress("DE", "Berlin", "Berlin", "Geheimstraße 1", "10115"),
    cart=(CartItem("pdt_one", 2), CartItem("pdt_two", 1, 1250)),
    currency="EUR",
    methods=("credit", "debit"),
    discount_code="SAVE20",
    return_url="https://example.com/thanks",
    show_saved_methods=True,
    tax_id="DE123456789",
    metadata=(("order_reference", "A-1001"),),
)
RETURNING = AttachCustomer("cus_8VbC6JDZzPEqfB")
BODY = body(ORDER, "3f0c5a4e-8d0e-4c0e-9a55-5d9b2a1f7c10")
PERSONAL = ("Personal", "ada.personal", "Geheim", "DE123456789", "5555550100", "S3CR3T")
"""Parts of what must never be seen outside of the request itself."""

CREATED = {
    "payment_id": "pay_1",
    "total_amount": 4760,
    "client_secret": "pi_very_secret",
    "customer": {"customer_id": "cus_1", "name": "Ada Personal", "email": "ada.personal@example.com"},
    "metadata": {"link_request_id": "3f0c5a4e-8d0e-4c0e-9a55-5d9b2a1f7c10"},
    "payment_link": "https://test.checkout.dodopayments.com/cbq",
    "expires_on": "2026-08-20T10:30:00Z",
    "discount_id": "dsc_1",
    "product_cart": [{"product_id": "pdt_one", "quantity": 2}],
}


def as_json(text: str) -> object:
    """The value of a JSON text."""
    return json.loads(text)
