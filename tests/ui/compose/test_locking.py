"""The form that cannot be changed while its order goes out, and can when it is seen again."""

import asyncio

import pytest
from PySide6.QtTest import QTest

from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns, until

pytestmark = pytest.mark.anyio


async def test_behind_the_link_the_form_opens_in_a_rest(desk: Desk) -> None:
    await desk.fill()
    street = desk.edit("billing.street")
    await desk.create()
    assert not desk.page.shows_form
    if desk.page.form._open_again.isActive():
        desk.page.form._open_again.timeout.emit()
    assert street.isEnabled()
    assert street.updatesEnabled()
    assert not desk.page.form._open_again.isActive()


async def test_whoever_goes_on_before_that_finds_it_open(desk: Desk) -> None:
    await desk.fill()
    street = desk.edit("billing.street")
    await desk.create()
    desk.page.form.set_locked(True)
    desk.page.form.set_locked(False)
    assert not street.isEnabled()
    desk.page.new_link()
    await until(lambda: desk.page.shows_form)
    assert street.isEnabled()
    await until(street.updatesEnabled)


async def test_what_is_typed_before_the_form_is_closed_is_no_part_of_any_order(desk: Desk) -> None:
    desk.shop.gateway.gate = asyncio.Event()
    # It calms down when the test says so.
    desk.page.creation._calming.setInterval(1_000_000)
    await desk.fill()
    street = desk.edit("billing.street")
    before = street.text()
    desk.page.summary.create_link.click()
    for wait in (0, 100):
        await turns(wait)
        assert street.isEnabled()
        QTest.keyClicks(street, "5")
        assert street.text() == before
    desk.page.creation.calm_down()
    QTest.keyClicks(street, "5")
    assert street.text() == before
    assert desk.draft.empty
    (order,) = desk.shop.orders()
    assert order.draft.billing.street == before
    desk.shop.gateway.gate.set()
    await turns(200)
    assert desk.edit("result.link").isVisible()


async def test_a_form_that_waits_for_its_link_is_shown_pale_after_a_moment_alone(desk: Desk) -> None:
    await desk.fill()
    form = desk.page.form
    street = desk.edit("billing.street")
    form.set_locked(True)
    assert not street.isEnabled()
    assert not street.updatesEnabled()
    form._pale.timeout.emit()
    assert street.updatesEnabled()
    assert not street.isEnabled()
    form.set_locked(False)
    assert street.isEnabled()
    assert street.updatesEnabled()
    assert not form._pale.isActive()
