"""The entries of the sidebar, which becomes a rail of icons in a narrow window."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import set_text, theme

_ICON = 18
_BAR = 3
_BESIDE = 6


class NavButton(QToolButton):
    """A checkable entry: icon, label and a count that turns amber when a person is needed."""

    def __init__(self, object_name: str, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "nav")
        self._icon = icon
        self._count = ""
        self._hot = False
        self._rail = False
        set_text(self, "body")
        theme().changed.connect(self._refresh)

    def set_count(self, text: str, *, hot: bool = False, spoken: str = "") -> None:
        """Show a count, empty for none; `spoken` is what assistive tools say about it."""
        self.setAccessibleDescription(spoken or text)
        if (text, hot) != (self._count, self._hot):
            self._count, self._hot = text, hot
            self.update()

    def set_rail(self, rail: bool) -> None:
        """Text under the icon, for the narrow sidebar."""
        self._rail = rail
        set_text(self, "small" if rail else "body")
        self._refresh()

    def rail_room(self) -> int:
        """How wide the label is under its icon, in Qt's units."""
        # As it is once it is chosen, so that nothing moves then.
        return QFontMetrics(theme().font("small-strong")).horizontalAdvance(self.text()) + 2 * _BESIDE

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().height()
        return QSize(68, max(56, text + _ICON + 16)) if self._rail else QSize(160, max(36, text + 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen, whole = self.isChecked(), self.rect()
        if chosen or self.underMouse():
            painter.setBrush(tokens.color("tint" if chosen else "midlight"))
            painter.drawRoundedRect(whole, 6, 6)
        rtl = self.isRightToLeft()
        if chosen:
            painter.setBrush(tokens.color("link"))
            left = whole.width() - _BAR if rtl else 0
            painter.drawRoundedRect(QRect(left, 9, _BAR, whole.height() - 18), 1.5, 1.5)
        role = "link" if chosen else "text"
        if self._rail:
            self._paint_rail(painter, role)
        else:
            self._paint_wide(painter, role)

    def _spot(self, left: int, top: int, width: int, height: int) -> QRect:
        spot = QRect(left, top, width, height)
        if self.isRightToLeft():
            spot.moveLeft(self.width() - left - width)
        return spot

    def _paint_wide(self, painter: QPainter, role: str) -> None:
        high = self.height()
        icons.paint(painter, self._spot(10, 0, _ICON, high), self._icon, role)
        painter.setFont(theme().font("strong" if self.isChecked() else "body"))
        painter.setPen(theme().tokens.color(role))
        count = self._paint_count(painter, 10, high)
        painter.setPen(theme().tokens.color(role))
        painter.setFont(theme().font("strong" if self.isChecked() else "body"))
        room = self._spot(38, 0, self.width() - 38 - count - 12, high)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _paint_rail(self, painter: QPainter, role: str) -> None:
        text = self.fontMetrics().height()
        top = (self.height() - text - _ICON - 3) // 2
        icons.paint(painter, QRect(0, top, self.width(), _ICON), self._icon, role)
        font = theme().font("small-strong" if self.isChecked() else "small")
        painter.setFont(font)
        painter.setPen(theme().tokens.color(role))
        room = QRect(_BESIDE, top + _ICON + 3, self.width() - 2 * _BESIDE, text)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
        self._paint_count(painter, 4, 24)

    def _paint_count(self, painter: QPainter, margin: int, high: int) -> int:
        """The count at the trailing edge; returns the room that it takes."""
        if not self._count:
            return 0
        tokens = theme().tokens
        font = theme().font("small-strong", tabular=True)
        wide = QFontMetrics(font).horizontalAdvance(self._count) + (14 if self._hot else 0)
        box = self._spot(self.width() - margin - wide, (high - 18) // 2, wide, 18)
        if self._hot:
            painter.setPen(tokens.color("warning") if tokens.outlined else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("warning_bg"))
            painter.drawRoundedRect(box, 9, 9)
        painter.setFont(font)
        painter.setPen(tokens.color("warning" if self._hot else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._count)
        return wide + margin
