"""An order that can go out at once is written down as on its way, and goes out after that, once."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.outcome import Outcome, Unclear
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State

from .fakes import FakeDodo, settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio


class Disk:
    """Takes a new order only once it is `let`; as the real one, it does so whoever waits for it."""

    def __init__(self, rig: Rig) -> None:
        self.let, self.asked = asyncio.Event(), asyncio.Event()
        self.fault = ""
        self._add = rig.outbox.add
        rig.outbox.add = self.add  # type: ignore[method-assign] # a slower one

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        self.asked.set()
        writing = asyncio.ensure_future(self._write(order, drop_draft))
        cancelled: asyncio.CancelledError | None = None
        while not writing.done():
            try:
                await asyncio.wait([writing])
            except asyncio.CancelledError as why:
                cancelled = why
        if cancelled is not None:
            writing.exception()
            raise cancelled
        writing.result()

    async def _write(self, order: OutgoingPayment, drop_draft: str | None) -> None:
        await self.let.wait()
        if self.fault:
            raise StoreFault(self.fault)
        await self._add(order, drop_draft)


async def test_one_writing_serves_for_the_order_and_for_its_claim(rig: Rig) -> None:
    await rig.start()
    writes: list[str] = []

    def noted(what: str) -> str:
        writes.append(what)
        return ""

    rig.outbox.fault = noted
    written = await rig.sending.post(rig.composed())
    assert written.state is State.SENDING
    assert rig.order(written.request_id) == written
    await settle()
    assert writes == ["add", "sending created"]
    assert [change.state for change in rig.changes] == [State.SENDING, State.CREATED]
    assert len(rig.dodo.bodies) == 1
    assert {link.request_id for link in rig.made} == {written.request_id}
    await rig.clock.advance(300)
    assert len(rig.dodo.bodies) == 1


async def test_nothing_leaves_before_it_is_on_disk(rig: Rig) -> None:
    await rig.start()
    disk, order = Disk(rig), rig.composed()
    posting = asyncio.ensure_future(rig.sending.post(order))
    await settle()
    assert disk.asked.is_set()
    rig.sending.wake()
    await rig.clock.advance(60)
    assert rig.dodo.bodies == []
    disk.let.set()
    await settle()
    assert posting.done()
    assert rig.state(order.request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_what_the_disk_refuses_does_not_go_out(rig: Rig) -> None:
    await rig.start()
    rig.outbox.fault = lambda what: "disk_full" if what == "add" else ""
    with pytest.raises(StoreFault):
        await rig.sending.post(rig.composed())
    await rig.clock.advance(300)
    assert rig.dodo.bodies == []
    assert rig.changes == []
    rig.outbox.fault = lambda what: ""
    written = await rig.sending.post(rig.composed())
    assert written.state is State.SENDING, "another one goes out at once again"
    await settle()
    assert len(rig.dodo.bodies) == 1


async def _asks_first(rig: Rig) -> None:
    rig.ask_first = True


async def _does_not_know_the_time(rig: Rig) -> None:
    rig.dodo.answer_time_from_memory = False


async def _sends_another(rig: Rig) -> None:
    rig.dodo.behave = lambda: "hang"
    await rig.sending.post(rig.composed())
    await settle()
    assert len(rig.dodo.bodies) == 1


@pytest.mark.parametrize("why", [_asks_first, _does_not_know_the_time, _sends_another])
async def test_what_has_to_wait_is_written_down_as_queued(
    rig: Rig, why: Callable[[Rig], Awaitable[None]]
) -> None:
    await rig.start()
    await why(rig)
    written = await rig.sending.post(rig.composed())
    assert written.state is rig.state(written.request_id) is State.QUEUED
    rig.dodo.behave = lambda: "ok"
    rig.dodo.wall.set()
    await settle()
    assert rig.state(written.request_id) is State.CREATED
    assert len(rig.dodo.ids_of(written.request_id)) == 1


async def test_so_is_what_is_held_or_of_another_business_or_offline(rig: Rig) -> None:
    rig.business_id = "bus_1"
    await rig.start()
    held = await rig.sending.post(rig.composed(Hold.ASK_FIRST))
    other = await rig.sending.post(rig.composed(business_id="bus_2"))
    assert held.state is other.state is State.QUEUED
    await settle()
    assert rig.state(other.request_id) is State.BLOCKED
    rig.dodo.offline = True
    rig.sending.heard(False)
    waiting = await rig.sending.post(rig.composed())
    assert waiting.state is State.QUEUED
    await settle()
    assert rig.dodo.bodies == []


async def test_a_price_that_is_old_is_looked_up_first(rig: Rig) -> None:
    await rig.start()
    order = rig.composed()
    await rig.clock.advance(2 * 3600)
    written = await rig.sending.post(order)
    assert written.state is State.QUEUED


async def test_who_stops_waiting_for_the_disk_leaves_an_order_that_goes_out_once(rig: Rig) -> None:
    await rig.start()
    disk, order = Disk(rig), rig.composed()
    posting = asyncio.ensure_future(rig.sending.post(order))
    await disk.asked.wait()
    posting.cancel()
    await settle()
    disk.let.set()
    await settle()
    assert posting.cancelled()
    assert rig.state(order.request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_or_none_where_the_disk_refused_it(rig: Rig) -> None:
    await rig.start()
    disk, order = Disk(rig), rig.composed()
    posting = asyncio.ensure_future(rig.sending.post(order))
    await disk.asked.wait()
    posting.cancel()
    disk.fault = "disk_full"
    disk.let.set()
    await rig.clock.advance(300)
    assert order.request_id not in rig.outbox.orders
    assert rig.dodo.bodies == []
    assert rig.faults == []


@pytest.mark.parametrize("cancelled", [True, False])
async def test_an_app_that_ends_meanwhile_leaves_it_queued_for_the_next_start(
    rig: Rig, *, cancelled: bool
) -> None:
    await rig.start()
    disk, order = Disk(rig), rig.composed()
    posting = asyncio.ensure_future(rig.sending.post(order))
    await disk.asked.wait()
    if cancelled:
        posting.cancel()
    ending = asyncio.ensure_future(rig.sending.stop())
    await settle()
    assert not ending.done(), "it waits for the disk"
    disk.let.set()
    await ending
    assert rig.state(order.request_id) is State.QUEUED
    assert rig.dodo.bodies == []
    assert posting.cancelled() is cancelled
    await rig.start()
    assert rig.state(order.request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_it_does_not_go_out_with_a_key_that_was_taken_away_meanwhile(rig: Rig) -> None:
    await rig.start()
    disk, order = Disk(rig), rig.composed()
    posting = asyncio.ensure_future(rig.sending.post(order))
    await disk.asked.wait()
    other = FakeDodo(rig.clock)
    rig.sending.gateway_changed(other)
    disk.let.set()
    await settle()
    assert posting.done()
    assert rig.dodo.bodies == []
    assert rig.state(order.request_id) is State.CREATED
    assert len(other.bodies) == 1


async def test_what_becomes_of_it_before_the_runner_turns_is_followed_at_once(rig: Rig) -> None:
    await rig.start()

    async def create(body: str) -> Outcome:
        rig.dodo.bodies.append(body)
        rig.dodo.make(body)
        return Unclear("timeout")

    async def update(old: OutgoingPayment, new: OutgoingPayment, *_more: object) -> None:
        rig.outbox.orders[new.request_id] = new

    # Neither has anything to wait for.
    rig.dodo.create_payment = create  # type: ignore[method-assign]
    rig.outbox.update = update  # type: ignore[method-assign]
    written = await rig.sending.post(rig.composed())
    await settle()
    assert rig.state(written.request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_after_a_power_cut_in_between_it_is_looked_for_and_never_sent_blindly(rig: Rig) -> None:
    await rig.start()
    written = await rig.sending.post(rig.composed())
    await rig.kill()
    assert rig.state(written.request_id) is State.SENDING
    await rig.start()
    assert rig.state(written.request_id) is State.UNCONFIRMED
    await rig.clock.advance(600)
    assert rig.dodo.bodies == []
