"""Eight hours of sleep: whatever the clocks do meanwhile, what was slept through is not made up for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import State
from dodo_desktop.services.directory import Directory
from dodo_desktop.services.tracking import Tracking

from .fake_edges import FakeDirectoryStore
from .fakes import settle
from .sending_rig import Rig

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("counted", [True, False])]

NIGHT = 8 * 3600.0


async def test_an_unconfirmed_order_is_looked_for_once_and_then_at_its_pace(rig: Rig, counted: bool) -> None:
    await rig.start()
    request_id = await rig.send("nothing")
    await rig.clock.advance(100)
    assert rig.order(request_id).next_at is not None
    looks = rig.order(request_id).looks
    rig.dodo.pages.clear()
    await rig.clock.sleep_through(NIGHT, counted=counted)
    await rig.clock.advance(31)
    assert len(rig.dodo.pages) == 1
    assert rig.order(request_id).looks == looks + 1
    await rig.clock.advance(60)
    assert len(rig.dodo.pages) == 2
    assert rig.state(request_id) is State.UNCONFIRMED


async def test_orders_that_waited_offline_go_out_once_each(rig: Rig, counted: bool) -> None:
    rig.dodo.offline = True
    await rig.start()
    ids = [await rig.queue() for _ in range(3)]
    rig.sending.wake()
    await rig.clock.advance(60)
    probes = rig.dodo.calls.count("brands")
    await rig.clock.sleep_through(NIGHT, counted=counted)
    assert rig.dodo.calls.count("brands") <= probes + 1
    rig.dodo.offline = False
    await rig.clock.advance(31)
    assert {rig.state(request_id) for request_id in ids} == {State.CREATED}
    assert rig.dodo.calls.count("create") == 3


async def test_links_are_asked_for_in_one_round(rig: Rig, counted: bool) -> None:
    now = rig.clock.now()
    payment = rig.dodo.make('{"metadata": {}}')
    link = PaymentLink("r", payment.payment_id, str(payment.link), "test", now, Draft("d"))
    await rig.links.put(replace(link, expires_at=now + timedelta(days=1)))
    tracking = Tracking(rig.links, rig.dodo, rig.clock, sleep=rig.clock.sleep)
    await tracking.start()
    tracking.watch(payment.payment_id, "result")
    await rig.clock.advance(600)
    rig.dodo.calls.clear()
    await rig.clock.sleep_through(NIGHT, counted=counted)
    # One by the round, one because it is on show.
    assert len(rig.dodo.calls) == (2 if counted else 0)
    await tracking.stop()


async def test_customers_are_read_once(rig: Rig, counted: bool) -> None:
    directory = Directory(FakeDirectoryStore(), rig.dodo, rig.clock, sleep=rig.clock.sleep)
    await directory.start()
    await settle()
    rig.dodo.calls.clear()
    await rig.clock.sleep_through(NIGHT, counted=counted)
    await rig.clock.advance(1)
    # Those who are new, and after a night all of them, too.
    read = [call for call in rig.dodo.calls if call.startswith("customers")]
    assert read == (["customers 0 new", "customers 0 all"] if counted else [])
    await directory.stop()
