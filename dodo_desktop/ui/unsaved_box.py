"""Asks before the window closes over something that the disk did not take."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.damage import closing_question


def ask_to_close(window: QWidget, reason: str, close: Callable[[], None]) -> QMessageBox:
    """Opens the question over `window`; nothing waits for its answer. `reason` is that of a SaveState."""
    title, text = closing_question(reason)
    box = QMessageBox(window)
    box.setObjectName("store.unsaved")
    put_mark(box, "warning", "warning")
    box.setWindowTitle(_("Dodo Payment Links"))
    box.setText(title)
    box.setInformativeText(text)
    stay = box.addButton(_("Keep open"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(_("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
    leave.clicked.connect(close)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    dress_question(box, leave, danger=True)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
