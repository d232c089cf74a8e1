"""The page of orders on their way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Unclear
from dodo_desktop.core.outgoing import State
from dodo_desktop.services.ports import BrokenOrder
from dodo_desktop.ui import words
from dodo_desktop.ui.outbox.model import COLUMNS, STATE_BEFORE, word_of
from dodo_desktop.ui.outbox.page import OutboxPage
from dodo_desktop.ui.outbox.rows import fetch_rows
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.paged_model import ROW_ROLE
from dodo_desktop.ui.widgets.pill import pill_width
from dodo_desktop.ui.widgets.table import PAD
from tests.ui.finding import find
from tests.ui.links.fakes import NOW, FakeSending, FakeTracking, every_order, link, order, workspace
from tests.ui.links.turns import until
from tests.ui.outbox.desk import Time, cell, choose, filter_button, press, shown

pytestmark = pytest.mark.anyio

ACTIONS = {
    "queued": ["send_now", "edit", "discard"],
    "sending": [],
    "created": ["duplicate"],
    "rejected": ["edit", "discard"],
    "blocked": ["connect", "discard"],
    "unconfirmed": ["look_again", "send_again", "discard"],
}


async def test_empty(page: OutboxPage) -> None:
    await shown(page, FakeSending())
    assert page.empty_text() == "Nothing is waiting. Orders made offline appear here."
    assert not page.try_all.isVisible()


async def test_every_state_has_its_row_and_its_actions(page: OutboxPage) -> None:
    await shown(page, FakeSending(every_order()))
    for place, case in enumerate(every_order()):
        page.table.selectRow(place)
        assert cell(page, place, "next")
        offered = sorted(page.detail.actions_row.codes())
        assert offered == sorted(ACTIONS[case.state.value])
    assert cell(page, 0, "customer") == "Oluwaseun Adébáyò-Whitfield\n\u2068W-1183\u2069 · 3 items"
    assert page.status.text() == "3 orders need you"
    names = [
        filter_button(page, code).accessibleName() for code in ("all", "needs_you", "on_its_way", "done")
    ]
    assert names == ["All 7", "Needs you 3", "On its way 3", "Done 1"]


async def test_filters_look_at_more_than_the_state(page: OutboxPage) -> None:
    given_up = order(7, State.UNCONFIRMED, dodo=Unclear("reset"))
    sending = FakeSending([*every_order(), given_up, BrokenOrder("r-9", "queued", NOW)])
    await shown(page, sending)
    filter_button(page, "needs_you").click()
    await until(lambda: page.model.rowCount() == 5)
    words = {cell(page, row, "state") for row in range(5)}
    assert words == {"Asks you first", "Needs a change", "Needs the key", "Not sure yet", "Cannot be read"}
    filter_button(page, "on_its_way").click()
    await until(lambda: page.model.rowCount() == 3)
    assert {cell(page, row, "state") for row in range(3)} == {"Not sure yet", "Sending", "Waiting to send"}
    filter_button(page, "done").click()
    await until(lambda: page.model.rowCount() == 1)
    find(page, QLineEdit, "outbox.search").setText("zoa")
    await until(lambda: "zoa" in page.empty_text())


async def test_filtered_pages_go_on_where_they_ended() -> None:
    held = [replace(row, request_id=f"r-{n}") for n, row in enumerate([every_order()[3], order(0)] * 300)]
    sending = FakeSending(held)
    rows, following = await fetch_rows(sending.rows, "needs_you", "", 0, 100)
    assert len(rows) >= 100
    seen = {row.request_id for row in rows}
    while following is not None:
        rows, following = await fetch_rows(sending.rows, "needs_you", "", following, 100)
        assert not seen & {row.request_id for row in rows}
        seen |= {row.request_id for row in rows}
    assert len(seen) == 300


async def test_starts_at_the_first_order_that_needs_a_person(page: OutboxPage) -> None:
    page.focus_start()
    await shown(page, FakeSending(every_order()))
    await until(lambda: page.table.currentIndex().row() == 3)
    page.activateWindow()
    page.focus_start()
    assert page.focusWidget() is page.table


async def test_a_created_order_shows_its_link(page: OutboxPage) -> None:
    made = link(6, payment_id="pay_9vQm2LrT0wXh6")
    await shown(page, FakeSending(every_order()), FakeTracking([made]))
    choose(page, "created")
    await until(page.detail.view.part.isVisible)
    assert find(page, QLineEdit, "outbox.link").text() == made.url
    assert [text for _time, text in page.detail.history.lines()][-1] == "Dodo made the link"


async def test_an_order_with_its_link_is_copied_and_stays(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    space = workspace(sending, FakeTracking([link(6, payment_id="pay_9vQm2LrT0wXh6")]))
    page.attach(space)
    await until(page.model.rowCount)
    asked: list[str] = []
    page.navigate.connect(asked.append)
    choose(page, "created")
    await until(page.detail.view.part.isVisible)
    # A link is copied first, whatever else can be done.
    assert page.detail.first_focus().objectName() == "outbox.copy"
    press(page, "duplicate")
    await until(lambda: asked)
    assert asked == ["compose"]
    assert space.drafting.duplicated == [every_order()[6].draft]
    assert page.model.rowCount() == 7


async def test_two_links_for_one_order_are_both_there(page: OutboxPage) -> None:
    found = [link(6, payment_id="pay_1"), link(6, payment_id="pay_2")]
    sending = FakeSending([replace(every_order()[6], found=("pay_1", "pay_2"))])
    await shown(page, sending, FakeTracking(found))
    await until(page.detail.view.part.isVisible)
    assert [made.payment_id for made in page.detail.view._several] == ["pay_1", "pay_2"]


async def test_a_broken_row_is_shown_honestly(page: OutboxPage) -> None:
    await shown(page, FakeSending([BrokenOrder("r-9", "queued", NOW)]))
    await until(lambda: page.detail.request_id.text() == "r-9")
    assert cell(page, 0, "state") == "Cannot be read"
    assert page.detail.actions_row.codes() == ("discard",)


async def test_a_broken_row_can_be_taken_off_the_list(page: OutboxPage) -> None:
    sending = FakeSending([BrokenOrder("r-9", "queued", NOW)])
    await shown(page, sending)
    await until(lambda: page.detail.request_id.text() == "r-9")
    press(page, "discard")
    box = find(page, QMessageBox)
    assert "Dodo may have a payment for this order" in box.informativeText()
    assert box.defaultButton().text() == "Keep"
    next(made for made in box.buttons() if made.text() == "Discard").click()
    await until(lambda: sending.asked)
    assert sending.asked == [("discard", "r-9")]


async def test_news_change_row_and_panel(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    choose(page, "sending")
    moved = replace(every_order()[1], state=State.UNCONFIRMED, dodo=Unclear("timeout"), next_at=NOW)
    sending.orders[1] = moved
    sending.changed.emit(moved)
    assert cell(page, 1, "state") == "Not sure yet"
    assert "look_again" in page.detail.actions_row.codes()
    sending.counts_changed.emit(sending.counts_now)
    assert filter_button(page, "all").accessibleName() == "All 7"


async def test_what_happens_next_counts_down_only_while_seen(page: OutboxPage, time: Time) -> None:
    await shown(page, FakeSending(every_order()))
    told: list[int] = []
    page.model.dataChanged.connect(lambda first, _last: told.append(first.column()))
    time.now = NOW + timedelta(seconds=5)
    await until(lambda: told)
    assert told[0] == page.model.columns.index("next")
    assert cell(page, 0, "next") == "Looks again in 19 s (4 of 14)"
    page.hide()
    assert not page._second.isActive()


async def test_news_wait_while_another_page_is_shown(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    page.hide()
    sending.orders.insert(0, order(8))
    sending.changed.emit(order(8))
    gone = order(1, State.REJECTED)
    sending.orders[2] = gone
    sending.changed.emit(gone)
    assert not page._news.isActive()
    # What is there says no old state when the page comes back.
    assert cell(page, 1, "state") == "Needs a change"
    page.show()
    await until(lambda: page.model.rowCount() == 8)


async def test_f5_looks_again_or_tries_all(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    page.activateWindow()
    choose(page, "unconfirmed")
    QTest.keyClick(page, Qt.Key.Key_F5)
    await until(lambda: len(sending.asked) == 1)
    choose(page, "sending")
    QTest.keyClick(page, Qt.Key.Key_F5)
    await until(lambda: len(sending.asked) == 2)
    assert [code for code, _id in sending.asked] == ["look_again", "try_all"]


async def test_rows_can_be_chosen_where_reading_goes_leftwards(page: OutboxPage) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.focus_start()
    await shown(page, FakeSending(every_order()))
    await until(lambda: page.table.currentIndex().row() == 3)
    assert page.table.selectionModel().isRowSelected(3)


async def test_narrow_hides_since(page: OutboxPage) -> None:
    await shown(page, FakeSending(every_order()))
    page.set_narrow(True)
    assert page.table.isColumnHidden(page.model.columns.index("since"))


async def test_lets_go(page: OutboxPage) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    page.detach()
    sending.changed.emit(order(0))
    assert page.model.rowCount() == 0
    assert page.detail.request_id.text() == ""


@pytest.mark.parametrize("language", ["en", "en_GB", "de"])
async def test_times_and_estimates_have_the_room_that_they_take(page: OutboxPage, language: str) -> None:
    words.install(language)
    old = [order(number, created_at=NOW - timedelta(hours=20 * number + 3)) for number in range(4)]
    rough = [order(9 + number, quote_exact=False, quote=Money(1240000, "EUR")) for number in range(2)]
    await shown(page, FakeSending([*every_order(), *old, *rough]))
    look = theme()
    for column, font in {"since": look.font("small", tabular=True), "total": look.font("body")}.items():
        place, metrics = page.model.columns.index(column), QFontMetrics(font)
        for row in range(page.model.rowCount()):
            text = str(page.model.index(row, place).data())
            rect = page.table.visualRect(page.model.index(row, place))
            # What the painter keeps free on both sides of a cell.
            assert metrics.horizontalAdvance(text) <= rect.width() - 20, text


async def test_whoever_types_before_the_rows_came_stays_in_the_search(page: OutboxPage) -> None:
    page.activateWindow()
    page.attach(workspace(FakeSending(every_order())))
    page.focus_start()
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "w")
    await until(page.model.rowCount)
    assert page.search.hasFocus()
    assert page.search.text() == "w"


@pytest.fixture(params=["en", "de", "en_XA"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> None:
    """Before the page is made: its columns have the room of this language's words."""
    words.install(request.param)


@pytest.mark.usefixtures("spoken")
async def test_every_state_has_the_room_that_its_pill_takes(page: OutboxPage) -> None:
    await shown(page, FakeSending(every_order()))
    for row in range(page.model.rowCount()):
        index = page.model.index(row, COLUMNS.index("state"))
        word = word_of(index.data(ROW_ROLE)).word
        assert pill_width(word) <= page.table.visualRect(index).width() - 2 * PAD - STATE_BEFORE, word


async def test_news_that_a_hidden_page_waits_with_are_read_when_it_is_shown(
    page: OutboxPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = FakeSending(every_order())
    await shown(page, sending)
    moved = replace(every_order()[1], state=State.UNCONFIRMED, dodo=Unclear("timeout"), next_at=NOW)
    sending.orders.append(order(77))
    sending.changed.emit(moved)
    assert page._news.isActive()
    page.hide()
    assert not page._news.isActive()
    page.show()
    await until(lambda: page.model.rowCount() == len(sending.orders))
