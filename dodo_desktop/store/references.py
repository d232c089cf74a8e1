"""What has an order reference already, read from an index in the words that the index has."""

WITH_REFERENCE = "trim(order_reference) = ? COLLATE NOCASE AND order_reference <> ''"
"""Of links and orders; its one mark is a reference without blanks round it."""

NEWEST = "ORDER BY created_at DESC, seq DESC LIMIT 5"
"""More than one, for the newest may no longer be readable."""


def spellings(reference: str) -> tuple[str, ...]:
    """A reference in each case that SQLite tells apart: of letters beyond those of English it knows none."""
    text = reference.strip()
    cases = (text,) if text.isascii() else (text, text.lower(), text.upper(), text.casefold())
    return tuple(dict.fromkeys(cases))
