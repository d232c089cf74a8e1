import asyncio
import json
from dataclasses import replace

import pytest

from dodo_desktop.core.draft import (
    CartLine,
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
from dodo_desktop.services.drafting import DraftChange, NotReady, SaveState

from .drafting_desk import BILLING, Desk
from .fakes import product, settle

pytestmark = pytest.mark.anyio


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


async def sent_and_back(desk: Desk) -> Draft:
    """The order goes out, and comes back as a draft of another id, as after a refusal."""
    order = await desk.drafting.enqueue(None)
    assert not desk.drafting.can_undo, "the form that comes after is another order"
    back = replace(order.draft, draft_id="back")
    await desk.drafts.save(back, desk.clock.now())
    assert await desk.drafting.open("back")
    return back


async def test_an_order_that_comes_back_has_its_steps_again() -> None:
    desk = Desk()
    desk.fill()
    desk.type("HERBST", "options.discount_code")
    desk.drafting.edit(Edit("options.order_reference", "A-1"))
    desk.drafting.undo()
    back = await sent_and_back(desk)
    desk.drafting.redo()
    assert desk.drafting.draft.options.order_reference == "A-1"
    for _step in range(2):
        desk.drafting.undo()
    assert desk.drafting.draft == replace(back, options=replace(back.options, discount_code=""))
    while desk.drafting.can_undo:
        desk.drafting.undo()
    assert desk.drafting.draft == Draft("back")


async def test_another_draft_never_gets_the_steps_of_an_order_that_went_out() -> None:
    desk = Desk()
    desk.fill()
    order = await desk.drafting.enqueue(None)
    other = replace(order.draft, draft_id="other", title="Another")
    await desk.drafts.save(other, desk.clock.now())
    assert await desk.drafting.open("other")
    assert not desk.drafting.can_undo
    desk.type("B", "billing.city")
    desk.drafting.undo()
    assert desk.drafting.draft == other
    assert not desk.drafting.can_undo


async def test_a_copy_of_an_order_that_went_out_begins_without_steps() -> None:
    desk = Desk()
    desk.fill()
    order = await desk.drafting.enqueue(None)
    await desk.drafting.duplicate(order.draft)
    assert not desk.drafting.can_undo
