"""A creation against a server that goes wrong: what it means, and how many orders arrived."""

import asyncio
import gc
import json
import logging
import socket
import ssl
from contextlib import closing

import pytest

from dodo_desktop.api.exchange import MOST_BYTES, Limits, tls_context
from dodo_desktop.api.outcome import refusal_of
from dodo_desktop.core.outcome import Blocked, Created, NotSent, Outcome, Rejected, Unclear
from dodo_desktop.core.paging import Window
from tests.api.conftest import BODY, CREATED, PERSONAL, Connect
from tests.faults.fault_server import Act, FaultServer, hang_up, raw, reply, reset, stall, trickle

pytestmark = pytest.mark.anyio

IMPATIENT = Limits(connect=5.0, read=0.2, whole=10.0)
PAGE = "<!doctype html><title>Sign in to the guest network</title>"
ERROR = {"code": "SOMETHING_NEW", "message": "Words"}


def error(code: str, message: str | None = "Words") -> dict[str, object]:
    return {"code": code, "message": message} if message else {"code": code}


ANSWERS: list[tuple[str, Act, Outcome]] = [
    ("422 of Dodo", reply(422, error("INVALID_TAX_ID")), Rejected(422, "INVALID_TAX_ID", "Words")),
    ("422 without words", reply(422, error("PRODUCT_IS_DELETED", None)), Rejected(422, "PRODUCT_IS_DELETED")),
    ("422 in plain text", reply(422, "cannot deserialize"), Rejected(422, "")),
    ("422 as a page", reply(422, PAGE), Unclear("proxy")),
    ("400 of Dodo", reply(400, ERROR), Rejected(400, "SOMETHING_NEW", "Words")),
    ("400 as a page", reply(400, PAGE), Unclear("proxy")),
    ("404 of Dodo", reply(404, error("NOT_FOUND")), Rejected(404, "NOT_FOUND", "Words")),
    ("404 of someone", reply(404, "nothing here"), Unclear("proxy")),
    ("401 of Dodo", reply(401, error("UNAUTHORIZED")), Blocked("key_refused")),
    ("403 of Dodo", reply(403, error("UNAUTHORIZED")), Blocked("key_forbidden")),
    ("403, a new word", reply(403, ERROR), Blocked("key_forbidden")),
    ("401 as a page", reply(401, PAGE), Unclear("proxy")),
    ("403 as a page", reply(403, PAGE), Unclear("proxy")),
    ("403 in JSON of a gateway", reply(403, {"message": "Forbidden"}), Unclear("proxy")),
    ("407", reply(407), Unclear("proxy")),
    (
        "403 that is no matter of the key",
        reply(403, error("MERCHANT_NOT_LIVE")),
        Rejected(403, "MERCHANT_NOT_LIVE", "Words"),
    ),
    ("429 empty", reply(429), NotSent("throttled")),
    ("429 with code", reply(429, error("TOO_MANY_REQUESTS", None)), NotSent("throttled")),
    ("429, seconds", reply(429, retry_after="7"), NotSent("throttled", 7.0)),
    (
        "429, a date",
        reply(429, date="Wed, 19 Aug 2026 10:30:00 GMT", retry_after="Wed, 19 Aug 2026 10:30:42 GMT"),
        NotSent("throttled", 42.0),
    ),
    ("429, reset in seconds", reply(429, x_ratelimit_reset="12"), NotSent("throttled", 12.0)),
    ("429, nonsense", reply(429, retry_after="soon", x_ratelimit_reset="later"), NotSent("throttled")),
    ("code before status", reply(503, error("DISCOUNT_CONCURRENT_REDEMPTION")), NotSent("discount_busy")),
    (
        "refusal in a 500",
        reply(500, error("UNSUPPORTED_COUNTRY")),
        Rejected(500, "UNSUPPORTED_COUNTRY", "Words"),
    ),
    ("500", reply(500, error("INTERNAL_SERVER_ERROR", None)), Unclear("server")),
    ("500, a new word", reply(500, ERROR), Unclear("server")),
    ("502 as a page", reply(502, PAGE), Unclear("server")),
    ("server fault in a 422", reply(422, error("INTERNAL_SERVER_ERROR")), Unclear("server")),
    ("408", reply(408), Unclear("timeout")),
    ("409", reply(409, ERROR), Unclear("conflict")),
    ("302", reply(302, PAGE, location="/elsewhere"), Unclear("redirect")),
    ("307", reply(307, location="/elsewhere"), Unclear("redirect")),
    ("an unlisted status", reply(418, ERROR), Unclear("unexpected")),
    ("201", reply(201, CREATED), Unclear("unexpected")),
    ("200, not JSON", reply(200, PAGE), Unclear("unreadable")),
    ("200, half", reply(200, b'{"payment_id": "pay_1", '), Unclear("unreadable")),
    ("200 without a payment", reply(200, {"ok": True}), Unclear("unreadable")),
    ("200, a list", reply(200, [CREATED]), Unclear("unreadable")),
    ("200, id empty", reply(200, CREATED | {"payment_id": " "}), Unclear("unreadable")),
    ("half a body", reply(200, CREATED, claim=10), Unclear("unreadable")),
    ("half a refusal", reply(422, error("INVALID_TAX_ID"), claim=10), Unclear("unreadable")),
    ("no HTTP", raw(b"SSH-2.0-OpenSSH\r\n\r\n"), Unclear("unreadable")),
    ("broken compression", reply(200, b"not gzip", content_encoding="gzip"), Unclear("unreadable")),
    ("too long", reply(200, json.dumps(CREATED) + " " * MOST_BYTES), Unclear("unreadable")),
    ("hung up", hang_up, Unclear("reset")),
    ("reset", reset, Unclear("reset")),
    ("stalled", stall, Unclear("timeout")),
    (
        "stalled amid the body",
        trickle(b"HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n"),
        Unclear("timeout"),
    ),
]


@pytest.mark.parametrize(("act", "outcome"), [case[1:] for case in ANSWERS], ids=[c[0] for c in ANSWERS])
async def test_every_end_has_its_meaning_and_no_order_is_sent_twice(
    act: Act, outcome: Outcome, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    limits = Limits(connect=5.0, read=0.2, whole=0.4)
    async with FaultServer(act) as server:
        with caplog.at_level(logging.INFO):
            assert await connect(server.url, creation=limits).create_payment(BODY) == outcome
        assert (server.posts, len(server.requests)) == (1, 1)
        assert server.requests[0].body == BODY.encode()
    assert not any(part in caplog.text for part in PERSONAL)


async def test_a_created_payment_is_understood_and_its_secret_forgotten(connect: Connect) -> None:
    async with FaultServer(reply(200, CREATED)) as server:
        outcome = await connect(server.url).create_payment(BODY)
        sent = server.requests[0]
    assert isinstance(outcome, Created)
    assert (outcome.payment.payment_id, outcome.payment.total_minor) == ("pay_1", 4760)
    assert outcome.payment.link == CREATED["payment_link"]
    assert "secret" not in repr(outcome)
    assert (sent.method, sent.target) == ("POST", "/payments")
    assert sent.headers["authorization"] == "Bearer sk_test_S3CR3T"
    assert sent.headers["accept"] == sent.headers["content-type"] == "application/json"
    assert sent.headers["user-agent"].startswith("DodoPaymentLinks/")


@pytest.mark.parametrize("link", [None, "", "not a link", "javascript:alert(1)", 7, "https://"])
async def test_a_payment_without_a_usable_link_was_created_all_the_same(
    link: object, connect: Connect
) -> None:
    async with FaultServer(reply(200, CREATED | {"payment_link": link})) as server:
        outcome = await connect(server.url).create_payment(BODY)
    assert isinstance(outcome, Created)
    assert outcome.payment.link is None


async def test_a_reset_before_anything_was_read_is_unclear(connect: Connect) -> None:
    async with FaultServer(deaf=True) as server:
        assert await connect(server.url).create_payment(BODY) == Unclear("reset")
        assert server.posts == 0


async def test_a_kept_connection_that_ends_after_the_order_sees_it_once(connect: Connect) -> None:
    async with FaultServer(reply(200, {"items": []}), hang_up, reply(200, CREATED)) as server:
        client = connect(server.url)
        await client.list_products(Window())
        assert await client.create_payment(BODY) == Unclear("reset")
        assert (server.connections, server.posts) == (1, 1)


async def test_a_connection_that_ended_while_idle_costs_no_order(connect: Connect) -> None:
    async with FaultServer(reply(200, {"items": []}, keep=False), reply(200, CREATED)) as server:
        client = connect(server.url)
        await client.list_products(Window())
        assert isinstance(await client.create_payment(BODY), Created)
        assert (server.connections, server.posts) == (2, 1)


async def test_a_trickling_answer_comes_to_an_end(connect: Connect) -> None:
    patient = Limits(connect=5.0, read=30.0, whole=0.3)
    endless = trickle(b"HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n{")
    async with FaultServer(endless) as server:
        assert await connect(server.url, creation=patient).create_payment(BODY) == Unclear("timeout")
        assert server.posts == 1


async def test_a_creation_that_is_called_off_says_so(connect: Connect) -> None:
    async with FaultServer(stall) as server:
        creation = asyncio.ensure_future(connect(server.url).create_payment(BODY))
        await server.arrived(1)
        creation.cancel()
        with pytest.raises(asyncio.CancelledError):
            await creation
        assert server.posts == 1


async def test_reads_that_hang_do_not_hold_up_an_order(connect: Connect) -> None:
    async with FaultServer(stall, stall, stall, stall, reply(200, CREATED)) as server:
        client = connect(server.url)
        reads = [asyncio.ensure_future(client.list_products(Window(page))) for page in range(20)]
        await server.arrived(4)
        assert isinstance(await client.create_payment(BODY), Created)
        assert len(server.requests) == 5
        for read in reads:
            read.cancel()
        await asyncio.gather(*reads, return_exceptions=True)


async def test_what_is_read_in_the_background_holds_up_no_person(connect: Connect) -> None:
    async with FaultServer(stall, reply(200, {"items": []}), reply(200, CREATED)) as server:
        client = connect(server.url)
        sweep = [asyncio.ensure_future(client.list_customers(Window(page))) for page in range(20)]
        await server.arrived(1)
        assert await client.find_customers(name="Zoë") == []
        assert isinstance(await client.create_payment(BODY), Created)
        assert len(server.requests) == 3
        for read in sweep:
            read.cancel()
        await asyncio.gather(*sweep, return_exceptions=True)


def test_certificates_are_checked_and_read_once() -> None:
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert tls_context() is context


async def test_a_redirect_is_not_followed_with_the_key(connect: Connect) -> None:
    async with FaultServer(reply(200, CREATED)) as other:
        async with FaultServer(reply(308, location=f"{other.url}/payments")) as server:
            assert await connect(server.url).create_payment(BODY) == Unclear("redirect")
        assert other.connections == 0


async def test_cookies_are_not_kept(connect: Connect) -> None:
    async with FaultServer(reply(200, {"items": []}, set_cookie="session=1; Path=/")) as server:
        client = connect(server.url)
        await client.list_products(Window())
        await client.list_products(Window(1))
        assert all("cookie" not in request.headers for request in server.requests)


async def test_a_port_where_nobody_listens_is_not_sent(connect: Connect) -> None:
    with closing(socket.socket()) as plug:
        plug.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{plug.getsockname()[1]}"
        assert await connect(url).create_payment(BODY) == NotSent("refused")


async def test_a_name_that_cannot_be_found_is_not_sent(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, without_proxies: None
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert await connect("https://test.dodopayments.com").create_payment(BODY) == NotSent("dns")


async def test_a_failed_handshake_is_not_sent(connect: Connect) -> None:
    async with FaultServer(blurts=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        url = server.url.replace("http:", "https:")
        assert await connect(url).create_payment(BODY) == NotSent("tls")


async def test_a_handshake_without_end_is_not_sent(connect: Connect) -> None:
    hasty = Limits(connect=0.2, read=5.0, whole=10.0)
    async with FaultServer(mute=True) as server:
        url = server.url.replace("http:", "https:")
        assert await connect(url, creation=hasty).create_payment(BODY) == NotSent("timeout")


@pytest.fixture
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    "act", [reply(407, PAGE), reply(502, PAGE), hang_up, reset, stall, raw(b"?\r\n\r\n")]
)
async def test_a_proxy_that_does_not_let_us_through_has_not_seen_the_order(
    act: Act, connect: Connect, monkeypatch: pytest.MonkeyPatch, without_proxies: None
) -> None:
    async with FaultServer(act) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        outcome = await connect("https://test.dodopayments.com", creation=IMPATIENT).create_payment(BODY)
        assert isinstance(outcome, NotSent)
        assert [request.method for request in proxy.requests] == ["CONNECT"]
        assert not any("S3CR3T" in value for value in proxy.requests[0].headers.values())


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "gopher://127.0.0.1:9", "http://127.0.0.1:x"])
async def test_proxy_settings_that_nothing_here_understands_are_not_sent(
    proxy: str, connect: Connect, monkeypatch: pytest.MonkeyPatch, without_proxies: None
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    assert await connect("https://test.dodopayments.com").create_payment(BODY) == NotSent("proxy")


async def test_loopback_is_never_asked_for_through_a_proxy(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, without_proxies: None
) -> None:
    async with FaultServer(reply(502)) as proxy, FaultServer(reply(200, CREATED)) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert isinstance(await connect(server.url).create_payment(BODY), Created)
        assert proxy.connections == 0


async def test_a_body_against_the_rules_is_never_sent(connect: Connect) -> None:
    async with FaultServer(reply(200, CREATED)) as server:
        wrong = BODY.replace('"DE"', '"XX"')
        assert await connect(server.url).create_payment(wrong) == Rejected(0, "INVALID_REQUEST_BODY")
        assert server.connections == 0


async def test_after_closing_nothing_is_sent(connect: Connect) -> None:
    async with FaultServer(reply(200, CREATED)) as server:
        client = connect(server.url)
        await client.aclose()
        assert await client.create_payment(BODY) == NotSent("closed")
        assert server.connections == 0


async def test_closing_ends_what_is_under_way(connect: Connect) -> None:
    async with FaultServer(stall) as server:
        client = connect(server.url)
        under_way = asyncio.ensure_future(client.create_payment(BODY))
        await server.arrived(1)
        await client.aclose()
        # Whether the link was made is not known, as after any answer that did not come.
        assert await under_way == Unclear("timeout")


@pytest.mark.parametrize("turns", range(24))
async def test_no_connection_comes_after_all_are_closed(turns: int, connect: Connect) -> None:
    """A request is closed at each of the steps of the loop that its connection takes."""
    async with FaultServer(mute=True) as server:
        client = connect(server.url)
        under_way = asyncio.ensure_future(client.create_payment(BODY))
        for _ in range(turns):
            await asyncio.sleep(0)
        await client.aclose()
        assert await under_way in (NotSent("closed"), Unclear("timeout"))
    # What nobody closed would complain now.
    gc.collect()


async def test_after_a_429_orders_wait_without_being_sent(connect: Connect) -> None:
    async with FaultServer(reply(429, retry_after="30")) as server:
        client = connect(server.url)
        await client.create_payment(BODY)
        assert await client.create_payment(BODY) == NotSent("throttled", 30.0)
        assert server.posts == 1


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "ключ"])
async def test_a_key_that_no_header_can_carry_is_refused_without_naming_it(
    key: str, connect: Connect
) -> None:
    with pytest.raises(ValueError, match="visible ASCII") as refused:
        connect("http://127.0.0.1:9", key=key)
    assert not key or key not in str(refused.value)


def test_dodos_words_about_a_refusal_are_not_in_its_repr() -> None:
    found = refusal_of(b'{"code": "INVALID_TAX_ID", "message": "IE6388047V is unknown"}')
    assert found is not None
    assert found.message == "IE6388047V is unknown"
    assert "6388047" not in repr(found)
