import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import (
    BillingEntry,
    CartLine,
    CustomerEntry,
    CustomerMode,
    Draft,
    Edit,
    Fixed,
    OptionsEntry,
)
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.core.preview import Total
from dodo_desktop.services.drafting import DraftChange, Drafting, NotReady, SaveState

from .fakes import FakeClock, FakeDrafts, FakeLinks, FakeOutbox, product, settle

pytestmark = pytest.mark.anyio

BILLING = BillingEntry("DE", "Weg 1", "Berlin", "", "10115")
NEW = CustomerEntry(CustomerMode.NEW, name="Ada", email="ada@example.com")


class Desk:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.drafts = FakeDrafts()
        self.outbox = FakeOutbox(FakeLinks(), self.drafts)
        self.changes: list[DraftChange] = []
        self.saves: list[SaveState] = []
        self.open()

    def open(self) -> Drafting:
        numbers = itertools.count(len(self.drafts.kept) + 100)
        self.drafting = Drafting(
            self.drafts,
            self.outbox,
            self.clock,
            mode="test",
            locale="en",
            new_id=lambda: f"id-{next(numbers)}",
            business_id=lambda: "bus_1",
            sleep=self.clock.sleep,
        )
        self.drafting.changed.subscribe(self.changes.append)
        self.drafting.saved.subscribe(self.saves.append)
        return self.drafting

    def type(self, text: str, field: str = "customer.name") -> None:
        for end in range(1, len(text) + 1):
            self.drafting.edit(Edit(field, text[:end]))

    def fill(self) -> None:
        self.drafting.edit(Edit("customer.selected", Customer("cus_1", "Zoë", "zoe@example.com")))
        self.drafting.edit(Edit("billing", BILLING))
        self.drafting.edit(Edit("cart.lines", (CartLine("1", product()),)))


async def test_saved_300_ms_after_the_first_unsaved_edit_while_typing_goes_on() -> None:
    desk = Desk()
    for number in range(10):
        desk.type(f"Zoe {number}")
        await desk.clock.advance(0.1)
    assert desk.drafts.writes == 3
    await desk.clock.advance(0.3)
    assert next(iter(desk.drafts.kept.values())).draft.customer.name == "Zoe 9"
    writes = desk.drafts.writes
    await desk.clock.advance(60)
    assert desk.drafts.writes == writes
    assert desk.saves[-1].failed == ""


async def test_close_saves_at_once() -> None:
    desk = Desk()
    desk.type("Zoe")
    await desk.drafting.close()
    assert [row.draft.customer.name for row in desk.drafts.kept.values()] == ["Zoe"]
    desk.open()
    await desk.drafting.start()
    assert desk.drafting.draft.customer.name == "Zoe"
    assert desk.changes[-1].source == "opened"


async def test_empty_drafts_are_not_kept() -> None:
    desk = Desk()
    await desk.drafting.start()
    await desk.drafting.flush()
    assert desk.drafts.kept == {}
    desk.type("Z")
    await desk.drafting.flush()
    assert len(desk.drafts.kept) == 1
    desk.drafting.edit(Edit("customer.name", ""))
    await desk.drafting.flush()
    assert desk.drafts.kept == {}


async def test_typing_is_one_step_and_other_edits_are_one_each() -> None:
    desk = Desk()
    desk.type("Zoe")
    desk.type("Ada", "billing.city")
    desk.drafting.edit(Edit("customer.mode", CustomerMode.NEW))
    desk.drafting.edit(Edit("customer.mode", CustomerMode.SEARCH))
    names = []
    while desk.drafting.can_undo:
        desk.drafting.undo()
        draft = desk.drafting.draft
        names.append((draft.customer.mode, draft.billing.city, draft.customer.name))
    assert names == [
        (CustomerMode.NEW, "Ada", "Zoe"),
        (CustomerMode.SEARCH, "Ada", "Zoe"),
        (CustomerMode.SEARCH, "", "Zoe"),
        (CustomerMode.SEARCH, "", ""),
    ]
    for _ in range(4):
        desk.drafting.redo()
    assert not desk.drafting.can_redo
    assert desk.drafting.draft.billing.city == "Ada"
    assert {change.source for change in desk.changes} == {"edit", "undo", "redo"}


async def test_an_edit_after_undo_forgets_what_was_undone() -> None:
    desk = Desk()
    desk.type("Zoe")
    desk.drafting.undo()
    desk.drafting.edit(Edit("customer.name", "Ada"))
    assert not desk.drafting.can_redo
    desk.drafting.undo()
    assert desk.drafting.draft.customer.name == ""


async def test_an_edit_that_changes_nothing_is_none() -> None:
    desk = Desk()
    desk.drafting.edit(Edit("customer.name", ""))
    assert not desk.drafting.can_undo
    assert desk.changes == []


async def test_half_a_surrogate_pair_is_replaced() -> None:
    desk = Desk()
    desk.drafting.edit(Edit("customer.name", "Zo\ud83d"))
    assert desk.drafting.draft.customer.name == "Zo?"


async def test_a_full_disk_is_told_and_tried_again() -> None:
    desk = Desk()
    desk.drafts.fault = "disk_full"
    desk.type("Zoe")
    await desk.clock.advance(1)
    assert desk.saves[-1] == SaveState(None, "disk_full")
    desk.drafts.fault = ""
    await desk.clock.advance(6)
    assert len(desk.drafts.kept) == 1
    assert desk.saves[-1].failed == ""


async def test_opening_renaming_copying_and_deleting() -> None:
    desk = Desk()
    desk.type("Zoe")
    first = desk.drafting.draft.draft_id
    await desk.drafting.duplicate()
    copy = desk.drafting.draft
    assert (copy.customer.name, copy.draft_id == first) == ("Zoe", False)
    assert set(desk.drafts.kept) == {first, copy.draft_id}
    await desk.drafting.rename(first, "At the door")
    await desk.drafting.rename(copy.draft_id, "Copy")
    assert [row.draft.title for row in desk.drafts.kept.values()] == ["At the door", "Copy"]
    await desk.drafting.new()
    assert desk.drafting.draft.empty
    assert await desk.drafting.open(first)
    assert desk.drafting.draft.title == "At the door"
    assert not desk.drafting.can_undo
    assert not await desk.drafting.open("gone")
    await desk.drafting.delete(first)
    assert desk.drafting.draft.empty
    await desk.drafting.delete(copy.draft_id)
    assert await desk.drafting.count() == 0


@pytest.mark.parametrize("way", ["new", "open", "duplicate"])
async def test_what_is_typed_while_another_draft_is_opened_is_kept(way: str) -> None:
    desk = Desk()
    await desk.drafts.save(Draft("other", title="Other"), desk.clock.now())
    desk.type("Zoe")
    typed = desk.drafting.draft.draft_id
    ways: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
        "new": desk.drafting.new,
        "open": lambda: desk.drafting.open("other"),
        "duplicate": desk.drafting.duplicate,
    }
    going = asyncio.ensure_future(ways[way]())
    for number in range(9):
        await asyncio.sleep(0)
        if desk.drafting.draft.draft_id == typed:
            desk.drafting.edit(Edit("customer.name", f"Zoe {number}"))
            last = desk.drafting.draft
    await going
    assert desk.drafting.draft.draft_id != typed
    assert desk.drafts.kept[typed].draft == last


async def test_the_open_draft_opened_again_stays_as_it_is() -> None:
    desk = Desk()
    desk.type("Zoe")
    assert await desk.drafting.open(desk.drafting.draft.draft_id)
    assert desk.changes[-1] == DraftChange(desk.drafting.draft, "opened")
    assert desk.drafting.draft.customer.name == "Zoe"
    assert desk.drafting.can_undo


async def test_a_copy_has_no_name_and_a_new_start_has_all() -> None:
    desk = Desk()
    waived = replace(BILLING, waived=frozenset({"billing.city"}))
    order = Draft("sent", title="At the door", billing=waived, fixed=Fixed("Fair", currency=True))
    await desk.drafting.duplicate(order)
    copy = desk.drafting.draft
    assert copy == Draft(copy.draft_id, billing=BILLING)
    await desk.drafting.begin(order)
    again = desk.drafting.draft
    assert again == replace(order, draft_id=again.draft_id)
    assert set(desk.drafts.kept) == {copy.draft_id, again.draft_id}


async def test_an_order_goes_to_the_outbox_and_its_draft_goes() -> None:
    desk = Desk()
    desk.fill()
    draft = desk.drafting.draft
    desk.changes.clear()
    total = Total(Money(1190, "EUR"), exact=True)
    order = await desk.drafting.enqueue(total, Hold.ASK_FIRST)
    assert desk.outbox.orders == {order.request_id: order}
    assert (order.state, order.hold, order.mode, order.business_id) == (
        State.QUEUED,
        Hold.ASK_FIRST,
        "test",
        "bus_1",
    )
    assert (order.draft, order.quote, order.quote_exact) == (draft, Money(1190, "EUR"), True)
    body = json.loads(order.body)
    assert body["metadata"] == {"link_request_id": order.request_id}
    assert desk.drafts.kept == {}
    assert desk.changes == []
    assert desk.drafting.draft.empty
    await desk.clock.advance(10)
    assert desk.drafts.kept == {}
    await desk.drafting.new()
    assert [change.source for change in desk.changes] == ["opened"]


async def test_pressed_twice_makes_one_order() -> None:
    desk = Desk()
    desk.fill()
    results = await asyncio.gather(
        desk.drafting.enqueue(None), desk.drafting.enqueue(None), return_exceptions=True
    )
    assert len(desk.outbox.orders) == 1
    assert isinstance(results[1], NotReady)


async def test_what_is_missing_is_told_all_at_once() -> None:
    desk = Desk()
    with pytest.raises(NotReady) as caught:
        await desk.drafting.enqueue(None)
    fields = {problem.field for problem in caught.value.problems}
    assert {"customer.search", "billing.country", "cart.table"} <= fields
    assert desk.outbox.orders == {}


async def test_a_disk_that_refuses_the_order_keeps_the_draft() -> None:
    desk = Desk()
    desk.fill()
    desk.outbox.fault = lambda what: "disk_full"
    with pytest.raises(StoreFault):
        await desk.drafting.enqueue(None)
    assert not desk.drafting.draft.empty
    await settle()
    assert len(desk.drafts.kept) == 1


async def test_start_with_a_broken_disk_opens_an_empty_draft() -> None:
    desk = Desk()
    desk.drafts.fault = "corrupt"
    await desk.drafting.start()
    assert desk.changes[-1] == DraftChange(desk.drafting.draft, "opened")
    assert desk.drafting.draft == Draft(desk.drafting.draft.draft_id)
    assert desk.saves[-1].failed == "other"


async def test_typing_in_one_cell_is_one_step_and_another_step_of_the_same_kind_is_not() -> None:
    desk = Desk()
    line = CartLine("1", product())
    desk.drafting.edit(Edit("cart.lines", (line,)))
    for quantity in ("3", "30"):
        desk.drafting.edit(Edit("cart.lines", (replace(line, quantity=quantity),), "cell"))
    for quantity in ("31", "32"):
        desk.drafting.edit(Edit("cart.lines", (replace(line, quantity=quantity),)))
    seen = []
    while desk.drafting.can_undo:
        desk.drafting.undo()
        seen.append([each.quantity for each in desk.drafting.draft.lines])
    assert seen == [["31"], ["30"], ["1"], []]


async def test_a_text_that_is_gone_again_is_no_step() -> None:
    desk = Desk()
    desk.type("din", "cart.product")
    desk.drafting.edit(Edit("cart.product", ""))
    desk.drafting.edit(Edit("cart.lines", (CartLine("1", product()),)))
    desk.drafting.undo()
    assert desk.drafting.draft.lines == ()
    assert not desk.drafting.can_undo


async def test_currencies_of_the_last_orders_are_known() -> None:
    desk = Desk()
    for currency in ("EUR", "", "groats", "JPY", "EUR"):
        order = OutgoingPayment(
            request_id=f"r{len(desk.outbox.orders)}",
            draft=Draft("d", options=OptionsEntry(currency=currency)),
            body="{}",
            mode="test",
            created_at=desk.clock.now(),
            changed_at=desk.clock.now(),
        )
        await desk.outbox.add(order)
    assert await desk.drafting.used_currencies() == ("EUR", "JPY")


Turn = Callable[[Drafting], Awaitable[object]]
TURNS: dict[str, Turn] = {
    "new": lambda drafting: drafting.new(),
    "open": lambda drafting: drafting.open("other"),
    "duplicate": lambda drafting: drafting.duplicate(),
    "duplicate another": lambda drafting: drafting.duplicate(Draft("other", title="Other")),
}


@pytest.mark.parametrize("turn", TURNS)
async def test_no_draft_is_left_for_another_before_it_is_on_disk(turn: str) -> None:
    desk = Desk()
    await desk.drafts.save(Draft("other", title="Other"), desk.clock.now())
    desk.type("Zoe")
    typed = desk.drafting.draft
    desk.drafts.fault = "disk_full"
    with pytest.raises(StoreFault) as raised:
        await TURNS[turn](desk.drafting)
    assert raised.value.reason == "disk_full"
    assert desk.drafting.draft == typed, "it stays in the form"
    assert desk.drafting.unsaved
    desk.drafts.fault = ""
    await desk.clock.advance(6)
    assert desk.drafts.kept[typed.draft_id].draft == typed
    assert not desk.drafting.unsaved
    await TURNS[turn](desk.drafting)
    assert desk.drafting.draft.draft_id != typed.draft_id


@pytest.mark.parametrize("turn", TURNS)
async def test_what_is_typed_while_it_turns_to_another_is_kept(turn: str) -> None:
    desk = Desk()
    await desk.drafts.save(Draft("other", title="Other"), desk.clock.now())
    desk.type("Zo")
    typed = desk.drafting.draft.draft_id
    turning = asyncio.ensure_future(TURNS[turn](desk.drafting))
    await asyncio.sleep(0)  # its writing is under way
    desk.type("Zoe")
    await turning
    assert desk.drafting.draft.draft_id != typed
    assert desk.drafts.kept[typed].draft.customer.name == "Zoe"
    if turn == "duplicate":
        assert desk.drafting.draft.customer.name == "Zoe"


@pytest.mark.parametrize("turn", TURNS)
async def test_what_is_taken_back_while_it_is_written_is_kept_so(turn: str) -> None:
    """The state before is on disk already; what is on its way there is a later one."""
    desk = Desk()
    await desk.drafts.save(Draft("other", title="Other"), desk.clock.now())
    desk.type("Zoe")
    await desk.drafting.flush()
    typed = desk.drafting.draft.draft_id
    desk.type("Berlin", "billing.city")
    writing = asyncio.ensure_future(desk.drafting.flush())
    await asyncio.sleep(0)
    desk.drafting.undo()
    assert desk.drafting.draft.billing.city == ""
    await TURNS[turn](desk.drafting)
    await writing
    await desk.clock.advance(1)
    assert desk.drafts.kept[typed].draft.billing.city == ""
    assert desk.drafts.kept[typed].draft.customer.name == "Zoe"


async def test_a_copy_that_the_disk_refuses_is_tried_again_by_itself() -> None:
    desk = Desk()
    desk.type("Zoe")
    await desk.drafting.flush()
    source = desk.drafting.draft
    desk.drafts.fault = "disk_full"
    await desk.drafting.duplicate()
    copy = desk.drafting.draft.draft_id
    assert copy not in desk.drafts.kept
    desk.drafts.fault = ""
    await desk.clock.advance(6)
    assert desk.drafts.kept[copy].draft == replace(source, draft_id=copy)


async def reopened(desk: Desk) -> Draft:
    """The draft in the form of the next start."""
    desk.open()
    await desk.drafting.start()
    return desk.drafting.draft


async def test_the_form_opens_as_it_was_left() -> None:
    desk = Desk()
    desk.fill()
    await desk.drafting.flush()
    first = desk.drafting.draft
    await desk.drafting.new()
    assert (await reopened(desk)).empty, "an empty form was left"
    desk.type("Zoe")
    await desk.drafting.flush()
    assert await desk.drafting.open(first.draft_id)
    assert await reopened(desk) == first, "the one that was looked at, not the one saved last"
    await desk.drafting.enqueue(None)
    assert len(desk.drafts.kept) == 1
    assert (await reopened(desk)).empty, "its order is on its way; the other waits in the list"


async def test_where_nobody_said_what_was_open_the_newest_is() -> None:
    desk = Desk()
    await desk.drafts.save(Draft("a", title="A"), desk.clock.now())
    await desk.clock.advance(1)
    await desk.drafts.save(Draft("b", title="B"), desk.clock.now())
    assert (await reopened(desk)).draft_id == "b"
