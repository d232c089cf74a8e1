"""One order after the other in the same window: what was made for one serves the next, or is gone."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns, until

pytestmark = pytest.mark.anyio

_FIRST, _MORE = 3, 8


async def ordered(desk: Desk) -> None:
    """One more link, on show, and back to an empty form."""
    made = len(desk.shop.gateway.bodies)
    await desk.fill()
    await desk.create()
    await until(lambda: len(desk.shop.gateway.bodies) > made and not desk.page.shows_form)
    desk.page.new_link()
    await until(lambda: desk.page.shows_form)
    await turns()
    # What was sent away is gone by now, not at some later turn of the loop.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def parts(desk: Desk) -> int:
    """How much is in the window, seen or not."""
    return len(desk.window.findChildren(QObject))


def things() -> int:
    """How many objects there are of kinds that the window is made of, in it or left over."""
    gc.collect()
    # As text: a few kinds of the standard library and of Qt's binding have something else there.
    return sum(str(type(each).__module__).startswith("dodo_desktop.ui") for each in gc.get_objects())


async def test_orders_that_are_done_leave_nothing_in_the_window(desk: Desk) -> None:
    for _order in range(_FIRST):
        await ordered(desk)
    before = parts(desk), things()
    for _order in range(_MORE):
        await ordered(desk)
    # Something may be made late, once; nothing is made for each order and stays.
    assert parts(desk) - before[0] < _MORE
    assert things() - before[1] < _MORE
