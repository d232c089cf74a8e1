"""The form that cannot be changed while its order goes out, and can when it is seen again."""

import pytest

from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import until

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
