"""The button that empties a search."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from dodo_desktop.ui import words
from dodo_desktop.ui.widgets.clear_button import put_clear


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    put_clear(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_it_is_there_while_there_is_text_and_empties_the_field(qtbot: QtBot, field: QLineEdit) -> None:
    button = field.findChild(QAbstractButton)
    assert button is not None
    assert not button.isVisible()
    field.setText("zoe")
    assert button.isVisible()
    assert button.text() == words._("Clear")
    told: list[str] = []
    field.textEdited.connect(told.append)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (field.text(), told) == ("", [""])
    assert not button.isVisible()


def test_no_theme_is_asked_for_its_picture(qtbot: QtBot) -> None:
    made = QLineEdit()
    qtbot.addWidget(made)
    put_clear(made)
    (action,) = made.actions()
    assert not action.icon().isNull()
    assert action.icon().name() == QIcon().name()
