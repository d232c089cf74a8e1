"""What a link needs at least, as anybody would do it: Dodo's own SDK, commits to disk, a QR code."""

import json
from collections.abc import Callable

import segno
from dodopayments import DefaultHttpxClient, DodoPayments

from dodo_desktop.core.request import body
from tests.bench import dataset

REST = 0.5
"""Seconds between two presses."""

_LINK = "https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d"


def sdk_call(url: str) -> tuple[Callable[[], object], Callable[[], None]]:
    """What makes one payment at the host of this address, each time that it is called; and what ends it."""
    order = json.loads(body(dataset.request(1), "5f1c7a52-9d0e-4b7e-8a64-000000000000"))
    client = DodoPayments(base_url=url, bearer_token="a_key", http_client=DefaultHttpxClient(trust_env=False))

    def create() -> object:
        return client.payments.create(
            billing=order["billing"],
            customer=order["customer"],
            product_cart=order["product_cart"],
            payment_link=True,
            metadata=order["metadata"],
        )

    return create, client.close


def code() -> segno.QRCode:
    """The code of a link of the usual length."""
    return segno.make_qr(_LINK, error="m", boost_error=False)
