"""Dodo's own Python SDK, as it comes, before the same host with the same faults."""

import asyncio
import logging
import random
import warnings
from contextlib import suppress
from datetime import UTC, datetime

import dodopayments
from dodopayments import AsyncDodoPayments, DefaultAsyncHttpxClient, DodoPaymentsError

from tests.faults.day import Day
from tests.faults.host import FaultHost

VERSION = dodopayments.__version__
_AT_ONCE = 60
_PATIENCE = 0.5
"""Seconds instead of its 60, as here nobody waits for a minute; everything else is its default."""


async def _outages(host: FaultHost, dice: random.Random, day: Day) -> None:
    while True:
        await asyncio.sleep(dice.uniform(0.5, 3))
        day.happened["connections were refused for a while"] += 1
        await host.go_away()
        await asyncio.sleep(dice.uniform(0.1, 0.5))
        await host.come_back()


async def _create(client: AsyncDodoPayments, reference: str, request_id: str) -> str:
    """The payment id that the caller is told, "" where the call fails."""
    try:
        made = await client.payments.create(
            billing={"country": "DE", "city": "Berlin", "street": "Weg 1", "state": "", "zipcode": "10115"},
            customer={"name": "Customer", "email": "customer@example.com"},
            product_cart=[{"product_id": "pdt_1", "quantity": 1}],
            payment_link=True,
            metadata={"order_reference": reference, "link_request_id": request_id},
        )
    except (DodoPaymentsError, ValueError):
        return ""  # half an answer comes out of it as a ValueError
    told = getattr(made, "payment_id", "")
    return told if isinstance(told, str) else ""


async def run(seed: str, orders: int) -> Day:
    """Makes `orders` payments, each by one call with the SDK's own retries."""
    day = Day(orders=orders)
    dice = random.Random(f"{seed} sdk")
    places = asyncio.Semaphore(_AT_ONCE)
    told: dict[str, str] = {}
    host = FaultHost(seed, lambda: datetime.now(UTC))
    async with host:
        outages = asyncio.create_task(_outages(host, dice, day))
        async with AsyncDodoPayments(
            base_url=host.url,
            bearer_token="a_key",
            timeout=_PATIENCE,
            http_client=DefaultAsyncHttpxClient(trust_env=False),
        ) as client:

            async def one(number: int) -> None:
                async with places:
                    told[str(number)] = await _create(client, str(number), f"request-{number}")

            await asyncio.gather(*(one(number) for number in range(orders)))
        outages.cancel()
        with suppress(asyncio.CancelledError):
            await outages
        if not host.listening:
            await host.come_back()
    day.happened += host.done
    for reference, payment_id in told.items():
        ids = [made.payment_id for made in host.by_order[reference]]
        day.payments += len(ids)
        day.doubled += len(ids) > 1
        day.lost += sum(one != payment_id for one in ids)
        if payment_id and payment_id not in ids:
            day.lies.append("it named a payment that the host has not")
        day.states["created" if payment_id else "failed, made" if ids else "failed, not made"] += 1
    return day


def play(seed: str, orders: int) -> Day:
    """As `run`, in a loop of its own."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return asyncio.run(run(seed, orders))
