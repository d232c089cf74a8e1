"""What is hidden in whatever is logged: values that were named, and what looks like someone's data."""

import re
import threading
from functools import cache
from urllib.parse import quote, quote_plus

_SHORTEST_VALUE = 3
_HIDDEN = "[hidden]"

_lock = threading.Lock()
_values: frozenset[str] = frozenset()
_pattern: re.Pattern[str] | None = None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    # Compiled with the first line that is logged: a picture needs none.
    return (
        (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), r"\1 [hidden]"),
        (re.compile(r"(?i)\b(https?://)(?:[^\s/@]*@)?([^\s/?#@\"']+)[/?#][^\s\"']*"), r"\1\2/[hidden]"),
        (re.compile(r"[^\s@<>\"'(),:;=]+@[^\s@<>\"'(),:;=]+"), "[e-mail]"),
        # Ids that open something without a key: an invoice, a checkout, a payment.
        (re.compile(r"\b(pay|cks|cus|pi|sub)_\w{6,}"), r"\1_[hidden]"),
        # A phone number; a date, a version or a small count is none.
        (re.compile(r"\+\d[\d ().-]{6,}\d"), "[phone]"),
    )


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.-])[\w.-]*[A-Za-z0-9_]{16,}[\w.-]*")


def redact(value: str) -> None:
    """From now on `value` (a key, a name, an address ...) is hidden in every record, in any case of letters.

    Values shorter than three characters are not: hiding them would hide everything.
    """
    global _values, _pattern  # noqa: PLW0603 - one process, one log
    value = value.strip()
    if len(value) < _SHORTEST_VALUE:
        return
    shapes = {value, quote(value, safe=""), quote_plus(value), value.encode("unicode_escape").decode()}
    with _lock:
        if shapes <= _values:
            return
        _values |= shapes
        _pattern = None


def _named() -> re.Pattern[str] | None:
    """What finds the values that were named; None for none."""
    global _pattern  # noqa: PLW0603 - as above
    with _lock:
        if _pattern is None and _values:
            longest_first = sorted(_values, key=len, reverse=True)
            _pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
        return _pattern


def redacted(text: str) -> str:
    """`text` with everything hidden that is, or looks like, someone's data."""
    if (named := _named()) is not None:
        text = named.sub(_HIDDEN, text)
    for pattern, replacement in _patterns():
        text = pattern.sub(replacement, text)
    return _token().sub(_hide_token, text)


def _hide_token(found: re.Match[str]) -> str:
    """Long runs that mix letters and digits are keys or tokens; the parts of an order's UUID are shorter."""
    text = found[0]
    mixed = any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
    return _HIDDEN if mixed else text
