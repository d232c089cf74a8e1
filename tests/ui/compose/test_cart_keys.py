"""The cart by keyboard: add, add again, undo, redo, paste, and what is said when something cannot be."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from dodo_desktop.core.draft import CartLine, Edit
from dodo_desktop.ui.compose.cart_model import NOTE, Column
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import DINNER, INSCRIPTION, MANTA, TEA_BOWL, WORKSHOP, turns, until
from tests.ui.compose.test_fields import add_product, type_into_cell

pytestmark = pytest.mark.anyio

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def cart(desk: Desk) -> list[tuple[str, str]]:
    return [(line.product.product_id, line.quantity) for line in desk.draft.lines]


def said(desk: Desk, name: str = "cart.product.problem") -> str:
    return desk.said(name)


def clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def put(desk: Desk, *lines: CartLine) -> None:
    desk.page.form.cart.model.append(lines)


async def test_products_are_added_by_typing_and_enter_alone(desk: Desk) -> None:
    for text in ("dinner", "glaze", "tea"):
        await add_product(desk, text)
        assert desk.focus == "cart.product"
        assert desk.edit("cart.product").text() == ""
    assert cart(desk) == [("pdt_1", "1"), ("pdt_2", "1"), ("pdt_6", "1")]
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Z, CTRL)
    assert cart(desk) == [("pdt_1", "1"), ("pdt_2", "1")]
    assert desk.focus == "cart.product"
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Z, CTRL_SHIFT)
    assert cart(desk) == [("pdt_1", "1"), ("pdt_2", "1"), ("pdt_6", "1")]


async def test_the_same_product_again_is_one_line_and_can_be_two(desk: Desk) -> None:
    await add_product(desk, "dinner")
    assert said(desk) == ""
    await add_product(desk, "glaze")
    await add_product(desk, "dinner")
    assert cart(desk) == [("pdt_1", "2"), ("pdt_2", "1")]
    assert "already in the cart" in said(desk)
    assert "now 2" in said(desk)
    desk.find(QPushButton, "cart.product.problem.act").click()
    assert cart(desk) == [("pdt_1", "1"), ("pdt_1", "1"), ("pdt_2", "1")]
    assert len({line.line_id for line in desk.draft.lines}) == 3
    assert said(desk) == ""
    assert desk.focus == "cart.product"
    desk.shop.workspace.drafting.undo()
    assert cart(desk) == [("pdt_1", "2"), ("pdt_2", "1")]
    await add_product(desk, "dinner")
    assert cart(desk)[0] == ("pdt_1", "3")


async def test_prices_of_ones_own_stay_lines_of_their_own(desk: Desk) -> None:
    await add_product(desk, "inscription")
    await add_product(desk, "inscription")
    assert cart(desk) == [("pdt_3", "1"), ("pdt_3", "1")]
    assert said(desk) == ""


async def test_the_hundred_and_first_line_is_explained_and_what_was_typed_stays(desk: Desk) -> None:
    put(desk, *(CartLine(f"l{n}", INSCRIPTION, "1", "15", 1500) for n in range(99)), CartLine("last", DINNER))
    await add_product(desk, "glaze")
    assert len(desk.draft.lines) == 100
    assert "holds 100 lines" in said(desk)
    assert WORKSHOP.name in said(desk)
    assert desk.edit("cart.product").text() == "glaze"
    assert desk.find(QLabel, "cart.count").text() == "100 of 100 lines"
    desk.edit("cart.product").clear()
    await add_product(desk, "dinner")
    assert desk.draft.lines[99].quantity == "2"
    assert not desk.shows("cart.product.problem.act")


async def test_typing_in_a_cell_is_one_step_back_and_forth(desk: Desk) -> None:
    await desk.fill()
    editor = type_into_cell(desk, 2, Column.PRICE, "123.45")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await turns()
    table = desk.find(QTableView, "cart.table")
    assert desk.draft.lines[2].amount == 12345
    assert desk.focus == "cart.table"
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert desk.draft.lines[2].price == "15.00"
    assert table.currentIndex().row() == 2
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL_SHIFT)
    assert desk.draft.lines[2].price == "123.45"


async def test_undo_in_an_open_cell_goes_on_with_the_orders_own_steps(desk: Desk) -> None:
    await desk.fill()
    await add_product(desk, "tea")
    table = desk.find(QTableView, "cart.table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, Column.QUANTITY))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
    assert not editor.isUndoAvailable()
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert len(desk.draft.lines) == 3
    await turns()
    assert desk.focus == "cart.table"
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL_SHIFT)
    assert len(desk.draft.lines) == 4


async def test_the_last_line_that_was_removed_comes_back_by_the_button(desk: Desk) -> None:
    assert not desk.shows("cart.undo")
    await add_product(desk, "dinner")
    desk.find(QPushButton, "cart.remove").click()
    assert cart(desk) == []
    assert not desk.find(QPushButton, "cart.remove").isVisible()
    desk.find(QPushButton, "cart.undo").click()
    assert cart(desk) == [("pdt_1", "1")]
    desk.find(QPushButton, "cart.redo").click()
    assert cart(desk) == []


async def test_lines_are_moved_by_buttons(desk: Desk) -> None:
    await desk.fill()
    desk.page.form.cart.table.select(2)
    desk.find(QPushButton, "cart.up").click()
    assert [line.line_id for line in desk.draft.lines] == ["l1", "l3", "l2"]
    desk.find(QPushButton, "cart.down").click()
    assert [line.line_id for line in desk.draft.lines] == ["l1", "l2", "l3"]
    assert not desk.find(QPushButton, "cart.down").isEnabled()


@pytest.mark.parametrize("place", ["cart.product", "cart.table"])
async def test_lines_of_a_spreadsheet_are_pasted_and_taken_back(desk: Desk, place: str) -> None:
    await desk.fill()
    target = desk.edit(place) if place == "cart.product" else desk.page.form.cart.table
    target.setFocus()
    clipboard(
        "Product\tQuantity\tPrice\nStoneware dinner set, 12 pieces\t3\t\n"
        "Hand-painted inscription\t2\t22.50\nBlue vase\t1\t9\nClay club\t1\t"
    )
    QTest.keyClick(target, Qt.Key.Key_V, CTRL)
    await until(lambda: len(desk.draft.lines) == 5)
    assert [(n.product.product_id, n.quantity, n.amount) for n in desk.draft.lines[3:]] == [
        ("pdt_1", "3", None),
        ("pdt_3", "2", 2250),
    ]
    assert said(desk, "cart.paste.said").startswith("2 of 4 pasted lines were added.")
    listed = desk.find(QPlainTextEdit, "cart.paste.lines").toPlainText()
    assert "Line 4, no product is called that: \u2068Blue vase\t1\t9\u2069" in listed
    assert "Line 5, charged repeatedly" in listed
    desk.find(QPushButton, "cart.paste.copy").click()
    assert QGuiApplication.clipboard().text() == "Blue vase\t1\t9\nClay club\t1\t"
    assert desk.edit("cart.product").text() == ""
    desk.shop.workspace.drafting.undo()
    assert len(desk.draft.lines) == 3
    desk.find(QPushButton, "cart.paste.close").click()
    assert not desk.page.form.cart.report.isVisible()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Blue vase\t1\nRed vase\t2", "None of the 2 pasted lines was added. They are kept here to copy."),
        ("Blue vase\t1", "The pasted line was not added. It is kept here to copy."),
    ],
)
async def test_where_nothing_could_be_pasted_there_are_no_others(desk: Desk, text: str, told: str) -> None:
    await desk.fill()
    table = desk.page.form.cart.table
    table.setFocus()
    clipboard(text)
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    await until(lambda: said(desk, "cart.paste.said") == told)
    assert len(desk.draft.lines) == 3


async def test_a_name_is_pasted_into_the_search_as_ever(desk: Desk) -> None:
    field = desk.edit("cart.product")
    field.setFocus()
    clipboard("Stoneware dinner set, 12 pieces")
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    assert field.text() == "Stoneware dinner set, 12 pieces"
    await turns()
    assert desk.draft.lines == ()


async def test_a_paste_that_is_understood_whole_says_so(desk: Desk) -> None:
    clipboard("Raku tea bowl, one of a kind;2;999")
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_V, CTRL)
    await until(lambda: desk.draft.lines)
    assert said(desk).startswith("1 pasted line was added.")
    assert "fixed at Dodo" in said(desk)
    assert not desk.page.form.cart.report.isVisible()


async def test_currencies_that_mix_are_explained_before_anything_is_sent(desk: Desk) -> None:
    await desk.fill()
    assert said(desk, "cart.currencies") == ""
    await add_product(desk, "tea")
    text = said(desk, "cart.currencies").replace("\u2068", "").replace("\u2069", "")
    assert "USD ($329.00), JPY (¥14,500)" in text
    assert "of its choice" in text
    desk.find(QPushButton, "cart.currencies.act").click()
    assert desk.focus == "options.currency"
    desk.edit("options.currency").setText("EUR")
    assert "one total in EUR" in said(desk, "cart.currencies")
    desk.page.form.cart.table.select(3)
    desk.find(QPushButton, "cart.remove").click()
    assert said(desk, "cart.currencies") == ""


async def test_numbers_that_are_sent_stand_beside_amounts_of_unproved_currencies(desk: Desk) -> None:
    desk.type("cart.product", "manta")
    results = desk.page.form.cart.search.results
    await until(lambda: results.is_open)
    assert results.model.rows[0].trailing == "from CLP\u00a05,000, sent as 5000"
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Return)
    type_into_cell(desk, 0, Column.PRICE, "15,000")
    model = desk.page.form.cart.model
    assert model.index(0, Column.PRODUCT).data(NOTE) == "sent as 15000 · from CLP\u00a05,000"
    type_into_cell(desk, 0, Column.QUANTITY, "2")
    assert model.index(0, Column.PRODUCT).data(NOTE).startswith("sent as 15000, in all 30000")
    assert MANTA.currency == "CLP"


async def test_a_reopened_draft_forgets_what_was_said_about_another(desk: Desk) -> None:
    await add_product(desk, "dinner")
    await add_product(desk, "dinner")
    assert said(desk)
    await desk.shop.workspace.drafting.new()
    await turns()
    assert said(desk) == ""
    assert not desk.shows("cart.undo")


async def test_a_hundred_lines_are_one_table_without_a_widget_for_each(desk: Desk) -> None:
    desk.page.form.cart.make_whole()
    before = len(desk.page.form.cart.findChildren(QPushButton))
    put(desk, *(CartLine(f"l{n}", TEA_BOWL) for n in range(100)))
    assert desk.page.form.cart.model.rowCount() == 100
    assert len(desk.page.form.cart.findChildren(QPushButton)) == before
    table = desk.page.form.cart.table
    assert not [child for child in table.viewport().children() if child.isWidgetType()]
    table.setFocus()
    table.select(99)
    for _step in range(99):
        QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert desk.draft.lines[0].line_id == "l99"
    desk.shop.workspace.drafting.edit(Edit("cart.lines", ()))
