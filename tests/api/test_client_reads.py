"""Reads against a server: what is asked, what is understood, and what a failure is called."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.exchange import Limits
from dodo_desktop.api.probe import probe
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import PAGE_SIZE
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.outcome import Created
from dodo_desktop.core.paging import Window
from dodo_desktop.practice.server import PracticeServer
from dodo_desktop.services.ports import Gateway
from tests.api.conftest import BODY, CREATED, KEY, PERSONAL, Connect, SetClock
from tests.api.openapi import document
from tests.faults.fault_server import Act, FaultServer, hang_up, raw, reply, reset, stall

pytestmark = pytest.mark.anyio

PAGE = "<html>Sign in</html>"
SINCE = datetime(2026, 8, 19, 12, 25, 0, 500, tzinfo=timezone(timedelta(hours=2)))
ITEMS: dict[str, object] = {"items": []}
PREVIEW = '{"product_cart":[{"product_id":"pdt_1","quantity":1}]}'


def words(code: str) -> dict[str, object]:
    return {"code": code, "message": "About ada.personal@example.com"}


FAILURES: list[tuple[Act, str, float | None]] = [
    (reply(401, words("UNAUTHORIZED")), "key", None),
    (reply(403, words("UNAUTHORIZED")), "key", None),
    (reply(401, PAGE), "proxy", None),
    (reply(403, "no"), "proxy", None),
    (reply(407, PAGE), "proxy", None),
    (reply(302, location="https://elsewhere.example"), "proxy", None),
    (reply(404, words("NOT_FOUND")), "not_found", None),
    (reply(404, PAGE), "proxy", None),
    (reply(400, words("INVALID_QUERY_PARAMS")), "refused", None),
    (reply(422, words("DISCOUNT_CODE_EXPIRED")), "refused", None),
    (reply(422, "cannot read that"), "refused", None),
    (reply(422, PAGE), "unreadable", None),
    (reply(429), "throttled", None),
    (reply(429, PAGE, retry_after="4"), "throttled", 4.0),
    (reply(500, words("INTERNAL_SERVER_ERROR")), "server", None),
    (reply(503, PAGE, retry_after="9"), "server", 9.0),
    (reply(500, words("NOT_FOUND")), "not_found", None),
    (reply(408), "server", None),
    (reply(204), "unreadable", None),
    (reply(200, PAGE), "unreadable", None),
    (reply(200, b'{"items": ['), "unreadable", None),
    (reply(200, {"rows": []}), "unreadable", None),
    (reply(200, ITEMS, claim=5), "unreadable", None),
    (hang_up, "offline", None),
    (reset, "offline", None),
    (stall, "offline", None),
    (raw(b"nonsense\r\n\r\n"), "unreadable", None),
]


@pytest.mark.parametrize(("act", "reason", "wait"), FAILURES)
async def test_a_read_that_fails_says_why_and_is_not_repeated(
    act: Act, reason: str, wait: float | None, connect: Connect
) -> None:
    async with FaultServer(act) as server:
        client = connect(server.url, read=Limits(connect=5.0, read=0.2, whole=0.5))
        with pytest.raises(GatewayError) as failed:
            await client.list_customers(Window())
        assert len(server.requests) == 1
    assert (failed.value.reason, failed.value.wait) == (reason, wait)
    assert not any(part in str(failed.value) for part in PERSONAL)


READS: list[Callable[[DodoClient], Awaitable[object]]] = [
    lambda client: client.get_payment("pay_1"),
    lambda client: client.list_payments(SINCE, 0),
    lambda client: client.list_customers(Window()),
    lambda client: client.find_customers(name="Zoë"),
    lambda client: client.list_products(Window()),
    lambda client: client.preview(PREVIEW),
    lambda client: client.discount("SAVE"),
    lambda client: client.account_name(),
    lambda client: client.server_time(),
]


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("act", [hang_up, reply(302), reply(500), reply(200, "?")])
async def test_every_read_raises_gateway_errors_alone(
    read: Callable[[DodoClient], Awaitable[object]], act: Act, connect: Connect
) -> None:
    async with FaultServer(act) as server:
        with pytest.raises(GatewayError):
            await read(connect(server.url))


async def test_lists_are_asked_for_page_by_page_from_nought(connect: Connect) -> None:
    async with FaultServer(reply(200, ITEMS)) as server:
        client = connect(server.url)
        await client.list_payments(SINCE, 0)
        await client.list_customers(Window(1))
        await client.list_customers(Window(2), SINCE)
        await client.list_products(Window(3, 90))
        await client.list_customers(Window(), upto=SINCE)
        await client.find_customers(name="Zoë G")
        await client.find_customers(email="zoe@example.com")
        targets = [request.target for request in server.requests]
    assert targets == [
        "/payments?page_number=0&page_size=100&created_at_gte=2026-08-19T10%3A25%3A00.000500Z",
        "/customers?page_number=1&page_size=100",
        "/customers?page_number=2&page_size=100&created_at_gte=2026-08-19T10%3A25%3A00.000500Z",
        "/products?page_number=3&page_size=90",
        "/customers?page_number=0&page_size=100&created_at_lte=2026-08-19T10%3A25%3A00.000500Z",
        "/customers?page_number=0&page_size=100&name=Zo%C3%AB+G",
        "/customers?page_number=0&page_size=100&email=zoe%40example.com",
    ]
    for path in ("/payments", "/customers", "/products"):
        known = {one["name"] for one in document()["paths"][path]["get"]["parameters"]}
        asked = {
            pair.split("=")[0] for t in targets if t.startswith(path) for pair in t.split("?")[1].split("&")
        }
        assert asked <= known


async def test_rows_without_an_id_do_not_end_a_list(connect: Connect) -> None:
    good = {"payment_id": "pay_1", "metadata": {"link_request_id": "x"}}
    page = {"items": [*({"payment_id": f"pay_{n}"} for n in range(PAGE_SIZE - 3)), None, {}, good]}
    async with FaultServer(reply(200, page), reply(200, {"items": [None, good]})) as server:
        client = connect(server.url)
        rows = await client.list_payments(SINCE, 0)
        assert len(rows) == PAGE_SIZE
        assert all(row.payment_id for row in rows)
        assert [row.metadata for row in rows].count({"link_request_id": "x"}) == 1
        assert len(await client.list_payments(SINCE, 1)) == 1


async def test_a_window_that_is_full_stays_so(connect: Connect) -> None:
    rows = [{"customer_id": f"cus_{n}"} for n in range(88)]
    async with FaultServer(
        reply(200, {"items": [*rows, {}, None]}), reply(200, {"items": [*rows, {}]})
    ) as server:
        client = connect(server.url)
        assert len(await client.list_customers(Window(1, 90))) == 90
        assert len(await client.list_customers(Window(2, 90))) == 88


async def test_a_page_of_nothing_but_rubbish_is_unreadable(connect: Connect) -> None:
    async with FaultServer(reply(200, {"items": [None] * PAGE_SIZE})) as server:
        with pytest.raises(GatewayError, match="unreadable"):
            await connect(server.url).list_customers(Window())


@pytest.mark.parametrize(
    ("code", "target"),
    [("A/B ?#é", "/discounts/code/A%2FB%20%3F%23%C3%A9"), ("%2e%2e", "/discounts/code/%252e%252e")],
)
async def test_a_typed_code_stays_one_part_of_the_path(code: str, target: str, connect: Connect) -> None:
    async with FaultServer(reply(200, {"code": "A", "type": "percentage", "amount": 1})) as server:
        await connect(server.url).discount(code)
        assert server.requests[0].target == target


@pytest.mark.parametrize("code", ["", ".", ".."])
async def test_a_code_that_would_be_another_path_is_not_asked_for(code: str, connect: Connect) -> None:
    async with FaultServer(reply(200, {})) as server:
        with pytest.raises(GatewayError, match="not_found"):
            await connect(server.url).discount(code)
        assert server.connections == 0


async def test_a_preview_against_the_rules_is_not_sent(connect: Connect) -> None:
    async with FaultServer(reply(200, {})) as server:
        with pytest.raises(GatewayError, match="refused"):
            await connect(server.url).preview('{"product_cart":[],"confirm":true}')
        assert server.connections == 0


async def test_the_first_enabled_brand_names_the_account(connect: Connect) -> None:
    off = {"business_id": "bus_1", "name": "Old", "enabled": False}
    on = {"business_id": "bus_1", "name": "New", "enabled": True}
    async with FaultServer(
        reply(200, {"items": [off, on]}), reply(200, {"items": [off]}), reply(200, ITEMS)
    ) as server:
        client = connect(server.url)
        assert await client.account_name() == ("bus_1", "New")
        assert await client.account_name() == ("bus_1", "Old")
        assert await client.account_name() == ("", "")


DATE = "Wed, 19 Aug 2026 11:00:00 GMT"
THEN = datetime(2026, 8, 19, 11, tzinfo=UTC)


async def test_dodos_time_is_kept_for_ten_minutes(connect: Connect, clock: SetClock) -> None:
    async with FaultServer(reply(200, ITEMS, date=DATE)) as server:
        client = connect(server.url)
        assert await client.server_time() == THEN
        clock.move(599)
        assert await client.server_time() == THEN + timedelta(seconds=599)
        assert len(server.requests) == 1
        clock.move(1)
        assert await client.server_time() == THEN
        assert [request.target for request in server.requests] == ["/products?page_size=1"] * 2


async def test_the_date_of_any_answer_tells_the_time(connect: Connect) -> None:
    async with FaultServer(reply(200, CREATED, date=DATE)) as server:
        client = connect(server.url)
        await client.create_payment(BODY)
        assert await client.server_time() == THEN
        assert len(server.requests) == 1


async def test_a_computer_that_slept_asks_again(connect: Connect, clock: SetClock) -> None:
    async with FaultServer(reply(200, ITEMS, date=DATE)) as server:
        client = connect(server.url)
        await client.server_time()
        clock.moment += timedelta(hours=8)
        await client.server_time()
        assert len(server.requests) == 2


async def test_the_date_of_a_sign_in_page_is_not_dodos(connect: Connect) -> None:
    async with FaultServer(reply(302, PAGE, date=DATE)) as server:
        with pytest.raises(GatewayError, match="proxy"):
            await connect(server.url).server_time()


async def test_a_refusal_of_the_key_tells_the_time_too(connect: Connect) -> None:
    async with FaultServer(reply(401, words("UNAUTHORIZED"), date=DATE)) as server:
        assert await connect(server.url).server_time() == THEN


async def test_without_a_date_this_computers_time_has_to_do(connect: Connect, clock: SetClock) -> None:
    async with FaultServer(reply(200, ITEMS)) as server:
        assert await connect(server.url).server_time() == clock.now()


BRANDS = reply(200, {"items": [{"business_id": "bus_1", "name": "Acme", "enabled": True}]})


@pytest.mark.parametrize(
    ("acts", "answer"),
    [
        (
            (reply(200, {"items": [{"product_id": "p", "business_id": "bus_9"}]}), BRANDS),
            ProbeAnswer(True, "bus_9", "Acme"),
        ),
        ((reply(200, ITEMS), BRANDS), ProbeAnswer(True, "bus_1", "Acme")),
        ((reply(200, ITEMS), reply(403, words("UNAUTHORIZED"))), ProbeAnswer(True)),
        ((reply(401, words("UNAUTHORIZED")),), ProbeAnswer(False, reason="key")),
        ((reply(401, PAGE),), ProbeAnswer(None, reason="proxy")),
        ((reply(403, words("UNAUTHORIZED")),), ProbeAnswer(None, reason="key")),
        ((reply(429),), ProbeAnswer(None, reason="throttled")),
        ((reply(500),), ProbeAnswer(None, reason="server")),
        ((reply(200, PAGE),), ProbeAnswer(None, reason="unreadable")),
        ((hang_up,), ProbeAnswer(None, reason="offline")),
    ],
)
async def test_a_key_is_tried_by_one_small_read(acts: tuple[Act, ...], answer: ProbeAnswer) -> None:
    async with FaultServer(*acts) as server:
        host = DodoClient(server.url, KEY, clock=SetClock()).host
        assert await probe("test", KEY, hosts={"test": host}) == answer
        assert server.requests[0].target == "/products?page_size=1"


async def test_the_countries_are_a_bare_list(connect: Connect) -> None:
    odd = reply(200, ["DE", "us", 7, "Germany", None, ""])
    async with FaultServer(odd, reply(200, {"items": ["FR"]}), reply(200, {"codes": []})) as server:
        client = connect(server.url)
        assert list(await client.supported_countries()) == ["DE", "US"]
        assert list(await client.supported_countries()) == ["FR"]
        with pytest.raises(GatewayError, match="unreadable"):
            await client.supported_countries()
        assert [request.target for request in server.requests] == ["/checkout/supported_countries"] * 3


async def test_the_client_and_practice_understand_each_other(connect: Connect) -> None:
    practice = PracticeServer()
    url = practice.start()
    try:
        client: Gateway = connect(url, key=practice.api_key)
        products, customers = await client.list_products(Window()), await client.list_customers(Window())
        once = next(p for p in products if not p.recurring and not p.pay_what_you_want)
        text = (
            BODY.replace("pdt_one", once.product_id)
            .replace('{"product_id":"pdt_two","quantity":1,"amount":1250}', "")
            .replace(",]", "]")
            .replace('"SAVE20"', "null")
            .replace('"DE123456789"', "null")
            .replace('"EUR"', "null")
        )
        outcome = await client.create_payment(text)
        assert isinstance(outcome, Created)
        made = await client.get_payment(outcome.payment.payment_id)
        assert (made.link, made.total_minor) == (outcome.payment.link, outcome.payment.total_minor)
        since = await client.server_time() - timedelta(minutes=5)
        found = await client.list_payments(since, 0)
        assert [one.payment_id for one in found] == [made.payment_id]
        assert found[0].metadata["link_request_id"] == "3f0c5a4e-8d0e-4c0e-9a55-5d9b2a1f7c10"
        assert len(customers) >= 40
        zoe = next(one for one in customers if one.name.startswith("Zo"))
        assert zoe in await client.find_customers(name=zoe.name[1:6].upper())
        assert await client.find_customers(email=zoe.email.upper()) == [zoe]
        assert await client.find_customers(email=zoe.email[:-1]) == []
        assert (await client.account_name())[1]
        sold_to = await client.supported_countries()
        assert {"US", "DE", "JP"} < set(sold_to) < set(COUNTRIES)
        assert (await client.discount("SPRING10")).amount == 1000
    finally:
        await client.aclose()
        practice.stop()
