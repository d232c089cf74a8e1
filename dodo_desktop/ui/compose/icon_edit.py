"""An icon inside a line edit, in front of its text."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.ui import icons


def put_icon(field: QLineEdit, name: str) -> None:
    """Show the icon `name` at the leading edge of the field; it does nothing."""
    action = QAction(icons.icon(name, "muted"), "", field)
    field.addAction(action, QLineEdit.ActionPosition.LeadingPosition)
