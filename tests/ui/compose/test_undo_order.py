"""Steps in their order, across fields, drafts and the system's own keys."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from dodo_desktop.core.draft import CustomerEntry
from dodo_desktop.ui.compose.cart_model import Column
from dodo_desktop.ui.compose.revealing import changed_spot
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import WHOLE, turns, until
from tests.ui.compose.test_fields import type_into_cell
from tests.ui.compose.undoing import CTRL, CTRL_SHIFT, TEXTS, focused, keys_for, open_editors, redo, undo
from tests.ui.curtains import curtains

pytestmark = pytest.mark.anyio


async def test_steps_go_back_and_forth_in_their_order_wherever_the_focus_is(form: Desk) -> None:
    states = [form.draft]
    table = form.page.form.cart.table
    table.setFocus()
    table.select(1)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    states.append(form.draft)
    form.type("billing.street", ", 2")
    states.append(form.draft)
    form.type("options.discount_code", "FAIR")
    states.append(form.draft)
    form.type("billing.street", " b")
    states.append(form.draft)
    for state in reversed(states[:-1]):
        undo()
        assert form.draft == state
    undo()
    assert form.draft == states[0]
    for state in states[1:]:
        redo()
        assert form.draft == state
    redo()
    assert form.draft == states[-1]


async def test_what_is_pasted_into_a_field_is_a_step_of_its_own(form: Desk) -> None:
    field = form.edit("billing.street")
    field.setFocus()
    field.selectAll()
    QGuiApplication.clipboard().setText("7 Quay Road")
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    QTest.keyClicks(field, ", 2")
    undo()
    assert field.text() == "7 Quay Road"
    undo()
    assert field.text() == WHOLE.billing.street


async def test_an_edit_after_undo_is_the_end_of_redo(form: Desk) -> None:
    form.type("options.discount_code", "FAIR")
    undo()
    form.type("options.tax_id", "1")
    now = form.draft
    redo()
    assert form.draft == now


Away = Callable[[Desk], None]


@pytest.mark.parametrize(
    "away",
    [
        pytest.param(lambda desk: desk.page.duplicate(), id="duplicate"),
        pytest.param(lambda desk: desk.page.new_link(), id="new"),
    ],
)
async def test_undo_never_crosses_to_another_draft(form: Desk, away: Away) -> None:
    form.type("billing.city", " East")
    type_into_cell(form, 1, Column.QUANTITY, "9")
    first = form.draft
    away(form)
    await until(lambda: form.draft.draft_id != first.draft_id)
    await turns()
    second = form.draft
    assert open_editors(form) == []
    assert not form.find(QPushButton, "cart.undo").isEnabled()
    for name in TEXTS:
        field = form.edit(name)
        # Nor by the field's own menu, even where both drafts have the same text.
        assert not field.isUndoAvailable(), name
        assert not field.isRedoAvailable(), name
        if field.isVisible():
            field.setFocus()
            undo()
            redo()
    form.page.form.cart.table.setFocus()
    undo()
    assert form.draft == second
    assert form.shop.drafts.kept[first.draft_id].draft == first


async def test_a_cell_that_is_edited_does_not_write_into_the_copy(form: Desk) -> None:
    editor = type_into_cell(form, 1, Column.QUANTITY, "9")
    first = form.draft.draft_id
    QTest.keyClick(editor, Qt.Key.Key_D, CTRL_SHIFT)
    await until(lambda: form.draft.draft_id != first)
    await turns()
    copy = form.draft
    assert copy.lines[1].quantity == "9"
    assert open_editors(form) == []
    assert not form.shop.workspace.drafting.can_undo


async def test_the_systems_own_keys_for_redo(form: Desk) -> None:
    form.type("options.discount_code", "FAIR")
    after = form.draft
    for key in keys_for(QKeySequence.StandardKey.Redo):
        undo()
        assert form.draft != after
        QTest.keySequence(focused(), key)
        assert form.draft == after, key.toString()
    for key in keys_for(QKeySequence.StandardKey.Undo):
        QTest.keySequence(focused(), key)
        assert form.draft != after, key.toString()
        redo()


async def test_the_search_among_methods_has_an_undo_of_its_own(form: Desk) -> None:
    form.type("options.discount_code", "FAIR")
    before = form.draft
    search = form.page.form.options.more_methods.search
    search.setFocus()
    QTest.keyClicks(search, "pay")
    undo()
    assert search.text() == ""
    assert form.draft == before
    undo()
    assert form.draft != before


async def test_what_was_taken_back_is_brought_into_sight(form: Desk) -> None:
    area = form.page.form
    form.type("customer.phone", "9")
    form.edit("options.return_url").setFocus()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    phone = form.edit("customer.phone")
    await until(lambda: not curtains(phone))
    assert phone.visibleRegion().isEmpty()
    undo()
    await until(lambda: not curtains(phone))
    assert not phone.visibleRegion().isEmpty()
    assert form.focus == "options.return_url"


async def test_every_part_of_a_draft_has_its_spot(form: Desk) -> None:
    """Whatever differs between two drafts is led to; what is closed, to the line that sums it up."""
    area = form.page.form
    area.options.more_part.set_open(False)
    now = form.draft
    new, billing, options = now.customer, now.billing, now.options
    changes = {
        "customer.email": replace(now, customer=replace(new, email="x")),
        "customer.search": replace(now, customer=CustomerEntry()),
        "billing.country": replace(now, billing=replace(billing, country="DE")),
        "billing.zipcode": replace(now, billing=replace(billing, zipcode="1")),
        "cart.table": replace(now, lines=now.lines[:1]),
        "cart.product": replace(now, product_search="te"),
        "options.currency": replace(now, options=replace(options, currency="EUR")),
        "options.tax_id": replace(now, options=replace(options, tax_id="1")),
        "options.methods.only": replace(now, options=replace(options, only_methods=True)),
        "options.more.toggle": replace(now, options=replace(options, metadata=())),
    }
    for name, after in changes.items():
        await form.shop.workspace.drafting.begin(after)
        await turns()
        spot = changed_spot(area, now, after)
        assert spot is not None, name
        assert spot.objectName() == name
    assert changed_spot(area, now, replace(now, title="T")) is None
