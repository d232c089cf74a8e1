"""An order that goes out late asks first where its price is no longer what its person saw."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from dodo_desktop.core.draft import CartLine, Draft
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import NotSent
from dodo_desktop.core.outgoing import Hold, State
from dodo_desktop.services.ports import GatewayError

from .fakes import product, settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio

HOURS = 3600.0
DODOS = Money(1190, "EUR")
"""What the fake Dodo calculates for one piece."""


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    rig = Rig()
    rig.dodo.products = [product(1)]
    yield rig
    await rig.kill()


async def waited(rig: Rig, hours: float, quote: Money | None, *, exact: bool) -> str:
    """An order made offline, `hours` before the network is back."""
    rig.dodo.offline = True
    await rig.start()
    request_id = await rig.queue()
    rig.outbox.orders[request_id] = replace(
        rig.order(request_id),
        draft=Draft("d", lines=(CartLine("1", product(1)),)),
        quote=quote,
        quote_exact=exact,
    )
    rig.sending.wake()
    await rig.clock.advance(hours * HOURS)
    rig.dodo.offline = False
    rig.sending.wake()
    await settle()
    return request_id


async def test_within_the_hour_nobody_is_asked(rig: Rig) -> None:
    request_id = await waited(rig, 0.9, Money(1, "EUR"), exact=True)
    assert rig.state(request_id) is State.CREATED
    assert rig.dodo.previews == []


async def test_an_old_order_whose_total_holds_goes_out(rig: Rig) -> None:
    request_id = await waited(rig, 3, DODOS, exact=True)
    assert rig.state(request_id) is State.CREATED
    assert [json.loads(text)["product_cart"] for text in rig.dodo.previews] == [
        [{"product_id": "pdt_1", "quantity": 1}]
    ]


async def test_a_changed_total_asks_with_the_new_one_and_goes_out_once_agreed(rig: Rig) -> None:
    request_id = await waited(rig, 3, Money(1100, "EUR"), exact=True)
    order = rig.order(request_id)
    assert (order.state, order.hold, order.quote) == (State.QUEUED, Hold.PRICE_CHANGED, DODOS)
    assert rig.dodo.bodies == []
    assert rig.counts[-1].needs_person == 1
    await rig.clock.advance(5 * HOURS)
    assert rig.dodo.bodies == []
    assert await rig.sending.send_now(request_id)
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert rig.dodo.bodies == [order.body]


async def test_send_now_alone_is_no_word_on_the_price(rig: Rig) -> None:
    request_id = await waited(rig, 3, Money(1100, "EUR"), exact=True)
    rig.outbox.orders[request_id] = replace(
        rig.order(request_id), hold=Hold.ASK_FIRST, quote=Money(1100, "EUR"), history=()
    )
    assert await rig.sending.send_now(request_id)
    await settle()
    assert rig.order(request_id).hold is Hold.PRICE_CHANGED


@pytest.mark.parametrize("quote", [Money(1000, "EUR"), None])
async def test_an_estimate_is_checked_by_the_products_prices(rig: Rig, quote: Money | None) -> None:
    """Dodo's total has the tax that an estimate lacks, which is no change of price."""
    request_id = await waited(rig, 3, quote, exact=False)
    assert rig.state(request_id) is State.CREATED


async def test_an_estimate_asks_once_a_product_costs_something_else(rig: Rig) -> None:
    rig.dodo.products = [product(1, price=1050)]
    request_id = await waited(rig, 3, Money(1000, "EUR"), exact=False)
    order = rig.order(request_id)
    assert (order.hold, order.quote, order.quote_exact) == (Hold.PRICE_CHANGED, DODOS, True)
    assert rig.dodo.bodies == []


async def test_a_product_that_dodo_does_not_list_makes_the_price_uncertain(rig: Rig) -> None:
    rig.dodo.products = [product(2)]
    request_id = await waited(rig, 3, Money(1000, "EUR"), exact=False)
    assert rig.order(request_id).hold is Hold.PRICE_UNKNOWN
    assert await rig.sending.send_now(request_id)
    await settle()
    assert rig.state(request_id) is State.CREATED


@pytest.mark.parametrize("reason", ["refused", "not_found", "unreadable"])
async def test_where_dodo_gives_no_total_the_products_decide(rig: Rig, reason: str) -> None:
    rig.dodo.read_fault = lambda: GatewayError(reason) if rig.dodo.calls[-1] == "preview" else None
    same = await waited(rig, 3, DODOS, exact=True)
    assert rig.state(same) is State.CREATED
    rig.dodo.products = [product(1, price=1050)]
    await rig.kill()
    changed = await waited(rig, 3, DODOS, exact=True)
    # What it costs now nobody says, so that no sentence may.
    assert (rig.order(changed).hold, rig.order(changed).quote) == (Hold.PRICE_UNKNOWN, DODOS)


async def test_while_dodo_has_trouble_the_order_waits(rig: Rig) -> None:
    rig.dodo.read_fault = lambda: GatewayError("server") if rig.dodo.calls[-1] == "preview" else None
    request_id = await waited(rig, 3, DODOS, exact=True)
    assert (rig.state(request_id), rig.order(request_id).dodo) == (State.QUEUED, NotSent("unready"))
    assert rig.order(request_id).hold is Hold.NONE
    rig.dodo.read_fault = lambda: None
    await rig.clock.advance(400)
    assert rig.state(request_id) is State.CREATED
