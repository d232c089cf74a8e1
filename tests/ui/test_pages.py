"""Which pages there are when: Compose at once, each other when it is asked for, all after a rest."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.draft import Draft
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.outbox.model import COLUMNS
from dodo_desktop.ui.rehearsal import rehearse
from dodo_desktop.ui.sheet import style_sheet
from dodo_desktop.ui.sidebar import WIDE
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.list_page import PANEL
from tests.ui.curtains import alike, at, curtains, on_screen

NOT_BEFORE_THE_PICTURE = ("asyncio", "ssl", "httpx", "pydantic", "sqlite3", "qasync", "PySide6.QtNetwork")


LATE = (
    "outbox.table",
    "links.table",
    "settings.language",
    "result.qr",
    "options.methods",
    "options.more_methods.search",
)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    return made


def there(window: MainWindow, name: str) -> bool:
    return window.findChild(QWidget, name) is not None


def test_only_what_is_seen_first_is_made_first(window: MainWindow) -> None:
    assert there(window, "customer.search")
    assert not any(there(window, name) for name in LATE)
    assert not window.pages.whole


@pytest.mark.parametrize(
    ("page", "name"),
    [("outbox", "outbox.table"), ("links", "links.table"), ("settings", "settings.language")],
)
def test_a_page_is_made_when_somebody_goes_there(window: MainWindow, page: str, name: str) -> None:
    window.sidebar.buttons[page].click()
    assert window.pages.name == page
    assert there(window, name)


def test_a_page_that_comes_late_has_the_narrow_measures(window: MainWindow) -> None:
    window.pages.set_narrow(True)
    assert window.outbox.table.isColumnHidden(COLUMNS.index("since"))


def test_a_page_that_comes_late_knows_that_the_keyring_is_being_asked(window: MainWindow) -> None:
    window.unlocking.busy = True
    assert window.outbox.detail.actions_row.buttons["unlock"].busy


def test_keys_that_come_while_a_page_is_laid_out_do_not_wait_for_its_painting(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.make_all()
    window.show()
    qtbot.waitExposed(window)
    # As high as the page to come.
    window.show_page("links")
    qtbot.waitUntil(lambda: not curtains(window))
    QApplication.processEvents()
    before = on_screen(window.pages)
    window.show_page("settings")
    # Layouts and paintings are events that are sent now; the turn after the next timer is another one.
    QApplication.sendPostedEvents()
    assert window.pages.name == "settings"
    assert curtains(window)
    assert on_screen(window.pages) == before
    qtbot.waitUntil(lambda: not curtains(window))
    QApplication.processEvents()
    assert on_screen(window.pages) != before


def test_another_order_leaves_nothing_of_the_one_before(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    qtbot.waitExposed(window)
    form = window.compose.form
    QApplication.processEvents()
    lower = QRect(0, form.height() // 2, form.width(), form.height() // 2)
    for draft in ("d-1", "d-2"):
        # Something else is to be seen there, as after an order that was made.
        window.show_page("settings")
        qtbot.waitUntil(lambda: not curtains(window))
        QApplication.processEvents()
        window.show_page("compose")
        form.show_draft(Draft(draft))
        qtbot.waitUntil(lambda: not curtains(window))
        QApplication.processEvents()
        seen = on_screen(form).copy(lower)
        assert alike(seen, window.grab().toImage().copy(at(form, lower)))


def test_a_page_that_was_not_seen_yet_stands_where_it_will_be_seen(window: MainWindow, qtbot: QtBot) -> None:
    # Practice has a banner above one of the pages alone.
    window.say_place("test", "", "")
    window.show()
    qtbot.waitExposed(window)
    window.pages.make_all()
    page = window.links
    assert not page.isVisible()
    assert page.size() == window.pages.size()
    parts = (page.table, page.panel, page.search, page.export)
    before = [part.geometry() for part in parts]
    window.show_page("links")
    QApplication.processEvents()
    assert [part.geometry() for part in parts] == before
    assert page.panel.width() == PANEL


def test_a_page_that_is_seen_is_not_painted_again_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    qtbot.waitExposed(window)
    window.show_page("settings")
    size = window.settings.size()
    assert list(rehearse(window.settings, QSize(300, 300))) == []
    assert window.settings.size() == size


def test_in_the_end_all_is_there(window: MainWindow) -> None:
    window.pages.make_all()
    assert window.pages.whole
    assert all(there(window, name) for name in LATE)


def test_what_is_made_without_the_sheet_gets_it_at_the_end(qapp: QApplication) -> None:
    look = theme()
    light = qapp.styleSheet()
    with look.undressed():
        look.apply("dark")
        assert not qapp.styleSheet()
    assert qapp.styleSheet() == style_sheet(look.tokens) != light


def test_the_picture_needs_none_of_the_heavy_libraries() -> None:
    told = "import sys, dodo_desktop.app, dodo_desktop.ui.main_window; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=True)
    assert not set(NOT_BEFORE_THE_PICTURE) & set(run.stdout.split())


def test_the_ways_to_the_pages_stay_where_they_are_when_the_name_comes(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.say_place("test", "", "")
    window.show()
    way = window.sidebar.buttons["links"]
    before = way.mapTo(window, way.rect().topLeft())
    window.say_place("test", "Juniper & Clay Ceramics", "")
    QApplication.processEvents()
    assert way.mapTo(window, way.rect().topLeft()) == before
    assert window.sidebar.business.isVisible()


def test_the_event_of_an_earlier_size_leaves_a_narrow_window_its_rail(window: MainWindow) -> None:
    window.resize(1100, 720)
    window.show()
    assert window.sidebar.width() < WIDE
    late = QResizeEvent(QSize(1280, 800), QSize(1024, 768))
    window.resizeEvent(late)
    assert window.sidebar.width() < WIDE
    window.resize(1280, 800)
    assert window.sidebar.width() == WIDE


def test_the_first_picture_says_what_the_mode_means_for_money(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.say_place("practice", "Practice shop", "")
    assert window.compose.summary.promise.text() == "Practice: nothing leaves this computer."
    window.say_place("unknown", "", "")
    assert window.compose.summary.promise.text() == ""
