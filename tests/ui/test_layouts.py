"""A layout is put into another one while it is empty.

Where one that is filled is put there, Qt's binding makes an object for each thing in it and keeps that for as
long as the layout. When such a thing goes, the object stays, and whatever widget comes to lie at the same
address later is then handed out as that object.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.profiles import Profile
from dodo_desktop.ui.links.full_screen import FullScreen
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.report_window import ReportWindow
from dodo_desktop.ui.settings.profile_dialog import ProfileDialog
from dodo_desktop.ui.shortcuts_window import ShortcutsWindow
from dodo_desktop.ui.unready_page import UnreadyPage
from tests.ui.test_accessibility import make_what_is_said_later

_PUTS = [
    (kind, name)
    for kind in (QBoxLayout, QHBoxLayout, QVBoxLayout, QGridLayout)
    for name in ("addLayout", "insertLayout")
    if name in vars(kind)
]


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of all layouts that are put into others, what those had in them by then."""
    seen: list[str] = []

    def watched(put: Any) -> Any:
        def watch(outer: Any, *arguments: Any) -> Any:
            for inner in arguments:
                if isinstance(inner, QLayout):
                    seen.extend(_inside(inner))
            return put(outer, *arguments)

        return watch

    for kind, name in _PUTS:
        monkeypatch.setattr(kind, name, watched(getattr(kind, name)))
    return seen


def _inside(layout: QLayout) -> list[str]:
    items = [item for number in range(layout.count()) if (item := layout.itemAt(number)) is not None]
    widgets = [widget for item in items if (widget := item.widget()) is not None]
    layouts = [inner for item in items if (inner := item.layout()) is not None]
    named = [f"{type(widget).__name__} {widget.objectName()} {widget.property('text')}" for widget in widgets]
    return [*named, *(text for inner in layouts for text in _inside(inner))]


def test_one_that_is_filled_is_noticed(qtbot: QtBot, filled: list[str]) -> None:
    whole, row = QWidget(), QHBoxLayout()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    row.addWidget(QLabel("late"))
    column.addLayout(row)
    assert filled == ["QLabel  late"]


def test_all_that_the_window_shows_is_put_into_layouts_that_have_their_place(
    qtbot: QtBot, filled: list[str]
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.pages.make_all()
    make_what_is_said_later(window)
    assert window.compose.drafts is not None
    assert window.compose.templating is not None
    here = [ShortcutsWindow(window), ReportWindow(window), UnreadyPage(window)]
    customer = FullScreen(window, now=lambda: datetime(2026, 1, 2, tzinfo=UTC))
    account = ProfileDialog(window, Profile("one", "test", "Juniper & Clay"), "")
    assert filled == []
    for each in (*here, customer, account):
        each.deleteLater()
