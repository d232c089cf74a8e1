"""On the page of links a code is made by a worker; all else of a link is there at once, and nothing moves."""

import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import segno
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.qr import known_matrix
from dodo_desktop.ui.links.page import LinksPage
from dodo_desktop.ui.widgets.qr_view import QrView
from tests.ui.finding import find
from tests.ui.links.fakes import NOW, FakeSending, FakeTracking, link, workspace
from tests.ui.links.turns import until

pytestmark = pytest.mark.anyio


class Makers:
    """Who makes codes; each waits until `go`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.threads: list[threading.Thread] = []
        self._make = segno.make_qr
        monkeypatch.setattr(segno, "make_qr", self._noted)

    def _noted(self, *given: Any, **named: Any) -> segno.QRCode:
        self.threads.append(threading.current_thread())
        if threading.current_thread() is not threading.main_thread():
            self.go.wait()
        return self._make(*given, **named)


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> Makers:
    return Makers(monkeypatch)


@pytest.fixture
async def page(makers: Makers) -> AsyncIterator[LinksPage]:
    made = LinksPage(now=lambda: NOW)
    made.resize(1100, 700)
    made.show()
    yield made
    makers.go.set()
    made.detach()
    made.close()
    made.deleteLater()


def _links(name: str, count: int) -> list[PaymentLink]:
    """Links of which no other test has made a code."""
    return [replace(one, url=f"{one.url}-{name}-{n}") for n in range(count) for one in [link(n)]]


def _code(page: LinksPage) -> QrView:
    return page.detail.view.part.card.qr


def _places(page: LinksPage) -> dict[QWidget, QRect]:
    return {part: part.geometry() for part in page.panel.findChildren(QWidget) if part.isVisible()}


async def _shown(page: LinksPage, links: list[PaymentLink]) -> None:
    page.attach(workspace(FakeSending([]), FakeTracking(links)))
    await until(lambda: page.model.rowCount() == len(links))
    page.table.setFocus()


async def test_a_code_comes_from_a_worker_and_nothing_moves(page: LinksPage, makers: Makers) -> None:
    links = _links("worker", 1)
    await _shown(page, links)
    await until(lambda: page.detail.shown == links[0])
    assert _code(page).text == links[0].url
    assert _code(page).to_image(1).isNull()
    # What is done with the code makes it itself, where it is pressed so soon.
    assert find(page, QPushButton, "links.full_screen").isEnabled()
    before = _places(page)
    makers.go.set()
    await until(lambda: not _code(page).to_image(1).isNull())
    assert threading.main_thread() not in makers.threads
    assert _places(page) == before


async def test_no_other_code_stands_beside_a_row_while_its_own_is_made(
    page: LinksPage, makers: Makers
) -> None:
    links = _links("beside", 3)
    makers.go.set()
    await _shown(page, links)
    await until(lambda: not _code(page).to_image(1).isNull())
    first = _code(page).to_image(1)
    await until(lambda: known_matrix(links[1].url) is not None)
    makers.go.clear()
    # The next one was got ready; the one behind it was not.
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    second = _code(page).to_image(1)
    assert not second.isNull()
    assert second != first
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert _code(page).text == links[2].url
    assert _code(page).to_image(1).isNull()
    makers.go.set()
    await until(lambda: not _code(page).to_image(1).isNull())
    assert _code(page).to_image(1) not in (first, second)
    assert threading.main_thread() not in makers.threads


async def test_a_code_that_comes_late_is_not_shown_for_another_link(page: LinksPage, makers: Makers) -> None:
    links = _links("late", 2)
    await _shown(page, links)
    await until(lambda: _code(page).text == links[0].url)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert _code(page).text == links[1].url
    makers.go.set()
    await until(lambda: known_matrix(links[0].url) is not None)
    await until(lambda: not _code(page).to_image(1).isNull())
    alone = QrView()
    alone.set_text(links[1].url)
    assert _code(page).to_image(1) == alone.to_image(1)
    alone.deleteLater()


async def test_a_link_too_long_for_a_code_has_nothing_to_scan(page: LinksPage, makers: Makers) -> None:
    makers.go.set()
    links = [replace(one, url=one.url + "x" * 3000) for one in _links("long", 1)]
    await _shown(page, links)
    full = find(page, QPushButton, "links.full_screen")
    await until(lambda: not full.isEnabled())
    assert _code(page).to_image(1).isNull()


async def test_a_code_that_was_waited_for_as_the_page_let_go_comes_when_it_is_shown_again(
    page: LinksPage, makers: Makers
) -> None:
    links = _links("again", 1)
    await _shown(page, links)
    await until(lambda: _code(page).text == links[0].url)
    page.detach()
    makers.go.set()
    await _shown(page, [replace(one, customer_name=f"{one.customer_name} again") for one in links])
    await until(lambda: not _code(page).to_image(1).isNull())
