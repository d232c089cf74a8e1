"""What changes as a whole is painted later, in bands, and nothing that was seen before is left over."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.curtain import Curtain
from dodo_desktop.ui.own_turn import OwnTurn
from tests.ui.curtains import curtains, on_screen

HEIGHT = 600
BEFORE, AFTER = QColor("red"), QColor("blue")


class Painted(QWidget):
    """Has one colour, and remembers what of it was painted."""

    def __init__(self, house: QWidget) -> None:
        super().__init__()
        self.house = house
        self.colour = BEFORE
        self.parts: list[QRect] = []
        self.at_second: Callable[[], None] = lambda: None

    def paintEvent(self, event: QPaintEvent) -> None:
        self.parts.append(event.rect())
        if len(self.parts) == 2:
            self.at_second()
        QPainter(self).fillRect(event.rect(), self.colour)


@pytest.fixture
def painted(qtbot: QtBot) -> Painted:
    window = QWidget()
    qtbot.addWidget(window)
    made = Painted(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 40, 0, 0)
    column.addWidget(made)
    window.resize(300, HEIGHT + 40)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: bool(made.parts))
    QApplication.processEvents()
    made.parts.clear()
    return made


def change(painted: Painted) -> OwnTurn:
    turn = OwnTurn(painted)
    turn.put_off()
    painted.colour = AFTER
    painted.update()
    return turn


def wait_for_all(qtbot: QtBot, painted: Painted) -> None:
    qtbot.waitUntil(lambda: bool(painted.parts) and not curtains(painted))
    QApplication.processEvents()


def test_all_of_it_is_painted_in_bands_each_once(qtbot: QtBot, painted: Painted) -> None:
    _turn = change(painted)
    wait_for_all(qtbot, painted)
    assert len(painted.parts) > 2
    assert sum(part.height() for part in painted.parts) == HEIGHT
    assert all(part.height() < HEIGHT / 2 for part in painted.parts)
    assert on_screen(painted).pixelColor(5, HEIGHT - 5) == AFTER
    assert on_screen(painted).pixelColor(5, 5) == AFTER


def test_what_was_seen_stays_until_its_band_comes(qtbot: QtBot, painted: Painted) -> None:
    seen: list[QImage] = []
    painted.at_second = lambda: seen.append(on_screen(painted))
    _turn = change(painted)
    wait_for_all(qtbot, painted)
    first, second = painted.parts[:2]
    assert first.top() == 0
    assert seen[0].pixelColor(5, first.bottom()) == AFTER
    assert seen[0].pixelColor(5, second.bottom() + 1) == BEFORE
    assert seen[0].pixelColor(5, HEIGHT - 5) == BEFORE


def test_another_change_meanwhile_begins_anew(qtbot: QtBot, painted: Painted) -> None:
    turn = change(painted)
    painted.at_second = turn.put_off
    wait_for_all(qtbot, painted)
    assert sum(part.height() for part in painted.parts[2:]) == HEIGHT


def test_it_waits_for_what_is_about_to_come(qtbot: QtBot, painted: Painted) -> None:
    turn = change(painted)
    turn.wait(60_000)
    for _ in range(20):
        QApplication.processEvents()
    assert not painted.parts
    assert on_screen(painted).pixelColor(5, 5) == BEFORE
    turn.go_on()
    wait_for_all(qtbot, painted)
    assert sum(part.height() for part in painted.parts) == HEIGHT
    assert len(painted.parts) > 2


def test_it_waits_no_longer_than_that(qtbot: QtBot, painted: Painted) -> None:
    turn = change(painted)
    turn.wait(1)
    wait_for_all(qtbot, painted)
    assert on_screen(painted).pixelColor(5, HEIGHT - 5) == AFTER


def test_what_is_put_off_anew_does_not_wait(qtbot: QtBot, painted: Painted) -> None:
    turn = change(painted)
    turn.wait(60_000)
    turn.put_off()
    wait_for_all(qtbot, painted)


def test_what_lifts_already_does_not_wait(qtbot: QtBot, painted: Painted) -> None:
    turn = change(painted)
    painted.at_second = lambda: turn.wait(60_000)
    wait_for_all(qtbot, painted)
    assert sum(part.height() for part in painted.parts) == HEIGHT


def test_a_window_of_another_size_is_painted_whole(qtbot: QtBot, painted: Painted) -> None:
    _turn = change(painted)
    painted.at_second = lambda: QTimer.singleShot(0, lambda: painted.window().resize(400, HEIGHT + 340))
    qtbot.waitUntil(lambda: painted.width() == 400)
    wait_for_all(qtbot, painted)
    seen = on_screen(painted)
    assert all(seen.pixelColor(395, y) == AFTER for y in range(5, painted.height(), 20))


def test_it_goes_though_the_widget_went_first(qtbot: QtBot, painted: Painted) -> None:
    window = painted.window()
    _turn = change(painted)
    gone: list[bool] = []

    def go() -> None:
        gone.append(bool(curtains(window)))
        painted.setParent(None)
        painted.deleteLater()

    painted.at_second = lambda: QTimer.singleShot(0, go)
    qtbot.waitUntil(lambda: bool(gone) and not curtains(window))


def test_it_moves_with_what_it_lies_over(qtbot: QtBot, painted: Painted) -> None:
    column = painted.window().layout()
    assert column is not None
    _turn = change(painted)
    column.setContentsMargins(0, 240, 0, 0)
    wait_for_all(qtbot, painted)
    seen = on_screen(painted.window())
    above = seen.pixelColor(5, 5)
    assert above not in (BEFORE, AFTER)
    assert seen.pixelColor(5, 235) == above
    assert seen.pixelColor(5, 245) == seen.pixelColor(5, HEIGHT + 35) == AFTER


def test_nobody_waits_for_what_is_not_seen(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    OwnTurn(widget).put_off()
    assert not widget.findChildren(Curtain)


def test_where_all_moves_it_is_painted_in_bands_too(qtbot: QtBot, painted: Painted) -> None:
    page = QWidget(painted)
    column = QVBoxLayout(page)
    sentence = QWidget()
    sentence.setMinimumHeight(20)
    sentence.hide()
    column.addWidget(sentence)
    page.show()
    wait_for_all(qtbot, painted)
    painted.parts.clear()
    _turn = OwnTurn(painted, page)
    page.update()
    qtbot.waitUntil(lambda: bool(painted.parts))
    assert not curtains(painted)
    painted.parts.clear()
    sentence.show()
    painted.update()
    wait_for_all(qtbot, painted)
    assert len(painted.parts) > 2


def test_what_comes_is_painted_at_once(qtbot: QtBot, painted: Painted) -> None:
    page = QWidget(painted)
    _turn = OwnTurn(painted, page)
    column = QVBoxLayout(page)
    column.addWidget(QWidget())
    page.show()
    # As it is laid out anew before its first painting.
    QApplication.sendEvent(page, QEvent(QEvent.Type.LayoutRequest))
    assert not curtains(painted)
    qtbot.waitUntil(lambda: bool(painted.parts))
    page.repaint()
    QApplication.sendEvent(page, QEvent(QEvent.Type.LayoutRequest))
    assert curtains(painted)
