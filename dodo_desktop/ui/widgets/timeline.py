"""What happened, one line below the other, with a dot for each."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.room import keep_room

_LEFT = 18
_DOT = 3.5
_MIDDLE = 5.5
_WIDE = 36
"""Characters that the narrowest panel has room for on one line."""


class _What(QLabel):
    """A text that asks for no second line as long as it has room on one, whatever the shape Qt would like."""

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        most = metrics.averageCharWidth() * _WIDE
        wide = min(metrics.horizontalAdvance(self.text()) + metrics.averageCharWidth(), most)
        return QSize(wide, self.heightForWidth(wide))


class Timeline(QWidget):
    """Lines of a time and a text; assistive tools read them as labels.

    `room` is for how many lines there is room from the first on, so that nothing moves when they come.
    """

    def __init__(self, parent: QWidget | None = None, *, room: int = 0) -> None:
        super().__init__(parent)
        self._room = room
        self._lines: list[tuple[str, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._leave_room()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme().changed.connect(self.update)

    def _leave_room(self) -> None:
        """For the dots; layouts mirror what is in them, but not their margins."""
        rtl = self.isRightToLeft()
        self._grid.setContentsMargins(0 if rtl else _LEFT, 0, _LEFT if rtl else 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._leave_room()

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these times and texts, oldest first."""
        if list(lines) == self._lines:
            return
        self._lines = list(lines)
        while len(self._labels) < max(len(self._lines), self._room):
            self._add()
        for place, (when, what) in enumerate(self._labels):
            used = place < len(self._lines)
            when.setVisible(used)
            what.setVisible(used)
            if used:
                when.setText(self._lines[place][0])
                what.setText(self._lines[place][1])
        self.updateGeometry()
        self.update()

    def lines(self) -> list[tuple[str, str]]:
        """What is shown."""
        return list(self._lines)

    def _add(self) -> None:
        when, what = QLabel(self), _What(self)
        set_text(when, "small", "muted", tabular=True)
        set_text(what, "small")
        what.setWordWrap(True)
        for label in (when, what):
            label.setTextFormat(Qt.TextFormat.PlainText)
        row = len(self._labels)
        if row < self._room:
            keep_room(when, True)
        self._grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(what, row, 1)
        self._labels.append((when, what))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme().tokens.color("dark")
        x = self.width() - _MIDDLE if self.isRightToLeft() else _MIDDLE
        centres = [
            QPointF(x, when.geometry().top() + when.fontMetrics().height() / 2)
            for when, _what in self._labels[: len(self._lines)]
        ]
        painter.setPen(QPen(colour, 1))
        for above, below in pairwise(centres):
            painter.drawLine(above + QPointF(0, _DOT + 2), below - QPointF(0, _DOT + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for centre in centres:
            painter.drawEllipse(centre, _DOT, _DOT)
