"""What a person does to an order on its way."""

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from dodo_desktop.core.outcome import Blocked, Rejected
from dodo_desktop.core.outgoing import State
from dodo_desktop.core.problem import Problem
from dodo_desktop.ui.outbox.page import OutboxPage
from tests.ui.finding import find
from tests.ui.links.fakes import FakeSending, every_order, order, workspace
from tests.ui.links.turns import until
from tests.ui.outbox.desk import choose, press, shown

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("state", "code"), [("queued", "send_now"), ("unconfirmed", "look_again")])
async def test_acts_at_once(page: OutboxPage, state: str, code: str) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, state)
    chosen = page.detail.request_id.text()
    press(page, code)
    await until(lambda: sending.asked)
    assert sending.asked == [(code, chosen)]


@pytest.mark.parametrize(
    ("reason", "label"), [("keyring_locked", "Unlock…"), ("keyring_refused", "Try again")]
)
async def test_an_order_that_waits_for_the_keyring_has_it_asked(
    page: OutboxPage, reason: str, label: str
) -> None:
    sending = FakeSending([order(0, State.BLOCKED, dodo=Blocked(reason))])
    await shown(page, sending)
    page.table.selectRow(0)
    assert sorted(page.detail.actions_row.codes()) == ["connect", "discard", "unlock"]
    asked: list[str] = []
    page.unlock_asked.connect(lambda: asked.append("unlock"))
    page.navigate.connect(asked.append)
    assert find(page, QPushButton, "outbox.unlock").text() == label
    press(page, "unlock")
    press(page, "connect")
    assert (asked, sending.asked) == (["unlock", "settings"], [])


@pytest.mark.parametrize(
    ("code", "verb", "safe"), [("discard", "Discard", "Keep"), ("send_again", "Send again", "Go back")]
)
async def test_asks_before_what_cannot_be_taken_back(
    page: OutboxPage, code: str, verb: str, safe: str
) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, "unconfirmed")
    press(page, code)
    box = find(page, QMessageBox)
    assert box.text().endswith("?")
    assert "may have made a link already" in box.informativeText()
    assert box.defaultButton().text() == safe
    box.defaultButton().click()
    await until(lambda: page.findChild(QMessageBox) is None)
    assert sending.asked == []
    press(page, code)
    box = find(page, QMessageBox)
    next(made for made in box.buttons() if made.text() == verb).click()
    await until(lambda: sending.asked)
    assert sending.asked[0][0] == code


async def test_the_answer_is_for_the_order_that_was_asked_about(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, "unconfirmed")
    press(page, "discard")
    choose(page, "rejected")
    box = find(page, QMessageBox)
    next(made for made in box.buttons() if made.text() == "Discard").click()
    await until(lambda: sending.asked)
    assert sending.asked == [("discard", every_order()[0].request_id)]


async def test_after_discarding_the_keyboard_is_in_the_list(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, "rejected")
    page.detail.actions_row.buttons["discard"].setFocus()
    press(page, "discard")
    next(made for made in find(page, QMessageBox).buttons() if made.text() == "Discard").click()
    await until(lambda: sending.asked)
    assert page.focusWidget() is page.table


async def test_looking_again_is_offered_before_sending_again(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, "unconfirmed")
    press(page, "send_again")
    box = find(page, QMessageBox)
    next(made for made in box.buttons() if made.text() == "Look again").click()
    await until(lambda: sending.asked)
    assert [code for code, _id in sending.asked] == ["look_again"]


async def test_edits_in_the_form(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    space = workspace(sending)
    page.attach(space)
    await until(page.model.rowCount)
    asked: list[str] = []
    told: list[Problem] = []
    page.navigate.connect(asked.append)
    page.refused.connect(told.append)
    choose(page, "rejected")
    press(page, "edit")
    await until(lambda: asked)
    assert asked == ["compose"]
    # Dodo's reason stands in the form, as it does for an order that was refused a moment ago.
    assert [(problem.code, problem.field) for problem in told] == [("dodo", "options.discount_code")]
    assert space.drafting.opened == [every_order()[4].draft.draft_id]


async def test_an_order_stays_where_the_form_cannot_be_put_away(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    space = workspace(sending)
    space.drafting.fault = "disk_full"
    page.attach(space)
    await until(page.model.rowCount)
    choose(page, "rejected")
    press(page, "edit")
    await until(page.detail.note.text)
    assert "The disk is full, so nothing was changed" in page.detail.note.text()
    assert sending.asked == []


async def test_one_that_may_be_at_dodo_asks_before_it_is_edited(page: OutboxPage) -> None:
    risky = order(4, State.REJECTED, dodo=Rejected(422, "DISCOUNT_CODE_EXPIRED"), ever_unconfirmed=True)
    sending = FakeSending([risky])
    space = workspace(sending)
    page.attach(space)
    await until(page.model.rowCount)
    press(page, "edit")
    box = find(page, QMessageBox)
    assert "could then have two links" in box.informativeText()
    assert box.defaultButton().text() == "Keep"
    box.defaultButton().click()
    await until(lambda: page.findChild(QMessageBox) is None)
    assert sending.asked == []
    press(page, "edit")
    next(made for made in find(page, QMessageBox).buttons() if made.text() == "Edit").click()
    await until(lambda: space.drafting.opened)
    assert sending.asked == [("edit", risky.request_id)]


async def test_an_order_that_moved_on_is_not_touched(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    sending.answer = False
    space = workspace(sending)
    page.attach(space)
    await until(page.model.rowCount)
    asked: list[str] = []
    page.navigate.connect(asked.append)
    choose(page, "rejected")
    press(page, "edit")
    await until(page.detail.note.text)
    assert "moved on" in page.detail.note.text()
    assert asked == []
    assert space.drafting.opened == []


async def test_a_disk_that_refuses_is_explained(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, "queued")
    sending.fault = "disk_full"
    press(page, "send_now")
    await until(lambda: "disk is full" in page.detail.note.text())


async def test_connect_leads_to_settings(page: OutboxPage) -> None:
    await shown(page, FakeSending(every_order()))
    asked: list[str] = []
    page.navigate.connect(asked.append)
    choose(page, "blocked")
    press(page, "connect")
    assert asked == ["settings"]
