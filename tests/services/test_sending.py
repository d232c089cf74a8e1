import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dodo_desktop.core import outgoing
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, NotSent
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.services.ports import GatewayError

from .fakes import settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio


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
    assert rig.counts[-1].by_state[State.CREATED] == 1
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


async def test_what_waited_offline_asks_first_where_the_person_wants_that(rig: Rig) -> None:
    rig.ask_first = True
    rig.dodo.offline = True
    await rig.start()
    request_id = await rig.send()
    assert rig.order(request_id).hold is Hold.NONE, "it waits for the network as yet"
    rig.dodo.offline = False
    rig.sending.wake()
    await settle()
    assert (rig.state(request_id), rig.order(request_id).hold) == (State.QUEUED, Hold.ASK_FIRST)
    assert rig.dodo.bodies == []
    assert rig.counts[-1].needs_person == 1
    assert await rig.sending.send_now(request_id)
    await settle()
    assert rig.state(request_id) is State.CREATED
    # What goes out with a connection never asks.
    other = await rig.send()
    assert rig.state(other) is State.CREATED


async def test_what_the_last_run_left_untried_asks_first_too(rig: Rig) -> None:
    request_id = await rig.queue()
    rig.ask_first = True
    await rig.start()
    assert (rig.state(request_id), rig.order(request_id).hold) == (State.QUEUED, Hold.ASK_FIRST)
    assert rig.dodo.bodies == []
    other = await rig.queue()
    rig.ask_first = False
    await rig.kill()
    await rig.start()
    assert rig.state(other) is State.CREATED
    assert rig.order(request_id).hold is Hold.ASK_FIRST


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


async def test_what_waited_for_the_network_before_a_new_start_goes_at_once(rig: Rig) -> None:
    rig.dodo.offline = True
    await rig.start()
    request_id = await rig.send()
    await rig.clock.advance(600)
    next_at = rig.order(request_id).next_at
    assert next_at is not None
    await rig.kill()
    rig.dodo.offline = False
    assert next_at > rig.clock.now()
    await rig.start()
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
    assert rig.sending.fault_now == "locked"
    await rig.clock.advance(30)
    assert rig.dodo.calls.count("create") == 1
    rig.outbox.fault = lambda what: ""
    rig.dodo.behave = lambda: "ok"
    await rig.clock.advance(10)
    assert rig.state(waiting) is State.CREATED
    assert rig.sending.fault_now == ""


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


async def test_an_order_that_is_being_prepared_is_not_begun_again(rig: Rig) -> None:
    await rig.start()
    asked: list[bool] = []
    gate = asyncio.Event()
    time = rig.dodo.server_time

    async def slow_time() -> datetime:
        asked.append(True)
        await gate.wait()
        return await time()

    rig.dodo.server_time = slow_time  # type: ignore[method-assign]
    request_id = await rig.send()
    for _ in range(3):
        rig.sending.wake()
        await settle()
    gate.set()
    await settle()
    assert (rig.state(request_id), asked) == (State.CREATED, [True])
