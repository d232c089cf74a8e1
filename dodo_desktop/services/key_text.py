"""The key in a text that was pasted, or that the environment holds."""

import re

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_AROUND = " \t\r\n\u00a0\"'`“”„‘’‚«»<>;,"
_LABEL = re.compile(
    r"(export\s+|authorization\s*:|dodo_payments_api_key\s*[=:]|bearer(\s+|\s*:))", re.IGNORECASE
)
_KEY = re.compile(r"[!-~]{8,512}")


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
    rest, before = _INVISIBLE.sub("", text).strip(_AROUND), None
    while rest != before:
        before = rest
        label = _LABEL.match(rest)
        rest = (rest[label.end() :] if label else rest).strip(_AROUND)
    key = "".join(rest.split())
    if not key:
        raise KeyRefused("empty")
    if not _KEY.fullmatch(key):
        raise KeyRefused("bad_form")
    return key


def environment_key(text: str) -> str:
    """The key in what the environment holds; empty where that is none."""
    try:
        return clean_key(text)
    except KeyRefused:
        return ""
