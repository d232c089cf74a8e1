"""Parts that an empty order does not show are made later, and are then as if they had always been there."""

from collections.abc import Callable
from itertools import permutations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.draft import Draft, Edit, OptionsEntry
from dodo_desktop.ui.compose.page import ComposePage
from tests.ui.compose.conftest import Desk

pytestmark = pytest.mark.anyio

MOST_WIDGETS = 120

MAKERS: dict[str, Callable[[ComposePage], object]] = {
    "bar": lambda page: page.form.proposals,
    "new customer": lambda page: page.form.customer.fields,
    "customer": lambda page: page.form.customer.card,
    "cart": lambda page: page.form.cart.make_whole(),
    "more": lambda page: page.form.options.more,
    "waiver": lambda page: page.form.offer_waiver("city", offered=True),
    "send anyway": lambda page: page.form.cart.offer_to_send(offered=True),
    "pasted": lambda page: page.form.pasted.show_report("Two lines were left.", "one\ntwo"),
    "note": lambda page: page.form.cart.note.tell("Added.", action="Keep as two", do=lambda: None),
}
ORDERS = [names for number, names in enumerate(permutations(MAKERS, 3)) if number % 42 == 0]


def reading(page: ComposePage) -> list[str]:
    """Names of all that Tab goes to, from the search on, whether it is shown now or not."""
    start = page.form.customer.finder.field
    found, widget = [], start.nextInFocusChain()
    while widget is not None and widget is not start:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.objectName():
            found.append(widget.objectName())
        widget = widget.nextInFocusChain()
    return [name for name in found if not name.startswith("qt_")]


def made(qtbot: QtBot, first: tuple[str, ...]) -> ComposePage:
    page = ComposePage()
    qtbot.addWidget(page)
    page.show()
    for name in (*first, *(other for other in MAKERS if other not in first)):
        MAKERS[name](page)
    return page


@pytest.mark.parametrize("first", ORDERS, ids="-".join)
def test_tab_runs_as_read_whatever_was_made_first(qtbot: QtBot, first: tuple[str, ...]) -> None:
    names = reading(made(qtbot, first))
    assert names == reading(made(qtbot, ()))
    wanted = [
        "customer.new",
        "customer.clear",
        "customer.name",
        "customer.email",
        "customer.phone",
        "billing.pasted.copy",
        "billing.city",
        "billing.city.waive",
        "cart.product",
        "cart.product.problem.act",
        "cart.table",
        "cart.table.waive",
        "cart.remove",
        "options.currency",
        "options.return_url",
        "options.metadata",
        "summary.total",
        "compose.create",
        "drafts.menu",
        "compose.new",
        "billing.accept_all",
        "billing.put_back",
    ]
    assert [name for name in names if name in wanted] == wanted


def test_an_empty_order_has_little_and_a_rest_makes_all_else(qtbot: QtBot) -> None:
    page = ComposePage()
    qtbot.addWidget(page)
    assert len(page.form.findChildren(QWidget)) <= MOST_WIDGETS
    parts = 0
    while (make := page.next_part()) is not None:
        make()
        parts += 1
        assert parts < 20
    assert page.form.cart.is_whole
    assert page.form.customer.has_card
    assert page.form.customer.has_fields
    assert page.form.options.more_part.has_content
    for name in (
        "billing.accept_all",
        "billing.zipcode.problem",
        "customer.email.problem",
        "cart.table.problem",
    ):
        assert page.form.findChild(QWidget, name) is not None, name


def test_what_a_draft_holds_is_shown_by_parts_that_come_with_it(qtbot: QtBot) -> None:
    page = ComposePage()
    qtbot.addWidget(page)
    options = OptionsEntry(return_url="https://a.example/", show_saved_methods=True, metadata=(("a", "b"),))
    page.form.show_draft(Draft("one", options=options))
    more = page.form.options.more
    assert more.return_url.editor.property("text") == "https://a.example/"
    assert more.saved.isChecked()
    assert more.metadata_part.table.pairs.pairs == (("a", "b"),)
    assert "Return URL" in page.form.options.more_part.summary.text()


async def test_what_is_typed_into_fields_that_came_late_is_judged_when_it_is_left(desk: Desk) -> None:
    desk.page.form.customer.start_new("Zoe")
    desk.type("customer.email", "no address")
    desk.edit("billing.street").setFocus()
    desk.page.form.customer.fields.phone.editor.setFocus()
    assert desk.shows("customer.email.problem")
    assert desk.draft.customer.email == "no address"


async def test_undo_in_a_field_that_came_late_is_the_drafts(desk: Desk) -> None:
    desk.page.form.options.more_part.set_open(True)
    desk.type("options.return_url", "https://x")
    desk.page.undo()
    assert desk.edit("options.return_url").text() == ""
    desk.page._edited(Edit("options.return_url", "https://y"))
    assert desk.draft.options.return_url == "https://y"
