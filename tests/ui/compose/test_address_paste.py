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


COMPANY = "Kestler Druck GmbH\nHauptstr. 5\n10115 Berlin\nUSt-IdNr. DE 123 456 788\nHRB 12345"


async def test_a_tax_id_is_proposed_in_its_field_and_accepted_with_the_others(desk: Desk) -> None:
    paste(desk, COMPANY)
    assert proposed(desk.draft)[-1] == "options.tax_id"
    field = desk.page.form.options.fields["tax_id"]
    assert field.editor.property("proposed")
    assert "proposed" in field.label.text()
    assert desk.edit("options.tax_id").text() == "DE123456788"
    assert desk.edit("customer.name").text() == "Kestler Druck GmbH"
    assert left(desk) == ["HRB 12345"]
    desk.find(QPushButton, "billing.put_back").click()
    assert desk.edit("options.tax_id").text() == ""
    paste(desk, COMPANY)
    desk.find(QPushButton, "billing.accept_all").click()
    assert proposed(desk.draft) == ()
    assert desk.draft.options.tax_id == "DE123456788"
    assert not field.editor.property("proposed")


async def test_typing_over_a_proposed_tax_id_accepts_it(desk: Desk) -> None:
    paste(desk, COMPANY)
    desk.type("options.tax_id", "1")
    assert "options.tax_id" not in proposed(desk.draft)
    assert "billing.street" in proposed(desk.draft)
    desk.find(QPushButton, "billing.put_back").click()
    assert desk.edit("options.tax_id").text() == "DE1234567881"


async def test_a_tax_id_that_looks_wrong_is_said_at_its_field(desk: Desk) -> None:
    paste(desk, COMPANY.replace("788", "789"))
    desk.find(QPushButton, "billing.accept_all").click()
    line = desk.page.form.options.fields["tax_id"].line.label.text()
    assert line.startswith("This does not look like a tax ID of")


async def test_what_was_accepted_is_judged_like_what_was_typed(desk: Desk) -> None:
    paste(desk, "Ina Blom\nStreet: Hauptstr. 5\nCity: Berlin\nPostcode: 1011\nCountry: Germany")
    zipcode = desk.page.form.billing.fields["zipcode"]
    assert zipcode.line.isHidden()
    desk.find(QPushButton, "billing.accept_all").click()
    assert not zipcode.line.isHidden()
    assert "1011" not in desk.page.form.billing.fields["city"].line.label.text()
    assert desk.focus == "customer.email"


async def test_a_tax_id_alone_says_nothing_of_the_address(desk: Desk) -> None:
    paste(desk, "USt-IdNr. DE123456788")
    assert proposed(desk.draft) == ("options.tax_id",)
    assert desk.draft.customer.mode is CustomerMode.SEARCH
    assert desk.page.form.billing.fields["city"].line.isHidden()
    assert "1 field filled from what you pasted." in desk.page.form.proposals.label.text()


async def test_for_a_known_customer_the_tax_id_is_this_orders(desk: Desk) -> None:
    await desk.fill()
    paste(desk, COMPANY)
    assert "options.tax_id" in proposed(desk.draft)
    assert left(desk) == ["HRB 12345", "Kestler Druck GmbH"]


async def test_a_company_takes_no_typed_names_place(desk: Desk) -> None:
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.name", "Ina Blom")
    paste(desk, COMPANY)
    assert desk.edit("customer.name").text() == "Ina Blom"
    assert "customer.name" not in proposed(desk.draft)
    assert left(desk) == ["HRB 12345", "Kestler Druck GmbH"]
