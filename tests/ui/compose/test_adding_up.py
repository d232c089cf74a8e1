"""The sum in the panel: reckoned at once, shown a turn later, and never that of another order."""

import asyncio

import pytest
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.core.money import Money
from dodo_desktop.ui.compose.cart_model import Column
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns, until

pytestmark = pytest.mark.anyio


def shown(desk: Desk) -> str:
    return desk.find(QLineEdit, "summary.total").text()


async def test_the_sum_is_reckoned_at_once_and_shown_in_a_turn_of_its_own(desk: Desk) -> None:
    await desk.fill()
    model = desk.page.form.cart.model
    model.setData(model.index(0, Column.QUANTITY), "2")
    assert desk.shop.workspace.pricing.total.total == Money(51500, "USD")
    assert shown(desk) == "$329.00"
    await until(lambda: shown(desk) == "$515.00")


async def test_while_an_order_goes_out_the_panel_keeps_its_sum(desk: Desk) -> None:
    desk.shop.gateway.gate = asyncio.Event()
    await desk.fill()
    desk.page.summary.create_link.click()
    await turns()
    assert desk.page.creation.busy
    assert desk.draft.empty
    pricing = desk.shop.workspace.pricing
    pricing.changed.emit(pricing.total)
    await turns()
    assert shown(desk) == "$329.00"
    desk.shop.gateway.gate.set()
    await turns(200)


async def test_beside_the_form_that_comes_after_a_result_stands_its_own_sum(desk: Desk) -> None:
    await desk.fill()
    await desk.create()
    seen: list[tuple[bool, str]] = []
    opened = desk.shop.workspace.drafting.changed
    end = opened.subscribe(lambda _change: seen.append((desk.page.shows_form, shown(desk))))
    desk.page.duplicate()
    await until(lambda: desk.page.shows_form)
    end()
    assert seen == [(True, "$329.00")]


async def test_the_sum_of_services_that_are_gone_is_not_shown(desk: Desk) -> None:
    await desk.fill()
    model = desk.page.form.cart.model
    model.setData(model.index(0, Column.QUANTITY), "2")
    desk.page.detach()
    await turns()
    assert shown(desk) != "$515.00"
