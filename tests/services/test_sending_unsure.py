"""Orders of which nobody knows whether Dodo has them."""

import asyncio
import json
from datetime import timedelta

import pytest

from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import NotSent, Unclear
from dodo_desktop.core.outgoing import State
from dodo_desktop.core.standing import looked_through
from dodo_desktop.services.ports import GatewayError

from .fakes import settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio


async def test_a_lost_answer_is_looked_for_and_found_not_sent_again(rig: Rig) -> None:
    rig.dodo.lag = 8.0
    await rig.start()
    request_id = await rig.send("lost")
    assert rig.state(request_id) is State.UNCONFIRMED
    await rig.clock.advance(4)
    assert rig.state(request_id) is State.UNCONFIRMED
    await rig.clock.advance(10)
    order = rig.order(request_id)
    assert (order.state, order.found) == (State.CREATED, ("pay_1",))
    assert len(rig.dodo.bodies) == 1
    link = rig.links.rows_by_id["pay_1"]
    assert (link.total, link.expires_at, bool(link.url)) == (Money(1200, "EUR"), None, True)
    assert rig.dodo.sinces[0] == order.sent_at - timedelta(minutes=5)  # type: ignore[operator]


async def test_the_looks_end_and_wait_for_a_person(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send("nothing")
    await rig.clock.advance(43 + 600)
    order = rig.order(request_id)
    assert order.looks_over
    assert rig.dodo.calls.count("list") == 14
    await rig.clock.advance(3600)
    assert rig.dodo.calls.count("list") == 14
    assert rig.dodo.calls.count("create") == 1
    assert await rig.sending.look_again(request_id)
    await rig.clock.advance(1)
    assert rig.dodo.calls.count("list") == 15
    await rig.kill()
    await rig.start()
    await settle()
    assert rig.dodo.calls.count("list") == 16


@pytest.mark.parametrize("discards", [False, True])
async def test_a_clock_that_is_set_ahead_cuts_no_series_short(rig: Rig, discards: bool) -> None:
    """The order seems to be days old by then, and Dodo lists it only minutes after it was made."""
    rig.dodo.lag = 400.0
    await rig.start()
    request_id = await rig.send("lost")
    if discards:
        assert await rig.sending.discard(request_id)
    await rig.kill()
    rig.clock.set(timedelta(days=2))
    await rig.start()
    await rig.clock.advance(460)
    assert (rig.state(request_id), rig.order(request_id).found) == (State.CREATED, ("pay_1",))


async def test_long_after_a_whole_series_one_look_is_enough(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send("nothing")
    await rig.clock.advance(700)
    assert rig.order(request_id).looks_over
    await rig.kill()
    await rig.clock.advance(2 * 86400)
    await rig.start()
    await settle()
    lists = rig.dodo.calls.count("list")
    await rig.clock.advance(700)
    assert rig.dodo.calls.count("list") == lists
    assert await rig.sending.send_again(request_id)
    await rig.clock.advance(1)
    assert not looked_through(rig.order(request_id)), "it was sent since"


async def test_several_unconfirmed_orders_share_one_pass(rig: Rig) -> None:
    rig.dodo.lag = 1.0
    await rig.start()
    rig.dodo.behave = lambda: "lost"
    ids = [await rig.queue() for _ in range(4)]
    rig.sending.wake()
    await settle()
    assert {rig.state(i) for i in ids} == {State.UNCONFIRMED}
    rig.dodo.calls.clear()
    await rig.clock.advance(3.5)
    assert {rig.state(i) for i in ids} == {State.CREATED}
    assert rig.dodo.calls.count("list") == 1


async def test_every_page_is_read_and_duplicates_are_shown(rig: Rig) -> None:
    rig.dodo.lag = 1.0
    await rig.start()
    first = await rig.send("lost")
    rig.dodo.make(rig.order(first).body)  # a second payment for the same order
    for number in range(250):
        rig.dodo.make(json.dumps({"metadata": {"link_request_id": f"other-{number}"}}))
    rig.dodo.pages.clear()
    await rig.clock.advance(4)
    assert rig.dodo.pages == [0, 1, 2]
    assert sorted(rig.order(first).found) == ["pay_1", "pay_2"]
    assert set(rig.links.rows_by_id) == {"pay_1", "pay_2"}


async def test_a_list_that_never_ends_proves_nothing(rig: Rig) -> None:
    await rig.start()
    for number in range(100):
        rig.dodo.make(json.dumps({"metadata": {"link_request_id": f"other-{number}"}}))
    whole = rig.dodo.list_payments
    rig.dodo.list_payments = lambda since, page: whole(since, 0)  # type: ignore[method-assign]
    request_id = await rig.send("nothing")
    assert rig.order(request_id).looks == 0
    assert rig.order(request_id).history[-1].code == "look_failed"


async def test_found_sending_at_start_means_unconfirmed(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send("hang")
    assert rig.state(request_id) is State.SENDING
    await rig.kill()
    assert rig.state(request_id) is State.SENDING
    rig.changes.clear()
    await rig.start()
    assert rig.changes[0].state is State.UNCONFIRMED
    assert rig.changes[0].dodo == Unclear("interrupted")
    await rig.clock.advance(4)
    assert rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_whatever_goes_wrong_on_the_wire_leaves_the_order_unconfirmed(rig: Rig) -> None:
    heard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: heard.append(context["exception"]))
    await rig.start()
    request_id = await rig.send("burst")
    assert rig.order(request_id).ever_unconfirmed
    assert rig.dodo.calls.count("create") == 1
    assert isinstance(heard[0], RuntimeError)


async def test_send_again_looks_once_more_before(rig: Rig) -> None:
    rig.dodo.lag = 2000.0
    await rig.start()
    request_id = await rig.send("lost")
    await rig.clock.advance(1999)
    assert rig.order(request_id).looks_over
    await rig.clock.advance(2)
    assert await rig.sending.send_again(request_id)
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_send_again_sends_the_same_body(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send(["nothing", "ok"])
    await rig.clock.advance(1)
    assert await rig.sending.send_again(request_id)
    await rig.clock.advance(1)
    order = rig.order(request_id)
    assert (order.state, order.attempts) == (State.CREATED, 2)
    assert rig.dodo.bodies == [order.body]


async def test_a_list_that_is_refused_does_not_stop_send_again(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send(["nothing", "ok"])
    rig.dodo.read_fault = lambda: GatewayError("server") if rig.dodo.calls[-1] == "list" else None
    await rig.clock.advance(1)
    assert await rig.sending.send_again(request_id)
    await rig.clock.advance(1)
    assert rig.state(request_id) is State.CREATED


async def test_discarded_but_unconfirmed_is_still_found(rig: Rig) -> None:
    rig.dodo.lag = 5.0
    await rig.start()
    request_id = await rig.send("lost")
    assert await rig.sending.discard(request_id)
    assert rig.state(request_id) is State.DISCARDED
    await rig.clock.advance(20)
    assert (rig.state(request_id), set(rig.links.rows_by_id)) == (State.CREATED, {"pay_1"})


async def test_what_an_earlier_run_left_is_looked_for_once_before_it_is_sent(rig: Rig) -> None:
    """The file may be an older copy, put back; what waits in it may have been sent since."""
    waiting = [await rig.queue() for _ in range(3)]
    rig.dodo.make(rig.order(waiting[1]).body)
    rig.dodo.read_fault = lambda: GatewayError("server") if rig.dodo.calls[-1] == "list" else None
    await rig.start()
    assert rig.dodo.bodies == [], "a list that cannot be read proves nothing"
    assert {rig.order(one).dodo for one in waiting} == {NotSent("unready")}
    rig.dodo.read_fault = lambda: None
    rig.dodo.calls.clear()
    await rig.clock.advance(5)
    assert {rig.state(one) for one in waiting} == {State.CREATED}
    assert rig.order(waiting[1]).found == ("pay_1",)
    assert len(rig.dodo.bodies) == 2
    assert rig.dodo.calls.count("list") == 1, "one pass for all"
    later = await rig.send()
    assert rig.state(later) is State.CREATED
    assert rig.dodo.calls.count("list") == 1, "what is made in this run needs none"


async def test_a_look_that_fails_does_not_count(rig: Rig) -> None:
    await rig.start()
    rig.dodo.read_fault = lambda: GatewayError("throttled", wait=50) if rig.dodo.calls[-1] == "list" else None
    request_id = await rig.send("lost")
    assert rig.order(request_id).looks == 0
    rig.dodo.read_fault = lambda: None
    await rig.clock.advance(49)
    assert rig.state(request_id) is State.UNCONFIRMED
    await rig.clock.advance(2)
    assert rig.state(request_id) is State.CREATED


async def test_a_payment_that_cannot_be_read_is_found_nevertheless(rig: Rig) -> None:
    rig.dodo.lag = 1.0
    await rig.start()
    rig.dodo.read_fault = lambda: GatewayError("server") if rig.dodo.calls[-1] == "get" else None
    request_id = await rig.send("lost")
    await rig.clock.advance(4)
    assert rig.state(request_id) is State.CREATED
    assert rig.links.rows_by_id["pay_1"].url == ""
    rig.dodo.read_fault = lambda: None
    await rig.clock.advance(600)
    assert rig.links.rows_by_id["pay_1"].url.endswith("/1")


@pytest.mark.parametrize("hours", [-30, -1, 5])
async def test_a_clock_that_is_set_holds_no_order_up(rig: Rig, hours: int) -> None:
    await rig.start()
    request_id = await rig.send(["throttled", "ok"])
    rig.clock.set(timedelta(hours=hours))
    await rig.clock.advance(45)
    assert rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_a_wait_of_a_wrong_clock_is_cut_at_start(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send(["throttled", "ok"])
    await rig.kill()
    rig.clock.set(timedelta(days=-2))
    await rig.start()
    await settle()
    assert rig.state(request_id) is State.CREATED


async def test_a_mistake_while_links_are_completed_is_told_and_not_made_again_without_a_pause(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: heard.append(context["exception"]))
    monkeypatch.setattr(rig.dodo, "get_payment", None)
    await rig.start()
    await rig.send("ok")
    await rig.clock.advance(20)
    assert {type(fault) for fault in heard} == {TypeError}
    assert len(heard) <= 6
