import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.services import tracking
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.services.tracking import EVERY, Tracking

from .fake_stores import FakeLinks
from .fakes import FakeClock, FakeDodo, settle

pytestmark = pytest.mark.anyio


class Wall:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.links = FakeLinks()
        self.tracking = Tracking(self.links, self.dodo, self.clock, sleep=self.clock.sleep)
        self.told: list[PaymentLink] = []
        self.tracking.changed.subscribe(self.told.append)

    async def link(self, status: str | None = None) -> str:
        payment = self.dodo.make('{"metadata": {}}')
        made = payment.created_at or self.clock.now()
        await self.links.put(
            PaymentLink(
                "r",
                payment.payment_id,
                payment.link or "",
                "test",
                made,
                Draft("d"),
                1200,
                Money(1200, "EUR"),
                status=status,
                customer_name="Zoë",
            )
        )
        return payment.payment_id

    async def age(self, ids: Sequence[str], age: timedelta, *, checked: timedelta | None = None) -> None:
        """Let these have been made so long ago, and asked for last so long ago."""
        now = self.clock.now()
        asked = now - checked if checked is not None else None
        for key in ids:
            link = self.links.rows_by_id[key]
            await self.links.put(replace(link, created_at=now - age, checked_at=asked))
        made = self.dodo.made
        made[:] = [
            (at, replace(one, created_at=now - age) if one.payment_id in ids else one) for at, one in made
        ]


@pytest.fixture
async def wall() -> AsyncIterator[Wall]:
    wall = Wall()
    yield wall
    await wall.tracking.stop()


async def test_the_link_on_show_is_asked_often_then_less_often_until_it_is_final(wall: Wall) -> None:
    payment_id = await wall.link()
    wall.tracking.watch(payment_id, "result")
    await wall.clock.advance(40)
    assert wall.dodo.calls.count("get") == 11
    await wall.clock.advance(261)
    before = wall.dodo.calls.count("get")
    await wall.clock.advance(60)
    assert wall.dodo.calls.count("get") - before == 4
    wall.dodo.statuses[payment_id] = "processing"
    await wall.clock.advance(15)
    assert wall.told[-1].status == "processing"
    wall.dodo.statuses[payment_id] = "succeeded"
    await wall.clock.advance(15)
    assert wall.told[-1].status == "succeeded"
    asked = len(wall.dodo.calls)
    await wall.clock.advance(120)
    assert len(wall.dodo.calls) == asked


async def test_another_link_on_show_ends_the_first(wall: Wall) -> None:
    first, second = await wall.link(), await wall.link()
    wall.tracking.watch(first, "result")
    await settle()
    wall.tracking.watch(second, "result")
    await wall.clock.advance(20)
    assert {link.payment_id for link in wall.told[1:]} == {second}
    wall.tracking.watch(None, "result")
    asked = len(wall.dodo.calls)
    await wall.clock.advance(60)
    assert len(wall.dodo.calls) == asked


async def test_who_left_the_list_still_sees_at_once_that_the_last_link_was_paid(wall: Wall) -> None:
    made, older = await wall.link(), await wall.link()
    wall.tracking.watch(made, "result")
    await wall.clock.advance(5)
    wall.tracking.watch(older, "links")
    await wall.clock.advance(5)
    assert wall.told[-1].payment_id == older
    wall.tracking.watch(None, "links")
    wall.dodo.statuses[made] = "succeeded"
    await wall.clock.advance(5)
    assert (wall.told[-1].payment_id, wall.told[-1].status) == (made, "succeeded")


async def test_watching_goes_on_after_a_failure(wall: Wall) -> None:
    payment_id = await wall.link()
    wall.dodo.offline = True
    wall.tracking.watch(payment_id, "result")
    await wall.clock.advance(10)
    assert wall.told == []
    wall.dodo.offline = False
    await wall.clock.advance(5)
    assert wall.told != []


async def test_unsettled_links_are_asked_each_minute_and_final_ones_never(wall: Wall) -> None:
    payment_id = await wall.link()
    done = await wall.link("succeeded")
    await wall.tracking.start()
    await settle()
    assert wall.dodo.calls == ["get"]
    assert wall.told == []  # nothing is new
    wall.dodo.statuses = {payment_id: "brand_new_word", done: "failed"}
    await wall.clock.advance(61)
    assert [(link.payment_id, link.status) for link in wall.told] == [(payment_id, "brand_new_word")]
    assert wall.links.rows_by_id[done].status == "succeeded"


async def test_a_mistake_in_one_round_ends_neither_the_rounds_nor_in_silence(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is never told that a link was paid keeps the goods."""
    reported: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: reported.append(context["exception"])
    )
    payment_id = await wall.link()
    with monkeypatch.context() as odd:
        odd.setattr(wall.dodo, "get_payment", None)
        await wall.tracking.start()
        await settle()
        wall.tracking.watch(payment_id, "result")
        await settle()
    assert [type(fault) for fault in reported] == [TypeError, TypeError]
    wall.dodo.statuses = {payment_id: "succeeded"}
    await wall.clock.advance(EVERY + 1)
    assert [link.status for link in wall.told] == ["succeeded"]


async def test_many_are_read_from_the_list(wall: Wall) -> None:
    ids = [await wall.link() for _ in range(150)]
    wall.dodo.statuses = dict.fromkeys(ids, "processing")
    await wall.tracking.refresh()
    assert wall.dodo.calls == ["list", "list"]
    assert {link.status for link in wall.links.rows_by_id.values()} == {"processing"}
    assert all(link.url for link in wall.links.rows_by_id.values())


async def test_those_that_the_list_leaves_out_are_asked_one_by_one_in_turn(wall: Wall) -> None:
    ids = [await wall.link() for _ in range(25)]
    wall.dodo.lag = 10_000
    wall.dodo.statuses = dict.fromkeys(ids, "processing")
    for round_number in (1, 2, 3):
        await wall.tracking.refresh()
        changed = sum(link.status is not None for link in wall.links.rows_by_id.values())
        assert changed == min(25, 10 * round_number)
        await wall.clock.advance(1)


async def test_old_links_are_asked_less_often(wall: Wall) -> None:
    payment_id = await wall.link()
    link = wall.links.rows_by_id[payment_id]
    week = link.created_at - timedelta(days=3)
    await wall.links.put(replace(link, created_at=week, checked_at=wall.clock.now()))
    await wall.tracking.start()
    await wall.clock.advance(599)
    assert wall.dodo.calls == []
    await wall.clock.advance(62)
    assert wall.dodo.calls == ["get"]
    await wall.tracking.refresh()
    assert wall.dodo.calls == ["get", "get"]


async def test_of_many_open_links_none_is_left_out(wall: Wall) -> None:
    ids = [await wall.link() for _ in range(1100)]
    wall.dodo.statuses = dict.fromkeys(ids, "processing")
    await wall.tracking.start()
    for known in (500, 1000, 1100):
        await settle()
        changed = [link for link in wall.links.rows_by_id.values() if link.status is not None]
        assert len(changed) == known
        await wall.clock.advance(EVERY)


async def test_links_of_today_do_not_wait_for_old_ones_nor_these_for_them(wall: Wall) -> None:
    young = [await wall.link() for _ in range(300)]
    await wall.age(old := [await wall.link() for _ in range(300)], timedelta(days=30))
    wall.dodo.statuses = dict.fromkeys((*young, *old), "processing")
    await wall.tracking.start()
    await settle()
    assert [sum(wall.links.rows_by_id[key].status is not None for key in ids) for ids in (young, old)] == [
        250,
        250,
    ]


async def test_links_that_dodo_does_not_find_hold_up_no_others(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "_BATCH", 4)
    monkeypatch.setattr(tracking, "_SINGLE", 2)
    good = [await wall.link() for _ in range(2)]
    await wall.age(good, timedelta(days=3), checked=timedelta(hours=2))
    for number in range(6):
        # Never asked for, so that their turn is before that of the others.
        gone = replace(wall.links.rows_by_id[good[0]], payment_id=f"gone_{number}", checked_at=None)
        await wall.links.put(gone)
    wall.dodo.statuses = dict.fromkeys(good, "processing")
    await wall.tracking.start()
    await wall.clock.advance(EVERY)
    assert not any(link.status for link in wall.links.rows_by_id.values())
    await wall.clock.advance(EVERY)
    assert {key for key, link in wall.links.rows_by_id.items() if link.status} == set(good)


async def test_only_what_the_disk_does_not_know_is_remembered_of_open_links(wall: Wall) -> None:
    ids = [await wall.link() for _ in range(30)]
    await wall.tracking.refresh()
    assert wall.tracking._asked == {}
    await wall.tracking.refresh()
    assert set(wall.tracking._asked) == set(ids)
    wall.dodo.statuses = dict.fromkeys(ids[:25], "succeeded")
    await wall.tracking.refresh()
    assert set(wall.tracking._asked) == set(ids[25:])


async def test_a_payment_that_is_gone_stops_nothing(wall: Wall) -> None:
    payment_id = await wall.link()
    gone = replace(wall.links.rows_by_id[payment_id], payment_id="pay_gone")
    await wall.links.put(gone)
    wall.dodo.statuses[payment_id] = "failed"
    await wall.tracking.refresh()
    assert wall.told[-1].status == "failed"


async def test_a_person_who_refreshes_is_told_of_failures(wall: Wall) -> None:
    await wall.link()
    wall.dodo.read_fault = lambda: GatewayError("key")
    with pytest.raises(GatewayError):
        await wall.tracking.refresh()


async def test_lists_pass_through(wall: Wall) -> None:
    payment_id = await wall.link()
    assert (await wall.tracking.get(payment_id)) == wall.links.rows_by_id[payment_id]
    assert len(await wall.tracking.rows(None, "", 10)) == 1
    assert sum((await wall.tracking.counts()).values()) == 1
