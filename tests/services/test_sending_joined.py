"""What became of one order and the claim of the next go to disk together, and neither needs the other."""

from dataclasses import replace

import pytest

from dodo_desktop.core import outgoing
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.outcome import Created, NotSent
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.dispatch import AT_ONCE
from dodo_desktop.services.dodos_clock import HOLDS, DodosClock

from .fake_stores import FakeOutbox
from .fakes import FakeClock, FakeDodo, settle
from .sending_rig import Rig, script

pytestmark = pytest.mark.anyio

MANY = 24
CLAIM, OUTCOME = "queued sending", "sending created"


async def begun(rig: Rig) -> list[str]:
    """As many as go at once are on their way, and the others wait."""
    rig.dodo.behave = script("hang")
    ids = [await rig.queue() for _ in range(MANY)]
    await rig.start()
    assert len(rig.dodo.bodies) == AT_ONCE
    rig.dodo.behave = script("ok")
    return ids


def assert_all_sent_once(rig: Rig, ids: list[str]) -> None:
    assert {rig.state(one) for one in ids} == {State.CREATED}
    assert [len(rig.dodo.ids_of(one)) for one in ids] == [1] * len(ids)


async def test_none_leaves_before_its_claim_is_written(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    early: list[str] = []
    make = FakeDodo.make

    def watched(dodo: FakeDodo, body: str) -> object:
        early.extend(
            one.request_id
            for one in rig.outbox.orders.values()
            if one.body == body and one.state is not State.SENDING
        )
        return make(dodo, body)

    monkeypatch.setattr(FakeDodo, "make", watched)
    ids = await begun(rig)
    rig.dodo.wall.set()
    await settle()
    assert_all_sent_once(rig, ids)
    assert early == []


async def test_an_outcome_and_the_next_claim_are_asked_for_in_one_turn(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    update = FakeOutbox.update

    async def noted(outbox: FakeOutbox, old: OutgoingPayment, new: OutgoingPayment, *more: object) -> object:
        asked.append(f"{old.state} {new.state}")
        return await update(outbox, old, new, *more)  # type: ignore[arg-type,func-returns-value]

    ids = await begun(rig)
    monkeypatch.setattr(FakeOutbox, "update", noted)
    rig.dodo.wall.set()
    await settle()
    assert_all_sent_once(rig, ids)
    following = [one for place, one in enumerate(asked) if one == CLAIM and asked[place - 1] == OUTCOME]
    assert len(following) == MANY - AT_ONCE


@pytest.mark.parametrize("what", [CLAIM, OUTCOME])
@pytest.mark.parametrize("refused", [1, 2, 5])
async def test_a_disk_that_refuses_one_of_the_two_costs_the_other_nothing(
    rig: Rig, what: str, refused: int
) -> None:
    ids = await begun(rig)
    faults = iter(["disk_full"] * refused)
    rig.outbox.fault = lambda asked: next(faults, "") if asked == what else ""
    rig.dodo.wall.set()
    await settle()
    assert "disk_full" in rig.faults
    await rig.clock.advance(60)
    assert_all_sent_once(rig, ids)


async def test_a_disk_that_refuses_both_costs_neither(rig: Rig) -> None:
    ids = await begun(rig)
    full = True
    rig.outbox.fault = lambda asked: "disk_full" if full and asked in {CLAIM, OUTCOME} else ""
    rig.dodo.wall.set()
    await settle()
    assert len(rig.dodo.bodies) == AT_ONCE
    full = False
    await rig.clock.advance(60)
    assert_all_sent_once(rig, ids)


async def test_one_that_a_person_takes_back_in_that_very_moment_is_not_sent(rig: Rig) -> None:
    ids = await begun(rig)
    taken: list[str] = []

    def discard(old: OutgoingPayment, new: OutgoingPayment) -> None:
        if not taken and f"{old.state} {new.state}" == CLAIM:
            taken.append(old.request_id)
            rig.outbox.orders[old.request_id] = outgoing.discard(old, rig.clock.now())

    rig.outbox.before_commit = discard
    rig.dodo.wall.set()
    await settle()
    assert not rig.dodo.ids_of(taken[0])
    assert rig.state(taken[0]) is State.DISCARDED
    assert_all_sent_once(rig, [one for one in ids if one not in taken])


async def test_the_end_of_the_program_lets_the_claimed_one_wait_for_the_next_start(rig: Rig) -> None:
    ids = await begun(rig)
    rig.outbox.before_commit = lambda old, new: (
        rig.sending._dispatch.close() if f"{old.state} {new.state}" == CLAIM else None
    )
    rig.dodo.wall.set()
    await settle()
    back = [rig.order(one) for one in ids if rig.order(one).dodo == NotSent("closed", 0.0)]
    assert len(back) in range(1, AT_ONCE + 1)
    assert {one.state for one in back} == {State.QUEUED}
    assert len(rig.dodo.bodies) == AT_ONCE
    await rig.sending.stop()
    rig.outbox.before_commit = lambda old, new: None
    await rig.start()
    await rig.clock.advance(60)
    assert_all_sent_once(rig, ids)


@pytest.mark.parametrize("after", range(1, 12))
async def test_whoever_is_killed_around_the_two_has_lost_and_doubled_nothing(rig: Rig, after: int) -> None:
    ids = await begun(rig)
    written: list[str] = []

    def count(old: OutgoingPayment, new: OutgoingPayment) -> None:
        written.append(old.request_id)
        if len(written) >= after:
            # The power is gone: nothing of this, and of whatever would follow, reaches the disk.
            raise StoreFault("other")

    rig.outbox.before_commit = count
    rig.dodo.wall.set()
    await settle()
    await rig.kill()
    rig.outbox.before_commit = lambda old, new: None
    await rig.start()
    await rig.clock.advance(3600)
    assert_all_sent_once(rig, ids)


async def test_whom_another_business_answers_sends_no_more(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = await begun(rig)
    rig.dodo.business_id = "bus_2"
    create = FakeDodo.create_payment

    async def named(dodo: FakeDodo, body: str) -> object:
        outcome = await create(dodo, body)
        assert isinstance(outcome, Created)
        return Created(replace(outcome.payment, business_id="bus_2"))

    monkeypatch.setattr(FakeDodo, "create_payment", named)
    rig.dodo.wall.set()
    await settle()
    # Those on their way were answered as they had begun; each let one more go, whose answer names another.
    assert len(rig.dodo.bodies) <= 2 * AT_ONCE
    assert {rig.state(one) for one in ids} == {State.CREATED, State.BLOCKED}


# Dodo's clock


def test_dodos_clock_goes_on_for_a_minute() -> None:
    clock = FakeClock()
    known = DodosClock(clock)
    assert known.now() is None
    known.note(clock.now())
    clock._go(clock.monotonic() + HOLDS - 1)
    assert known.now() == clock.now()
    clock._go(clock.monotonic() + 2)
    assert known.now() is None


async def test_dodos_clock_is_not_known_after_a_sleep() -> None:
    clock = FakeClock()
    known = DodosClock(clock)
    known.note(clock.now())
    await clock.sleep_through(10, counted=False)
    assert known.now() is None
