"""How the questions look that Qt's own message boxes ask."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import set_property, set_text

_LEAST_WIDTH = 380
_EDGE = 20
_ICON = 32


def put_mark(box: QMessageBox, icon: str, role: str) -> None:
    """Show an icon of ours beside the question; Qt's own are drawn in another hand."""
    box.setIconPixmap(icons.pixmap(icon, role, _ICON, box.devicePixelRatio()))


def dress_question(box: QMessageBox, does: QAbstractButton | None = None, *, danger: bool = False) -> None:
    """Give the question the size of a title, the consequence the reading size, and the verb its colour.

    `does` is the button that acts: the accent's, or the one of danger. Call it before the box opens, once it
    has its texts, icon and buttons.
    """
    # A customer's name in it is one, whatever it looks like.
    box.setTextFormat(Qt.TextFormat.PlainText)
    inside = box.layout()
    if inside is not None:
        inside.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
    title = box.findChild(QLabel, "qt_msgbox_label")
    if title is not None:
        # A font that is set before the sheet's first look is lost at it.
        title.ensurePolished()
        set_text(title, "title")
        title.setMinimumWidth(_LEAST_WIDTH)
    for button in box.buttons():
        set_text(button, "medium")
        # Fusion gives them pictures of its own on some desktops.
        button.setIcon(type(button.icon())())
    if does is not None:
        set_property(does, "kind", "danger" if danger else "primary")
        set_text(does, "medium" if danger else "strong")
