"""Proposed fields: marked, counted, accepted or put back; and no link before that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from dodo_desktop.core.proposals import Offer
from dodo_desktop.store.codec import draft_from_text, draft_to_text
from dodo_desktop.ui.compose.totals import place_words
from dodo_desktop.ui.widgets.pick_field import PickField
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns

pytestmark = pytest.mark.anyio

LAST = Offer(
    "last_order",
    (
        ("billing.country", "DE"),
        ("billing.street", "Weg 1"),
        ("billing.city", "Berlin"),
        ("billing.zipcode", "10115"),
    ),
    "2026-11-02T09:00:00+00:00",
)


def marked(desk: Desk) -> set[str]:
    fields = desk.page.form.text_fields().items()
    return {
        name
        for name, field in fields
        if field.editor.property("proposed") and "proposed" in field.label.text()
    }


async def test_an_offer_is_marked_counted_and_waits_for_a_person(desk: Desk) -> None:
    await desk.fill()
    before = desk.draft
    desk.page.propose(LAST)
    assert marked(desk) == {f"billing.{name}" for name in ("country", "street", "city", "zipcode")}
    assert desk.find(PickField, "billing.country").text() == "Germany"
    assert desk.edit("billing.street").text() == "Weg 1"
    assert desk.focus == "billing.accept_all"
    bar, panel = desk.find(QWidget, "billing.proposals"), desk.find(QWidget, "summary.proposed")
    assert bar.isVisible()
    assert panel.isVisible()
    assert "4 fields" in desk.page.summary.proposed.label.text()
    await desk.create()
    assert desk.shop.orders() == []
    assert desk.focus == "billing.accept_all"
    desk.find(QPushButton, "billing.put_back").click()
    assert desk.draft == before
    assert desk.edit("billing.street").text() == before.billing.street
    assert not marked(desk)
    assert not bar.isVisible()
    assert not panel.isVisible()
    await desk.create()
    assert len(desk.shop.orders()) == 1


async def test_accepting_all_by_key_lets_the_order_go(desk: Desk) -> None:
    await desk.fill()
    desk.page.propose(LAST)
    desk.edit("cart.product").setFocus()
    QTest.keyClick(
        desk.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert not marked(desk)
    assert desk.request.billing.street == "Weg 1"
    await desk.create()
    assert len(desk.shop.orders()) == 1


async def test_typing_into_one_accepts_that_one(desk: Desk) -> None:
    await desk.fill()
    desk.page.propose(LAST)
    desk.type("billing.city", "x")
    assert marked(desk) == {f"billing.{name}" for name in ("country", "street", "zipcode")}
    said = desk.page.form.proposals.label.text()
    assert "3 fields" in said
    for name, text in (("street", "Ring 1"), ("zipcode", "1010")):
        desk.edit(f"billing.{name}").setText(text)
    desk.find(PickField, "billing.country").setText("Austria")
    assert not desk.page.form.proposals.isVisible()


async def test_undo_takes_an_offer_back_in_one_step_and_redo_brings_it(desk: Desk) -> None:
    await desk.fill()
    before = desk.draft
    desk.page.propose(LAST)
    desk.page.undo()
    assert desk.draft == before
    assert not marked(desk)
    desk.page.redo()
    assert len(marked(desk)) == 4
    desk.page.form.proposals.accept.click()
    desk.page.undo()
    assert len(marked(desk)) == 4


async def test_proposals_outlive_a_restart(desk: Desk) -> None:
    await desk.fill()
    desk.page.propose(LAST)
    kept = draft_from_text(draft_to_text(desk.draft))
    assert kept == desk.draft
    await desk.shop.workspace.drafting.new()
    await turns()
    assert not marked(desk)
    await desk.shop.workspace.drafting.duplicate(kept)
    await turns()
    assert len(marked(desk)) == 4


async def test_the_bar_says_where_it_comes_from(desk: Desk) -> None:
    await desk.fill()
    desk.page.propose(LAST)
    assert "last order" in desk.page.form.proposals.label.text()
    assert (
        "2 Nov" in desk.find(QLabel, "billing.proposals.about").text()
        or "Nov 2" in desk.find(QLabel, "billing.proposals.about").text()
    )
    desk.page.propose(Offer("paste", (("billing.city", "Bonn"),), "Am Hof 1\n\nBonn"))
    assert "pasted" in desk.page.form.proposals.label.text()
    assert desk.find(QLabel, "billing.proposals.about").text() == "“Am Hof 1 · Bonn”"
    assert desk.page.form.proposals.accept.accessibleDescription()


async def test_what_is_the_same_already_is_not_offered(desk: Desk) -> None:
    await desk.fill()
    desk.edit("cart.product").setFocus()
    desk.page.propose(Offer("last_order", (("billing.city", desk.draft.billing.city),)))
    assert not desk.page.form.proposals.isVisible()
    assert desk.focus == "cart.product"


async def test_the_total_says_that_its_place_is_only_proposed(desk: Desk) -> None:
    await desk.fill()
    assert "proposed" not in place_words(desk.draft)
    desk.page.propose(LAST)
    assert place_words(desk.draft) == "Berlin, as proposed"
