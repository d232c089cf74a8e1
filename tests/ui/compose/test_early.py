"""Someone types as soon as the window stands, before there is anything behind it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from dodo_desktop.core.draft import Draft
from dodo_desktop.services.directory import DirectoryStatus
from dodo_desktop.ui.widgets.result_list import ResultList
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import NAKATO, NOW, Shop, complete, turns, until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def opening(desk: Desk) -> AsyncIterator[Desk]:
    """The desk without services; a draft of yesterday is kept in the shop that comes next."""
    desk.page.detach()
    await turns()
    shop = Shop()
    await shop.drafts.save(complete(Draft("yesterday")), NOW)
    await shop.start()
    yield Desk(desk.window, desk.page, shop)
    desk.page.detach()
    await turns()
    await shop.stop()


class SlowStart:
    """Holds back the new draft until it is let go, as a slow disk does."""

    def __init__(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = asyncio.Event()
        new = shop.workspace.drafting.new

        async def later() -> None:
            await self.go.wait()
            await new()

        monkeypatch.setattr(shop.workspace.drafting, "new", later)


async def test_what_is_typed_while_the_draft_is_made_is_not_lost(
    opening: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = SlowStart(opening.shop, monkeypatch)
    opening.type("customer.search", "na")
    opening.page.attach(opening.shop.workspace)
    await turns()
    opening.type("customer.search", "kato")
    start.go.set()
    await until(lambda: opening.draft.customer.search)
    opening.type("customer.search", " s")
    assert opening.draft.draft_id != "yesterday"
    assert opening.draft.customer.search == opening.edit("customer.search").text() == "nakato s"
    assert (await opening.shop.drafts.get("yesterday")) == complete(Draft("yesterday"))


async def test_the_cursor_stays_where_one_types(opening: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    start = SlowStart(opening.shop, monkeypatch)
    opening.type("billing.city", "Brookln")
    opening.page.attach(opening.shop.workspace)
    await turns()
    opening.edit("billing.city").setCursorPosition(6)
    start.go.set()
    await until(lambda: opening.draft.billing.city)
    assert opening.focus == "billing.city"
    opening.edit("billing.city").insert("y")
    assert opening.draft.billing.city == "Brooklyn"


@pytest.mark.parametrize("mode", ["practice", "test", "live"])
async def test_nothing_moves_when_the_services_come(desk: Desk, mode: str) -> None:
    desk.page.detach()
    desk.page.form.say_mode(mode)
    await turns()
    cart = desk.edit("cart.product")
    before = cart.mapTo(desk.window, cart.rect().topLeft())
    shop = Shop(mode)
    await shop.start()
    desk.page.attach(shop.workspace)
    await turns()
    assert cart.mapTo(desk.window, cart.rect().topLeft()) == before
    desk.page.detach()
    await turns()
    await shop.stop()


async def test_what_was_typed_is_taken_back_and_done_again_before_there_are_services(opening: Desk) -> None:
    opening.type("billing.city", "Brooklyn")
    opening.type("billing.zipcode", "11201")
    keys = opening.edit("billing.zipcode")
    QTest.keySequence(keys, "Ctrl+Z")
    assert (opening.edit("billing.city").text(), keys.text()) == ("Brooklyn", "")
    QTest.keySequence(keys, "Ctrl+Z")
    assert opening.edit("billing.city").text() == ""
    QTest.keySequence(keys, "Ctrl+Z")
    QTest.keySequence(keys, "Ctrl+Shift+Z")
    assert (opening.edit("billing.city").text(), keys.text()) == ("Brooklyn", "")
    QTest.keySequence(keys, "Ctrl+Shift+Z")
    assert (opening.edit("billing.city").text(), keys.text()) == ("Brooklyn", "11201")


@pytest.mark.parametrize("back", [0, 1, 2])
async def test_the_steps_of_before_are_there_once_there_are_services(
    opening: Desk, monkeypatch: pytest.MonkeyPatch, back: int
) -> None:
    start = SlowStart(opening.shop, monkeypatch)
    opening.type("billing.city", "Brooklyn")
    opening.type("billing.zipcode", "11201")
    city, keys = opening.edit("billing.city"), opening.edit("billing.zipcode")
    opening.page.attach(opening.shop.workspace)
    await turns()
    for _step in range(back):
        # The account is there, the draft not yet.
        QTest.keySequence(keys, "Ctrl+Z")
    start.go.set()
    drafting = opening.shop.workspace.drafting
    await until(lambda: (drafting.can_undo, drafting.can_redo) == (back < 2, back > 0))
    assert opening.draft.draft_id != "yesterday"
    for _step in range(back):
        QTest.keySequence(keys, "Ctrl+Shift+Z")
    assert (opening.draft.billing.city, opening.draft.billing.zipcode) == ("Brooklyn", "11201")
    for _step in range(2):
        QTest.keySequence(keys, "Ctrl+Z")
    assert (opening.draft.billing.city, city.text(), keys.text()) == ("", "", "")
    assert opening.draft.empty
    assert (await opening.shop.drafts.get("yesterday")) == complete(Draft("yesterday"))


async def test_no_link_is_made_of_another_draft_meanwhile(
    opening: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = SlowStart(opening.shop, monkeypatch)
    opening.type("customer.search", "na")
    opening.page.attach(opening.shop.workspace)
    await turns()
    await opening.create()
    start.go.set()
    await turns(200)
    assert opening.shop.orders() == []


async def test_who_was_not_found_is_found_once_there_are_customers(desk: Desk) -> None:
    directory = desk.shop.workspace.directory
    known, desk.shop.directory.customers = desk.shop.directory.customers, {}
    desk.type("customer.search", "nakato")
    results = desk.page.form.customer.finder.results
    await until(lambda: results.is_open)
    assert names(results) == ["New customer “nakato”", "No customer here matches “nakato”."]
    desk.shop.directory.customers = known
    directory.changed.emit(DirectoryStatus(3, 7, NOW))
    await until(lambda: names(results) == [NAKATO.name])
    assert results.view.currentIndex().row() == 0


async def test_whoever_went_on_to_another_row_keeps_it(desk: Desk) -> None:
    directory = desk.shop.workspace.directory
    known, desk.shop.directory.customers = desk.shop.directory.customers, {}
    desk.type("customer.search", "nakato")
    results = desk.page.form.customer.finder.results
    await until(lambda: results.is_open)
    results.move_to(1)
    desk.shop.directory.customers = known
    directory.changed.emit(DirectoryStatus(3, 7, NOW))
    await until(lambda: NAKATO.name in names(results))
    assert names(results)[0] == "New customer “nakato”"


async def test_a_list_with_rows_does_not_change_under_the_hand(desk: Desk) -> None:
    directory = desk.shop.workspace.directory
    desk.type("customer.search", "naka")
    results = desk.page.form.customer.finder.results
    await until(lambda: results.is_open)
    before = names(results)
    results.move_to(1)
    desk.shop.directory.customers = dict(reversed(desk.shop.directory.customers.items()))
    directory.changed.emit(DirectoryStatus(3, 7, NOW))
    await turns()
    assert (names(results), results.view.currentIndex().row()) == (before, 1)


async def test_products_are_looked_for_again_as_well(desk: Desk) -> None:
    known, desk.shop.directory.products = desk.shop.directory.products, {}
    desk.type("cart.product", "raku")
    results = desk.page.form.cart.search.results
    await until(lambda: results.is_open)
    desk.shop.directory.products = known
    desk.shop.workspace.directory.changed.emit(DirectoryStatus(3, 7, NOW))
    await until(lambda: names(results) == ["Raku tea bowl, one of a kind"])


def names(results: ResultList) -> list[str]:
    """The first line of each row that is shown."""
    return [row.title for row in results.model.rows]


async def test_whoever_went_on_before_the_services_came_is_not_called_back(opening: Desk) -> None:
    opening.edit("cart.product").setFocus()
    opening.page.attach(opening.shop.workspace)
    await turns()
    assert opening.focus == "cart.product"


async def test_what_was_not_understood_of_an_early_paste_stays_in_sight(opening: Desk) -> None:
    QGuiApplication.clipboard().setText("Karoo Threads Pty Ltd\nAda Quill\n14 Henry Lane\nFremantle WA 6160")
    opening.page.form.paste.click()
    QGuiApplication.clipboard().clear()
    lines = opening.find(QPlainTextEdit, "billing.pasted.lines")
    assert lines.toPlainText() == "Karoo Threads Pty Ltd"
    opening.page.attach(opening.shop.workspace)
    await until(lambda: opening.draft.billing.city == "Fremantle")
    await turns()
    assert lines.isVisible()
    assert lines.toPlainText() == "Karoo Threads Pty Ltd"
    await opening.shop.workspace.drafting.new()
    await until(lambda: not opening.draft.billing.city)
    assert not lines.isVisible()
