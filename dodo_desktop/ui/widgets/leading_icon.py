"""An icon inside a line edit, in front of its text."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme

_SIZE = 16
_INSET = 12
_TEXT = 23
"""From the field's own text inset to where the text begins behind the icon."""


class _LeadingIcon(QLabel):
    """Stays at the leading edge; a line edit's own actions stand where the pictures have none."""

    def __init__(self, field: QLineEdit, name: str) -> None:
        super().__init__(field)
        self._field = field
        self._name = name
        self.setFixedSize(_SIZE, _SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        field.installEventFilter(self)
        theme().changed.connect(self._draw)
        self._draw()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._place()
        return False

    def _place(self) -> None:
        field = self._field
        rtl = field.isRightToLeft()
        # Neither a child's place nor the margins are mirrored by themselves.
        left = field.width() - _INSET - _SIZE if rtl else _INSET
        corner = QPoint(left, (field.height() - _SIZE) // 2)
        self.setGeometry(QRect(corner, self.size()))
        field.setTextMargins(0 if rtl else _TEXT, 0, _TEXT if rtl else 0, 0)

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, "muted", _SIZE, self.devicePixelRatio()))


def put_icon(field: QLineEdit, name: str) -> None:
    """Show the icon `name` at the leading edge of the field; it does nothing."""
    _LeadingIcon(field, name)
