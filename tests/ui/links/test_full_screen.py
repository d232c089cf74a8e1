"""The customer's screen."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.services.workspace import Place
from dodo_desktop.ui import words
from dodo_desktop.ui.links.full_screen import FullScreen
from dodo_desktop.ui.links.link_view import LinkView
from dodo_desktop.ui.theme import theme
from tests.ui.finding import find
from tests.ui.links.fakes import NOW, PLACE, URL, link


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(owner: QWidget, place: Place = PLACE, **changes: Any) -> FullScreen:
    made = FullScreen(owner, now=lambda: NOW)
    made.show_link(link(**changes), place)
    made.show_on(QApplication.primaryScreen())
    return made


def seen(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("look", ["light", "dark"])
def test_scans_from_the_whole_screen(owner: QWidget, tmp_path: Path, look: str) -> None:
    theme().set_look("dark" if look == "dark" else "light")
    screen = shown(owner)
    path = tmp_path / "screen.png"
    picture = screen.grab().toImage()
    assert picture.save(str(path))
    answer = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(path)], capture_output=True, text=True, check=False
    )
    assert answer.stdout.strip() == URL
    assert screen.geometry() == QApplication.primaryScreen().geometry()
    # White in every theme, and its words can be read on it.
    assert picture.pixelColor(5, picture.height() // 2).name() == "#ffffff"
    amount = next(label for label in screen.findChildren(QLabel) if label.text() == "$322.38")
    drawn = amount.grab().toImage()
    darkest = min(
        drawn.pixelColor(x, y).lightness() for x in range(drawn.width()) for y in range(drawn.height())
    )
    assert darkest < 60
    screen.close()


def test_nothing_about_the_customer(owner: QWidget) -> None:
    screen = shown(owner)
    said = seen(screen)
    assert "Juniper & Clay Ceramics" in said
    assert "test.checkout.dodopayments.com" in said
    assert "Pay until Mon" in said
    for private in ("Oluwaseun", "seun@", "W-1183", "pay_"):
        assert private not in said
    screen.close()


def test_the_mode_is_said_unless_it_is_live(owner: QWidget) -> None:
    screen = shown(owner)
    assert screen._bar.isVisible()
    assert screen._bar.accessibleName().startswith("TEST")
    screen.close()
    screen = shown(owner, Place("live", "Juniper"), mode="live")
    assert not screen._bar.isVisible()
    screen.close()


def test_escape_closes_and_the_focus_returns(qtbot: QtBot) -> None:
    view = LinkView(now=lambda: NOW)
    qtbot.addWidget(view)
    view.show()
    view.show_link(link(), PLACE)
    view.part.card.full.click()
    screen = view._screen
    assert screen is not None
    assert screen.isFullScreen()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert view._screen is None
    view.show_full_screen()
    assert view._screen is not None
    find(view._screen, QPushButton, "customer.close").click()
    assert view._screen is None


def test_a_payment_shows_on_the_open_screen(qtbot: QtBot) -> None:
    view = LinkView(now=lambda: NOW)
    qtbot.addWidget(view)
    view.show()
    view.show_link(link(), PLACE)
    view.show_full_screen()
    screen = view._screen
    assert screen is not None
    view.show_link(link(status="succeeded"), PLACE)
    assert "Paid" in seen(screen)
    view.clear()
    assert view._screen is None


def test_follows_the_apps_language(owner: QWidget) -> None:
    words.install("en_XA")
    screen = shown(owner)
    assert "Scan to pay" not in seen(screen)
    screen.close()


def test_without_a_currency_there_is_no_amount(owner: QWidget) -> None:
    screen = shown(owner, total=None, expires_at=None)
    assert "32" not in seen(screen)
    assert "until" not in seen(screen)
    screen.close()
