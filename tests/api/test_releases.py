"""The question for the newest version, with a server that answers it well and badly."""

import asyncio
from typing import Any

import pytest

from dodo_desktop.api.releases import newest_version
from tests.faults.fault_server import Act, FaultServer, Line, hang_up, raw, reply, reset, stall, trickle

pytestmark = pytest.mark.anyio


def sent_to(address: str, status: int = 302) -> Act:
    return reply(status, b"", location=address, set_cookie="who=me; Path=/")


async def test_the_number_is_the_end_of_the_address_that_the_page_names() -> None:
    async with FaultServer(reply(404)) as server:
        server._acts = [sent_to(f"{server.url}/tag/v1.22.333")]
        assert await newest_version(server.url) == "1.22.333"
        (request,) = server.requests
        assert (request.method, request.target) == ("HEAD", "/latest")


async def test_everybody_asks_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DODO_PAYMENTS_API_KEY", "sk_live_secret")
    async with FaultServer(sent_to("/")) as server:
        await newest_version(server.url)
        await newest_version(server.url)
    for request in server.requests:
        assert set(request.headers) == {"host", "accept", "accept-encoding", "connection", "user-agent"}
        assert request.headers["user-agent"] == "DodoPaymentLinks"
        assert request.body == b""


@pytest.mark.parametrize(
    "end",
    [
        "",
        "/tag/v1.2",
        "/tag/v1.2.3/../../evil",
        "/tag/v1.2.3?x=1",
        "/tag/v1.2.3%0d%0a",
        "/tag/1.2.3",
        "/tag/v9" * 99,
    ],
)
async def test_any_other_address_says_nothing(end: str) -> None:
    async with FaultServer(reply(404)) as server:
        server._acts = [sent_to(server.url + end)]
        assert await newest_version(server.url) == ""


async def test_an_address_elsewhere_is_neither_believed_nor_followed() -> None:
    async with FaultServer(sent_to("http://127.0.0.1:9/tag/v9.9.9")) as elsewhere:
        async with FaultServer(sent_to(f"{elsewhere.url}/tag/v9.9.9")) as server:
            assert await newest_version(server.url) == ""
            assert len(server.requests) == 1
        assert elsewhere.connections == 0


async def endless_heads(line: Line) -> bool:
    await line.send(b"HTTP/1.1 302 Found\r\n")
    gone = asyncio.ensure_future(line.gone())
    while not gone.done():
        await line.send(b"x-more: " + b"y" * 8000 + b"\r\n")
        await asyncio.wait([gone], timeout=0)
    return False


HUGE = b"HTTP/1.1 302 Found\r\nlocation: x\r\ncontent-length: 99999999999\r\n\r\n" + b"z" * 200_000


@pytest.mark.parametrize(
    "act",
    [
        reply(200, b"1.2.3"),
        reply(404),
        reply(503, b"<html>"),
        sent_to("/tag/v1.2.3", 200),
        raw(b"\x00\xff garbage\r\n\r\n"),
        raw(HUGE),
        raw(b""),
        hang_up,
        reset,
        endless_heads,
    ],
)
async def test_a_bad_answer_says_nothing(act: Act) -> None:
    async with FaultServer(act) as server:
        assert await newest_version(server.url) == ""


@pytest.mark.parametrize("act", [stall, trickle(b"HTTP/1.1 302 Found\r\nx-slow: ")])
async def test_a_slow_answer_is_given_up(act: Act) -> None:
    async with FaultServer(act) as server:
        assert await newest_version(server.url, seconds=0.2) == ""


async def test_nobody_there_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with FaultServer(reply(404)) as server:
        url = server.url
    assert await newest_version(url) == ""
    assert caplog.records == []


async def test_being_told_to_stop_stops() -> None:
    async with FaultServer(stall) as server:
        asking: asyncio.Task[Any] = asyncio.create_task(newest_version(server.url))
        await server.arrived(1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
