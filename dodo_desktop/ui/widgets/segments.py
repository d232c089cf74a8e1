"""A row of joined buttons of which one is chosen, each with a count: the filters above a table."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.outline import outline

_PAD = 11
_GAP = 6
_RADIUS = 6


class _Segment(QToolButton):
    """One of the joined buttons."""

    def __init__(self, object_name: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.count = ""
        self.first = self.last = False

    def sizeHint(self) -> QSize:
        strong = QFontMetrics(theme().font("strong"))
        width = strong.horizontalAdvance(self.text()) + 2 * _PAD
        if self.count:
            width += _GAP + QFontMetrics(theme().font("small", tabular=True)).horizontalAdvance(self.count)
        return QSize(width, max(32, strong.height() + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "tint" if chosen else "midlight" if self.underMouse() else "button"
        rtl = self.isRightToLeft()
        starts, ends = (self.last, self.first) if rtl else (self.first, self.last)
        # The frame's outer corners are round, the joints are straight: what is beyond them is clipped off.
        box = outline(self.rect().adjusted(0 if starts else -_RADIUS, 0, 0 if ends else _RADIUS, 0))
        path = QPainterPath()
        path.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.fillPath(path, tokens.color(ground))
        painter.setPen(QPen(tokens.color("dark"), 1))
        painter.drawPath(path)
        if not ends:
            painter.setPen(QPen(tokens.color("accent" if tokens.outlined and chosen else "mid"), 1))
            joint = self.width() - 0.5
            painter.drawLine(QLineF(joint, 1, joint, self.height() - 1))
        self._paint_words(painter, chosen=chosen)

    def _paint_words(self, painter: QPainter, *, chosen: bool) -> None:
        look = theme()
        painter.setLayoutDirection(self.layoutDirection())
        painter.setFont(look.font("strong" if chosen else "body"))
        painter.setPen(look.tokens.color("link" if chosen else "text"))
        inner = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeading, self.text())
        if self.count:
            painter.setFont(look.font("small", tabular=True))
            painter.setPen(look.tokens.color("link" if chosen else "muted"))
            painter.drawText(QRect(inner), middle | Qt.AlignmentFlag.AlignTrailing, self.count)


class Segments(QWidget):
    """Filters as buttons; arrow keys and Tab reach each. Signals: `chosen` with the code of the new one."""

    chosen = Signal(str)

    def __init__(
        self, prefix: str, entries: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`entries` are code and text; buttons are called ``<prefix>.<code>``."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for code, text in entries:
            made = _Segment(f"{prefix}.{code}", text, self)
            self._buttons[code] = made
            self._group.addButton(made)
            row.addWidget(made)
            made.clicked.connect(lambda _checked=False, code=code: self.chosen.emit(code))
        buttons = list(self._buttons.values())
        buttons[0].first = buttons[-1].last = True
        buttons[0].setChecked(True)
        theme().changed.connect(self._refresh)

    @property
    def buttons(self) -> list[QWidget]:
        """The buttons in their order. Tab stops at the chosen one, arrow keys go from there."""
        return list(self._buttons.values())

    def code(self) -> str:
        """The one that is chosen."""
        return next(code for code, made in self._buttons.items() if made.isChecked())

    def choose(self, code: str) -> None:
        """Choose one without telling it."""
        self._buttons[code].setChecked(True)

    def set_count(self, code: str, text: str) -> None:
        """Show how many there are; empty for none."""
        made = self._buttons[code]
        made.count = text
        made.setAccessibleName(" ".join(part for part in (made.text(), text) if part))
        made.updateGeometry()
        made.update()

    def _refresh(self) -> None:
        for made in self._buttons.values():
            made.updateGeometry()
            made.update()
