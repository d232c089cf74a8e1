"""A tinted box with an icon, a title, a sentence and, where wanted, buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.rich import escape
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.tokens import Tone
from dodo_desktop.ui.widgets.outline import outline
from dodo_desktop.ui.widgets.prose import Prose

_ICONS: dict[str, str] = {
    "accent": "info",
    "success": "success",
    "warning": "warning",
    "danger": "problem",
    "neutral": "info",
}
_ICON = 18


class Banner(QWidget):
    """Says one thing about the page. `inline` puts title and sentence on one line, across a page's top;
    `one_line` does that alone."""

    def __init__(
        self,
        tone: Tone,
        *,
        icon: str = "",
        icon_role: str = "",
        inline: bool = False,
        one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._inline = inline
        self._between = " " if inline or one_line else "<br>"
        self._icon_name, self._icon_role = icon, icon_role
        self._icon = QLabel(self)
        self._icon.setFixedSize(_ICON, _ICON)
        self.label = Prose(parent=self)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        set_text(self.label, "body")
        row = QHBoxLayout(self)
        row.setContentsMargins(24 if inline else 12, 10, 24 if inline else 12, 10)
        row.setSpacing(9)
        middle = Qt.AlignmentFlag.AlignVCenter if inline else Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, middle)
        self.body = QVBoxLayout()
        row.addLayout(self.body, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2)
        self.body.addWidget(self.label, 0 if not inline else 1)
        self._row = row
        theme().changed.connect(self._dress)
        self._dress()

    def say(self, title: str, text: str = "") -> None:
        """Set the words; the title is strong."""
        parts = [f"<b>{escape(title)}</b>" if title else "", escape(text)]
        self.label.set_rich(self._between.join(part for part in parts if part))

    def set_tone(self, tone: Tone, icon: str = "") -> None:
        """Change what it wants to be taken for."""
        if (tone, icon) != (self._tone, self._icon_name):
            self._tone, self._icon_name = tone, icon
            self._dress()

    def add_button(self, button: QWidget) -> None:
        """Put a button at the end."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_line(self, widget: QWidget) -> None:
        """Put a widget below the words, such as a button that jumps to a field."""
        self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)

    def _dress(self) -> None:
        name = self._icon_name or _ICONS[self._tone]
        role = self._icon_role or {"accent": "link", "neutral": "text"}.get(self._tone, self._tone)
        self._icon.setPixmap(icons.pixmap(name, role, _ICON, self.devicePixelRatio()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foreground, background = tokens.tone(self._tone)
        painter.setBrush(QColor(background))
        painter.setPen(QPen(QColor(foreground)) if tokens.outlined else Qt.PenStyle.NoPen)
        radius = 0 if self._inline else 6
        painter.drawRoundedRect(outline(self.rect(), 1 if tokens.outlined else 0), radius, radius)
