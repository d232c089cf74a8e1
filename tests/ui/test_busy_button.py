"""A button that is busy: it looks so, does nothing, and keeps the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.widgets.buttons import button


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
