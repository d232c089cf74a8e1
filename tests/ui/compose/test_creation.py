"""From *Create link* to what became of the order, and back into the form."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from dodo_desktop.core.outcome import Blocked, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import State
from dodo_desktop.core.preview import Preview
from dodo_desktop.core.records import DraftRow
from dodo_desktop.core.refusals import field_of
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import SEUN, Shop, turns

pytestmark = pytest.mark.anyio


def problem(desk: Desk, field: str) -> str:
    return desk.said(f"{field}.problem")


async def test_all_problems_are_said_at_once_and_the_first_has_the_focus(desk: Desk) -> None:
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.email", "no address")
    desk.edit("billing.country").setText("Atlantis")
    desk.page.form.options.more_part.prepare()
    desk.edit("options.return_url").setText("nowhere")
    await desk.create()
    address = ("billing.country", "billing.street", "billing.city")
    for field in ("customer.name", "customer.email", *address, "cart.table", "options.return_url"):
        assert problem(desk, field), field
    assert desk.focus == "customer.name"
    assert desk.page.summary.problems.isVisible()
    assert desk.shop.orders() == []
    assert desk.edit("customer.email").text() == "no address"
    assert desk.edit("billing.country").text() == "Atlantis"
    assert desk.edit("options.return_url").text() == "nowhere"


async def test_each_button_of_the_list_and_f8_lead_to_a_field(desk: Desk) -> None:
    await desk.fill()
    desk.edit("billing.street").clear()
    desk.page.form.options.more_part.prepare()
    desk.edit("options.return_url").setText("nowhere")
    assert not desk.page.form.options.more_part.is_open
    await desk.create()
    assert desk.focus == "billing.street"
    assert desk.page.form.options.more_part.is_open
    desk.page.form.options.more_part.set_open(False)
    desk.page.board.step(1)
    assert desk.focus == "options.return_url"
    assert desk.page.form.options.more_part.is_open
    desk.page.board.step(1)
    assert desk.focus == "billing.street"
    desk.page.summary.problems.buttons[1].click()
    assert desk.focus == "options.return_url"


async def test_a_mended_field_is_no_longer_accused(desk: Desk) -> None:
    await desk.fill()
    desk.edit("billing.street").clear()
    desk.edit("billing.city").clear()
    await desk.create()
    desk.type("billing.street", "1 New Street")
    assert not problem(desk, "billing.street")
    assert problem(desk, "billing.city")
    assert len(desk.page.summary.problems.buttons) == 1


async def test_an_empty_address_field_can_be_sent_empty(desk: Desk) -> None:
    await desk.fill()
    desk.edit("billing.street").clear()
    await desk.create()
    waiver = desk.find(QPushButton, "billing.street.waive")
    assert waiver.isVisible()
    waiver.click()
    assert not problem(desk, "billing.street")
    assert desk.draft.billing.waived == {"billing.street"}
    await desk.create()
    assert [order.state for order in desk.shop.orders()] == [State.CREATED]


async def test_a_link_is_made_and_shown(desk: Desk) -> None:
    await desk.fill()
    await desk.create()
    assert len(desk.shop.gateway.bodies) == 1
    assert desk.edit("result.link").text() == "https://test.checkout.dodopayments.com/x1"
    assert desk.focus == "result.copy"
    title = desk.page.header.title.text()
    assert title.replace("\u2068", "").replace("\u2069", "") == f"Link for {SEUN.name}"
    assert desk.find(QLabel, "order.name").text() == SEUN.name
    assert desk.find(QLabel, "order.address").text() == (
        "45 Old Fulton Street\nBrooklyn, New York 11201\nUnited States"
    )
    assert not desk.edit("billing.street").isVisible()


async def test_the_button_cannot_be_pressed_twice(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.gate = asyncio.Event()
    await desk.create()
    button = desk.find(QPushButton, "compose.create")

    async def press_again() -> None:
        button.click()
        desk.page.create_link()
        QTest.keyClick(desk.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await turns(100)

    await press_again()
    desk.page.creation.calm_down()
    assert button.text() == "Creating…"
    assert not button.isEnabled()
    assert not desk.edit("billing.street").isEnabled()
    await press_again()
    assert len(desk.shop.orders()) == 1
    desk.shop.gateway.gate.set()
    await turns(200)
    assert desk.edit("result.link").isVisible()
    assert len(desk.shop.gateway.bodies) == 1


async def test_the_focus_of_a_busy_button_lands_on_no_other_button(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.gate = asyncio.Event()
    button = desk.find(QPushButton, "compose.create")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    desk.page.creation.calm_down()
    focused = desk.window.focusWidget()
    assert isinstance(focused, QFrame)
    assert not isinstance(focused, QPushButton)
    desk.shop.gateway.gate.set()
    await turns(200)


async def test_new_link_and_duplicate_after_a_result(desk: Desk) -> None:
    await desk.fill()
    await desk.create()
    desk.find(QPushButton, "compose.duplicate").click()
    await turns()
    assert desk.page.shows_form
    assert desk.draft.customer.existing == SEUN
    assert desk.edit("billing.street").text() == "45 Old Fulton Street"
    await desk.create()
    assert len(desk.shop.gateway.bodies) == 2
    desk.find(QPushButton, "compose.new").click()
    await turns()
    assert desk.page.shows_form
    assert desk.draft.empty
    assert desk.edit("billing.street").text() == ""
    assert desk.focus == "customer.search"


async def test_without_an_answer_it_says_not_sure_yet(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.outcomes = [Unclear("timeout")]
    await desk.create()
    outcome = desk.find(QFrame, "result.outcome")
    assert outcome.isVisible()
    assert desk.page.result.outcome.pill.accessibleName() == "Not sure yet"
    assert "by itself" in desk.find(QLabel, "result.sentence").text()
    assert desk.find(QPushButton, "result.action").text() == "Look again"
    assert len(desk.shop.gateway.bodies) == 1


async def test_a_refused_key_keeps_the_order(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.outcomes = [Blocked("key_refused")]
    await desk.create()
    assert desk.page.result.outcome.pill.accessibleName() == "Needs the key"
    assert "waits here" in desk.find(QLabel, "result.sentence").text()


async def test_an_order_that_could_not_be_sent_waits(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.outcomes = [NotSent("dns")]
    await desk.create()
    assert desk.page.result.outcome.pill.accessibleName() == "Waiting to send"
    assert [order.state for order in desk.shop.orders()] == [State.QUEUED]
    desk.find(QPushButton, "result.action").click()
    await turns(200)
    assert desk.edit("result.link").text().startswith("https://test.checkout.dodopayments.com/")


async def test_a_refusal_takes_the_order_back_to_the_field(desk: Desk) -> None:
    await desk.fill()
    desk.type("options.discount_code", "HERBST15")
    desk.shop.gateway.outcomes = [Rejected(422, "INVALID_DISCOUNT_CODE", "no such code")]
    await desk.create()
    assert desk.page.shows_form
    assert problem(desk, "options.discount_code")
    assert desk.focus == "options.discount_code"
    assert desk.edit("options.discount_code").text() == "HERBST15"
    assert desk.draft.customer.existing == SEUN
    assert [order.state for order in desk.shop.orders()] == [State.DISCARDED]
    assert desk.draft.draft_id in desk.shop.drafts.kept
    desk.edit("options.discount_code").clear()
    assert not problem(desk, "options.discount_code")
    await desk.create()
    assert desk.edit("result.link").isVisible()


async def test_a_refusal_that_concerns_no_field_is_said_in_the_panel(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.outcomes = [Rejected(422, "SOMETHING_NEW", "The moon is full")]
    await desk.create()
    assert desk.page.shows_form
    assert "The moon is full" in desk.page.summary.note.label.text()
    assert field_of("SOMETHING_NEW") == "summary"


async def test_a_full_disk_sends_nothing_and_keeps_the_order(desk: Desk) -> None:
    await desk.fill()
    desk.shop.outbox.fault = "disk_full"
    await desk.create()
    assert desk.shop.gateway.bodies == []
    assert "disk is full" in desk.page.summary.note.label.text()
    assert desk.edit("billing.street").isEnabled()
    assert desk.edit("billing.street").text() == "45 Old Fulton Street"
    desk.shop.outbox.fault = ""
    await desk.create()
    assert len(desk.shop.gateway.bodies) == 1


class TestLive:
    """The question before the first live link."""

    @pytest.fixture
    def mode(self) -> str:
        return "live"

    async def test_it_asks_once(self, desk: Desk) -> None:
        await desk.fill()
        await desk.create()
        box = desk.find(QMessageBox, "live.question")
        assert desk.shop.orders() == []
        assert "$329.00 USD" in box.text().replace("\u2068", "").replace("\u2069", "")
        assert SEUN.name in box.informativeText()
        assert box.defaultButton().text() == "Go back"
        box.defaultButton().click()
        await turns()
        assert desk.shop.orders() == []
        await desk.create()
        again = [b for b in desk.window.findChildren(QMessageBox) if b.isVisible()]
        next(b for b in again[0].buttons() if b.text() == "Create live link").click()
        await turns(200)
        assert len(desk.shop.orders()) == 1
        desk.page.duplicate()
        await turns()
        await desk.create()
        assert len(desk.shop.orders()) == 2

    @pytest.mark.parametrize(
        ("exact", "asked"), [(True, "for $351.62 USD?"), (False, "for about $329.00 USD?")]
    )
    async def test_it_names_no_estimate_as_what_is_paid(self, desk: Desk, exact: bool, asked: str) -> None:
        if exact:
            desk.shop.gateway.price = lambda _body: Preview("USD", 32900, 0, 2262, 35162)
        await desk.fill()
        await turns()
        await desk.create()
        box = desk.find(QMessageBox, "live.question")
        assert box.text().replace("\u2068", "").replace("\u2069", "").endswith(asked)
        box.defaultButton().click()

    async def test_it_asks_for_each_account(self, desk: Desk) -> None:
        """Money that goes to another business is asked about anew."""
        await desk.fill()
        await desk.create()
        box = desk.find(QMessageBox, "live.question")
        next(b for b in box.buttons() if b.text() == "Create live link").click()
        await turns(200)
        other = Shop("live", profile_id="another")
        await other.start()
        desk.page.attach(other.workspace)
        desk.shop, first = other, desk.shop
        await desk.fill()
        await desk.create()
        (again,) = [b for b in desk.window.findChildren(QMessageBox) if b.isVisible()]
        assert other.orders() == []
        again.defaultButton().click()
        await turns()
        desk.page.attach(first.workspace)
        desk.shop = first
        await other.stop()
        await desk.fill()
        await desk.create()
        assert len(first.orders()) == 2


async def test_what_is_typed_before_the_services_is_kept(desk: Desk) -> None:
    desk.page.detach()
    desk.type("billing.city", "Early")
    desk.type("billing.street", "Bird Lane 1")
    desk.page.attach(desk.shop.workspace)
    await turns()
    assert (desk.draft.billing.city, desk.draft.billing.street) == ("Early", "Bird Lane 1")
    assert desk.edit("billing.city").text() == "Early"


async def test_undo_takes_back_across_fields(desk: Desk) -> None:
    await desk.fill()
    before = desk.draft
    desk.type("billing.city", "!")
    desk.edit("options.tax_id").setText("T1")
    desk.page.undo()
    assert desk.edit("options.tax_id").text() == ""
    desk.page.undo()
    assert desk.edit("billing.city").text() == "Brooklyn"
    assert desk.draft == before
    desk.page.redo()
    assert desk.edit("billing.city").text() == "Brooklyn!"


async def test_tab_runs_down_the_form_to_the_button(desk: Desk) -> None:
    await desk.fill()
    seen: list[str] = []
    widget: QWidget | None = desk.page.form.customer.card.clear
    for _step in range(300):
        assert widget is not None
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            seen.append(widget.objectName())
        widget = widget.nextInFocusChain()
        if seen[-1:] == ["compose.new"]:
            break
    wanted = [
        "customer.clear",
        "billing.country",
        "billing.street",
        "billing.city",
        "billing.state",
        "billing.zipcode",
        "cart.product",
        "cart.table",
        "options.currency",
        "options.discount_code",
        "options.tax_id",
        "options.order_reference",
        "options.methods.toggle",
        "options.more.toggle",
        "compose.create",
        "drafts.menu",
        "compose.duplicate",
        "compose.new",
    ]
    assert [name for name in seen if name in wanted] == wanted


async def test_every_editor_has_a_name_for_assistive_tools(desk: Desk) -> None:
    await desk.fill()
    nameless = [
        editor.objectName() for editor in desk.page.findChildren(QLineEdit) if not editor.accessibleName()
    ]
    assert nameless == []


async def test_drafts_are_listed_opened_and_deleted_with_undo(desk: Desk) -> None:
    await desk.fill()
    await desk.shop.workspace.drafting.new()
    desk.type("billing.city", "Second")
    await turns()
    desk.find(QPushButton, "drafts.menu").click()
    await turns(50)
    menu = desk.page.drafts
    assert menu.is_open
    assert [row.draft.billing.city for row in menu.model.rows if isinstance(row, DraftRow)] == [
        "Second",
        "Brooklyn",
    ]
    menu.table.selectRow(1)
    desk.find(QPushButton, "drafts.delete").click()
    await turns(50)
    assert len(menu.model.rows) == 1
    desk.find(QPushButton, "drafts.undo").click()
    await turns(50)
    menu.table.selectRow(1)
    desk.find(QPushButton, "drafts.open").click()
    await turns(50)
    assert not menu.is_open
    assert desk.draft.billing.city == "Brooklyn"
    assert desk.edit("billing.city").text() == "Brooklyn"
    assert len(desk.shop.drafts.kept) == 2


async def test_a_narrow_window_keeps_to_its_measures(desk: Desk) -> None:
    assert desk.page.right.width() == 344
    desk.window.resize(1100, 720)
    await turns()
    assert desk.page.right.width() == 320
    content = desk.page.form.widget()
    assert content is not None
    assert content.width() <= desk.page.form.viewport().width()
    await desk.fill()
    await desk.create()
    assert desk.page.right.width() == 384
