"""The questions before a key is removed, or an account is taken off the list."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.keys import forgetting_consequence, removal_consequence


def ask_removal(parent: QWidget, name: str, waiting: int, does: Callable[[], None]) -> QMessageBox:
    """Whether the key of an account is to be removed, of which so many orders wait."""
    title = _("Remove the key of {name}?").format(name=isolate(name))
    names = "settings.removal", _("Remove the key"), _("Remove")
    return _ask(parent, names, title, removal_consequence(waiting), does)


def ask_forgetting(parent: QWidget, name: str, folder: str, does: Callable[[], None]) -> QMessageBox:
    """Whether an account is to be taken off the list, whose data stay in a folder."""
    title = _("Take {name} off the list?").format(name=isolate(name))
    names = "settings.forgetting", _("Take an account off the list"), _("Take off the list")
    return _ask(parent, names, title, forgetting_consequence(folder), does)


def _ask(
    parent: QWidget, names: tuple[str, str, str], title: str, text: str, does: Callable[[], None]
) -> QMessageBox:
    """`names` are the object name, the window's title and the verb. Nothing waits for the answer."""
    box = QMessageBox(parent)
    box.setObjectName(names[0])
    put_mark(box, "warning", "warning")
    box.setWindowTitle(names[1])
    box.setText(title)
    box.setInformativeText(text)
    keep = box.addButton(_("Keep"), QMessageBox.ButtonRole.RejectRole)
    verb = box.addButton(names[2], QMessageBox.ButtonRole.DestructiveRole)
    verb.clicked.connect(lambda _checked=False: does())
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    dress_question(box, verb, danger=True)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
