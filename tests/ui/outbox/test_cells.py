"""Pictures of cells are kept: what is seen is always what would be drawn now."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QImage

from dodo_desktop.core.outcome import Unclear
from dodo_desktop.core.outgoing import State
from dodo_desktop.ui.outbox.model import OrderPainter
from dodo_desktop.ui.outbox.page import OutboxPage
from dodo_desktop.ui.theme import theme
from tests.ui.links.fakes import NOW, FakeSending, every_order
from tests.ui.outbox.desk import Time, shown

pytestmark = pytest.mark.anyio


def seen(page: OutboxPage) -> QImage:
    return page.table.viewport().grab().toImage()


def drawn(page: OutboxPage, monkeypatch: pytest.MonkeyPatch) -> QImage:
    """Without any picture that was kept."""
    with monkeypatch.context() as patch:
        patch.setattr(OrderPainter, "standing", lambda *_any: None)
        return seen(page)


async def test_a_kept_picture_is_what_was_drawn(page: OutboxPage, monkeypatch: pytest.MonkeyPatch) -> None:
    await shown(page, FakeSending(every_order()))
    fresh = drawn(page, monkeypatch)
    assert seen(page) == fresh
    with monkeypatch.context() as patch:
        # Nothing is drawn at all, so that this comes from what is kept.
        patch.setattr(OrderPainter, "paint_content", lambda *_any, **_more: None)
        assert seen(page) == fresh
        assert drawn(page, monkeypatch) != fresh


@pytest.mark.parametrize("what", ["row", "time", "day", "choice", "look", "width"])
async def test_what_changes_is_drawn_anew(
    page: OutboxPage, time: Time, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    before = seen(page)
    match what:
        case "row":
            moved = replace(every_order()[1], state=State.UNCONFIRMED, dodo=Unclear("timeout"), next_at=NOW)
            sending.orders[1] = moved
            sending.changed.emit(moved)
        case "time":
            time.now = NOW + timedelta(seconds=5)
            page._tick()
        case "day":
            time.now = NOW + timedelta(days=3)
        case "choice":
            page.choose_row(page.table.currentIndex().row() + 1)
        case "look":
            theme().set_look("dark")
        case "width":
            page.table.setColumnWidth(0, page.table.columnWidth(0) + 9)
    after = seen(page)
    assert after != before
    assert after == drawn(page, monkeypatch)


async def test_rows_that_are_read_again_are_not_drawn_again(
    page: OutboxPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shown(page, FakeSending(every_order()))
    before = seen(page)
    page.detach()
    # Other objects with the same in them.
    await shown(page, FakeSending([replace(order) for order in every_order()]))
    with monkeypatch.context() as patch:
        patch.setattr(OrderPainter, "paint_content", lambda *_any, **_more: None)
        assert seen(page) == before
