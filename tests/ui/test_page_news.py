"""A page that is opened with news to be read is painted once, when they are there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.ports import BrokenOrder
from dodo_desktop.ui import pages
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.outbox.page import OutboxPage
from tests.ui.curtains import curtains, on_screen
from tests.ui.links.fakes import FakeSending, FakeTracking, every_order, link, order, workspace
from tests.ui.links.turns import until
from tests.ui.turning import turn

pytestmark = pytest.mark.anyio


class SlowSending(FakeSending):
    """Its disk answers when it is let."""

    def __init__(self) -> None:
        super().__init__(every_order())
        self.answers = asyncio.Event()
        self.answers.set()

    async def rows(self, *wanted: Any, **more: Any) -> Sequence[OutgoingPayment | BrokenOrder]:
        await self.answers.wait()
        return await super().rows(*wanted, **more)


class Painted(QObject):
    """How many rows there were at each painting of a table."""

    def __init__(self, page: OutboxPage) -> None:
        super().__init__(page)
        self._page = page
        self.rows: list[int] = []
        page.table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.rows.append(self._page.model.rowCount())
        return False


@pytest.fixture
def sending() -> SlowSending:
    return SlowSending()


@pytest.fixture
async def window(qapp: QApplication, sending: SlowSending) -> AsyncIterator[MainWindow]:
    qapp.setQuitOnLastWindowClosed(False)
    made = MainWindow()
    made.pages.make_all()
    made.outbox.attach(workspace(sending))
    await until(made.outbox.model.rowCount)
    made.show()
    await calm(made)
    yield made
    made.outbox.detach()
    made.close()
    made.deleteLater()


async def calm(window: QWidget) -> None:
    """Until nothing is left to be painted."""
    await turn()
    await until(lambda: not curtains(window))
    await turn()


def beside_the_sidebar(window: MainWindow) -> QImage:
    """What is seen there."""
    left = window.sidebar.geometry().right() + 1
    return on_screen(window).copy(left, 0, window.width() - left, window.height())


async def open_with_news(window: MainWindow, sending: SlowSending) -> Painted:
    """The page of orders is opened after one more came; the disk does not answer yet."""
    news = order(77)
    sending.orders.append(news)
    sending.changed.emit(news)
    sending.answers.clear()
    painted = Painted(window.outbox)
    window.show_page("outbox")
    return painted


async def test_it_waits_for_them(
    window: MainWindow, sending: SlowSending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_NEWS_MS", 60_000)
    before = beside_the_sidebar(window)
    painted = await open_with_news(window, sending)
    for _ in range(20):
        await turn()
    assert curtains(window)
    assert not painted.rows
    # The banner of practice is one of the page before.
    assert window.banner.isHidden()
    assert beside_the_sidebar(window) == before
    sending.answers.set()
    await calm(window)
    assert set(painted.rows) == {len(sending.orders)}


async def test_it_does_not_wait_long(
    window: MainWindow, sending: SlowSending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_NEWS_MS", 1)
    painted = await open_with_news(window, sending)
    await until(lambda: painted.rows)
    assert set(painted.rows) == {len(sending.orders) - 1}
    sending.answers.set()
    await until(lambda: painted.rows[-1] == len(sending.orders))


async def test_it_does_not_wait_for_a_disk_that_refuses(
    window: MainWindow, sending: SlowSending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_NEWS_MS", 60_000)
    painted = await open_with_news(window, sending)
    sending.fault = "full"
    sending.answers.set()
    await until(lambda: painted.rows)


async def test_the_rows_of_another_page_are_not_what_it_waits_for(
    window: MainWindow, sending: SlowSending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_NEWS_MS", 60_000)
    painted = await open_with_news(window, sending)
    window.links.model.loaded.emit()
    for _ in range(20):
        await turn()
    assert not painted.rows


async def test_in_another_size_it_is_painted_at_once(
    window: MainWindow, sending: SlowSending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_NEWS_MS", 60_000)
    painted = await open_with_news(window, sending)
    window.resize(window.width() + 40, window.height())
    await until(lambda: painted.rows)


async def test_without_news_nobody_waits(
    window: MainWindow, sending: SlowSending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_NEWS_MS", 60_000)
    for page in ("outbox", "compose"):
        window.show_page(page)
        await calm(window)
    sending.answers.clear()
    painted = Painted(window.outbox)
    window.show_page("outbox")
    await until(lambda: painted.rows)


async def test_what_is_read_again_and_is_the_same_is_not_painted(
    window: MainWindow, sending: SlowSending
) -> None:
    window.show_page("outbox")
    await calm(window)
    painted = Painted(window.outbox)
    told: list[None] = []
    window.outbox.model.loaded.connect(lambda: told.append(None))
    window.outbox.model.reload()
    await until(lambda: told)
    assert not curtains(window)
    await turn()
    assert not painted.rows


async def test_a_link_that_is_shown_already_is_not_painted_again(
    window: MainWindow, sending: SlowSending
) -> None:
    page, made = window.outbox, link(6, payment_id="pay_9vQm2LrT0wXh6")
    page.detach()
    tracking = Read([made])
    page.attach(workspace(sending, tracking))
    window.show_page("outbox")
    created = next(row for row in every_order() if row.state is State.CREATED)
    page.open_order(created.request_id)
    await until(page.detail.view.part.isVisible)
    await calm(window)
    before = tracking.read
    page._link_made(made)
    await until(lambda: tracking.read > before)
    assert not curtains(window)


class Read(FakeTracking):
    """Counts how often a link was read."""

    read = 0

    async def get(self, payment_id: str) -> PaymentLink | None:
        self.read += 1
        return await super().get(payment_id)
