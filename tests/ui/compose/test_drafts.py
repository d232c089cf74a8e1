"""The list of drafts: nothing that was typed is lost by going from one to another, or by deleting one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from dodo_desktop.core.draft import Draft, Edit
from dodo_desktop.core.records import BrokenDraft, DraftRow
from dodo_desktop.ui.words import isolate
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import SEUN, complete, turns, until

pytestmark = pytest.mark.anyio


async def kept(desk: Desk, *titles: str) -> None:
    """Drafts of these names, the last one the newest, which is a whole hour old."""
    now = datetime.now(UTC)
    for number, title in enumerate(titles):
        draft = replace(complete(Draft(f"kept-{title}")), title=title)
        await desk.shop.drafts.save(draft, now - timedelta(hours=len(titles) - number, minutes=1))


async def opened(desk: Desk) -> Callable[[int, int], str]:
    """Opens the list; answers how to read its cells."""
    menu = desk.page.drafts
    desk.find(QPushButton, "drafts.menu").click()
    await until(lambda: menu.is_open)
    return lambda row, column: str(menu.model.index(row, column).data())


def names(desk: Desk) -> list[str]:
    return [row.draft.title for row in desk.page.drafts.model.rows if isinstance(row, DraftRow)]


async def test_each_draft_has_its_customer_its_total_and_its_age(desk: Desk) -> None:
    await kept(desk, "For the fair", "")
    cell = await opened(desk)
    assert [cell(0, column) for column in range(3)] == [SEUN.name, "$329.00", "1 h ago"]
    named = [cell(1, column).replace("\u2068", "").replace("\u2069", "") for column in range(3)]
    assert named == [f"For the fair · {SEUN.name}", "$329.00", "2 h ago"]


async def test_going_to_another_draft_keeps_what_is_typed(desk: Desk) -> None:
    await kept(desk, "Other")
    desk.type("customer.search", "half a na")
    typed = desk.draft.draft_id
    await opened(desk)
    await until(lambda: len(desk.page.drafts.model.rows) == 2)
    other = names(desk).index("Other")
    desk.page.drafts.table.selectRow(other)
    desk.find(QPushButton, "drafts.open").click()
    await until(lambda: desk.draft.title == "Other")
    assert desk.shop.drafts.kept[typed].draft.customer.search == "half a na"
    assert desk.edit("billing.city").text() == desk.draft.billing.city


@pytest.mark.parametrize("way", ["new", "duplicate", "open"])
async def test_where_the_disk_refuses_what_is_typed_the_form_stays_and_says_why(desk: Desk, way: str) -> None:
    await kept(desk, "Other")
    desk.type("customer.search", "half a na")
    typed = desk.draft
    if way == "open":
        await opened(desk)
        desk.page.drafts.table.selectRow(names(desk).index("Other"))
    # What is typed while the list is open is not on disk yet.
    desk.shop.workspace.drafting.edit(Edit("customer.search", "half a name"))
    desk.shop.drafts.fault = "disk_full"
    desk.find(QPushButton, "drafts.open" if way == "open" else f"compose.{way}").click()
    await until(lambda: "The disk is full" in desk.page.summary.note.label.text())
    assert desk.page.shows_form
    assert (desk.draft.draft_id, desk.draft.customer.search) == (typed.draft_id, "half a name")
    assert "the form stays" in desk.page.summary.note.label.text()


async def test_a_deleted_draft_comes_back_until_the_list_closes(desk: Desk) -> None:
    await kept(desk, "A", "B", "C")
    await opened(desk)
    delete, undo = desk.find(QPushButton, "drafts.delete"), desk.find(QPushButton, "drafts.undo")
    desk.page.drafts.table.selectRow(0)
    delete.click()
    await until(lambda: names(desk) == ["B", "A"])
    assert desk.page.drafts.said.text() == f"The draft “{isolate('C')}” is deleted."
    delete.click()
    await until(lambda: names(desk) == ["A"])
    undo.click()
    await until(lambda: names(desk) == ["B", "A"])
    assert len(desk.shop.drafts.kept) == 3
    desk.page.drafts.close_menu()
    await until(lambda: len(desk.shop.drafts.kept) == 2)
    assert {row.draft.title for row in desk.shop.drafts.kept.values()} == {"A", "B"}


async def test_one_that_cannot_be_read_is_there_and_can_only_be_deleted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(desk, "Other")
    broken = BrokenDraft("torn", datetime.now(UTC))
    rows = desk.shop.drafts.rows

    async def with_broken(limit: int, offset: int = 0) -> list[DraftRow | BrokenDraft]:
        torn = [] if "torn" in deleted else [broken]
        return [*torn, *await rows(limit, offset)]

    deleted: list[str] = []

    async def delete(draft_id: str) -> None:
        deleted.append(draft_id)

    monkeypatch.setattr(desk.shop.drafts, "rows", with_broken)
    monkeypatch.setattr(desk.shop.drafts, "delete", delete)
    cell = await opened(desk)
    menu = desk.page.drafts
    assert [cell(0, column) for column in range(2)] == ["A draft that cannot be read", "–"]
    menu.table.selectRow(0)
    before = desk.draft
    for code in ("open", "rename", "duplicate"):
        menu.say("")
        desk.find(QPushButton, f"drafts.{code}").click()
        await turns(50)
        assert menu.is_open
        assert "cannot be read" in menu.said.text()
    assert menu.table.state() != menu.table.State.EditingState
    assert desk.draft == before
    desk.find(QPushButton, "drafts.delete").click()
    await until(lambda: names(desk) == ["Other"] and menu.model.rowCount() == 1)
    assert menu.said.text() == "The draft that cannot be read is deleted."
    assert not deleted, "it can still be brought back"
    menu.close_menu()
    await until(lambda: deleted == ["torn"])


async def test_rename_and_duplicate(desk: Desk) -> None:
    await kept(desk, "A")
    await opened(desk)
    model = desk.page.drafts.model
    model.setData(model.index(0, 0), " For the fair ")
    await until(lambda: names(desk) == ["For the fair"])
    desk.page.drafts.table.selectRow(0)
    desk.find(QPushButton, "drafts.duplicate").click()
    await until(lambda: len(desk.shop.drafts.kept) == 2)
    assert desk.draft.customer.existing == SEUN
    assert desk.draft.title == ""


async def test_drafts_beyond_the_first_pages_are_reached_by_scrolling(desk: Desk) -> None:
    await kept(desk, *[f"N {number}" for number in range(450)])
    await opened(desk)
    model, table = desk.page.drafts.model, desk.page.drafts.table
    for count in (400, 450):
        table.scrollToBottom()
        await until(lambda count=count: len(model.rows) == count)  # type: ignore[misc]
    await turns()
    table.scrollToBottom()
    await turns()
    assert names(desk) == [f"N {number}" for number in reversed(range(450))]
    table.selectRow(449)
    desk.find(QPushButton, "drafts.delete").click()
    await until(lambda: len(model.rows) == 449)
    assert names(desk)[-1] == "N 1"


async def test_a_field_of_the_order_before_is_not_judged_by_what_stands_there_now(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.type("billing.zipcode", "1")
    drafting = desk.shop.workspace.drafting
    judged: list[object] = []
    check = drafting.check
    monkeypatch.setattr(drafting, "check", lambda *asked: judged.append(asked) or check(*asked))
    desk.page.new_link()
    await until(lambda: desk.focus == "customer.search")
    assert not judged
    desk.type("billing.zipcode", "1")
    desk.edit("billing.city").setFocus()
    assert judged
