"""A page of a list is read in pieces, so that the window has its turns meanwhile."""

import asyncio
import json
from contextlib import suppress

import pytest

from dodo_desktop.api import wire
from dodo_desktop.api.client import _rows
from dodo_desktop.core.faults import GatewayError

pytestmark = pytest.mark.anyio


def body(count: int) -> bytes:
    one = {"business_id": "bus_1", "email": "zoe@example.com", "name": "Zoe", "phone_number": None}
    rows: list[object] = [one | {"customer_id": f"cus_{number}"} for number in range(count)]
    return json.dumps({"items": [*rows, "odd"]}).encode()


async def test_others_have_turns_while_a_page_is_read() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.ensure_future(others())
    rows, many = await _rows(wire.CustomerBody, body(100))
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert [row.customer_id for row in rows] == [f"cus_{number}" for number in range(100)]
    assert many == 101
    assert turns >= 5


@pytest.mark.parametrize("told", [b"", b"no JSON", b'"text"', b'{"items": 7}'])
async def test_what_is_no_page_is_said_to_be_unreadable(told: bytes) -> None:
    with pytest.raises(GatewayError, match="unreadable"):
        await _rows(wire.CustomerBody, told)
