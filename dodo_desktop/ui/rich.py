"""Plain text in Qt's rich text. Python's own module for that brings the names of two thousand signs along."""

from PySide6.QtGui import Qt


def escape(text: str) -> str:
    """`text` as it reads in rich text, also inside of quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;")


def tip(text: str) -> str:
    """A tooltip that reads as `text` does.

    Qt takes whatever looks like rich text for it. A customer's name may look like that, and would then have
    pictures fetched from wherever it says, with the name of the person who is logged in.
    """
    return f'<p style="white-space:pre">{escape(text)}</p>' if Qt.mightBeRichText(text) else text
