"""The key in a text that was pasted, or that the environment holds."""

import re
from functools import cache

_INVISIBLE = dict.fromkeys(
    (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
_AROUND = " \t\r\n\u00a0\"'`“”„‘’‚«»<>;,"
_SHORTEST, _LONGEST = 8, 512


class KeyRefused(Exception):
    """The key was not taken, and nothing was changed. Never holds the key.

    `reason` is one of: empty, bad_form, refused, offline, throttled, other_business, disk, settings_unread;
    of a stored key also: key_missing, key_damaged (what the keyring holds is no key), and the keyring's own:
    keyring_locked, keyring_timeout, keyring_refused, keyring_absent.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the key was not taken: {reason}")
        self.reason = reason


def clean_key(text: str) -> str:
    """The key in a pasted text, without quotes, labels and breaks around and in it. Raises KeyRefused."""
    rest, before = text.translate(_INVISIBLE).strip(_AROUND), None
    while rest != before:
        before = rest
        rest = _without_label(rest).strip(_AROUND)
    key = "".join(rest.split())
    if not key:
        raise KeyRefused("empty")
    # What is printable and ASCII, but for the space, which is out of it by now.
    if not (_SHORTEST <= len(key) <= _LONGEST and key.isascii() and key.isprintable()):
        raise KeyRefused("bad_form")
    return key


def _without_label(text: str) -> str:
    # A label ends in one of these, and a key in the environment, which a start waits for, has none.
    if not any(c.isspace() or c in ":=" for c in text):
        return text
    label = _label().match(text)
    return text[label.end() :] if label else text


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(export\s+|authorization\s*:|dodo_payments_api_key\s*[=:]|bearer(\s+|\s*:))", re.IGNORECASE
    )


def environment_key(text: str) -> str:
    """The key in what the environment holds; empty where that is none."""
    try:
        return clean_key(text)
    except KeyRefused:
        return ""
