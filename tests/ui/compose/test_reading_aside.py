"""Fields that are left before what the checks need is read."""

import subprocess
import sys
import threading

import pytest

from dodo_desktop.core import warm
from dodo_desktop.ui.compose import when_read
from dodo_desktop.ui.compose.when_read import WhenRead
from tests.ui.compose.conftest import Desk

pytestmark = pytest.mark.anyio


class Shelf:
    """The libraries, whether they are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = False
        monkeypatch.setattr(warm, "checks_read", lambda: self.read)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    return Shelf(monkeypatch)


def leave_new_customer(desk: Desk) -> None:
    desk.edit("billing.country").setText("DE")
    desk.edit("customer.phone").clear()
    desk.type("customer.phone", "0176 12345678")
    desk.edit("options.order_reference").setFocus()


def said(desk: Desk) -> str:
    line = desk.page.form.customer.fields.phone.line
    return line.label.text().replace("\u2068", "").replace("\u2069", "") if not line.isHidden() else ""


def turn(desk: Desk) -> None:
    """Those who wait look again whether it is read."""
    for each in desk.page.findChildren(WhenRead):
        if each.later.isActive():
            each.later.timeout.emit()


async def test_a_phone_is_judged_once_the_numbers_are_read(form: Desk, shelf: Shelf) -> None:
    leave_new_customer(form)
    assert said(form) == ""
    turn(form)
    assert said(form) == "", "not yet"
    shelf.read = True
    turn(form)
    assert said(form) == "Goes out as +49 176 12345678"


async def test_a_phone_is_not_judged_while_it_is_typed_because_its_country_was_left_before(
    form: Desk, shelf: Shelf
) -> None:
    form.edit("billing.country").setText("DE")
    form.edit("customer.phone").clear()
    form.type("billing.country", " ")
    form.type("customer.phone", "0176 1")
    shelf.read = True
    turn(form)
    assert said(form) == ""
    form.type("customer.phone", "2345678")
    form.edit("billing.street").setFocus()
    assert said(form) == "Goes out as +49 176 12345678", "left, and told at once"


async def test_what_waits_is_done_in_its_order_and_once(form: Desk, shelf: Shelf) -> None:
    done: list[int] = []
    waiting = WhenRead(form.page)
    waiting.do(lambda: done.append(1))
    waiting.do(lambda: done.append(2))
    assert (done, waiting.later.isActive()) == ([], True)
    shelf.read = True
    waiting.do(lambda: done.append(3))
    assert (done, waiting.later.isActive()) == ([1, 2, 3], False)


async def test_what_nobody_reads_is_read_for_those_who_wait(
    form: Desk, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> None:
        shelf.read = True

    monkeypatch.setattr(warm, "import_checks", read)
    monkeypatch.setattr(when_read, "_MOST_TURNS", 1)
    done: list[int] = []
    WhenRead(form.page).do(lambda: done.append(1))
    turn(form)
    for thread in threading.enumerate():
        if thread.name == "checks":
            thread.join()
    turn(form)
    assert done == [1]


def test_they_are_read_once_and_reading_tells_when_it_is_done() -> None:
    script = (
        "import sys\n"
        "from dodo_desktop.core import warm\n"
        "from dodo_desktop.ui.compose import leaving, verdicts\n"
        "print(warm.checks_read(), 'phonenumbers' in sys.modules)\n"
        "warm.import_checks(); warm.import_checks()\n"
        "print(warm.checks_read(), 'phonenumbers' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False", "True", "True"]
