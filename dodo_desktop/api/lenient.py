"""Values as Dodo sends them, read leniently: every converter takes whatever comes and never fails."""

import json
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

V = TypeVar("V")

_YEARS = range(2000, 3000)
"""Of moments that are meant. Systems write the ends of the calendar for "never" and "not yet", which no clock
can turn into local time: Windows knows none before 1970 or after 3000, nobody any beyond the year 9999."""


class Unreadable(ValueError):
    """An answer without what it is vital for. Holds no value."""


def document(body: bytes) -> object:
    """The JSON value of a body. Raises Unreadable."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON") from None


def is_object(body: bytes) -> bool:
    """Whether a body is one JSON object."""
    try:
        return isinstance(document(body), dict)
    except Unreadable:
        return False


def codes(body: bytes) -> list[str]:
    """The two-letter codes of a bare list, or of a page; whatever else is among them is left out.

    Raises Unreadable where a body is neither.
    """
    value = document(body)
    if isinstance(value, dict):
        value = value.get("items")
    if not isinstance(value, list):
        raise Unreadable("not a list")
    return [each.upper() for each in value if isinstance(each, str) and len(each) == 2 and each.isalpha()]


def first(*values: V | None) -> V | None:
    """The first that is there."""
    return next((value for value in values if value is not None), None)


def as_text(value: object) -> str:
    """Text; numbers and truths in words, anything else is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8")  # JSON may hold halves of surrogate pairs


def as_id(value: object) -> str:
    """An id or a code, without blanks around it."""
    return "" if isinstance(value, bool | float) else as_text(value).strip()


def as_some_text(value: object) -> str | None:
    """Text that says something, else None."""
    return as_text(value) or None if isinstance(value, str) else None


def as_integer(value: object) -> int | None:
    """A whole number, also one written as text or as 12.0."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 18:
        return int(value)
    return value if isinstance(value, int) and abs(value) < 2**63 else None


def as_flag(value: object) -> bool | None:
    """A truth, else None."""
    return value if isinstance(value, bool) else None


def as_moment(value: object) -> datetime | None:
    """An ISO time, aware and in UTC; one without a zone is UTC already. None for the ends of the calendar."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def as_object(value: object) -> dict[str, Any]:
    """An object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def as_texts(value: object) -> list[str]:
    """The texts of a list."""
    return [as_text(item) for item in value if isinstance(item, str)] if isinstance(value, list) else []


def as_pairs(value: object) -> dict[str, str]:
    """Metadata: values as text; what is neither text, number nor truth is left out."""
    known = str, bool, int, float
    return {as_text(key): as_text(item) for key, item in as_object(value).items() if isinstance(item, known)}


def as_price(value: object) -> object:
    """The price as an object; the list's plain number stands for the amount alone."""
    return value if isinstance(value, dict) else {"price": value}


def usable_link(link: str | None) -> str | None:
    """The link where a browser could open it, else None. Whether it is to be trusted is another question."""
    link = (link or "").strip()
    # Of all that is space, the blank alone is printable.
    if not link or not link.isprintable() or " " in link:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in {"http", "https"} and parts.hostname else None
