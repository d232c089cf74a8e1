"""What the panel says while some of the cart cannot be added up: no sum looks like the whole."""

import pytest
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.core.draft import CartLine, Draft
from dodo_desktop.ui.compose.cart_model import Column
from dodo_desktop.ui.words.prices import lines_left_out
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import DINNER, INCENSE, INSCRIPTION, turns

pytestmark = pytest.mark.anyio

WITHOUT = CartLine("x", INSCRIPTION, "1", "a few")


async def put(desk: Desk, row: int, column: Column, text: str) -> None:
    model = desk.page.form.cart.model
    model.setData(model.index(row, column), text)
    await turns()


def note(desk: Desk) -> str:
    return desk.page.summary.total.note.text()


def shown(desk: Desk) -> str:
    return desk.find(QLineEdit, "summary.total").text()


async def test_a_sum_without_a_line_names_the_line(desk: Desk) -> None:
    await desk.fill()
    await put(desk, 0, Column.QUANTITY, "1.5")
    assert shown(desk) == "$143.00"
    assert note(desk).startswith("Line 1 is not counted: complete it. ")
    await put(desk, 2, Column.PRICE, "a few")
    assert shown(desk) == "$128.00"
    assert note(desk).startswith("Lines 1 and 3 are not counted: complete them. ")
    await put(desk, 0, Column.QUANTITY, "1")
    await put(desk, 2, Column.PRICE, "15")
    assert "not counted" not in note(desk)


async def test_a_cart_without_any_sum_promises_no_total(desk: Desk) -> None:
    await desk.fill()
    for row in range(3):
        await put(desk, row, Column.QUANTITY, "some")
    assert shown(desk) == "–"
    assert note(desk) == "The cart cannot be added up yet. Look at the lines that are marked."


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), ""),
        ((CartLine("1", DINNER),), ""),
        ((CartLine("1", DINNER), WITHOUT), "Line 2 is not counted: complete it."),
        (
            (CartLine("1", DINNER), CartLine("2", INCENSE, "1", "7.5"), WITHOUT),
            "Line 3 is not counted: complete it.",
        ),
        ((CartLine("1", DINNER), *[WITHOUT] * 5), "5 lines are not counted: complete them."),
        (
            (WITHOUT, WITHOUT),
            "The cart cannot be added up yet. Look at the lines that are marked.",
        ),
    ],
)
def test_what_is_in_no_sum_is_named(lines: tuple[CartLine, ...], said: str) -> None:
    assert lines_left_out(Draft("d", lines=lines)) == said


async def test_each_cell_that_stops_an_order_is_counted_and_named(desk: Desk) -> None:
    await desk.fill()
    await put(desk, 0, Column.QUANTITY, "1.5")
    await put(desk, 2, Column.QUANTITY, "0")
    await put(desk, 2, Column.PRICE, "3")
    await desk.create()
    problems = desk.page.summary.problems
    assert problems.accessibleName() == "3 fields need you"
    assert [made.text() for made in problems.buttons] == [
        "Cart, line 1: quantity",
        "Cart, line 3: quantity",
        "Cart, line 3: price",
    ]


async def test_the_sign_of_another_currency_is_told_from_nonsense(desk: Desk) -> None:
    await desk.fill()
    await put(desk, 2, Column.PRICE, "€12")
    await desk.create()
    said = desk.page.form.cart.problem.label.text().replace("\u2068", "").replace("\u2069", "")
    assert said == "Line 3: “€12” is no amount in USD. Type digits alone, such as 15."
