"""A window with a frame stays inside of the screen's free room."""

import pytest
from PySide6.QtCore import QMargins, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.on_screen import keep_on_screen


class Framed(QWidget):
    """Has a frame such as a window manager's, wherever it runs."""

    round_it = QMargins(4, 30, 4, 4)

    def frameGeometry(self) -> QRect:
        return self.geometry().marginsAdded(self.round_it)


@pytest.fixture
def window(qtbot: QtBot) -> Framed:
    made = Framed()
    qtbot.addWidget(made)
    made.setMinimumSize(300, 200)
    return made


def test_what_goes_past_the_lower_edge_gets_smaller(window: Framed) -> None:
    room = window.screen().availableGeometry()
    window.setGeometry(room.left() + 4, room.top() + 30, room.width() - 8, room.height())
    keep_on_screen(window)
    assert (window.width(), window.height()) == (room.width() - 8, room.height() - 34)


def test_what_fits_is_only_moved(window: Framed) -> None:
    room = window.screen().availableGeometry()
    window.setGeometry(room.left() + 50, room.bottom() - 100, 400, 300)
    moved: list[tuple[int, int]] = []
    window.move = lambda left, top: moved.append((left, top))  # type: ignore[method-assign,assignment]
    keep_on_screen(window)
    assert window.size().toTuple() == (400, 300)
    assert moved == [(room.left() + 46, room.top() + room.height() - 334)]


def test_it_does_not_get_smaller_than_it_can_be(window: Framed) -> None:
    room = window.screen().availableGeometry()
    window.setMinimumHeight(room.height() + 50)
    window.setGeometry(room.left() + 50, room.top() + 60, 400, room.height() + 50)
    keep_on_screen(window)
    assert window.height() == room.height() + 50


def test_a_window_without_a_frame_is_left_alone(window: Framed) -> None:
    window.round_it = QMargins()
    room = window.screen().availableGeometry()
    there = QRect(room.left() + 50, room.top() + 50, 400, room.height())
    window.setGeometry(there)
    keep_on_screen(window)
    assert window.geometry() == there
