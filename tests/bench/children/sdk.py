"""Dodo's own async SDK: so many payments, so many at a time."""

import asyncio
import json
import sys

from dodopayments import AsyncDodoPayments, DefaultAsyncHttpxClient

from dodo_desktop.core.request import body
from tests.bench import dataset


async def main(url: str, orders: int, at_once: int) -> None:
    """Makes them all."""
    places = asyncio.Semaphore(at_once)
    http = DefaultAsyncHttpxClient(trust_env=False)
    async with AsyncDodoPayments(base_url=url, bearer_token="a_key", http_client=http) as client:

        async def one(number: int) -> None:
            request_id = f"5f1c7a52-9d0e-4b7e-8a64-{number:012d}"
            order = json.loads(body(dataset.request(number), request_id))
            async with places:
                await client.payments.create(
                    billing=order["billing"],
                    customer=order["customer"],
                    product_cart=order["product_cart"],
                    payment_link=True,
                    metadata=order["metadata"],
                )

        await asyncio.gather(*(one(number) for number in range(orders)))
    print(json.dumps({"sent": orders}))


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
