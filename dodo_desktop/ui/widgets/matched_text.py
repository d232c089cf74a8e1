"""One line of text with the part that was searched for in bold."""

import unicodedata
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

_LINE = (
    int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeading) | int(Qt.TextFlag.TextSingleLine)
)


def find_words(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of `query` stand in `text` (start, length); case and accents do not matter."""
    if not query:
        return []
    plain = _plain(text)
    if len(plain) != len(text):
        return []
    found: list[tuple[int, int]] = []
    for word in query.split():
        folded = _plain(word)
        start = plain.find(folded) if folded else -1
        if start >= 0:
            found.append((start, len(folded)))
    return found


@lru_cache(1024)
def _plain(text: str) -> str:
    """The rows that one more letter leaves are asked for again."""
    return text.lower() if text.isascii() else "".join(map(_fold, text))


@lru_cache(2048)
def _fold(character: str) -> str:
    """One character for one, so that places in the folded text are places in the text."""
    base = unicodedata.normalize("NFKD", character)[:1].casefold()
    return base if len(base) == 1 else character


class MatchedText:
    """Draws lines in one font and one colour."""

    def __init__(self, font: QFont, colour: QColor) -> None:
        self._font = font
        self._colour = colour
        self._metrics = QFontMetrics(font)
        self._shown: dict[tuple[str, int], str] = {}
        self.height = self._metrics.height()
        """Pixels of a line."""

    def width(self, text: str) -> int:
        """Pixels that `text` takes."""
        return self._metrics.horizontalAdvance(text)

    def draw(
        self, painter: QPainter, rect: QRect, text: str, query: str, colour: QColor | None = None
    ) -> None:
        """Draw `text` into `rect` on one line, vertically centred, ending in dots where there is no room.

        `colour` is another one than the usual.
        """
        shown = self._elided(text, rect.width())
        spans = find_words(shown, query)
        painter.setPen(colour or self._colour)
        if not spans:
            painter.setFont(self._font)
            painter.drawText(rect, _LINE, shown)
            return
        layout = QTextLayout(shown, self._font)
        layout.setFormats([_span(start, length) for start, length in spans])
        layout.setTextOption(_option(painter.layoutDirection()))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(rect.width())
        layout.endLayout()
        layout.draw(painter, QPointF(rect.left(), rect.center().y() - line.height() / 2 + 1))

    def _elided(self, text: str, width: int) -> str:
        key = (text, width)
        if key not in self._shown:
            if len(self._shown) >= _KEPT:
                self._shown.clear()
            self._shown[key] = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._shown[key]


_KEPT = 1024
"""Texts whose end is remembered, a few lists of them."""


@cache
def _option(direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(direction)
    # Unlike a label's, a layout's alignment is not turned by itself.
    rtl = direction == Qt.LayoutDirection.RightToLeft
    option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    return option


@cache
def _strong() -> QTextCharFormat:
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    return strong


def _span(start: int, length: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, _strong()
    return made
