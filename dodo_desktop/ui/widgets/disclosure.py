"""A part of a form that opens and closes, with a line that says what is set inside while it is closed."""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.elided_label import ElidedLabel

W_co = TypeVar("W_co", bound=QWidget, covariant=True)

_ICON = 16
_TEXT = 24
"""Where the title begins; the content below starts there, too."""
_END = 4
_HEIGHT = 32


class Disclosure(QWidget, Generic[W_co]):
    """A tool button, a line beside it, and the content below, which `make` makes when it is first wanted.

    Signals: `toggled` with whether it is open; `content_made` once the content is there.
    """

    toggled = Signal(bool)
    content_made = Signal()

    def __init__(
        self, object_name: str, title: str, make: Callable[[], W_co], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self.toggle = _Toggle(title, self)
        self.toggle.setObjectName(object_name)
        self.summary = ElidedLabel("", self)
        self.summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_text(self.summary, "body", "muted")
        self._column = QVBoxLayout(self)
        row = QHBoxLayout()
        self._column.addLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.toggle)
        row.addWidget(self.summary, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.toggle.toggled.connect(self._toggled)

    @cached_property
    def content(self) -> W_co:
        """What is inside."""
        made = self._make()
        made.setVisible(False)
        self._column.addWidget(made)
        # Whoever hears of it finds it there.
        vars(self)["content"] = made
        self.content_made.emit()
        return made

    @property
    def has_content(self) -> bool:
        """Whether the content was made."""
        return "content" in vars(self)

    def prepare(self) -> None:
        """Make the content now, so that it is there at once when it is wanted."""
        _there = self.content

    @property
    def clicked(self) -> bool:
        """Whether it is the mouse that opens or closes it just now."""
        return self.toggle.clicked_now

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self.toggle.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the content."""
        self.toggle.setChecked(is_open)

    def set_summary(self, text: str) -> None:
        """What is set inside, in a few words."""
        self.summary.setText(text)
        self.toggle.setAccessibleDescription(text)

    def _toggled(self, is_open: bool) -> None:
        self.content.setVisible(is_open)
        self.toggled.emit(is_open)


class _Toggle(QToolButton):
    """Chevron and title, flush with the fields above; a tool button's own padding cannot be taken away."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.clicked_now = False
        self.setText(title)
        self.setCheckable(True)
        self.setProperty("kind", "flat")
        self.setProperty("disclosure", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_text(self, "medium")
        theme().changed.connect(self.updateGeometry)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked_now = True
        super().mouseReleaseEvent(event)
        self.clicked_now = False

    def sizeHint(self) -> QSize:
        width = _TEXT + self.fontMetrics().horizontalAdvance(self.text()) + _END
        return QSize(width, max(_HEIGHT, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelButtonTool, option)
        icon = QRect(0, (self.height() - _ICON) // 2, _ICON, _ICON)
        text = QRect(_TEXT, 0, self.width() - _TEXT - _END, self.height())
        style, direction = self.style(), option.direction
        name = "chevron-down" if self.isChecked() else "chevron-right"
        icons.paint(painter, style.visualRect(direction, self.rect(), icon), name, "muted")
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        flags = style.visualAlignment(direction, flags)
        painter.drawText(style.visualRect(direction, self.rect(), text), flags, self.text())
