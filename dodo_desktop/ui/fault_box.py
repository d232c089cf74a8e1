"""Tells that the data of this computer cannot be used, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.faults import not_switched, running_silently, store_fault
from dodo_desktop.ui.words.keys import not_saved


def tell_not_switched(window: QWidget, reason: str) -> QMessageBox:
    """Opens the words over `window`: another account could not be opened, for the reason of a StoreFault."""
    headline, _text = store_fault(reason)
    return _tell(window, "account.not_switched", _("The account was not changed"), not_switched(headline))


def tell_not_saved(window: QWidget, fault: OSError) -> QMessageBox:
    """Opens the words over `window`: the disk did not take which account is in use."""
    return _tell(window, "account.not_switched", _("The account was not changed"), not_saved(fault))


def _tell(window: QWidget, name: str, title: str, text: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setObjectName(name)
    put_mark(box, "warning", "warning")
    box.setWindowTitle(_("Dodo Payment Links"))
    box.setText(title)
    box.setInformativeText(text)
    go_on = box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    dress_question(box)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def tell_fault(window: QWidget, reason: str, folder: str, instead: Callable[[], None] | None = None) -> None:
    """Opens the question over `window`; nothing waits for its answer. `reason` is that of a StoreFault;
    `instead` goes to practice, where that is another place."""
    box, folder_button, practice = _box(window, *store_fault(reason), elsewhere=instead is not None)

    def answered() -> None:
        if instead is not None and box.clickedButton() is practice:
            instead()
            return
        if box.clickedButton() is folder_button:
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        window.close()

    box.finished.connect(lambda _result: answered())
    box.open()


def tell_no_start(reason: str, folder: str) -> None:
    """Says why the program does not start, before there is a loop or a window; returns once it was read.

    `reason` is that of a StoreFault, or ``silent`` where another program holds the folder and says nothing.
    """
    told = running_silently() if reason == "silent" else store_fault(reason)
    box, folder_button, _practice = _box(None, *told)
    folder_button.setVisible(bool(folder))
    box.exec()
    if box.clickedButton() is folder_button:
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
    # Not by Python, at once: Qt still has to be told that the box is no longer the window in front.
    box.close()
    box.deleteLater()


def _box(
    window: QWidget | None, title: str, text: str, *, elsewhere: bool = False
) -> tuple[QMessageBox, QPushButton, QPushButton]:
    """The box, *Open folder* and, shown where there is an `elsewhere`, the way to practice."""
    box = QMessageBox(window)
    box.setObjectName("store.fault")
    put_mark(box, "problem", "danger")
    box.setWindowIcon(icons.app_icon())
    box.setWindowTitle(_("Dodo Payment Links"))
    box.setText(title)
    box.setInformativeText(text)
    folder_button = box.addButton(_("Open folder"), QMessageBox.ButtonRole.ActionRole)
    practice = box.addButton(_("Work in practice mode"), QMessageBox.ButtonRole.ActionRole)
    practice.setVisible(elsewhere)
    close = box.addButton(_("Close the app"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    dress_question(box)
    return box, folder_button, practice
