"""How much Dodo takes of what an order has any number of, and how pieces of it must be written."""

import re
from collections.abc import Collection

REQUEST_ID_KEY = "link_request_id"
REFERENCE_KEY = "order_reference"
CART_LIMIT = 100
METADATA_LIMIT = 49
"""Pairs of one's own; the fiftieth is the order's UUID."""
KEY_LIMIT = 40
VALUE_LIMIT = 500
_KEY = re.compile(r"[A-Za-z0-9_-]+")


def quantity_of(text: str) -> int | None:
    """A quantity as typed, in the digits of any script; None where the text is no whole number from 0."""
    stripped = text.strip()
    return int(stripped) if stripped.isdecimal() and len(stripped) <= 10 else None


def key_problem(key: str, value: str, seen: Collection[str], referenced: bool) -> str:
    """What is wrong with a pair of metadata, as a problem's code, after the keys in `seen`; "" for nothing.

    `referenced`: the order reference takes its key.
    """
    if not key:
        return "metadata_key_missing"
    if key == REQUEST_ID_KEY or (key == REFERENCE_KEY and referenced):
        return "metadata_key_reserved"
    if key in seen:
        return "metadata_key_twice"
    if len(key) > KEY_LIMIT:
        return "metadata_key_long"
    if not _KEY.fullmatch(key):
        return "metadata_key_bad"
    return "metadata_value_long" if len(value) > VALUE_LIMIT else ""
