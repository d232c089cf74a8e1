"""The word for the mode in its colour: solid for the mode in use, outlined for the others."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.tokens import LIGHT
from dodo_desktop.ui.widgets.outline import outline
from dodo_desktop.ui.words.labels import mode_word

_ICONS = {"practice": "practice", "test": "test", "live": "live", "unknown": "unsure"}
_ICON = 16
_GAP = 8


def mode_icon(mode: str) -> str:
    """The icon of a mode."""
    return _ICONS.get(mode, "custom-host")


class ModeBadge(QToolButton):
    """Icon and word of a mode.

    `solid` is for the mode in use alone. `tag` is the small one under a QR code: no icon, and the light
    colours in every theme, because its ground is white.
    """

    def __init__(
        self, object_name: str = "", *, solid: bool = True, tag: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._mode = "practice"
        self._detail = ""
        self._solid = solid
        self._tag = tag
        self._rail = False
        self._opens = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if object_name else Qt.FocusPolicy.NoFocus)
        vertical = QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding if object_name else vertical, vertical)
        theme().changed.connect(self._refresh)
        self.set_mode("practice")

    def set_mode(self, mode: str, detail: str = "") -> None:
        """practice, test, live, custom or unknown; `detail` names the host of a custom one."""
        if (mode, detail, mode_word(mode)) == (self._mode, self._detail, self.text()):
            return
        self._mode, self._detail = mode, detail
        self.setText(mode_word(mode))
        self.setAccessibleName(" ".join(part for part in (mode_word(mode), detail) if part))
        self.setToolTip(detail)
        self._refresh()

    def set_opens(self, opens: bool) -> None:
        """Whether it opens a list, which a chevron shows."""
        self._opens = opens
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Word under the icon, for the narrow sidebar."""
        self._rail = rail
        self._refresh()

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def _word_font(self) -> QFont:
        small = self._tag or self._rail or not self._is_button()
        font = QFont(theme().font("small-strong" if small else "strong"))
        font.setWeight(QFont.Weight.Bold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 if self._rail else 105)
        return font

    def _is_button(self) -> bool:
        return bool(self.objectName())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._word_font())
        width = metrics.horizontalAdvance(self.text())
        if self._tag:
            return QSize(width + 16, max(20, metrics.height() + 2))
        if self._rail:
            return QSize(68, max(44, metrics.height() + _ICON + 10))
        return QSize(width + _ICON + _GAP + 20, max(32 if self._is_button() else 24, metrics.height() + 6))

    def _colours(self) -> tuple[str, str, str]:
        """Role of the text, ground and border."""
        if theme().tokens.outlined and not self._tag:
            return "text", "window", "text"
        if self._solid:
            name = "custom" if self._mode == "unknown" else self._mode
            return f"{name}_fg", name, name
        return "muted", "base", "dark"

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = LIGHT if self._tag else theme().tokens
        text, ground, border = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color(border), 1))
        painter.setBrush(tokens.color(ground))
        radius = 6 if self._is_button() else 4
        painter.drawRoundedRect(outline(self.rect()), radius, radius)
        painter.setFont(self._word_font())
        self._paint_words(painter, text, tokens.color(text))

    def _paint_words(self, painter: QPainter, role: str, colour: QColor) -> None:
        whole = self.rect()
        painter.setPen(colour)
        if self._tag:
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, self.text())
        elif self._rail:
            high = painter.fontMetrics().height()
            top = (whole.height() - high - _ICON - 2) // 2
            icons.paint(painter, QRect(0, top, whole.width(), _ICON), mode_icon(self._mode), role)
            if self._opens:
                self._paint_chevron(painter, QRect(whole.width() - 20, top, 12, _ICON), role)
            words = QRect(0, top + _ICON + 2, whole.width(), high)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        else:
            self._paint_wide(painter, role)

    def _paint_chevron(self, painter: QPainter, spot: QRect, role: str) -> None:
        if self.isRightToLeft():
            spot.moveLeft(self.width() - spot.left() - spot.width())
        icons.paint(painter, spot, "chevron-down", role)

    def _paint_wide(self, painter: QPainter, role: str) -> None:
        mark = QRect(10, 0, _ICON, self.height())
        end = _ICON if self._opens else 0
        words = QRect(10 + _ICON + _GAP, 0, self.width() - 20 - _ICON - _GAP - end, self.height())
        if self._opens:
            self._paint_chevron(painter, QRect(self.width() - 8 - _ICON, 0, _ICON, self.height()), role)
        if self.isRightToLeft():
            mark.moveLeft(self.width() - 10 - _ICON)
            words.moveLeft(10 + end)
        icons.paint(painter, mark, mode_icon(self._mode), role)
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(words, leading, self.text())
        if self._detail:
            taken = painter.fontMetrics().horizontalAdvance(self.text()) + 8
            painter.setFont(theme().font("small"))
            room = words.adjusted(0, 0, -taken, 0) if self.isRightToLeft() else words.adjusted(taken, 0, 0, 0)
            shown = painter.fontMetrics().elidedText(self._detail, Qt.TextElideMode.ElideMiddle, room.width())
            trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            painter.drawText(room, trailing, shown)
