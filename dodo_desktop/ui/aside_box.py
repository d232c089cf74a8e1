"""Tells that damaged data were set aside, and what can be done; work goes on meanwhile."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.damage import set_aside_told, settings_aside_told


def tell_set_aside(window: QWidget, name: str, folder: str) -> QMessageBox:
    """Opens the words over `window`; nothing waits for their end. `name` is the new name of the database."""
    return _tell(window, "store.set_aside", set_aside_told(name), folder)


def tell_settings_aside(window: QWidget, name: str, folder: str) -> QMessageBox:
    """The same of the file of settings, which has no new name where it could not be set aside."""
    return _tell(window, "settings.set_aside", settings_aside_told(name), folder)


def _tell(window: QWidget, object_name: str, told: tuple[str, str], folder: str) -> QMessageBox:
    title, text = told
    box = QMessageBox(window)
    box.setObjectName(object_name)
    put_mark(box, "warning", "warning")
    box.setWindowTitle(_("Dodo Payment Links"))
    box.setText(title)
    box.setInformativeText(text)
    folder_button = box.addButton(_("Open folder"), QMessageBox.ButtonRole.ActionRole)
    go_on = box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    dress_question(box)

    def answered() -> None:
        if box.clickedButton() is folder_button:
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        box.deleteLater()

    box.finished.connect(lambda _result: answered())
    box.open()
    return box
