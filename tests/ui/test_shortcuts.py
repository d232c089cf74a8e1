"""The table of keys: what it lists works, what works is listed, and README says the same."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import dodo_desktop.ui
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.shortcuts_window import Shortcut, ShortcutsWindow, shortcuts

_README = Path(__file__).resolve().parents[2] / "README.md"
# Tables, lists and dialogs take these keys themselves, where the focus is; other tests press them.
_INSIDE = {"F2", "Return", "Del", "Alt+Up", "Alt+Down", "Ctrl+V", "Down", "Tab", "Esc"}
# Another key for what a listed one does: the number pad's Enter, and full screen as a Mac has it.
_TWINS = {"Ctrl+Enter", "Meta+Ctrl+F"}
# Keys that widgets take in their own code: under which name they are listed, or why they are not.
_TAKEN = {
    "Key_F2": "F2",
    "Key_Return": "Return",
    "Key_Enter": "Return",
    "Key_Delete": "Del",
    "Key_Backspace": "Del",
    "Key_Up": "Alt+Up",
    "Key_Down": "Down",
    "Key_Tab": "Tab",
    "Key_Backtab": "Tab",
    "Key_Escape": "Esc",
    "Paste": "Ctrl+V",
    "Undo": "Ctrl+Z",
    "Redo": "Ctrl+Shift+Z",
    # They go through a list faster than the arrows, as everywhere.
    "Key_PageDown": "Down",
    "Key_PageUp": "Down",
    # What presses a button, which no list of keys tells: one that is busy does nothing then.
    "Key_Space": "Return",
    "Key_Select": "Return",
}
_KEY = re.compile(r"Qt\.Key\.(Key_\w+)|StandardKey\.(\w+)")


def listed() -> list[Shortcut]:
    return [entry for _where, entries in shortcuts() for entry in entries]


def registered(window: MainWindow) -> set[str]:
    """All keys that the window listens to, wherever the focus is."""
    sequences = [key for made in window.findChildren(QAction) for key in made.shortcuts()]
    for made in window.findChildren(QShortcut):
        sequences.extend(made.keys())
    return {key.toString(QKeySequence.SequenceFormat.PortableText) for key in sequences}


def steps_of_the_system() -> set[str]:
    """What the system has for undo and redo, the usual keys among it."""
    steps = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    keys = [key for step in steps for key in QKeySequence.keyBindings(step)]
    return {key.toString(QKeySequence.SequenceFormat.PortableText) for key in keys}


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    made.pages.make_all()
    qtbot.addWidget(made)
    return made


def test_what_is_listed_works_and_what_works_is_listed(window: MainWindow) -> None:
    keys = {key for entry in listed() for key in entry.keys}
    assert keys - registered(window) == _INSIDE
    assert registered(window) - keys == (_TWINS | steps_of_the_system()) - keys


def test_keys_that_widgets_take_themselves_are_listed() -> None:
    keys = {key for entry in listed() for key in entry.keys}
    code = Path(dodo_desktop.ui.__file__).parent
    found = {
        key or standard
        for file in code.rglob("*.py")
        for key, standard in _KEY.findall(file.read_text("utf-8"))
    }
    assert found == set(_TAKEN)
    assert set(_TAKEN.values()) <= keys


def test_the_systems_own_key_for_redo_is_shown_where_it_works() -> None:
    (redo,) = [entry for entry in listed() if entry.windows]
    assert set(redo.shown()) - set(redo.keys) == steps_of_the_system() & set(redo.windows)


def test_no_key_stands_twice_in_one_place() -> None:
    for where, entries in shortcuts():
        keys = [key for entry in entries for key in entry.keys]
        assert len(keys) == len(set(keys)), where


def test_readme_has_the_same_table() -> None:
    rows = ["| where | key | does |", "|---|---|---|"]
    for where, entries in shortcuts():
        for number, entry in enumerate(entries):
            shown = [key.replace("Return", "Enter") for key in entry.keys]
            if entry.mac:
                on_mac = entry.mac[0].replace("Meta", "Cmd")
                shown[0] = f"{shown[0]} (macOS {on_mac})"
            if entry.windows:
                shown[-1] = f"{shown[-1]} (Windows also {', '.join(entry.windows)})"
            place = f"{where} " if number == 0 else ""
            rows.append(f"| {place}| {', '.join(shown)} | {entry.does} |")
    assert "\n".join(rows) in _README.read_text(encoding="utf-8")


def test_f1_and_the_button_in_settings_open_one_window_with_every_line(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (opened,) = window.findChildren(ShortcutsWindow)
    assert opened.isVisible()
    said = {label.text() for label in opened.findChildren(QLabel)}
    assert said >= {entry.does for entry in listed()}
    assert said >= {key for entry in listed() for key in entry.shown()}

    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    window.settings.look.shortcuts.click()
    assert window.findChildren(ShortcutsWindow) == [opened]
    assert opened.isVisible()


def test_the_window_fits_the_smallest_screen_with_all_lines_in_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened = ShortcutsWindow(window)
    qtbot.addWidget(opened)
    opened.show()
    # What nine tenths of a screen are that has just room for the smallest main window.
    opened.resize(990, 648)
    assert (opened.width(), opened.height()) == (990, 648)
    assert opened.list.verticalScrollBar().maximum() == 0
