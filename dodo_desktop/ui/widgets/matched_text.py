"""One line of text with the part that was searched for in bold."""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGlyphRun, QPainter, QTextCharFormat, QTextLayout, QTextOption

from dodo_desktop.core.lately import Lately

Spans = tuple[tuple[int, int], ...]

_KEPT = 1024
"""Lines of which it is remembered how they are laid out, a few lists of them."""


def find_words(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of `query` stand in `text` (start, length); case and accents do not matter."""
    return list(_spans(text, folded_words(query)))


@lru_cache(16)
def folded_words(query: str) -> Sequence[str]:
    """The words of what was searched for, as texts are compared with them."""
    return tuple(filter(None, map(_plain, query.split())))


def _spans(text: str, words: Sequence[str]) -> Spans:
    if not words:
        return ()
    plain = _plain(text)
    if len(plain) != len(text):
        return ()
    return tuple((at, len(word)) for word in words if (at := plain.find(word)) >= 0)


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
    """Draws lines in one font, with the painter's pen.

    What a line was laid out to is kept: a list is painted for each key, with much of what it had before.
    """

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetrics(font)
        self._widths: Lately[str, int] = Lately(_KEPT)
        self._shown: Lately[tuple[str, int], str] = Lately(_KEPT)
        self._laid: Lately[tuple[str, Spans, int], tuple[float, Sequence[QGlyphRun]]] = Lately(_KEPT)
        self.height = self._metrics.height()
        """Pixels of a line."""

    def width(self, text: str) -> int:
        """Pixels that `text` takes."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths.keep(text, self._metrics.horizontalAdvance(text))
        return width

    def draw(
        self,
        painter: QPainter,
        spot: tuple[int, int, int],
        text: str,
        words: Sequence[str] = (),
        *,
        rtl: bool = False,
    ) -> None:
        """Draw `text` from the left and top of `spot`, no wider than its third part, on one line that ends in
        dots where there is no room.

        `words` are the folded ones that were searched for; `rtl`: the line begins at the right.
        """
        left, top, width = spot
        shown = self._shown.get((text, width))
        if shown is None:
            cut = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            shown = self._shown.keep((text, width), cut)
        spans = _spans(shown, words)
        key = shown, spans, width if rtl else 0
        laid = self._laid.get(key)
        if laid is None:
            laid = self._laid.keep(key, self._lay(*key))
        lower, runs = laid
        at = QPointF(left, top + lower)
        for run in runs:
            painter.drawGlyphRun(at, run)

    def _lay(self, shown: str, spans: Spans, width: int) -> tuple[float, Sequence[QGlyphRun]]:
        """How much lower than others the line stands, whose letters may come from another font, and its
        letters; from right to left within a `width`."""
        layout = QTextLayout(shown, self._font)
        if spans:
            layout.setFormats([_span(start, length) for start, length in spans])
        layout.setTextOption(_option(bool(width)))
        layout.beginLayout()
        line = layout.createLine()
        if width:
            line.setLineWidth(width)
        layout.endLayout()
        return (self.height - line.height()) / 2, layout.glyphRuns()


@cache
def _option(rtl: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    # Unlike a label's, a layout's alignment is not turned by itself.
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
