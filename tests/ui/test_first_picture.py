"""The first picture: little is made for it, and what comes afterwards stands where it already showed it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop import app
from dodo_desktop.ui import words
from dodo_desktop.ui.compose.front import Front
from dodo_desktop.ui.compose.section import Section
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words.qt import install_qt

MOST_MODULES, MOST_WIDGETS = 70, 100

ON_BOTH = (
    "customer.search",
    "customer.new",
    "cart.empty",
    "compose.title",
    "compose.create",
    "drafts.menu",
    "templates.menu",
    "compose.duplicate",
    "compose.new",
    "connection.status",
    "mode.badge",
    "nav.settings",
)
FIELDS = (
    "billing.country",
    "billing.street",
    "billing.city",
    "billing.state",
    "billing.zipcode",
    "options.currency",
    "options.discount_code",
    "options.tax_id",
)


@pytest.fixture(params=["en", "de", "ar_XB"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    words.install(request.param)
    install_qt(qapp)
    yield request.param
    words.install("en")
    install_qt(qapp)


def first_picture(qtbot: QtBot, mode: str, size: tuple[int, int] = (1280, 800)) -> MainWindow:
    with theme().undressed():
        window = MainWindow(mode, "Juniper")
        qtbot.addWidget(window)
        window.resize(*size)
    window.show()
    QApplication.processEvents()
    return window


def place(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def places(window: MainWindow) -> dict[str, QRect]:
    """Where everything is that the first picture and the whole window both show."""
    found = {name: place(window, shown(window, name)) for name in ON_BOTH}
    for section in window.findChildren(Section):
        if section.isVisible():
            found[section.title.text()] = place(window, section.title)
    for label in window.findChildren(QLabel):
        if label.isVisible() and not label.objectName() and label.text():
            found.setdefault(label.text(), place(window, label))
    return found


def moved(before: dict[str, QRect], after: dict[str, QRect], least: int) -> dict[str, tuple[QRect, QRect]]:
    """What stands more than `least` pixels away from where it was, or has another size."""
    pairs = {name: (was, after[name]) for name, was in before.items() if name}
    return {
        name: (was, now)
        for name, (was, now) in pairs.items()
        if was.size() != now.size() or (was.topLeft() - now.topLeft()).manhattanLength() > least
    }


def shown(window: MainWindow, name: str) -> QWidget:
    return next(one for one in window.findChildren(QWidget, name) if one.isVisible())


@pytest.mark.parametrize(("mode", "size"), [("practice", (1100, 720)), ("live", (1280, 800))])
def test_nothing_moves_when_the_rest_comes(
    qtbot: QtBot, language: str, mode: str, size: tuple[int, int]
) -> None:
    window = first_picture(qtbot, mode, size)
    front = window.findChild(Front)
    assert front is not None
    before = places(window)
    outlines = {
        name: frame.translated(place(window, part).topLeft())
        for part in front.fields
        for name, frame in part.frames().items()
        if name
    }
    app.make_whole(window)
    QApplication.processEvents()
    # A splitter of Qt stands one pixel further where it runs from right to left.
    least = 1 if window.isRightToLeft() else 0
    assert not moved(before, places(window), least)
    assert not moved(outlines, {name: place(window, shown(window, name)) for name in FIELDS}, least)


def test_what_is_typed_into_the_picture_stays_and_so_does_the_cursor(qtbot: QtBot) -> None:
    window = first_picture(qtbot, "live")
    window.activateWindow()
    field = shown(window, "customer.search")
    assert window.focusWidget() is field
    qtbot.keyClicks(field, "garcia")
    field.setProperty("cursorPosition", 2)
    app.make_whole(window)
    QApplication.processEvents()
    qtbot.keyClicks(window.focusWidget(), "x")
    assert window.compose.form.customer.finder.field.text() == "gaxrcia"
    assert window.compose.draft.customer.search == "gaxrcia"


def test_the_search_keeps_the_keyboard_of_a_window_that_the_system_has_not_put_in_front_yet(
    qtbot: QtBot,
) -> None:
    window = first_picture(qtbot, "live")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    field = shown(window, "customer.search")
    assert window.focusWidget() is field
    assert not field.hasFocus()
    app.make_whole(window)
    QApplication.processEvents()
    assert window.focusWidget() is window.compose.form.customer.finder.field


def test_the_form_is_dressed_like_one_that_is_made_at_once(qtbot: QtBot) -> None:
    window = first_picture(qtbot, "live")
    app.make_whole(window)
    late = fonts(window)
    with theme().undressed():
        other = MainWindow("live", "Juniper")
        qtbot.addWidget(other)
        assert other.compose is other.pages.currentWidget()
    assert late == fonts(other)


def fonts(window: MainWindow) -> list[tuple[str, str, str]]:
    """Of all that the page has; the ring round the focus is there where something has it."""
    found = [one for one in window.compose.findChildren(QWidget) if one.objectName() != "focus.ring"]
    return sorted((type(one).__name__, one.objectName(), one.font().toString()) for one in found)


def test_little_is_imported_and_made_for_the_picture(qtbot: QtBot) -> None:
    told = "import sys, dodo_desktop.app, dodo_desktop.ui.main_window; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=True)
    ours = [name for name in run.stdout.split() if name.startswith("dodo_desktop")]
    assert len(ours) <= MOST_MODULES, sorted(ours)
    assert "dodo_desktop.core.draft" not in ours
    window = first_picture(qtbot, "live")
    assert len(window.findChildren(QWidget)) <= MOST_WIDGETS
