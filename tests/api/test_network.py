"""Connections: plain, encrypted, through a proxy, to hosts with several addresses; and their ends."""

import asyncio
import gzip
import json
import select
import socket
import ssl
from collections.abc import Callable
from contextlib import closing

import httpcore
import httpx
import pytest
import trustme

from dodo_desktop.api import exchange, network
from dodo_desktop.api.network import Network, Stream
from dodo_desktop.core.outcome import Created, NotSent, Unclear
from dodo_desktop.core.paging import Window
from tests.api.conftest import BODY, CREATED, Connect
from tests.faults.fault_server import Act, FaultServer, Line, hang_up, raw, reply, reset

pytestmark = pytest.mark.anyio

_PATIENCE = 10.0
_MUCH = 3_000_000


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Who signs for the servers of these tests; the client trusts nobody else."""
    made = trustme.CA()
    context = ssl.create_default_context()
    made.configure_trust(context)
    monkeypatch.setattr(exchange, "tls_context", lambda: context)
    return made


def signed(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def tunnel(context: ssl.SSLContext) -> Act:
    """What a proxy answers to CONNECT; from then on the host itself speaks."""

    async def act(line: Line) -> bool:
        await line.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await line.writer.start_tls(context)
        return True

    return act


# Encrypted


async def test_orders_go_out_encrypted_over_one_connection(connect: Connect, authority: trustme.CA) -> None:
    async with FaultServer(reply(200, CREATED), tls=signed(authority, "127.0.0.1")) as server:
        client = connect(server.url)
        for _ in range(3):
            assert isinstance(await client.create_payment(BODY), Created)
        assert (server.posts, server.connections) == (3, 1)
        assert server.requests[0].body == BODY.encode()


@pytest.mark.parametrize("names", [("elsewhere.example",), ()])
async def test_a_certificate_that_is_not_for_the_host_or_not_trusted_has_not_seen_the_order(
    names: tuple[str, ...], connect: Connect, authority: trustme.CA
) -> None:
    stranger = authority if names else trustme.CA()
    async with FaultServer(reply(200, CREATED), tls=signed(stranger, *names or ("127.0.0.1",))) as server:
        assert await connect(server.url).create_payment(BODY) == NotSent("tls")
        assert server.posts == 0


async def test_orders_go_out_encrypted_through_a_proxy(
    connect: Connect, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = "test.dodopayments.com"
    async with FaultServer(tunnel(signed(authority, host)), reply(200, CREATED)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        client = connect(f"https://{host}")
        for _ in range(2):
            assert isinstance(await client.create_payment(BODY), Created)
        assert [request.method for request in proxy.requests] == ["CONNECT", "POST", "POST"]


@pytest.mark.parametrize("end", [hang_up, reset])
async def test_an_encrypted_connection_that_ends_without_an_answer_leaves_it_unclear(
    end: Act, connect: Connect, authority: trustme.CA
) -> None:
    async with FaultServer(end, tls=signed(authority, "127.0.0.1")) as server:
        assert isinstance(await connect(server.url).create_payment(BODY), Unclear)
        assert server.posts == 1


# Addresses


def addresses(monkeypatch: pytest.MonkeyPatch, *found: tuple[socket.AddressFamily, str, int]) -> None:
    known = [
        (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))
        for family, address, port in found
    ]
    real = socket.getaddrinfo

    def ask(host: str | bytes | None, *more: object, **named: object) -> object:
        return known if host == "several.example" else real(host, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", ask)


async def test_a_host_is_reached_at_the_address_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.socket()) as plug:
        plug.bind(("127.0.0.1", 0))
        closed = plug.getsockname()[1]
        async with FaultServer(raw(b"hello")) as server:
            addresses(
                monkeypatch,
                (socket.AF_INET, "127.0.0.1", closed),
                (socket.AF_INET, "127.0.0.1", server.port),
            )
            stream = await Network().connect_tcp("several.example", 80, _PATIENCE)
            await stream.write(b"GET / HTTP/1.1\r\n\r\n", _PATIENCE)
            assert await stream.read(100, _PATIENCE) == b"hello"
            assert await stream.read(100, _PATIENCE) == b""
            await stream.aclose()


async def test_a_host_whose_addresses_all_refuse_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.socket()) as one, closing(socket.socket()) as other:
        ports = []
        for plug in (one, other):
            plug.bind(("127.0.0.1", 0))
            ports.append(plug.getsockname()[1])
        addresses(monkeypatch, *((socket.AF_INET, "127.0.0.1", port) for port in ports))
        with pytest.raises(httpcore.ConnectError) as failed:
            await Network().connect_tcp("several.example", 80, _PATIENCE)
    assert exchange._why_not_connected(failed.value) == "refused"


def test_addresses_are_tried_by_turns_of_their_kinds() -> None:
    def found(*kinds: socket.AddressFamily) -> list[network._Address]:
        return [(kind, 1, 6, "", (str(place), 443)) for place, kind in enumerate(kinds)]

    new, old = socket.AF_INET6, socket.AF_INET
    order = [int(each[4][0]) for each in network._mixed(found(new, new, new, old))]
    assert order == [0, 3, 1, 2]
    order = [int(each[4][0]) for each in network._mixed(found(old, old, new))]
    assert order == [0, 2, 1]


# The connection itself


async def paired(server: socket.socket) -> tuple[Stream, socket.socket]:
    """A connection and its other end, which works by itself."""
    stream = await Network().connect_tcp("127.0.0.1", server.getsockname()[1], _PATIENCE)
    assert isinstance(stream, Stream)
    other, _address = server.accept()
    other.settimeout(_PATIENCE)
    return stream, other


async def test_an_end_is_seen_that_the_loop_had_no_time_to_take() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream, other = await paired(server)
        assert not stream.get_extra_info("is_readable")
        other.close()
        # Waited for without the loop, which is busy in the meantime.
        select.select([stream.get_extra_info("socket")], [], [], _PATIENCE)
        assert stream.get_extra_info("is_readable")
        await stream.aclose()
        assert stream.get_extra_info("is_readable")


async def test_the_head_of_a_request_and_its_body_leave_together() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream, other = await paired(server)
        sent: list[bytes] = []
        write: Callable[[bytes], None] = stream._transport.write

        def noted(data: bytes) -> None:
            sent.append(data)
            write(data)

        stream._transport.write = noted  # type: ignore[method-assign,assignment]
        await stream.write(b"head ", _PATIENCE)
        await stream.write(b"", _PATIENCE)
        await stream.write(b"body", _PATIENCE)
        other.sendall(b"answer")
        assert await stream.read(3, _PATIENCE) == b"ans"
        assert await stream.read(30, _PATIENCE) == b"wer"
        assert sent == [b"head body"]
        await stream.aclose()
        other.close()


async def test_what_is_long_goes_through_whole_both_ways() -> None:
    data = bytes(range(256)) * (_MUCH // 256)
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream, other = await paired(server)

        def echo() -> None:
            """Takes it all first, so that neither waits for the other."""
            taken = bytearray()
            while len(taken) < len(data):
                taken += other.recv(65536)
            other.sendall(taken)
            other.close()

        work = asyncio.ensure_future(asyncio.to_thread(echo))
        await stream.write(data, _PATIENCE)
        back = bytearray()
        while part := await stream.read(10_000, _PATIENCE):
            back += part
        assert back == data
        await work
        await stream.aclose()


async def test_who_takes_nothing_ends_a_long_write() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream, other = await paired(server)
        with pytest.raises(httpcore.WriteTimeout):
            await stream.write(b"x" * 10 * _MUCH, 0.05)
        await stream.aclose()
        other.close()


async def test_who_says_nothing_ends_a_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream, other = await paired(server)
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(10, 0.05)
        other.sendall(b"late")
        assert await stream.read(10, _PATIENCE) == b"late"
        await stream.aclose()
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"x", _PATIENCE)
        other.close()


# What the client makes of it


async def test_the_client_connects_by_it_and_reads_what_is_packed(connect: Connect) -> None:
    packed = gzip.compress(json.dumps({"items": [{"product_id": "pdt_1", "name": "Mug"}]}).encode())
    answer = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n" % len(packed)
    async with FaultServer(raw(answer + packed)) as server:
        client = connect(server.url)
        assert [each.name for each in await client.list_products(Window())] == ["Mug"]
        made = client._exchange._client
        assert made is not None
        assert isinstance(made._transport, httpx.AsyncHTTPTransport)
        assert isinstance(made._transport._pool._network_backend, Network)


async def test_another_transport_is_left_as_it_is() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as client:
        network.use(client)
        assert (await client.get("https://test.dodopayments.com")).status_code == 200
