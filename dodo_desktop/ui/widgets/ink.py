"""What painted widgets draw with, put together once: lines of text, fonts and colours.

A page of a table has a hundred cells. Laying out the text of each anew at every painting, with fonts and
colours looked up for each, takes longer than all that is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText, QTextOption

from dodo_desktop.core.lately import Lately
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words import with_own_end

if TYPE_CHECKING:
    from dodo_desktop.ui.theme import TextSize, Theme
    from dodo_desktop.ui.tokens import Tone

_KEPT = 600
"""Lines that are remembered, some screens full of them: each takes some fifteen hundred bytes of memory."""

_RTL = Qt.LayoutDirection.RightToLeft


class Line(NamedTuple):
    """One line of text as it is drawn, with its size in pixels."""

    text: QStaticText
    font: QFont
    width: float
    height: float


class Ink:
    """Of one look: another one is made when colours or fonts change."""

    def __init__(self, look: Theme) -> None:
        self._look, self._tokens = look, look.tokens
        self._colours: dict[str, QColor] = {}
        self._tones: dict[Tone, tuple[QColor, QColor]] = {}
        self._fonts: dict[tuple[TextSize, bool], tuple[QFont, QFontMetrics]] = {}
        self._lines: Lately[tuple[str, TextSize, bool, int, bool], Line] = Lately(_KEPT)
        self.outlined = self._tokens.outlined

    def colour(self, role: str) -> QColor:
        """The colour of a role of ``Tokens``; not to be changed."""
        if role not in self._colours:
            self._colours[role] = self._tokens.color(role)
        return self._colours[role]

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Foreground and background of a tone; not to be changed."""
        if tone not in self._tones:
            foreground, background = self._tokens.tone(tone)
            self._tones[tone] = QColor(foreground), QColor(background)
        return self._tones[tone]

    def font(self, size: TextSize, *, tabular: bool = False) -> tuple[QFont, QFontMetrics]:
        """A font of the type scale, and its measures; neither to be changed."""
        key = size, tabular
        if key not in self._fonts:
            made = self._look.font(size, tabular=tabular)
            self._fonts[key] = made, QFontMetrics(made)
        return self._fonts[key]

    def line(self, text: str, size: TextSize, width: int, *, tabular: bool, leftwards: bool) -> Line:
        """A line that ends in dots where `width` has no room for it."""
        key = text, size, tabular, width, leftwards
        made = self._lines.get(key)
        if made is None:
            made = self._made(text, *self.font(size, tabular=tabular), width, leftwards)
            self._lines.keep(key, made)
        return made

    @staticmethod
    def _made(text: str, font: QFont, metrics: QFontMetrics, width: int, leftwards: bool) -> Line:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        drawn = QStaticText(with_own_end(shown, leftwards=leftwards))
        drawn.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(_RTL if leftwards else Qt.LayoutDirection.LeftToRight)
        drawn.setTextOption(option)
        drawn.prepare(font=font)
        taken = drawn.size()
        return Line(drawn, font, taken.width(), taken.height())

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        size: TextSize,
        colour: QColor,
        *,
        tabular: bool = False,
        trailing: bool = False,
    ) -> None:
        """Draw one line into `rect`, vertically centred, at the side where reading begins or at the other."""
        leftwards = painter.layoutDirection() == _RTL
        line = self.line(text, size, rect.width(), tabular=tabular, leftwards=leftwards)
        painter.setFont(line.font)
        painter.setPen(colour)
        left: float = rect.left()
        if trailing != leftwards:
            left += rect.width() - line.width
        painter.drawStaticText(QPointF(left, rect.top() + (rect.height() - line.height) / 2), line.text)


def ink() -> Ink:
    """The one of the look in use."""
    look = theme()
    made = look.shared.get("ink")
    if not isinstance(made, Ink):
        look.shared["ink"] = made = Ink(look)
    return made
