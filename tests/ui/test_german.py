"""The window in German: the shipped catalogue is spoken everywhere, and so are Qt's own words."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dodo_desktop.core.money import Money
from dodo_desktop.core.problem import Problem
from dodo_desktop.ui import words
from dodo_desktop.ui.compose.currency_pick import CurrencyPick
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.shortcuts_window import ShortcutsWindow, shortcuts
from dodo_desktop.ui.sidebar import RAIL, Sidebar
from dodo_desktop.ui.words import _, problems, times
from dodo_desktop.ui.words.orders import money
from dodo_desktop.ui.words.qt import install_qt

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    words.install("de")
    install_qt(qapp)
    yield
    words.install("en")
    install_qt(qapp)


@pytest.fixture
def in_germany(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(words, "system_region", lambda: "de_DE")
    words.locale.cache_clear()
    yield
    words.locale.cache_clear()


def shown(widget: QWidget) -> Iterator[str]:
    """Every text by which a widget is read, heard or found."""
    yield from (
        widget.windowTitle(),
        widget.toolTip(),
        widget.accessibleName(),
        widget.accessibleDescription(),
    )
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        from PySide6.QtCore import QAbstractListModel, Qt

        # A model of a list has one column, and no such method that may be called.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


@pytest.mark.usefixtures("german")
def test_nothing_in_the_window_stays_english(qtbot: QtBot) -> None:
    window = MainWindow()
    window.pages.make_all()
    qtbot.addWidget(window)
    keys = ShortcutsWindow(window)
    qtbot.addWidget(keys)
    here = [window, *window.findChildren(QWidget)]
    texts = {text for widget in here for text in shown(widget) if text}
    assert len(texts) > 150
    assert {"Erfassen", "Ausgang", "Einstellungen", "Warenkorb", "Link erstellen", "Land"} <= texts
    # A sentence that was made before the language was known, or past the catalogue, is still the code's.
    english = {text for text in texts if _(text) != text}
    assert english == set()


@pytest.mark.usefixtures("german")
def test_qt_speaks_german_too() -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    if sys.platform != "darwin":
        assert QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText) == "Strg+Return"


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac writes signs instead of names")
@pytest.mark.usefixtures("german")
def test_keys_are_those_of_a_german_keyboard() -> None:
    keys = [key for _where, entries in shortcuts() for entry in entries for key in entry.shown()]
    assert {"Strg+N", "Strg+Umschalt+V", "Strg+Enter", "F11"} <= set(keys)
    assert not [key for key in keys if "Ctrl" in key or "Shift" in key or "Meta" in key]


def test_the_system_is_followed_to_the_first_language_that_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted, spoken in (
        (["de_DE"], "de"),
        (["de_Latn_AT", "de_AT", "de"], "de"),
        (["fr_FR", "fr", "de_CH", "en"], "de"),
        (["en_GB", "de_DE"], "en"),
        (["fr_FR"], "en"),
        (["C"], "en"),
        ([], "en"),
    ):
        monkeypatch.setattr(words, "system_languages", lambda wanted=wanted: wanted)
        assert words.install() == spoken, wanted
        assert words.language() == spoken
    assert words.install("de") == "de"


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems are not told by the environment"
)
@pytest.mark.parametrize(
    ("told", "spoken"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:en"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_environment_tells_the_language(told: dict[str, str], spoken: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    ask = "from dodo_desktop.ui import words; print(words.install())"
    command = [sys.executable, "-c", ask]
    done = subprocess.run(command, env=kept | told, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == spoken


def test_german_can_be_chosen() -> None:
    assert words.languages()[0] == "en"
    assert "de" in words.languages()


NOW = datetime(2026, 12, 7, 13, 6, tzinfo=UTC)


@pytest.mark.usefixtures("german", "in_germany")
def test_on_a_german_system_all_is_written_as_there() -> None:
    assert money(Money(123450, "EUR")).replace("\xa0", " ") == "1.234,50 €"
    assert times.month(NOW.date()) == "Dezember 2026"
    assert problems.problem_sentence(Problem("billing.city", "missing")) == (
        "Der Ort fehlt, deshalb wurde nichts gesendet. Tippen Sie ihn ein."
    )


@pytest.mark.usefixtures("german")
def test_german_on_an_american_system_keeps_its_amounts_and_says_names_in_german() -> None:
    assert money(Money(123450, "USD")) == "$1,234.50"
    assert times.month(NOW.date()) == "Dezember 2026"
    assert words.spoken(words.locale()) == "de"


@pytest.mark.usefixtures("in_germany")
def test_english_on_a_german_system_keeps_its_amounts_and_says_names_in_english() -> None:
    assert money(Money(123450, "EUR")).replace("\xa0", " ") == "1.234,50 €"
    assert times.month(NOW.date()) == "December 2026"


@pytest.mark.parametrize(("language", "region", "names"), [
    ("en", "de_DE", "en"), ("en", "en_GB", "en_GB"), ("de", "de_AT", "de_AT"), ("de", "en_US", "de"),
    ("en_XA", "en_GB", "en_GB"), ("ar_XB", "de_DE", "en"),
])  # fmt: skip
def test_names_are_of_the_language_and_where_they_can_of_the_region(
    language: str, region: str, names: str
) -> None:
    words.install(language)
    assert words.spoken(region) == names


@pytest.mark.usefixtures("german")
def test_a_currency_is_found_in_the_language_and_in_that_of_the_region(qtbot: QtBot) -> None:
    pick = CurrencyPick()
    qtbot.addWidget(pick.field)
    found = [[label for _code, label, _detail in pick._find(text)] for text in ("Schweizer", "Swiss francs")]
    assert found[0][:1] == found[1][:1] == ["Schweizer Franken"]


@pytest.mark.usefixtures("german")
def test_the_rail_makes_room_for_longer_words(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.set_rail(True)
    longest = max(button.rail_room() for button in sidebar.buttons.values())
    assert RAIL <= sidebar.width() <= RAIL + 24
    assert sidebar.width() >= min(longest, RAIL + 24)
