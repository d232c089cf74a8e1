"""Plain text in Qt's rich text. Python's own module for that brings the names of two thousand signs along."""


def escape(text: str) -> str:
    """`text` as it reads in rich text, also inside of quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;")
