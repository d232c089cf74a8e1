"""The queue and its key: refused, read-only, out of reach, of another business, replaced at any moment."""

import asyncio

import pytest

from dodo_desktop.core.outcome import Blocked
from dodo_desktop.core.outgoing import Hold, State
from dodo_desktop.services.sending import KEY_PENDING

from .fakes import FakeDodo, settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio


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
    assert rig.sending.current_connection.state == "keyless"
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert rig.sending.current_connection.state == "online"
    assert rig.state(request_id) is State.CREATED
    assert (rig.state(held), rig.order(held).hold) == (State.QUEUED, Hold.ASK_FIRST)
    rig.sending.gateway_changed(None, "keyring_locked")
    await settle()
    assert rig.order(held).dodo == Blocked("keyring_locked")


async def test_while_the_keyring_is_asked_no_order_is_held_up(rig: Rig) -> None:
    request_id = await rig.queue()
    rig.absent = KEY_PENDING
    await rig.start(key=False)
    assert rig.state(request_id) is State.QUEUED
    assert rig.sending.current_connection.state == "unknown"
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert [event.code for event in rig.order(request_id).history] == [
        "saved",
        "not_sent",  # an earlier run left it
        "sent",
        "created",
    ]


async def test_orders_say_what_the_key_is_wanting_now(rig: Rig) -> None:
    request_id = await rig.queue()
    elsewhere = await rig.queue(business_id="bus_9")
    rig.business_id = "bus_1"
    await rig.start()
    assert rig.order(elsewhere).dodo == Blocked("other_business")
    for reason in ("keyring_locked", "keyring_timeout", "keyring_timeout", "key_damaged"):
        second = await rig.queue()
        rig.sending.gateway_changed(None, reason)
        await settle()
        assert rig.order(second).dodo == Blocked(reason)
        assert (rig.sending.current_connection.state, rig.sending.current_connection.why) == (
            "keyless",
            reason,
        )
    first = [event.params.get("reason") for event in rig.order(second).history if event.code == "blocked"]
    assert first == ["key_damaged"]
    waited = [o for o in rig.outbox.orders.values() if o.request_id not in {request_id, elsewhere}]
    assert {o.dodo for o in waited} == {Blocked("key_damaged")}
    # What is another business's order stays that, whatever the key is wanting.
    assert rig.order(elsewhere).dodo == Blocked("other_business")
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert {rig.state(o.request_id) for o in waited} == {State.CREATED}
    assert (rig.state(elsewhere), rig.sending.current_connection.why) == (State.BLOCKED, "")


async def test_a_key_that_may_only_read_is_replaced_and_the_queue_goes_on(rig: Rig) -> None:
    await rig.start()
    first = await rig.send("forbidden")
    second = await rig.send("forbidden")
    assert {rig.order(first).dodo, rig.order(second).dodo} == {Blocked("key_forbidden")}
    assert rig.dodo.calls.count("create") == 1, "one refusal is enough"
    rig.dodo.behave = lambda: "ok"
    rig.sending.gateway_changed(rig.dodo)
    await settle()
    assert {rig.state(first), rig.state(second)} == {State.CREATED}
    assert len(rig.dodo.bodies) == 2


async def test_a_refusal_of_the_old_key_that_comes_late_does_not_stop_the_new_one(rig: Rig) -> None:
    await rig.start()
    rig.dodo.wall.clear()
    request_id = await rig.send("refused late")
    assert rig.state(request_id) is State.SENDING
    other = FakeDodo(rig.clock)
    rig.sending.gateway_changed(other)
    await settle()
    rig.dodo.wall.set()
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert (rig.dodo.bodies, len(other.bodies)) == ([], 1)
    second = await rig.queue()
    rig.sending.wake()
    await settle()
    assert rig.state(second) is State.CREATED


async def test_an_order_that_is_being_prepared_does_not_go_out_with_a_removed_key(rig: Rig) -> None:
    await rig.start()
    rig.dodo.answer_time_from_memory = False
    rig.dodo.time_gate = asyncio.Event()
    request_id = await rig.send()
    assert rig.state(request_id) is State.QUEUED
    rig.sending.gateway_changed(None, "key_missing")
    rig.dodo.time_gate.set()
    await settle()
    assert rig.order(request_id).dodo == Blocked("key_missing")
    assert "create" not in rig.dodo.calls


async def test_the_key_of_another_business_leaves_the_history_alone(rig: Rig) -> None:
    rig.business_id = "bus_0"
    request_id = await rig.queue()
    await rig.start()
    before = rig.order(request_id).history
    for _ in range(3):
        rig.sending.gateway_changed(rig.dodo)
        await settle()
    assert rig.order(request_id).history == before


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


async def test_trying_all_without_a_key_moves_nothing_that_waits_for_one(rig: Rig) -> None:
    await rig.start(key=False)
    request_id = await rig.queue()
    for _ in range(2):
        await rig.sending.try_all()
        await settle()
    assert rig.order(request_id).dodo == Blocked("key_missing")
    assert [event.code for event in rig.order(request_id).history].count("released") == 1
