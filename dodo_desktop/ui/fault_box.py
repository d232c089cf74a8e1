"""Tells that the data of this computer cannot be used, and what to do."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from dodo_desktop.ui.widgets.question import dress_question
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.faults import running_silently, store_fault


def tell_fault(window: QWidget, reason: str, folder: str) -> None:
    """Opens the question over `window`; nothing waits for its answer. `reason` is that of a StoreFault."""
    box, folder_button = _box(window, *store_fault(reason))

    def answered() -> None:
        if box.clickedButton() is folder_button:
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        window.close()

    box.finished.connect(lambda _result: answered())
    box.open()


def tell_no_start(reason: str, folder: str) -> None:
    """Says why the program does not start, before there is a loop or a window; returns once it was read.

    `reason` is that of a StoreFault, or ``silent`` where another program holds the folder and says nothing.
    """
    box, folder_button = _box(None, *(running_silently() if reason == "silent" else store_fault(reason)))
    folder_button.setVisible(bool(folder))
    box.exec()
    if box.clickedButton() is folder_button:
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
    # Not by Python, at once: Qt still has to be told that the box is no longer the window in front.
    box.close()
    box.deleteLater()


def _box(window: QWidget | None, title: str, text: str) -> tuple[QMessageBox, QPushButton]:
    box = QMessageBox(window)
    box.setObjectName("store.fault")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(_("Dodo Payment Links"))
    box.setText(title)
    box.setInformativeText(text)
    folder_button = box.addButton(_("Open folder"), QMessageBox.ButtonRole.ActionRole)
    close = box.addButton(_("Close the app"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    dress_question(box)
    return box, folder_button
