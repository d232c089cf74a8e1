"""What the panel shows of an order that did not go through at once."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from dodo_desktop.core import outgoing
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, CreatedPayment, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import Hold, State
from dodo_desktop.ui.compose.outcome_view import outcome_words
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.words.orders import quote_of
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import NOW, SEUN, turns
from tests.ui.links.fakes import order

pytestmark = pytest.mark.anyio


async def test_an_order_that_dodo_has_twice_shows_both_links(desk: Desk) -> None:
    gateway = desk.shop.gateway

    def payment(number: int) -> CreatedPayment:
        body = json.loads(gateway.bodies[0])
        url = f"https://test.checkout.dodopayments.com/x{number}"
        return CreatedPayment(
            f"pay_{number}", 32900, url, currency="USD", metadata=body["metadata"], business_id="bus_1"
        )

    async def listed(since: datetime, page: int) -> Sequence[CreatedPayment]:
        return [payment(1), payment(2)] if gateway.bodies else []

    gateway.list_payments = listed  # type: ignore[method-assign]
    await desk.fill()
    gateway.outcomes = [Unclear("timeout")]
    await desk.create()
    choices = [made for made in desk.page.result.findChildren(QRadioButton) if made.isVisible()]
    assert ["pay_1" in choices[0].text(), "pay_2" in choices[1].text()] == [True, True]
    assert desk.edit("result.link").text().endswith("/x1")
    choices[1].click()
    assert desk.edit("result.link").text().endswith("/x2")
    # News of one of them leaves the other, and the choice, where they are.
    links = desk.shop.links.rows_by_id
    paid = replace(links["pay_1"], status="succeeded")
    desk.shop.workspace.tracking.changed.emit(paid)
    await turns()
    assert len([made for made in desk.page.result.findChildren(QRadioButton) if made.isVisible()]) == 2
    assert len(gateway.bodies) == 1


async def test_an_order_without_a_link_says_its_total_and_is_called_an_order(desk: Desk) -> None:
    def title() -> str:
        return desk.page.header.title.text().replace("\u2068", "").replace("\u2069", "")

    await desk.fill()
    desk.shop.gateway.outcomes = [NotSent("dns")]
    await desk.create()
    assert title() == f"Order for {SEUN.name}"
    total = desk.find(QLabel, "result.quote")
    assert total.isVisible()
    assert total.text() == quote_of(desk.shop.orders()[0])
    assert "$329.00" in total.text()
    desk.find(QPushButton, "result.action").click()
    await turns(200)
    assert desk.edit("result.link").text()
    assert title() == f"Link for {SEUN.name}"


async def test_an_order_without_a_key_leads_to_settings(desk: Desk) -> None:
    await desk.fill()
    asked: list[str] = []
    desk.page.navigate.connect(asked.append)
    desk.shop.gateway.outcomes = [Blocked("key_refused")]
    await desk.create()
    action = desk.find(QPushButton, "result.action")
    assert action.text() == "Connect…"
    action.click()
    assert asked == ["settings"]


@pytest.mark.parametrize(
    ("reason", "label"), [("keyring_locked", "Unlock…"), ("keyring_timeout", "Try again")]
)
async def test_an_order_that_waits_for_the_keyring_has_it_asked(desk: Desk, reason: str, label: str) -> None:
    await desk.fill()
    asked: list[str] = []
    desk.page.navigate.connect(asked.append)
    desk.page.unlock_asked.connect(lambda: asked.append("unlock"))
    desk.shop.gateway.outcomes = [Blocked(reason)]
    await desk.create()
    action = desk.find(Button, "result.action")
    assert action.text() == label
    action.click()
    assert asked == ["unlock"]
    desk.page.result.outcome.set_unlocking(True)
    assert action.busy
    desk.page.result.outcome.set_unlocking(False)
    assert not action.busy


async def test_a_held_order_asks_here_too(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.outcomes = [NotSent("dns")]
    await desk.create()
    (kept,) = desk.shop.orders()
    later = NOW + timedelta(hours=3)
    held = outgoing.hold(kept, later, Hold.PRICE_CHANGED, Money(42600, "USD"), exact=True)
    desk.shop.outbox.orders[kept.request_id] = held
    desk.shop.workspace.sending.changed.emit(held)
    await turns()
    said = desk.find(QLabel, "result.sentence").text()
    assert "$426.00" in said
    assert "Nothing was sent" in said
    assert desk.find(QPushButton, "result.action").text() == "Send"
    desk.find(QPushButton, "result.action").click()
    await turns(200)
    assert desk.edit("result.link").text()


async def test_an_order_that_waited_and_is_refused_stays_until_its_person_edits_it(desk: Desk) -> None:
    """Whoever made it may be at another page by then, or away from the computer."""
    await desk.fill()
    desk.type("options.discount_code", "HERBST15")
    desk.shop.gateway.outcomes = [NotSent("dns"), Rejected(422, "INVALID_DISCOUNT_CODE", "no such code")]
    await desk.create()
    desk.find(QPushButton, "result.action").click()
    await turns(200)
    assert [order.state for order in desk.shop.orders()] == [State.REJECTED]
    assert desk.page.result.outcome.pill.accessibleName() == "Needs a change"
    assert "does not know the code" in desk.find(QLabel, "result.sentence").text()
    action = desk.find(QPushButton, "result.action")
    assert action.text() == "Edit"
    action.click()
    await turns(200)
    assert desk.page.shows_form
    assert desk.focus == "options.discount_code"
    assert desk.find(QLabel, "options.discount_code.problem").isVisible()
    assert [order.state for order in desk.shop.orders()] == [State.DISCARDED]
    assert desk.draft.draft_id in desk.shop.drafts.kept


async def test_a_refused_order_stays_in_the_outbox_where_the_disk_does_not_take_its_draft(desk: Desk) -> None:
    await desk.fill()
    desk.shop.gateway.outcomes = [Rejected(422, "INVALID_DISCOUNT_CODE", "no such code")]
    desk.shop.outbox.before_update = lambda: setattr(desk.shop.drafts, "fault", "disk_full")
    await desk.create()
    assert [order.state for order in desk.shop.orders()] == [State.REJECTED]
    assert not desk.page.shows_form
    assert not desk.page.creation.busy
    desk.shop.drafts.fault = ""
    desk.shop.outbox.before_update = lambda: None
    desk.find(QPushButton, "result.action").click()
    await turns(200)
    assert desk.page.shows_form
    assert desk.draft.customer.existing is not None


@pytest.mark.parametrize(
    ("state", "ever", "title", "said"),
    [
        (State.REJECTED, False, "Dodo made no link", "until you change or discard it"),
        (State.REJECTED, True, "Dodo made no link", "still looked through for it"),
        (State.DISCARDED, False, "The order left the list", "it will not be sent"),
        (State.DISCARDED, True, "The order left the list", "it may have been made"),
    ],
)
def test_an_order_that_was_moved_elsewhere_is_told_as_it_is(
    state: State, ever: bool, title: str, said: str
) -> None:
    moved = order(0, state, dodo=Rejected(422, "UNSUPPORTED_COUNTRY"), ever_unconfirmed=ever)
    told = outcome_words(moved, offline=False)
    assert told[0] == title
    assert said in told[1]


def test_offline_and_waiting_are_told_apart() -> None:
    waiting = order(0, dodo=NotSent("dns"))
    away, _text = outcome_words(waiting, offline=True)
    here, _text = outcome_words(waiting, offline=False)
    assert (away, here) == ("Saved, to be sent when you are online", "Saved, not sent yet")
