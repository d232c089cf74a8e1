"""Turning from one draft to another: none is lost on the way, and the form opens as it was left."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from dodo_desktop.core.draft import (
    Draft,
    Edit,
)
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.drafting import DraftChange, Drafting

from .drafting_desk import Desk

pytestmark = pytest.mark.anyio

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
