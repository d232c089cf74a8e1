"""Ctrl+Z takes back what was done last, wherever the focus is; Ctrl+Shift+Z does it again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton, QWidget

from dodo_desktop.core.draft import CustomerMode, proposed
from dodo_desktop.ui.compose.cart_model import Column
from dodo_desktop.ui.widgets.pick_field import PickField
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns, until
from tests.ui.compose.test_fields import add_product, type_into_cell
from tests.ui.compose.undoing import ALT, CTRL, CTRL_SHIFT, TEXTS, focused, one_step, redo, undo

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("name", TEXTS)
async def test_every_text_field(form: Desk, name: str) -> None:
    before, text = form.draft, form.edit(name).text()
    form.edit(name).end(False)
    form.type(name, "xyz")
    assert form.edit(name).text() == f"{text}xyz"
    one_step(form, before)
    assert form.edit(name).text() == text
    assert form.focus == name


async def test_the_search_for_a_customer(desk: Desk) -> None:
    before = desk.draft
    desk.type("customer.search", "oluwa")
    one_step(desk, before)
    assert desk.edit("customer.search").text() == ""


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [("country", "germa", "DE"), ("state", "califo", "California"), ("currency", "jap", "JPY")],
)
async def test_fields_that_are_picked_from(form: Desk, name: str, typed: str, value: str) -> None:
    part = "options" if name == "currency" else "billing"
    before = form.draft
    field = form.find(PickField, f"{part}.{name}")
    shown = field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    await turns()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert getattr(getattr(form.draft, part), name) == value
    assert focused() is not field
    one_step(form, before)
    assert field.text() == shown


async def test_a_list_that_is_open_and_text_that_is_no_entry(form: Desk) -> None:
    before = form.draft
    field = form.find(PickField, "billing.country")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "ger")
    assert field.list.is_open
    undo()
    assert form.draft == before
    assert field.text() == "United States"
    assert form.focus == "billing.country"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (QCheckBox, "options.method.credit"),
        (QCheckBox, "options.show_saved_methods"),
        (QRadioButton, "options.methods.only"),
        (QPushButton, "options.methods.tick_none"),
        (QPushButton, "options.methods.tick_usual"),
        (QPushButton, "options.more_methods.tick_all"),
    ],
)
async def test_every_kind_of_choice(form: Desk, kind: type[QWidget], name: str) -> None:
    before = form.draft
    widget = form.find(kind, name)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    one_step(form, before)


async def test_a_customer_picked_changed_and_new(desk: Desk) -> None:
    desk.type("customer.search", "oluwa")
    await until(lambda: desk.page.form.customer.finder.results.is_open)
    before = desk.draft
    QTest.keyClick(desk.edit("customer.search"), Qt.Key.Key_Return)
    await turns()
    picked = desk.draft
    assert desk.focus == "billing.country"
    undo()
    assert desk.draft == before
    redo()
    assert desk.draft == picked
    desk.find(QPushButton, "customer.clear").click()
    undo()
    assert desk.draft == picked
    assert desk.page.form.customer.card.isVisible()
    # What had the focus is gone: it is where the change is, and the keys go on working.
    assert focused().isVisible()
    redo()
    desk.find(QPushButton, "customer.new").click()
    undo()
    assert desk.draft.customer.mode is CustomerMode.SEARCH


@pytest.mark.parametrize(("column", "text"), [(Column.PRICE, "27.50"), (Column.QUANTITY, "12")])
@pytest.mark.parametrize("while_open", [True, False])
async def test_a_cell_of_the_cart(form: Desk, column: Column, text: str, while_open: bool) -> None:
    before = form.draft
    editor = type_into_cell(form, 2, column, text)
    if not while_open:
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await turns()
        assert form.focus == "cart.table"
    one_step(form, before)
    if while_open:
        # The editor stays, with what the cell holds now; Escape does not bring back what was taken back.
        assert focused() is editor
        assert editor.text() == ("15.00" if column is Column.PRICE else "1")
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        assert form.draft == before


@pytest.mark.parametrize("while_open", [True, False])
async def test_a_cell_of_the_metadata(form: Desk, while_open: bool) -> None:
    before = form.draft
    table = form.page.form.options.metadata
    table.setFocus()
    table.setCurrentIndex(table.pairs.index(1, 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
    QTest.keyClicks(editor, "!!")
    if not while_open:
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await turns()
    assert form.draft.options.metadata[1][1].endswith("!!")
    one_step(form, before)


async def test_escape_gives_a_pair_up_that_was_begun(form: Desk) -> None:
    before = form.draft
    table = form.page.form.options.metadata
    table.setFocus()
    table.setCurrentIndex(table.pairs.index(2, 0))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
    QTest.keyClicks(editor, "seat")
    assert len(form.draft.options.metadata) == 3
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    await turns()
    assert form.draft == before
    assert not form.shop.workspace.drafting.can_undo


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Delete, None), (Qt.Key.Key_Up, ALT)])
async def test_lines_that_are_removed_or_moved(
    form: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    before = form.draft
    table = form.page.form.cart.table
    table.setFocus()
    table.select(2)
    QTest.keyClick(table, key, modifier or Qt.KeyboardModifier.NoModifier)
    one_step(form, before)
    assert form.focus == "cart.table"


async def test_the_last_line_that_was_removed_leaves_the_keys_where_they_work(desk: Desk) -> None:
    await add_product(desk, "dinner")
    before = desk.draft
    table = desk.page.form.cart.table
    table.setFocus()
    table.select(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert desk.focus == "cart.product"
    undo()
    assert desk.draft == before
    redo()
    assert desk.draft.lines == ()
    assert focused().isVisible()


async def test_lines_and_pairs_that_are_pasted_or_removed(form: Desk) -> None:
    before = form.draft
    table = form.page.form.cart.table
    table.setFocus()
    QGuiApplication.clipboard().setText("Glaze workshop, Saturday\t3\nRaku tea bowl, one of a kind\t1")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    await until(lambda: len(form.draft.lines) == 5)
    one_step(form, before)
    pairs = form.page.form.options.metadata
    pairs.setFocus()
    QGuiApplication.clipboard().setText("seat\t7\nfloor\t2")
    QTest.keyClick(pairs, Qt.Key.Key_V, CTRL)
    assert len(form.draft.options.metadata) == 4
    one_step(form, before)
    pairs.setCurrentIndex(pairs.pairs.index(0, 0))
    QTest.keyClick(pairs, Qt.Key.Key_Delete)
    one_step(form, before)


async def test_a_pasted_address_and_what_becomes_of_it(desk: Desk) -> None:
    before = desk.draft
    desk.edit("customer.search").setFocus()
    QGuiApplication.clipboard().setText("Thandiwe Mokoena\n14 Henry Lane, Fremantle 6160\nAustralia")
    QTest.keyClick(desk.window, Qt.Key.Key_V, CTRL_SHIFT)
    offered = desk.draft
    assert len(proposed(offered)) > 3
    one_step(desk, before)
    redo()
    QTest.keyClick(desk.window, Qt.Key.Key_A, CTRL_SHIFT)
    accepted = desk.draft
    assert proposed(accepted) == ()
    undo()
    assert desk.draft == offered
    redo()
    assert desk.draft == accepted
    undo()
    desk.find(QPushButton, "billing.put_back").click()
    assert desk.draft == before
    undo()
    assert desk.draft == offered
    desk.edit("billing.street").end(False)
    desk.type("billing.street", "a")
    assert "billing.street" not in proposed(desk.draft)
    undo()
    assert desk.draft == offered


async def test_a_field_that_may_stay_empty(form: Desk) -> None:
    form.edit("billing.street").clear()
    form.page.create_link()
    await turns()
    before = form.draft
    form.find(QPushButton, "billing.street.waive").click()
    assert form.draft.billing.waived
    undo()
    assert form.draft == before
    redo()
    assert form.draft.billing.waived
