"""The code of a created order is made by a worker, and is there as soon as its link is."""

import threading
from dataclasses import replace
from typing import Any

import pytest
import segno
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.ui.outbox.page import OutboxPage
from tests.ui.finding import find
from tests.ui.links.fakes import FakeSending, FakeTracking, every_order, link
from tests.ui.links.turns import until
from tests.ui.outbox.desk import choose, shown

pytestmark = pytest.mark.anyio


async def test_the_code_is_made_aside(page: OutboxPage, monkeypatch: pytest.MonkeyPatch) -> None:
    makers: list[threading.Thread] = []
    make = segno.make_qr

    def noted(*given: Any, **named: Any) -> segno.QRCode:
        makers.append(threading.current_thread())
        return make(*given, **named)

    monkeypatch.setattr(segno, "make_qr", noted)
    made = link(6, payment_id="pay_9vQm2LrT0wXh6")
    made = replace(made, url=f"{made.url}-of-nobody-else")
    await shown(page, FakeSending(every_order()), FakeTracking([made]))
    choose(page, "created")
    await until(page.detail.view.part.isVisible)
    assert makers
    assert threading.current_thread() not in makers
    assert page.detail.view.part.card.qr.text == made.url
    assert not page.detail.view.part.card.qr.to_image(1).isNull()


async def test_a_link_too_long_for_a_code_is_shown_without_one(page: OutboxPage) -> None:
    made = link(6, payment_id="pay_9vQm2LrT0wXh6")
    made = replace(made, url=made.url + "x" * 3000)
    await shown(page, FakeSending(every_order()), FakeTracking([made]))
    choose(page, "created")
    await until(page.detail.view.part.isVisible)
    assert find(page, QLineEdit, "outbox.link").text() == made.url
    assert page.detail.view.part.card.qr.to_image(1).isNull()


async def test_a_link_that_is_paid_meanwhile_says_so(page: OutboxPage) -> None:
    made = link(6, payment_id="pay_9vQm2LrT0wXh6", request_id=every_order()[6].request_id)
    tracking = FakeTracking([made])
    await shown(page, FakeSending(every_order()), tracking)
    choose(page, "created")
    pill = page.detail.view.part.pill
    await until(lambda: pill.isVisible() and pill.accessibleName() == "Not paid yet")
    tracking.links = [paid := replace(made, status="succeeded")]
    tracking.changed.emit(paid)
    await until(lambda: pill.accessibleName() == "Paid")
