"""A pasted block of text fills the form as proposals, and nothing of it is dropped."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from dodo_desktop.core.draft import CustomerMode, proposed
from dodo_desktop.core.request import NewCustomer
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import until

pytestmark = pytest.mark.anyio

BLOCK = (
    "Thandiwe Mokoena-van der Westhuizen\nKaroo Threads\n14 Henry Lane, Unit 2B, Fremantle 6160\nAustralia\n"
    "08 5550 4821\nthandiwe@karoo-threads.example\nBest wishes"
)
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
async def _clipboard() -> AsyncIterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def paste(desk: Desk, text: str, *, by_key: bool = False) -> None:
    QGuiApplication.clipboard().setText(text)
    if by_key:
        QTest.keyClick(desk.window, Qt.Key.Key_V, BOTH)
    else:
        desk.find(QPushButton, "billing.paste").click()


def said(desk: Desk) -> str:
    report = desk.page.form.pasted
    return report.line.label.text() if not report.isHidden() else ""


def left(desk: Desk) -> list[str]:
    lines = desk.find(QPlainTextEdit, "billing.pasted.lines")
    return lines.toPlainText().splitlines() if lines.isVisible() else []


async def test_a_whole_block_becomes_proposals_that_are_accepted_by_key(desk: Desk) -> None:
    paste(desk, BLOCK, by_key=True)
    assert desk.draft.customer.mode is CustomerMode.NEW
    texts = {name: desk.edit(name).text() for name in proposed(desk.draft)}
    assert texts == {
        "customer.name": "Thandiwe Mokoena-van der Westhuizen",
        "customer.email": "thandiwe@karoo-threads.example",
        "customer.phone": "+61 8 5550 4821",
        "billing.country": "Australia",
        "billing.street": "14 Henry Lane, Unit 2B",
        "billing.city": "Fremantle",
        "billing.zipcode": "6160",
    }
    assert "7 fields filled from what you pasted." in desk.page.form.proposals.label.text()
    assert desk.page.form.billing.fields["state"].line.label.text() == "Not in the text"
    assert left(desk) == ["Karoo Threads", "Best wishes"]
    assert said(desk).startswith("2 lines were not understood")
    assert desk.page.form.paste.text() == "Paste again…"
    await desk.create()
    assert desk.shop.orders() == []
    QTest.keyClick(desk.window, Qt.Key.Key_A, BOTH)
    assert proposed(desk.draft) == ()
    assert desk.focus == "billing.state"
    desk.type("billing.state", "WA")
    assert desk.page.form.billing.fields["state"].line.isHidden()
    assert desk.page.form.paste.text() == "Paste address…"
    await desk.shop.workspace.drafting.flush()
    entry = desk.draft.customer
    assert NewCustomer(entry.name, entry.email, entry.phone) == NewCustomer(
        "Thandiwe Mokoena-van der Westhuizen", "thandiwe@karoo-threads.example", "+61 8 5550 4821"
    )
    assert desk.draft.billing.state == "Western Australia"


async def test_put_back_restores_what_was_there(desk: Desk) -> None:
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.name", "Ada")
    desk.type("billing.city", "Berlin")
    before = desk.draft
    paste(desk, BLOCK)
    assert desk.edit("billing.city").text() == "Fremantle"
    desk.find(QPushButton, "billing.put_back").click()
    assert desk.draft == before
    assert desk.edit("customer.name").text() == "Ada"
    assert desk.edit("billing.city").text() == "Berlin"
    assert said(desk) == ""
    assert desk.page.form.billing.fields["state"].line.isHidden()


async def test_editing_one_accepts_that_one(desk: Desk) -> None:
    paste(desk, BLOCK)
    desk.type("billing.street", "!")
    assert "billing.street" not in proposed(desk.draft)
    assert len(proposed(desk.draft)) == 6


async def test_a_customer_who_was_picked_stays_as_dodo_has_them(desk: Desk) -> None:
    await desk.fill()
    paste(desk, BLOCK)
    assert desk.draft.customer.mode is CustomerMode.EXISTING
    assert set(proposed(desk.draft)) == {
        f"billing.{name}" for name in ("country", "street", "city", "zipcode")
    }
    assert left(desk) == [
        "Karoo Threads",
        "Best wishes",
        "thandiwe@karoo-threads.example",
        "+61 8 5550 4821",
        "Thandiwe Mokoena-van der Westhuizen",
    ]


async def test_what_is_no_address_changes_nothing(desk: Desk) -> None:
    await desk.fill()
    before = desk.draft
    paste(desk, "Call me tomorrow, please!")
    assert said(desk).startswith("No address was found in what you pasted, so nothing was changed.")
    assert left(desk) == ["Call me tomorrow, please!"]
    paste(desk, " \n ")
    assert said(desk).startswith("The clipboard has no text, so nothing was changed.")
    assert left(desk) == []
    paste(desk, "45 Old Fulton Street\nBrooklyn, New York 11201")
    assert said(desk) == "All of it stands in the form already, so nothing was changed."
    assert desk.draft == before
    desk.find(QPushButton, "billing.pasted.close").click()
    assert said(desk) == ""


async def test_another_order_knows_nothing_of_the_paste(desk: Desk) -> None:
    paste(desk, BLOCK)
    assert said(desk)
    await desk.shop.workspace.drafting.new()
    await until(lambda: not desk.draft.billing.street)
    assert said(desk) == ""
    assert desk.page.form.billing.fields["state"].line.isHidden()
    assert desk.page.form.paste.text() == "Paste address…"


async def test_the_way_of_tab_passes_what_was_left(desk: Desk) -> None:
    paste(desk, BLOCK)
    order = [
        "customer.phone",
        "billing.paste",
        "billing.pasted.copy",
        "billing.pasted.close",
        "billing.pasted.lines",
        "billing.country",
    ]
    at: QWidget | None = desk.edit("customer.phone")
    reached = ["customer.phone"]
    while reached[-1] != "billing.country":
        at = at.nextInFocusChain() if at else None
        assert at is not None
        if at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.objectName():
            reached.append(at.objectName())
    assert reached == order
    desk.find(QPushButton, "billing.pasted.copy").click()
    assert QGuiApplication.clipboard().text() == "Karoo Threads\nBest wishes"
