"""Text from outside is shown as it is."""

from html import escape as by_the_book

from PySide6.QtGui import QTextDocumentFragment

from dodo_desktop.ui.rich_text import escape

_TEXT = '<b>Tom & "Jerry"\'s</b> &amp; 1 < 2 > 0 \u4e0a'


def test_it_is_escaped_as_the_standard_library_does_and_shown_as_it_was() -> None:
    assert escape(_TEXT) == by_the_book(_TEXT)
    assert QTextDocumentFragment.fromHtml(escape(_TEXT)).toPlainText() == _TEXT
