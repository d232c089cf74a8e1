"""The cart's table and the searches: what is typed stays, and no stale answer is shown."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QTableView

from dodo_desktop.core.draft import CartLine, Draft, text_at
from dodo_desktop.ui.compose.cart_model import WRONG, CartModel, Column
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import DINNER, INCENSE, INSCRIPTION, LOCALE, RETIRED, WORKSHOP, turns, until
from tests.ui.compose.test_fields import type_into_cell

pytestmark = pytest.mark.anyio


def cart(*products: object) -> CartModel:
    model = CartModel(lambda: LOCALE)
    for product in products:
        model.add(product)  # type: ignore[arg-type]
    return model


def test_the_same_product_again_is_one_more_of_it() -> None:
    model = cart(DINNER, WORKSHOP, DINNER, INSCRIPTION, INSCRIPTION)
    assert [(line.product.product_id, line.quantity) for line in model.lines] == [
        ("pdt_1", "2"),
        ("pdt_2", "1"),
        ("pdt_3", "1"),
        ("pdt_3", "1"),
    ]


def test_a_price_that_means_two_things_stays_as_typed() -> None:
    model = cart(INCENSE)
    cell = model.index(0, Column.PRICE)
    model.setData(cell, "1,234")
    assert (model.lines[0].price, model.lines[0].amount) == ("1,234", None)
    assert cell.data() == "1,234"
    assert cell.data(WRONG) is True
    assert model.index(0, Column.TOTAL).data() == "–"
    model.setData(cell, "1.234")
    assert (model.lines[0].price, model.lines[0].amount) == ("1.234", 1234)
    assert cell.data() == "KD\u00a01.234"


def test_a_quantity_stays_as_typed() -> None:
    model = cart(DINNER)
    cell = model.index(0, Column.QUANTITY)
    model.setData(cell, "two")
    assert model.lines[0].quantity == "two"
    assert cell.data(WRONG) is True
    model.setData(cell, "٣")
    assert model.index(0, Column.TOTAL).data() == "$558.00"


def test_only_prices_of_ones_own_can_be_edited() -> None:
    model = cart(DINNER, INSCRIPTION)
    editable = Qt.ItemFlag.ItemIsEditable
    assert not model.index(0, Column.PRICE).flags() & editable
    assert model.index(1, Column.PRICE).flags() & editable
    assert not model.setData(model.index(0, Column.PRICE), "1")


def test_a_hundred_lines_are_the_most() -> None:
    model = cart(*[INSCRIPTION] * 100)
    assert model.add(INSCRIPTION) is None
    assert len(model.lines) == 100


async def test_a_bad_price_is_said_with_its_line_once_the_cell_is_left(desk: Desk) -> None:
    await desk.fill()
    editor = type_into_cell(desk, 2, Column.PRICE, "1,2,3")
    assert not desk.shows("cart.table.problem")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await turns()
    said = desk.find(QLabel, "cart.table.problem")
    assert said.isVisible()
    assert "3" in said.text()
    assert desk.draft.lines[2].price == "1,2,3"
    assert desk.page.form.cart.model.index(2, Column.PRICE).data() == "1,2,3"
    type_into_cell(desk, 2, Column.PRICE, "20")
    assert not said.isVisible()


async def test_the_cells_that_are_wrong_are_marked_and_say_why(desk: Desk) -> None:
    await desk.fill()
    table = desk.page.form.cart.table
    price, quantity = (table.model().index(2, column) for column in (Column.PRICE, Column.QUANTITY))
    described = Qt.ItemDataRole.AccessibleDescriptionRole
    editor = type_into_cell(desk, 2, Column.PRICE, "3")
    assert not price.data(WRONG)
    before = table.grab(table.visualRect(price)).toImage()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await turns()
    assert price.data(WRONG)
    assert price.data(described) == price.data(Qt.ItemDataRole.ToolTipRole)
    assert "$10.00" in price.data(described)
    assert table.grab(table.visualRect(price)).toImage() != before
    assert not quantity.data(WRONG)
    # Whoever mends it hears in the cell what is wrong with it.
    table.edit(price)
    opened = table.findChild(QLineEdit, "cart.price")
    assert opened is not None
    assert opened.accessibleDescription() == price.data(described)
    opened.setText("15")
    assert opened.accessibleDescription() == ""
    QTest.keyClick(opened, Qt.Key.Key_Return)
    await turns()
    assert not price.data(WRONG)
    assert price.data(described) == ""


async def test_a_product_that_cannot_be_sold_is_marked_beside_its_name(desk: Desk) -> None:
    await desk.fill()
    desk.page.form.cart.model.append([CartLine("gone", RETIRED)])
    await desk.create()
    model = desk.page.form.cart.model
    name = model.index(model.rowCount() - 1, Column.PRODUCT)
    assert name.data(WRONG)
    name_told, why = str(name.data(Qt.ItemDataRole.ToolTipRole)).split("\n", 1)
    assert name_told == RETIRED.name
    assert why == name.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert RETIRED.name in why


async def test_escape_takes_back_what_was_typed_in_a_cell(desk: Desk) -> None:
    await desk.fill()
    editor = type_into_cell(desk, 0, Column.QUANTITY, "77")
    assert desk.draft.lines[0].quantity == "77"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.draft.lines[0].quantity == "1"


async def test_lines_move_and_go_by_key_and_come_back_by_undo(desk: Desk) -> None:
    await desk.fill()
    table = desk.find(QTableView, "cart.table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.line_id for line in desk.draft.lines] == ["l2", "l1", "l3"]
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [line.line_id for line in desk.draft.lines] == ["l2", "l3"]
    desk.find(QPushButton, "cart.undo").click()
    desk.find(QPushButton, "cart.undo").click()
    assert [line.line_id for line in desk.draft.lines] == ["l1", "l2", "l3"]
    assert table.model().rowCount() == 3


async def test_enter_edits_the_first_cell_that_can_be(desk: Desk) -> None:
    await desk.fill()
    table = desk.find(QTableView, "cart.table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, Column.PRODUCT))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.currentIndex().column() == Column.QUANTITY
    assert table.state() == QTableView.State.EditingState


@pytest.mark.parametrize(
    ("text", "word"), [("club", "repeatedly"), ("retired", "archived"), ("kiln", "by use")]
)
async def test_what_cannot_be_sold_is_shown_with_the_reason_and_not_added(
    desk: Desk, text: str, word: str
) -> None:
    desk.type("cart.product", text)
    results = desk.page.form.cart.search.results
    await until(lambda: results.is_open)
    assert desk.find(QListView, "cart.products").model().index(0, 0).data()
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Return)
    assert desk.draft.lines == ()
    said = desk.find(QLabel, "cart.product.problem")
    assert said.isVisible()
    assert word in said.text()
    assert desk.edit("cart.product").text() == text


async def test_enter_on_what_is_no_product_keeps_the_list_and_adds_what_comes_instead(desk: Desk) -> None:
    """Products are read while somebody types at a first start; who was too early need not type again."""
    directory, search = desk.shop.workspace.directory, desk.page.form.cart.search
    known, desk.shop.directory.products = desk.shop.directory.products, {}
    desk.type("cart.product", "incense")
    await until(lambda: search.results.is_open)
    for _ in range(2):
        QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Return)
    assert search.results.is_open
    assert not desk.draft.lines
    desk.shop.directory.products = known
    directory.changed.emit(directory.status)
    await turns()
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Return)
    assert [line.product for line in desk.draft.lines] == [INCENSE]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
async def test_enter_looks_again_for_what_stands_in_a_search_whose_list_went_away(
    desk: Desk, key: Qt.Key
) -> None:
    desk.type("cart.product", "incense")
    results = desk.page.form.cart.search.results
    await until(lambda: results.is_open)
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Escape)
    assert not results.is_open
    QTest.keyClick(desk.edit("cart.product"), key, Qt.KeyboardModifier.ControlModifier)
    await turns()
    assert not results.is_open, "with Ctrl it makes the link"
    QTest.keyClick(desk.edit("cart.product"), key)
    await until(lambda: results.is_open)
    QTest.keyClick(desk.edit("cart.product"), key)
    assert [line.product for line in desk.draft.lines] == [INCENSE]


async def test_a_key_of_a_search_looks_over_nothing_else_of_the_form(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_over: list[str] = []
    show_around = desk.page.form.show_around

    def told(draft: Draft) -> None:
        looked_over.append(draft.billing.city)
        show_around(draft)

    monkeypatch.setattr(desk.page.form, "show_around", told)
    duplicate = desk.page.header.duplicate
    for field in ("customer.search", "cart.product"):
        assert not duplicate.isEnabled()
        desk.type(field, "q")
        assert text_at(desk.draft, field) == "q"
        assert duplicate.isEnabled(), "there is something to have twice"
        desk.page.undo()
        looked_over.clear()
    desk.type("cart.product", "q")
    assert not looked_over
    desk.type("billing.city", "B")
    assert looked_over == ["B"]


async def test_an_answer_to_an_older_question_is_never_shown(desk: Desk) -> None:
    slow = desk.shop.directory.gates["nak"] = asyncio.Event()
    desk.edit("customer.search").setText("nak")
    desk.edit("customer.search").setText("oluwa")
    results = desk.page.form.customer.finder.results
    await until(lambda: results.is_open)
    slow.set()
    await turns()
    assert [row.title for row in results.model.rows] == ["Oluwaseun Adébáyò-Whitfield"]
    desk.edit("customer.search").clear()
    assert not results.is_open
    slow.clear()
    desk.edit("customer.search").setText("nak")
    desk.edit("customer.search").clear()
    slow.set()
    await turns()
    assert not results.is_open


async def test_prices_stand_in_their_own_currency(desk: Desk) -> None:
    desk.type("cart.product", "i")
    results = desk.page.form.cart.search.results
    await until(lambda: results.is_open)
    shown = {row.title: row.trailing for row in results.model.rows}
    assert shown["Raku tea bowl, one of a kind"] == "¥14,500"
    assert shown["Hand-painted inscription"] == "from $10.00"


@pytest.mark.parametrize(
    ("field", "results", "text", "known"),
    [("customer.search", "customer.results", "nak", "of 3"), ("cart.product", "cart.products", "a", "of")],
)
async def test_what_is_found_says_how_old_it_is(
    desk: Desk, field: str, results: str, text: str, known: str
) -> None:
    desk.type(field, text)
    await until(lambda: any(view.isVisible() for view in desk.window.findChildren(QListView, results)))
    said = [label.text() for label in desk.window.findChildren(QLabel) if label.isVisible()]
    (footer,) = [words for words in said if "as of" in words]
    assert known in footer


@pytest.mark.parametrize(("name", "results"), [("customer.search", "zoe"), ("cart.product", "dinner")])
async def test_escape_closes_the_list_and_then_empties_the_search(
    desk: Desk, name: str, results: str
) -> None:
    form = desk.page.form
    found = form.customer.finder.results if name == "customer.search" else form.cart.search.results
    field = desk.edit(name)
    field.setFocus()
    desk.type(name, results)
    await until(lambda: found.is_open)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not found.is_open
    assert field.text() == results
    QTest.keyClick(field, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert field.text() == results
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert (desk.draft.customer.search, desk.draft.product_search) == ("", "")
