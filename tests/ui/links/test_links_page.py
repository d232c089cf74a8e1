"""The page of links: pages of rows, filters, search, live news, export."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.ui.links.choice import begins
from dodo_desktop.ui.links.csv_export import csv_bytes, harmless
from dodo_desktop.ui.links.page import LinksPage
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.table import PAD
from tests.ui.finding import find
from tests.ui.links.fakes import NOW, FakeSending, FakeTracking, link, workspace
from tests.ui.links.turns import until
from tests.ui.turning import turn

pytestmark = pytest.mark.anyio


def each_state() -> list[PaymentLink]:
    return [
        link(0),
        link(1, status="requires_customer_action"),
        link(2, status="succeeded"),
        link(3, status="failed"),
        link(4, status="cancelled"),
        link(5, expires_at=NOW - timedelta(hours=18)),
        link(6, status="requires_moonlight"),
    ]


@pytest.fixture
async def page() -> AsyncIterator[LinksPage]:
    made = LinksPage(now=lambda: NOW)
    made.resize(1100, 700)
    made.show()
    yield made
    made.detach()
    made.close()
    made.deleteLater()


def cell(page: LinksPage, row: int, column: str) -> str:
    return str(page.model.index(row, page.model.columns.index(column)).data())


def filter_button(page: LinksPage, code: str) -> QToolButton:
    return find(page, QToolButton, f"links.filter.{code}")


def seen(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


async def shown(page: LinksPage, tracking: FakeTracking, sending: FakeSending | None = None) -> None:
    page.attach(workspace(sending, tracking))
    await until(lambda: page.model.rowCount() or page.empty_text())
    await until(lambda: filter_button(page, "all").accessibleName() != "")


async def test_says_that_there_are_none(page: LinksPage) -> None:
    await shown(page, FakeTracking())
    assert page.empty_text() == "No links yet. The first one you make appears here."
    asked: list[str] = []
    page.navigate.connect(asked.append)
    find(page, QPushButton, "links.new").click()
    assert asked == ["compose"]


async def test_shows_rows_and_counts(page: LinksPage) -> None:
    await shown(page, FakeTracking(each_state()))
    assert page.model.rowCount() == 7
    assert cell(page, 0, "state") == "Not paid yet"
    assert cell(page, 0, "expires") == "in 23 h 58 min"
    assert cell(page, 6, "state") == "requires_moonlight"
    assert cell(page, 2, "expires") == ""
    assert cell(page, 0, "total") == "$322.38 USD"
    names = {
        code: filter_button(page, code).accessibleName()
        for code in ("all", "open", "paid", "failed", "expired")
    }
    assert names == {
        "all": "All 7",
        "open": "Open 3",
        "paid": "Paid 1",
        "failed": "Failed, cancelled 2",
        "expired": "Expired 1",
    }
    assert page.status.text() == "Checked 20 s ago"


async def test_filters_and_searches(page: LinksPage) -> None:
    await shown(page, FakeTracking(each_state()))
    filter_button(page, "failed").click()
    await until(lambda: page.model.rowCount() == 2)
    assert {cell(page, row, "state") for row in range(2)} == {"Failed", "Cancelled"}
    filter_button(page, "all").click()
    find(page, QLineEdit, "links.search").setText("nakagawa")
    await until(lambda: page.model.rowCount() == 1)
    assert cell(page, 0, "customer") == "Ayaka Nakagawa"
    page.search.setText("zoa")
    await until(lambda: "zoa" in page.empty_text())
    assert page.detail.shown is None
    page.search.setText("")
    await until(lambda: page.model.rowCount() == 7)


async def test_never_fetches_all_rows(page: LinksPage) -> None:
    tracking = FakeTracking([replace(link(0), payment_id=f"pay_{n}") for n in range(1000)])
    await shown(page, tracking)
    assert page.model.rowCount() == 100
    assert tracking.asked == [(0, 100)]
    page.table.scrollToBottom()
    await until(lambda: page.model.rowCount() == 200)
    assert tracking.asked[-1] == (100, 100)
    assert cell(page, 199, "customer")


async def test_shows_the_chosen_link_and_watches_it(page: LinksPage) -> None:
    tracking = FakeTracking(each_state())
    await shown(page, tracking)
    assert page.detail.shown == tracking.links[0]
    assert tracking.watched == tracking.links[0].payment_id
    page.table.selectRow(1)
    assert page.detail.shown == tracking.links[1]
    assert tracking.watched == tracking.links[1].payment_id
    page.hide()
    assert tracking.watched is None
    page.show()
    assert tracking.watched == tracking.links[1].payment_id


async def test_news_of_the_watched_link_do_not_begin_anew(page: LinksPage) -> None:
    tracking = FakeTracking(each_state())
    await shown(page, tracking)
    tracking.watched = "untouched"
    paid = link(0, status="succeeded")
    tracking.links[0] = paid
    tracking.changed.emit(paid)
    assert cell(page, 0, "state") == "Paid"
    assert page.detail.view.part.pill.accessibleName() == "Paid"
    assert tracking.watched == "untouched"
    await until(lambda: filter_button(page, "paid").accessibleName() == "Paid 2")


async def test_a_new_link_comes_to_the_top_and_the_choice_stays(page: LinksPage) -> None:
    tracking, sending = FakeTracking(each_state()), FakeSending()
    await shown(page, tracking, sending)
    page.table.selectRow(3)
    chosen = page.detail.shown
    new = replace(link(0), payment_id="pay_new", customer_name="Zoë")
    tracking.links.insert(0, new)
    sending.link_made.emit(new)
    await until(lambda: page.model.rowCount() == 8)
    assert cell(page, 0, "customer") == "Zoë"
    assert page.detail.shown == chosen
    assert page.table.currentIndex().row() == 4


async def test_news_wait_while_another_page_is_shown(page: LinksPage) -> None:
    tracking, sending = FakeTracking(each_state()), FakeSending()
    await shown(page, tracking, sending)
    page.hide()
    new = replace(link(0), payment_id="pay_new", customer_name="Zoë")
    tracking.links.insert(0, new)
    sending.link_made.emit(new)
    assert not page._news.isActive()
    page.show()
    await until(lambda: page.model.rowCount() == 8)
    assert cell(page, 0, "customer") == "Zoë"


class SlowTracking(FakeTracking):
    """Answers once `gate` is set."""

    gate: asyncio.Event

    async def refresh(self) -> None:
        await self.gate.wait()
        await super().refresh()


async def test_refreshes(page: LinksPage) -> None:
    tracking = SlowTracking(each_state())
    tracking.gate = asyncio.Event()
    await shown(page, tracking)
    button = find(page, QPushButton, "links.refresh")
    button.setFocus()
    button.click()
    await until(lambda: page.refresh_button.busy)
    button.click()
    tracking.gate.set()
    await until(lambda: not page.refresh_button.busy)
    assert tracking.refreshed == 1, "it is asked for once"
    assert page.focusWidget() is button, "what it stands before has not got the keyboard meanwhile"
    tracking.trouble = GatewayError("offline")
    page.refresh_button.click()
    await until(lambda: "could not be reached" in page.status.text())
    assert page.model.rowCount() == 7


async def test_duplicates(page: LinksPage) -> None:
    tracking = FakeTracking(each_state())
    space = workspace(None, tracking)
    page.attach(space)
    await until(page.model.rowCount)
    asked: list[str] = []
    page.navigate.connect(asked.append)
    page.table.selectRow(2)
    find(page, QPushButton, "links.duplicate").click()
    await until(lambda: asked)
    assert asked == ["compose"]
    assert space.drafting.duplicated == [tracking.links[2].draft]


async def test_exports_what_is_filtered(page: LinksPage, tmp_path: Path) -> None:
    tracking = FakeTracking([replace(link(0), payment_id=f"pay_{n}") for n in range(250)])
    await shown(page, tracking)
    path = tmp_path / "links.csv"
    page.export_to(str(path))
    await until(lambda: page.status.text() == "Exported")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == 251
    assert {limit for _offset, limit in tracking.asked} == {100}
    page.export_to(str(tmp_path / "missing" / "links.csv"))
    await until(lambda: "could not be written" in page.status.text())


async def test_a_disk_that_fails_is_explained(page: LinksPage) -> None:
    class Broken(FakeTracking):
        async def rows(self, *_args: object, **_names: object) -> list[PaymentLink]:
            raise StoreFault("corrupt")

    page.attach(workspace(None, Broken()))
    await until(lambda: "damaged" in page.status.text())


async def test_lets_go_of_everything(page: LinksPage) -> None:
    tracking = FakeTracking(each_state())
    await shown(page, tracking)
    page.detach()
    assert page.model.rowCount() == 0
    assert page.detail.shown is None
    assert tracking.watched is None
    tracking.changed.emit(link(0))
    page.detach()
    await turn()
    assert page.model.rowCount() == 0
    await shown(page, FakeTracking(each_state()[:2]))
    assert page.model.rowCount() == 2


async def test_narrow_hides_order_and_history(page: LinksPage) -> None:
    await shown(page, FakeTracking(each_state()))
    order_column = page.model.columns.index("order")
    page.set_narrow(True)
    assert page.table.isColumnHidden(order_column)
    assert not page.detail.view.part.history.isVisible()
    page.set_narrow(False)
    assert not page.table.isColumnHidden(order_column)
    assert page.detail.view.part.history.isVisible()


async def test_before_any_service_it_can_be_used(page: LinksPage) -> None:
    page.focus_start()
    page.refresh()
    page.set_narrow(True)
    assert len(page.regions()) == 2
    assert not page.model.rowCount()


async def test_tab_goes_search_filters_table_panel_header(page: LinksPage) -> None:
    await shown(page, FakeTracking(each_state()))
    order: list[QWidget] = [page.search]
    while (following := order[-1].nextInFocusChain()) is not page.search:
        assert following is not None
        order.append(following)
    stops = [page.search, filter_button(page, "all"), page.table, page.detail.view.part.copy, page.export]
    places = [order.index(stop) for stop in stops]
    assert places == sorted(places)


@pytest.mark.parametrize("cell_text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
async def test_no_cell_is_a_formula(cell_text: str) -> None:
    assert harmless(cell_text) == f"'{cell_text}"
    made = link(0, customer_name=cell_text)
    text = csv_bytes([made], NOW).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert row[1] == f"'{cell_text}"


async def test_csv_amounts_and_mark() -> None:
    data = csv_bytes([link(0), link(2), link(5), link(0, total=None)], NOW)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[4] for row in rows[1:]] == ["322.38", "18700", "24.750", ""]
    assert rows[1][8] == link(0).url


def choose_period(page: LinksPage, code: str) -> None:
    action = page.period.findChild(QAction, f"links.period.{code}")
    assert action is not None
    action.trigger()


def shows(page: LinksPage, count: int) -> bool:
    return page.model.rowCount() == count and filter_button(page, "all").accessibleName() == f"All {count}"


async def test_a_period_narrows_rows_counts_and_export(page: LinksPage, tmp_path: Path) -> None:
    # In local time NOW can be another day than in UTC; links are a whole day away from each edge.
    made = [link(number, created_at=NOW - timedelta(days=days)) for number, days in enumerate([0, 4, 20, 99])]
    await shown(page, FakeTracking(made))
    assert (page.model.rowCount(), page.period.text()) == (4, "Any time")
    for code, text, count in [
        ("week", "Last 7 days", 2),
        ("month", "Last 30 days", 3),
        ("today", "Today", 1),
        ("any", "Any time", 4),
        ("year", "Last 365 days", 4),
    ]:
        choose_period(page, code)
        await until(partial(shows, page, count))
        assert page.period.text() == text
    choose_period(page, "week")
    await until(lambda: page.model.rowCount() == 2)
    page.export_to(str(tmp_path / "links.csv"))
    await until((tmp_path / "links.csv").exists)
    assert len((tmp_path / "links.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


async def test_an_empty_period_says_so_and_offers_no_first_link(page: LinksPage) -> None:
    await shown(page, FakeTracking([link(0, created_at=NOW - timedelta(days=99))]))
    choose_period(page, "week")
    await until(lambda: page.empty_text() == "No link was made in this time.")
    first = page.findChild(QPushButton, "links.new")
    assert first is not None
    assert not first.isVisible()


def test_a_period_begins_at_local_midnight_days_included() -> None:
    assert begins("any", NOW) is None
    today, week = begins("today", NOW), begins("week", NOW)
    assert today is not None
    assert week is not None
    local = NOW.astimezone()
    assert today.replace(tzinfo=None) == local.replace(tzinfo=None, hour=0, minute=0, second=0)
    assert (today.date() - week.date()).days == 6
    assert (week.hour, week.minute) == (0, 0)


async def test_no_amount_in_the_list_is_cut(page: LinksPage) -> None:
    largest = [
        link(0, total=Money(2_147_483_647, "USD")),
        link(1, total=Money(1_999_999_900, "IDR")),
        link(2, total=Money(2_147_483_647, "KWD")),
    ]
    page.attach(workspace(FakeSending(), FakeTracking(largest)))
    await until(lambda: page.model.rowCount() == len(largest))
    column = page.model.columns.index("total")
    room = page.table.columnWidth(column) - 2 * PAD
    metrics = QFontMetrics(theme().font("body", tabular=True))
    for row in range(len(largest)):
        assert metrics.horizontalAdvance(cell(page, row, "total")) <= room
    # What tells its currency itself does not have it told twice.
    assert cell(page, 1, "total").count("IDR") == 1
    assert cell(page, 0, "total").endswith("USD")


async def test_the_search_leads_to_the_rows_and_is_emptied_by_escape(page: LinksPage) -> None:
    page.attach(workspace(None, FakeTracking(each_state())))
    await until(lambda: page.model.rowCount() == len(each_state()))
    page.search.setText("nobody")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    await until(lambda: page.model.rowCount() == len(each_state()))
    page.table.setCurrentIndex(QModelIndex())
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.focusWidget() is page.table
    assert page.table.currentIndex().row() == 0
