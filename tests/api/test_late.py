"""The client that is made when it is first asked for something: it answers as the one that it makes."""

import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.hosts import check_base_url
from dodo_desktop.api.late import LateClient, newest_version, probe
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.outcome import NotSent
from dodo_desktop.core.paging import Window
from dodo_desktop.services.ports import Gateway
from tests.api.conftest import BODY, KEY, Connect, SetClock
from tests.faults.fault_server import FaultServer, reply

pytestmark = pytest.mark.anyio

SINCE = datetime(2026, 8, 19, tzinfo=UTC)
CALLS: list[Callable[[Gateway], Awaitable[object]]] = [
    lambda client: client.create_payment(BODY),
    lambda client: client.get_payment("pay_1"),
    lambda client: client.list_payments(SINCE, 3),
    lambda client: client.list_customers(Window(2), SINCE),
    lambda client: client.find_customers(name="Ada"),
    lambda client: client.list_products(Window(1), background=True),
    lambda client: client.preview('{"product_cart":[{"product_id":"pdt_1","quantity":1}]}'),
    lambda client: client.discount("SAVE20"),
    lambda client: client.supported_countries(),
    lambda client: client.account_name(),
    lambda client: client.server_time(),
]


async def told(call: Callable[[Gateway], Awaitable[object]], client: Gateway) -> object:
    """What a call answers, or the reason why it does not."""
    try:
        return await call(client)
    except GatewayError as error:
        return error.reason


@pytest.mark.parametrize("call", CALLS)
async def test_every_call_asks_and_answers_as_the_clients_own(
    call: Callable[[Gateway], Awaitable[object]], connect: Connect, clock: SetClock
) -> None:
    async with FaultServer(reply(500, {"code": "INTERNAL_SERVER_ERROR", "message": ""})) as server:
        late = LateClient(check_base_url(server.url), KEY, clock=clock)
        assert await told(call, late) == await told(call, connect(server.url))
        await late.aclose()
        asked = [(one.method, one.target, one.headers["authorization"], one.body) for one in server.requests]
        half = len(asked) // 2
        assert half
        assert asked[:half] == asked[half:]


async def test_it_makes_one_client_for_all_who_ask(clock: SetClock) -> None:
    async with FaultServer(reply(200, ["DE"])) as server:
        late = LateClient(check_base_url(server.url), KEY, clock=clock, rest=0.001)
        assert list(await late.supported_countries()) == ["DE"]
        first = late._client
        assert list(await late.supported_countries()) == ["DE"]
        assert isinstance(first, DodoClient)
        assert late._client is first
        await late.aclose()


async def test_what_no_header_takes_is_no_key(clock: SetClock) -> None:
    for key in ("", "two words", "schlüssel", "line\nbreak"):
        with pytest.raises(ValueError, match="visible"):
            LateClient(check_base_url("http://127.0.0.1:1"), key, clock=clock)


@pytest.mark.parametrize("used", [False, True])
async def test_nothing_is_sent_once_it_is_closed(clock: SetClock, used: bool) -> None:
    async with FaultServer(reply(200, ["DE"])) as server:
        late = LateClient(check_base_url(server.url), KEY, clock=clock)
        if used:
            await late.supported_countries()
        await late.aclose()
        assert await late.create_payment(BODY) == NotSent("closed")
        with pytest.raises(GatewayError):
            await late.supported_countries()
        assert len(server.requests) == used


async def test_the_probe_and_the_question_for_versions_are_the_real_ones() -> None:
    async with FaultServer(reply(401, {"code": "UNAUTHORIZED", "message": ""})) as server:
        refused = await probe("test", KEY, hosts={"test": check_base_url(server.url)})
        assert refused == ProbeAnswer(False, reason="key")
    assert newest_version.__module__ == "dodo_desktop.api.late"


def test_the_program_is_imported_without_what_only_talking_needs() -> None:
    late = "{'httpx', 'h11', 'uvicorn', 'starlette', 'keyring', 'phonenumbers', 'stdnum', 'rich'}"
    code = f"import sys\nimport dodo_desktop.program\nprint(sorted({late} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
