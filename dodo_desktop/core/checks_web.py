"""The address that the customer returns to after paying. Dodo demands a valid URL: a wrong one is a wall."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from dodo_desktop.core.problem import Problem, Weight, problem

_FIELD = "options.return_url"
_LONGEST_NAME = 253
_NO_PLACES = frozenset({"javascript", "data", "file", "vbscript", "about", "blob"})
"""Schemes that name nothing to go to from another site."""


def check_return_url(text: str) -> Iterator[Problem]:
    """What is wrong with a return address as typed, without blanks around it; nothing with an empty one."""
    if not text:
        return
    parts = _split(text)
    if parts is None:
        with_scheme = f"https://{text}"
        mends = "://" not in text and "." in text and _split(with_scheme) is not None
        yield problem(_FIELD, "bad_url", **({"fix": with_scheme} if mends else {}))
    elif parts.scheme != "https" and not _on_this_computer(parts.hostname or ""):
        yield problem(_FIELD, "url_not_https", Weight.ADVICE)


def _split(text: str) -> SplitResult | None:
    """The parts of an absolute URL with a host that can exist; None where it is none."""
    if any(c.isspace() or not c.isprintable() or c in '<>"\\' for c in text):
        return None
    try:
        parts = urlsplit(text)
        placed = bool(parts.scheme) and parts.scheme not in _NO_PLACES
        good = placed and parts.port != 0 and _good_host(parts)
    except ValueError:
        return None
    return parts if good else None


def _good_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"}:
        # An app's own scheme has names of its own.
        return bool(host)
    if _address(host):
        return True
    import idna

    try:
        name = idna.encode(host.removesuffix("."), uts46=True).decode()
    except idna.IDNAError:
        # Names with an underscore are no host names, and work all the same.
        name = host.replace("_", "-")
        if not name.isascii():
            return False
    labels = name.split(".")
    return len(name) <= _LONGEST_NAME and all(_good_label(label) for label in labels) and labels[-1] != ""


def _good_label(label: str) -> bool:
    return 0 < len(label) <= 63 and label.replace("-", "").isalnum() and label[0] != "-" != label[-1]


def _address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _on_this_computer(host: str) -> bool:
    return host == "localhost" or (_address(host) and ipaddress.ip_address(host).is_loopback)
