"""Values shown in widgets, and widgets that listen to services while they live."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.bind import listen, show_text


def test_showing_a_value_is_no_edit(qtbot: QtBot) -> None:
    edit = QLineEdit("Brooklyn")
    qtbot.addWidget(edit)
    with qtbot.waitExposed(edit):
        edit.show()
    edit.activateWindow()
    told: list[str] = []
    edit.textChanged.connect(told.append)
    edit.setFocus()
    edit.setCursorPosition(3)
    show_text(edit, "Bristol")
    assert edit.text() == "Bristol"
    assert edit.cursorPosition() == 3
    assert told == []


class News:
    """A source as services have them."""

    def __init__(self) -> None:
        self.callbacks: list[Callable[[int], None]] = []

    def subscribe(self, callback: Callable[[int], None], /) -> Callable[[], None]:
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)


def test_a_widget_stops_listening_when_it_is_gone(qtbot: QtBot, qapp: QApplication) -> None:
    news, heard = News(), list[int]()
    owner = QWidget()
    listen(owner, news, heard.append)
    news.callbacks[0](7)
    assert heard == [7]
    owner.deleteLater()
    qtbot.waitUntil(lambda: news.callbacks == [])
