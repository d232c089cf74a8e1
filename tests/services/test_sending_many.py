"""Many orders in a row: what is read once serves many, and no news comes too late for those that wait."""

import pytest

from dodo_desktop.core.outcome import Blocked
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.dispatch import AT_ONCE
from dodo_desktop.services.sending import TURN

from .fake_stores import FakeOutbox
from .fakes import FakeDodo, settle
from .sending_rig import Rig, script

pytestmark = pytest.mark.anyio

MANY = 60


async def queued(rig: Rig, number: int = MANY) -> list[str]:
    return [await rig.queue() for _ in range(number)]


async def test_orders_that_follow_one_another_are_read_once(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, due = [], FakeOutbox.due

    async def counted(outbox: FakeOutbox, *arguments: object) -> object:
        read.append(1)
        return await due(outbox, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeOutbox, "due", counted)
    ids = await queued(rig)
    await rig.start()
    assert {rig.state(one) for one in ids} == {State.CREATED}
    assert len(rig.dodo.bodies) == MANY
    # Some at the start and some at the end, and not one for each.
    assert len(read) <= MANY / 5


async def test_no_more_are_under_way_than_go_at_once(rig: Rig) -> None:
    rig.dodo.behave = script("hang")
    ids = await queued(rig)
    await rig.start()
    assert [rig.state(one) for one in ids].count(State.SENDING) == AT_ONCE == len(rig.dodo.bodies)
    rig.dodo.behave = script("ok")
    rig.dodo.wall.set()
    await settle()
    assert {rig.state(one) for one in ids} == {State.CREATED}


async def test_those_that_wait_ask_first_from_the_moment_on_that_it_is_wished(rig: Rig) -> None:
    rig.dodo.offline = True
    ids = await queued(rig)
    await rig.start()
    await rig.clock.advance(1)
    rig.dodo.behave = script("hang")
    rig.dodo.offline = False
    rig.sending.wake()
    await settle()
    assert len(rig.dodo.bodies) == AT_ONCE
    rig.ask_first = True
    rig.dodo.wall.set()
    await settle()
    assert len(rig.dodo.bodies) == AT_ONCE, "none goes unasked"
    assert [bool(rig.order(one).hold) for one in ids].count(True) == MANY - AT_ONCE


async def test_more_than_are_read_at_once_ask_first_all_the_same(rig: Rig) -> None:
    rig.dodo.offline = True
    ids = await queued(rig, 230)
    await rig.start()
    # Each said that it waits for the connection.
    for _ in range(4):
        rig.sending.wake()
        await rig.clock.advance(TURN)
    rig.ask_first = True
    rig.dodo.offline = False
    rig.sending.wake()
    await rig.clock.advance(1)
    assert not rig.dodo.bodies
    assert all(rig.order(one).hold for one in ids)


async def test_another_key_goes_for_all_that_wait(rig: Rig) -> None:
    rig.dodo.behave = script("hang")
    ids = await queued(rig)
    await rig.start()
    other = FakeDodo(rig.clock)
    rig.sending.gateway_changed(other)
    rig.dodo.wall.set()
    await settle()
    assert len(rig.dodo.bodies) == AT_ONCE
    assert len(other.bodies) == MANY - AT_ONCE
    assert {rig.state(one) for one in ids} == {State.CREATED}


async def test_without_a_key_none_of_those_that_wait_goes_out(rig: Rig) -> None:
    rig.dodo.behave = script("hang")
    ids = await queued(rig)
    await rig.start()
    rig.sending.gateway_changed(None, "key_missing")
    rig.dodo.wall.set()
    await settle()
    assert len(rig.dodo.bodies) == AT_ONCE
    blocked = [rig.order(one) for one in ids if rig.state(one) is State.BLOCKED]
    assert len(blocked) == MANY - AT_ONCE
    assert {order.dodo for order in blocked} == {Blocked("key_missing")}


async def test_without_a_connection_those_that_wait_are_not_tried_one_by_one(rig: Rig) -> None:
    rig.dodo.behave = script("hang")
    await queued(rig)
    await rig.start()
    rig.dodo.offline = True
    rig.dodo.wall.set()
    await settle()
    assert rig.dodo.calls.count("create") <= 2 * AT_ONCE


async def test_one_that_a_person_discards_meanwhile_is_not_sent(rig: Rig) -> None:
    rig.dodo.behave = script("hang")
    ids = await queued(rig)
    await rig.start()
    taken = ids[MANY // 2]
    assert await rig.sending.discard(taken)
    rig.dodo.wall.set()
    await settle()
    assert rig.state(taken) is State.DISCARDED
    assert not rig.dodo.ids_of(taken)
    assert len(rig.dodo.bodies) == MANY - 1


async def test_a_disk_that_refuses_once_leaves_all_others_to_be_sent_once(rig: Rig) -> None:
    ids = await queued(rig)
    refused = iter(["disk_full"] * 7)
    rig.outbox.fault = lambda what: next(refused, "") if what == "queued sending" else ""
    await rig.start()
    await rig.clock.advance(60)
    assert {rig.state(one) for one in ids} == {State.CREATED}
    assert [len(rig.dodo.ids_of(one)) for one in ids] == [1] * MANY


async def test_what_a_link_alone_lacks_has_time_until_all_are_sent(rig: Rig) -> None:
    rig.dodo.behave = script("hang")
    await queued(rig)
    await rig.start()
    rig.dodo.behave = script(["bare", *["ok"] * MANY])
    rig.dodo.wall.set()
    await settle()
    calls = [call for call in rig.dodo.calls if call in {"create", "get", "list"}]
    assert len(rig.links.rows_by_id) == MANY
    assert all(link.total is not None for link in rig.links.rows_by_id.values()), "each is known in the end"
    assert calls.count("get") <= 1 + 2 * AT_ONCE, "most of them by a list"
    last = [place for place, call in enumerate(calls) if call == "create"][-AT_ONCE - 1]
    assert calls[:last].count("get") == 1, "the one that lacks the link itself"


async def test_numbers_and_the_connection_are_told_now_and_then(rig: Rig) -> None:
    moved: list[OutgoingPayment] = rig.changes
    await queued(rig)
    await rig.start()
    assert len([one for one in moved if one.state is State.CREATED]) == MANY
    assert len(rig.connections) < MANY / 4
    assert len(rig.counts) < MANY / 2
    assert rig.counts[-1].by_state[State.CREATED] == MANY
