"""A button that is busy: it looks so, does nothing, and keeps the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.widgets.buttons import Button, button, holds_keyboard


def test_a_busy_button_keeps_the_focus_and_does_nothing(qtbot: QtBot) -> None:
    made, behind = button("Check key"), button("Remove…")
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for each in (made, behind):
        column.addWidget(each)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    pressed: list[str] = []
    made.clicked.connect(lambda: pressed.append("made"))
    behind.clicked.connect(lambda: pressed.append("behind"))
    made.setFocus()
    free = made.grab().toImage()
    made.set_busy(True)
    assert made.grab().toImage() != free, "it looks pale"
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(made, key)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == []
    assert window.focusWidget() is made
    QTest.keyClick(made, Qt.Key.Key_Tab)
    assert window.focusWidget() is behind
    made.set_busy(False)
    assert made.grab().toImage() == free
    QTest.keyClick(made, Qt.Key.Key_Space)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == ["made", "made"]


class Behind(QWidget):
    """What a button stands on; it keeps the keys that come through."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []
        self.made = button("Check key")
        QVBoxLayout(self).addWidget(self.made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


@pytest.fixture
def behind(qtbot: QtBot) -> Behind:
    made = Behind()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.made.setFocus()
    return made


def told(made: Button) -> tuple[bool, bool, list[str]]:
    """Whether assistive tools hear that it is disabled, that it has the keyboard, and what it can do."""
    seen = QAccessible.queryAccessibleInterface(made)
    state, actions = seen.state(), seen.actionInterface()
    return bool(state.disabled), bool(state.focused), list(actions.actionNames()) if actions else []


def test_assistive_tools_hear_that_it_takes_no_press_and_where_the_keyboard_is(behind: Behind) -> None:
    free = told(behind.made)
    assert free[:2] == (False, True)
    assert "Press" in free[2]
    behind.made.set_busy(True)
    assert told(behind.made) == (True, True, [])
    QTest.keyClick(behind.made, Qt.Key.Key_Return)
    assert behind.keys == [], "it is not for what stands behind it"
    behind.made.set_busy(False)
    assert told(behind.made) == free


def test_what_stands_round_it_may_be_closed_and_opened_meanwhile(behind: Behind) -> None:
    made = behind.made
    made.set_busy(True)
    behind.setEnabled(False)
    behind.setEnabled(True)
    assert told(made)[0], "it is busy still"
    behind.setEnabled(False)
    made.set_busy(False)
    assert told(made)[0], "what it stands on is closed"
    behind.setEnabled(True)
    assert not told(made)[0]
    made.setEnabled(False)
    made.set_busy(True)
    made.set_busy(False)
    assert told(made)[0], "it was closed before"


def test_a_window_that_comes_back_gives_it_the_keyboard_again(behind: Behind, qtbot: QtBot) -> None:
    made, other = behind.made, QWidget()
    qtbot.addWidget(other)
    made.set_busy(True)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert not made.hasFocus()
    with qtbot.waitActive(behind):
        behind.activateWindow()
    assert told(made) == (True, True, [])


def test_it_can_be_given_the_keyboard_and_keeps_it_when_a_list_beside_it_is_closed(behind: Behind) -> None:
    made = behind.made
    made.clearFocus()
    made.set_busy(True)
    assert told(made) == (True, False, [])
    made.setFocus()
    assert told(made) == (True, True, [])
    assert holds_keyboard(made)
    made.setEnabled(False)
    made.set_busy(False)
    assert not holds_keyboard(made)
