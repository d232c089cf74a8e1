"""What somebody may point a phone at stays where it is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.money import Money
from dodo_desktop.ui.links.link_view import LinkView
from tests.ui.links.conftest import Time, line, seen, settle
from tests.ui.links.fakes import NOW, PLACE, link

CASES: dict[str, dict[str, Any]] = {
    "as quoted": {},
    "dearer than quoted": {"quote": Money(32230, "USD")},
    "estimated": {"quote_exact": False},
    "long": {"total_minor": 123456789, "total": Money(123456789, "IDR"), "quote": Money(1, "IDR")},
    "longest": {"total_minor": 2147483647, "total": Money(2147483647, "MGA"), "quote": Money(1, "MGA")},
    "not to be guessed": {"quote": None, "draft": Draft("none")},
}


@pytest.mark.parametrize("prefix", ["result", "links"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_moves_when_dodo_tells_the_currency(qtbot: QtBot, time: Time, prefix: str, case: str) -> None:
    view = LinkView(prefix, now=time)
    qtbot.addWidget(view)
    view.resize(340, 592)
    view.show()
    told = link(**CASES[case])
    view.show_link(replace(told, total=None), PLACE)
    settle(view)
    before = places(view)
    assert line(view, f"{prefix}.total").accessibleDescription().endswith("The app is asking Dodo for it.")
    view.show_link(told, PLACE)
    settle(view)
    assert places(view) == before
    assert "not confirmed" not in seen(view)
    assert "not told" not in seen(view)


@pytest.mark.parametrize("prefix", ["result", "links", "outbox"])
@pytest.mark.parametrize("height", [440, 520, 592, 700])
@pytest.mark.parametrize("status", ["processing", "succeeded", "failed", "cancelled"])
def test_nothing_moves_when_a_link_is_paid(
    qtbot: QtBot, time: Time, prefix: str, height: int, status: str
) -> None:
    """Somebody may be pointing a phone at the code just then."""
    view = LinkView(prefix, now=time)
    qtbot.addWidget(view)
    view.resize(340, height)
    view.show()
    view.show_link(link(), PLACE)
    settle(view)
    before = places(view)
    assert view.part.expires.isVisible()
    time.now = NOW + timedelta(minutes=3)
    view.show_link(link(status=status, checked_at=time.now), PLACE)
    settle(view)
    assert places(view) == before
    assert view.part.expires.isVisible() == (status == "processing")


def test_the_room_of_the_expiry_goes_with_the_link(view: LinkView) -> None:
    view.show_link(link(status="succeeded"), PLACE)
    settle(view)
    low = view.part.payment_id.mapTo(view, QPoint(0, 0)).y()
    view.show_link(link(1), PLACE)
    view.show_link(link(1, status="succeeded"), PLACE)
    settle(view)
    assert view.part.payment_id.mapTo(view, QPoint(0, 0)).y() > low
    view.show_link(link(status="succeeded"), PLACE)
    settle(view)
    assert view.part.payment_id.mapTo(view, QPoint(0, 0)).y() == low


def places(view: LinkView) -> list[QRect]:
    return [part.geometry() for part in (view.part.link, view.part.copy, view.part.card, view.part.card.qr)]


def test_another_link_takes_no_more_room_than_it_needs(view: LinkView) -> None:
    view.show_link(link(quote=Money(32230, "USD")), PLACE)
    settle(view)
    lower = view.part.link.y()
    view.show_link(link(1), PLACE)
    settle(view)
    assert view.part.link.y() < lower
