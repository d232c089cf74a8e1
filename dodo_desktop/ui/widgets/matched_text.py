"""One line of text with the part that was searched for in bold."""

import unicodedata
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

_LINE = (
    int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeading) | int(Qt.TextFlag.TextSingleLine)
)


def find_words(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of `query` stand in `text` (start, length); case and accents do not matter."""
    if not query:
        return []
    plain = "".join(_fold(character) for character in text)
    if len(plain) != len(text):
        return []
    found: list[tuple[int, int]] = []
    for word in query.split():
        folded = "".join(_fold(character) for character in word)
        start = plain.find(folded) if folded else -1
        if start >= 0:
            found.append((start, len(folded)))
    return found


@lru_cache(2048)
def _fold(character: str) -> str:
    """One character for one, so that places in the folded text are places in the text."""
    base = unicodedata.normalize("NFKD", character)[:1].casefold()
    return base if len(base) == 1 else character


def draw_matched(
    painter: QPainter, rect: QRect, text: str, query: str, *, font: QFont, colour: QColor
) -> None:
    """Draw `text` into `rect` on one line, vertically centred, ending in dots where there is no room."""
    painter.setFont(font)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    spans = find_words(shown, query)
    painter.setPen(colour)
    if not spans:
        painter.drawText(rect, _LINE, shown)
        return
    layout = QTextLayout(shown, font)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    layout.setFormats([_span(start, length, strong) for start, length in spans])
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(painter.layoutDirection())
    # Unlike a label's, a layout's alignment is not turned by itself.
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    layout.draw(painter, QPointF(rect.left(), rect.center().y() - line.height() / 2 + 1))


def _span(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made
