"""The button inside a search that empties it."""

from PySide6.QtWidgets import QLineEdit

from dodo_desktop.ui import icons
from dodo_desktop.ui.words import _


def put_clear(field: QLineEdit) -> None:
    """Show a button at the end of the field while there is text in it.

    Qt's own looks for its picture in all folders of all icon themes, which held the window up for as long as
    two frames.
    """
    action = field.addAction(icons.icon("clear", "muted"), QLineEdit.ActionPosition.TrailingPosition)
    action.setText(_("Clear"))
    action.setVisible(bool(field.text()))

    def clear() -> None:
        field.clear()
        # As typing does, which emptying a field alone does not tell.
        field.textEdited.emit("")

    action.triggered.connect(clear)
    field.textChanged.connect(lambda text: action.setVisible(bool(text)))
