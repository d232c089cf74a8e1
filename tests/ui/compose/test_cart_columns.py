"""No amount of the cart is cut, neither where it is typed nor beside its link."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import CartLine
from dodo_desktop.core.money import INT32_MAX, Money
from dodo_desktop.ui.compose.cart_model import Column
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.table import PAD, Table
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns

pytestmark = pytest.mark.anyio

NUMBERS = (Column.PRICE, Column.QUANTITY, Column.TOTAL)


def line(number: int, minor: int, currency: str, quantity: str = "1", *, free: bool = False) -> CartLine:
    product = Product(f"pdt_{number}", "Dinner set", Money(minor, currency), pay_what_you_want=free)
    return CartLine(f"line-{number}", product, quantity, str(minor // 100) if free else "", minor)


def assert_whole(table: Table) -> None:
    metrics = QFontMetrics(theme().font("body", tabular=True))
    model = table.model()
    for row in range(model.rowCount()):
        for column in NUMBERS:
            text = str(model.index(row, column).data())
            room = table.columnWidth(column) - 2 * PAD
            assert metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) == text


async def show(desk: Desk, *lines: CartLine) -> None:
    await desk.shop.workspace.drafting.begin(replace(desk.draft, lines=lines))
    await turns()


@pytest.mark.parametrize(
    "lines",
    [
        (line(1, 149900, "INR"), line(2, 124000, "USD", "3")),
        # All the widths at which the columns are as narrow as they may be, to the pixel.
        *((line(1, 10**digits, "USD"),) for digits in range(2, 9)),
        (line(1, INT32_MAX, "IDR", "1000000"), line(2, 100, "USD")),
        (line(1, 123456789, "USD", free=True),),
    ],
)
async def test_columns_are_as_wide_as_what_stands_in_them(desk: Desk, lines: tuple[CartLine, ...]) -> None:
    await show(desk, line(1, 2800, "USD"))
    form, order = desk.page.form.cart.table, desk.page.order.table
    usual = [form.columnWidth(column) for column in NUMBERS]
    await show(desk, *lines)
    assert_whole(form)
    desk.page.order.show_order(desk.draft, None)
    assert_whole(order)
    await show(desk, line(1, 2800, "USD"))
    assert [form.columnWidth(column) for column in NUMBERS] == usual
