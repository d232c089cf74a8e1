import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core import outgoing
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import Blocked, Hold, NotSent, OutgoingPayment, State, Unclear
from dodo_desktop.services.ports import GatewayError

from .fakes import settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    rig = Rig()
    yield rig
    await rig.kill()


async def test_an_order_goes_out_once_and_its_link_is_completed(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send()
    order = rig.order(request_id)
    assert order.state is State.CREATED
    assert rig.dodo.bodies == [order.body]
    assert [o.state for o in rig.changes] == [State.SENDING, State.CREATED]
    # First as the answer tells it, then with the currency that only the payment itself names.
    assert [link.total for link in rig.made] == [None, Money(1200, "EUR")]
    assert rig.links.rows_by_id["pay_1"] == rig.made[-1]
    assert rig.made[-1].url == "https://test.checkout.dodopayments.com/1"
    assert rig.counts[-1][State.CREATED] == 1
    await rig.clock.advance(3600)
    assert len(rig.dodo.bodies) == 1


async def test_the_claim_is_on_disk_before_a_byte_is_sent(rig: Rig) -> None:
    seen: list[State] = []
    make = rig.dodo.make

    def look_then_make(body: str) -> object:
        request_id = json.loads(body)["metadata"]["link_request_id"]
        seen.append(rig.state(request_id))
        return make(body)

    rig.dodo.make = look_then_make  # type: ignore[method-assign,assignment]
    await rig.start()
    await rig.send()
    assert seen == [State.SENDING]


async def test_the_claim_holds_dodos_time_not_ours(rig: Rig) -> None:
    rig.dodo.skew = timedelta(hours=3)
    await rig.start()
    request_id = await rig.send()
    assert rig.order(request_id).sent_at == rig.clock.now() + timedelta(hours=3)


async def test_an_answer_without_a_link_is_asked_for_until_it_is_there(rig: Rig) -> None:
    rig.dodo.withhold_link = True
    await rig.start()
    request_id = await rig.send("bare")
    assert rig.state(request_id) is State.CREATED
    assert rig.links.rows_by_id["pay_1"].url == ""
    await rig.clock.advance(5)
    rig.dodo.withhold_link = False
    await rig.clock.advance(10)
    assert rig.links.rows_by_id["pay_1"].url.endswith("/1")
    asked = rig.dodo.calls.count("get")
    await rig.clock.advance(600)
    assert rig.dodo.calls.count("get") == asked


async def test_a_link_left_incomplete_is_completed_at_the_next_start(rig: Rig) -> None:
    rig.dodo.withhold_link = True
    await rig.start()
    await rig.send("bare")
    await rig.kill()
    rig.dodo.withhold_link = False
    await rig.start()
    await settle()
    assert rig.links.rows_by_id["pay_1"].url.endswith("/1")


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


async def test_stop_gives_a_short_grace(rig: Rig) -> None:
    await rig.start()
    kept = await rig.send("hang")
    stopping = asyncio.create_task(rig.sending.stop())
    await rig.clock.advance(2)
    assert not stopping.done()
    rig.dodo.wall.set()
    await settle()
    assert stopping.done()
    assert rig.state(kept) is State.CREATED


async def test_stop_does_not_wait_for_ever(rig: Rig) -> None:
    await rig.start()
    kept = await rig.send("hang")
    stopping = asyncio.create_task(rig.sending.stop())
    await rig.clock.advance(6)
    await settle()
    assert stopping.done()
    assert rig.state(kept) is State.SENDING


async def test_offline_orders_wait_and_go_when_the_network_returns(rig: Rig) -> None:
    rig.dodo.offline = True
    await rig.start()
    assert rig.sending.current_connection.state == "offline"
    request_id = await rig.send()
    await settle()
    order = rig.order(request_id)
    assert (order.state, order.dodo) == (State.QUEUED, NotSent("offline"))
    since = rig.sending.current_connection.since
    await rig.clock.advance(3600)
    assert rig.sending.current_connection.since == since
    assert "create" not in rig.dodo.calls
    probes = rig.dodo.calls.count("brands")
    assert 110 <= probes <= 140  # at most every 30 s
    rig.dodo.offline = False
    rig.sending.wake()
    await settle()
    assert rig.sending.current_connection.state == "online"
    assert rig.state(request_id) is State.CREATED
    assert rig.dodo.calls.count("create") == 1


async def test_never_connected_means_offline_and_a_probe_that_asks_the_network(rig: Rig) -> None:
    await rig.start()
    assert rig.sending.current_connection.state == "online"
    rig.dodo.offline = True
    request_id = await rig.send()
    assert rig.state(request_id) is State.QUEUED
    assert rig.sending.current_connection.state == "offline"
    creations = rig.dodo.calls.count("create")
    await rig.clock.advance(20)
    assert rig.dodo.calls.count("create") == creations
    assert rig.sending.current_connection.state == "offline"
    rig.dodo.offline = False
    await rig.clock.advance(31)
    assert rig.state(request_id) is State.CREATED


async def test_practice_is_ready_not_online(rig: Rig) -> None:
    await rig.start(mode="practice")
    assert {c.state for c in rig.connections} == {"ready"}


async def test_a_told_wait_is_honoured(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send(["throttled", "ok"])
    await rig.clock.advance(6.5)
    assert rig.state(request_id) is State.QUEUED
    await rig.clock.advance(1)
    assert rig.state(request_id) is State.CREATED


async def test_a_refused_order_waits_for_its_person(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send("rejected")
    await rig.clock.advance(3600)
    assert rig.state(request_id) is State.REJECTED
    assert rig.dodo.calls.count("create") == 1
    draft = await rig.sending.edit(request_id)
    assert draft is not None
    assert draft == replace(rig.order(request_id).draft, draft_id=draft.draft_id)
    assert draft.draft_id != rig.order(request_id).draft.draft_id
    assert rig.state(request_id) is State.DISCARDED
    assert await rig.sending.edit(request_id) is None


async def test_a_refused_key_stops_the_others_too_until_there_is_another(rig: Rig) -> None:
    await rig.start()
    first = await rig.send("blocked")
    second = await rig.send("blocked")
    assert {rig.state(first), rig.state(second)} == {State.BLOCKED}
    assert rig.dodo.calls.count("create") == 1
    rig.dodo.behave = lambda: "ok"
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert {rig.state(first), rig.state(second)} == {State.CREATED}


async def test_without_a_key_queued_orders_say_so(rig: Rig) -> None:
    request_id = await rig.queue()
    held = await rig.queue(Hold.ASK_FIRST)
    await rig.start(key=False)
    assert rig.order(request_id).dodo == Blocked("key_missing")
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert (rig.state(held), rig.order(held).hold) == (State.QUEUED, Hold.ASK_FIRST)
    rig.sending.gateway_changed(None, "keyring_locked")
    await settle()
    assert rig.order(held).dodo == Blocked("keyring_locked")


async def test_blocked_orders_are_tried_at_the_next_start(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.send("blocked")
    await rig.kill()
    rig.dodo.behave = lambda: "ok"
    await rig.start()
    await settle()
    assert rig.state(request_id) is State.CREATED


async def test_the_business_is_recorded_once(rig: Rig) -> None:
    await rig.start()
    await rig.send()
    await rig.send()
    assert rig.business == ["bus_1"]


async def test_another_business_never_gets_an_order(rig: Rig) -> None:
    rig.business_id = "bus_0"
    request_id = await rig.queue()
    await rig.start()
    assert rig.order(request_id).dodo == Blocked("other_business")
    assert await rig.sending.send_now(request_id)
    await rig.sending.try_all()
    await settle()
    assert rig.state(request_id) is State.BLOCKED
    await rig.kill()
    await rig.start()
    assert rig.state(request_id) is State.BLOCKED
    assert "create" not in rig.dodo.calls
    rig.dodo.business_id = "bus_0"
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert rig.state(request_id) is State.CREATED


async def test_an_order_of_another_business_stays_even_with_a_good_key(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.queue(business_id="bus_9")
    rig.sending.wake()
    await settle()
    assert rig.order(request_id).dodo == Blocked("other_business")
    assert "create" not in rig.dodo.calls


async def test_a_claim_that_the_disk_refuses_sends_nothing(rig: Rig) -> None:
    await rig.start()
    rig.outbox.fault = lambda what: "disk_full" if what == "queued sending" else ""
    request_id = await rig.send()
    await rig.clock.advance(20)
    assert rig.state(request_id) is State.QUEUED
    assert "create" not in rig.dodo.calls
    assert rig.faults == ["disk_full"]
    rig.outbox.fault = lambda what: ""
    await rig.clock.advance(6)
    assert rig.state(request_id) is State.CREATED
    assert rig.faults == ["disk_full", ""]


async def test_an_outcome_that_the_disk_refuses_is_kept_and_never_sent_again(rig: Rig) -> None:
    await rig.start()
    rig.outbox.fault = lambda what: "disk_full" if what == "sending created" else ""
    request_id = await rig.send()
    await rig.clock.advance(60)
    assert rig.state(request_id) is State.SENDING
    assert rig.faults == ["disk_full"]
    rig.outbox.fault = lambda what: ""
    await rig.clock.advance(6)
    assert rig.state(request_id) is State.CREATED
    assert rig.dodo.calls.count("create") == 1
    assert rig.links.rows_by_id["pay_1"].total == Money(1200, "EUR")


async def test_recovery_that_the_disk_refuses_comes_before_anything_else(rig: Rig) -> None:
    await rig.start()
    await rig.send("hang")
    await rig.kill()
    waiting = await rig.queue()
    rig.outbox.fault = lambda what: "locked"
    await rig.start()
    await rig.clock.advance(30)
    assert rig.dodo.calls.count("create") == 1
    rig.outbox.fault = lambda what: ""
    rig.dodo.behave = lambda: "ok"
    await rig.clock.advance(10)
    assert rig.state(waiting) is State.CREATED


async def test_whatever_goes_wrong_on_the_wire_leaves_the_order_unconfirmed(rig: Rig) -> None:
    heard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: heard.append(context["exception"]))
    await rig.start()
    request_id = await rig.send("burst")
    assert rig.order(request_id).ever_unconfirmed
    assert rig.dodo.calls.count("create") == 1
    assert isinstance(heard[0], RuntimeError)


async def test_a_listener_that_fails_stops_no_order(rig: Rig) -> None:
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    await rig.start()

    def fail(order: OutgoingPayment) -> None:
        raise RuntimeError

    rig.sending.changed.subscribe(fail)
    assert rig.state(await rig.send()) is State.CREATED


async def test_at_most_four_at_once_and_none_twice(rig: Rig) -> None:
    await rig.start()
    rig.dodo.behave = lambda: "hang"
    ids = [await rig.queue() for _ in range(10)]
    for _ in range(5):
        rig.sending.wake()
        await settle()
    assert [rig.state(i) for i in ids].count(State.SENDING) == 4
    rig.dodo.wall.set()
    await rig.clock.advance(1)
    assert {rig.state(i) for i in ids} == {State.CREATED}
    assert len(rig.dodo.bodies) == 10


async def test_a_person_who_is_faster_wins(rig: Rig) -> None:
    """Discarded while the runner asks for Dodo's time: the claim must fail."""
    await rig.start()
    request_id = await rig.queue()

    def discard(old: OutgoingPayment, new: OutgoingPayment) -> None:
        if new.state is State.SENDING:
            later = rig.clock.now() + timedelta(microseconds=1)
            rig.outbox.orders[request_id] = outgoing.discard(old, later)

    rig.outbox.before_commit = discard
    rig.sending.wake()
    await settle()
    assert rig.state(request_id) is State.DISCARDED
    assert "create" not in rig.dodo.calls


async def test_a_held_order_waits_for_its_person(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.queue(Hold.ASK_FIRST)
    await rig.sending.try_all()
    await rig.clock.advance(600)
    assert rig.state(request_id) is State.QUEUED
    assert await rig.sending.send_now(request_id)
    await settle()
    assert rig.state(request_id) is State.CREATED


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


async def test_dodos_time_must_be_known_before_the_claim(rig: Rig) -> None:
    await rig.start()
    rig.dodo.answer_time_from_memory = False
    rig.dodo.read_fault = lambda: GatewayError("server") if rig.dodo.calls[-1] == "time" else None
    request_id = await rig.send()
    assert (rig.state(request_id), rig.order(request_id).dodo) == (State.QUEUED, NotSent("unready"))
    assert "create" not in rig.dodo.calls
    rig.dodo.read_fault = lambda: GatewayError("key") if rig.dodo.calls[-1] == "time" else None
    await rig.clock.advance(5)
    assert rig.order(request_id).dodo == Blocked("key_refused")
