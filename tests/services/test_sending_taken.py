"""An order that was queued just now goes out as it is handed over, once, and by all the rules."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from dodo_desktop.core import outgoing
from dodo_desktop.core.outgoing import OutgoingPayment, State

from .fakes import settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio


async def test_it_goes_out_once_and_is_not_read_before(rig: Rig) -> None:
    await rig.start()
    due = rig.outbox.due

    async def nothing(now: datetime, limit: int) -> Sequence[OutgoingPayment]:
        return []

    rig.outbox.due = nothing  # type: ignore[method-assign]
    request_id = await rig.queue()
    rig.sending.take(rig.order(request_id))
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1
    rig.outbox.due = due  # type: ignore[method-assign]
    await rig.clock.advance(3600)
    assert len(rig.dodo.bodies) == 1


async def test_what_was_due_before_goes_out_with_it(rig: Rig) -> None:
    await rig.start()
    waiting = await rig.queue()
    request_id = await rig.queue()
    rig.sending.take(rig.order(request_id))
    await settle()
    assert rig.state(waiting) is rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 2


async def test_one_that_was_discarded_meanwhile_stays_at_home(rig: Rig) -> None:
    await rig.start()
    request_id = await rig.queue()
    handed = rig.order(request_id)
    rig.outbox.orders[request_id] = outgoing.discard(handed, rig.clock.now())
    rig.sending.take(handed)
    await settle()
    assert rig.dodo.bodies == []
    assert rig.state(request_id) is State.DISCARDED


async def test_offline_it_waits_and_goes_out_once_as_it_is_then(rig: Rig) -> None:
    rig.dodo.offline = True
    await rig.start()
    request_id = await rig.queue()
    rig.sending.take(rig.order(request_id))
    await settle()
    assert rig.state(request_id) is State.QUEUED
    assert rig.dodo.bodies == []
    rig.dodo.offline = False
    rig.sending.wake()
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_where_orders_ask_first_it_is_read_like_all_others(rig: Rig) -> None:
    rig.ask_first = True
    await rig.start()
    request_id = await rig.queue()
    rig.sending.take(rig.order(request_id))
    await settle()
    assert rig.state(request_id) is State.CREATED
    assert len(rig.dodo.bodies) == 1


async def test_its_link_is_foretold_while_it_is_written_down_and_told_once_it_is(rig: Rig) -> None:
    await rig.start()
    told: list[tuple[str, bool]] = []
    request_id = await rig.queue()
    rig.sending.link_coming.subscribe(lambda link: told.append((f"coming {link.payment_id}", not rig.made)))
    rig.sending.link_made.subscribe(lambda link: told.append((link.payment_id, True)))
    rig.sending.take(rig.order(request_id))
    await settle()
    payment_id = rig.made[0].payment_id
    assert told[:2] == [(f"coming {payment_id}", True), (payment_id, True)]


async def test_links_that_nobody_waits_for_are_not_foretold(rig: Rig) -> None:
    await rig.start()
    coming: list[str] = []
    rig.sending.link_coming.subscribe(lambda link: coming.append(link.request_id))
    waits = [await rig.queue() for _ in range(2)]
    taken = await rig.queue()
    rig.sending.take(rig.order(taken))
    await settle()
    assert {link.request_id for link in rig.made} == {*waits, taken}
    assert coming == [taken]


async def test_a_link_that_the_disk_refuses_is_not_told(rig: Rig) -> None:
    await rig.start()
    rig.outbox.fault = lambda what: "disk_full" if what.endswith("created") else ""
    request_id = await rig.queue()
    rig.sending.take(rig.order(request_id))
    await settle()
    assert rig.made == []
    assert rig.state(request_id) is State.SENDING
    rig.outbox.fault = lambda what: ""
    await rig.clock.advance(60)
    assert [link.request_id for link in rig.made][:1] == [request_id]
    assert len(rig.dodo.bodies) == 1
