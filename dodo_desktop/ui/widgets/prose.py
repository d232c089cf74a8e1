"""Sentences that wrap, with the line height of the type scale."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QWidget

from dodo_desktop.ui.rich import escape

_LINE_HEIGHT = 1.38
"""Times the font's pixel size."""
_WIDE = 50
"""Characters at which a text asks to be wrapped."""
_HEIGHTS = 50
"""How many are kept; a window that is drawn larger asks for that of each pixel of width."""
_LONG_WORD = 24
"""Characters of a word that may be divided, such as an address."""
_UNDIVIDED = "\u2e80"
"""The first character of scripts that are wrapped within what is no word to `split`."""


class Prose(QLabel):
    """A label for one or more wrapped lines of plain text, each as high as the others.

    Qt makes a line as high as the tallest font in it, so that a name in another script, or the invisible
    marks round it, would stretch one line of a sentence and not the next.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._plain = ""
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setText(text)

    def text(self) -> str:
        """The plain text, or the rich one as it was set."""
        return self._plain or self._html

    def setText(self, text: str) -> None:
        """Show plain text; a line break stays one."""
        self._plain, self._html = text, ""
        self._write(escape(text).replace("\n", "<br>"))

    def set_rich(self, text: str) -> None:
        """Show rich text of one paragraph; what comes from outside is escaped already."""
        self._plain, self._html = "", text
        self._write(text)

    def sizeHint(self) -> QSize:
        # Qt would take a rich text for a block of about the shape of a page.
        metrics = self.fontMetrics()
        lines = (self._plain or self._html).split("\n")
        whole = max(metrics.horizontalAdvance(line) for line in lines)
        wide = min(whole + metrics.averageCharWidth(), metrics.averageCharWidth() * _WIDE)
        if self._plain and len(lines) == 1 and whole <= wide:
            return QSize(wide, line_height(self))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        words = self._plain.split()
        if not words or max(map(len, words)) > _LONG_WORD or max(self._plain) >= _UNDIVIDED:
            return super().minimumSizeHint()
        # Qt would lay the text out three times to find the longest word.
        metrics = self.fontMetrics()
        longest = max(map(metrics.horizontalAdvance, words))
        return QSize(longest + 1, line_height(self) * len(self._plain.split("\n")))

    def heightForWidth(self, width: int) -> int:
        # Layouts ask for one after another, several times each, and Qt breaks all lines anew for each.
        if width not in self._heights:
            if len(self._heights) == _HEIGHTS:
                self._heights.clear()
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._heights.clear()
        if event.type() == QEvent.Type.FontChange:
            self._write(self._html or escape(self._plain).replace("\n", "<br>"))
        elif event.type() == QEvent.Type.PaletteChange and self._html:
            # Colours that rich text takes from the palette are read when it is set.
            super().setText("")
            self._write(self._html)

    def _write(self, html: str) -> None:
        high = line_height(self)
        # Written out for Qt's own rich text; the baseline then stands at four fifths of each line.
        style = f"margin:0; line-height:{high}px; -qt-line-height-type:fixed"
        wrapped = f'<p style="{style}">{html}</p>' if html else ""
        self._heights.clear()
        if wrapped != super().text():
            super().setText(wrapped)


def line_height(widget: QWidget) -> int:
    """Pixels from one line of the widget's font to the next."""
    return round(QFontInfo(widget.font()).pixelSize() * _LINE_HEIGHT)
