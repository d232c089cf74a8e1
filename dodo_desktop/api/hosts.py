"""Which addresses requests, and with them a key, may go to."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from dodo_desktop.core.value import value

# Compiled by whoever checks an address first: hardly any start does.
_NAME = r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?"
_PATH = r"(/[A-Za-z0-9._~-]+)*"


class BadHost(ValueError):
    """An address that no request may go to; its text leaves the address out.

    `reason` is one of: empty, characters, scheme, not_https (plain http is for loopback alone), userinfo,
    query (a query or a fragment), host, port, path.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"not an address for requests: {reason}")
        self.reason = reason


@value
class Host:
    """An address that was checked. `url` ends without a slash; `name` is what a badge shows."""

    url: str
    name: str
    loopback: bool = False
    """Never reached through a proxy, and not paced unless it asks for it."""

    @property
    def mode(self) -> str:
        """``test`` or ``live`` for Dodo's own hosts, ``custom`` for any other."""
        return next((mode for mode, host in HOSTS.items() if host.url == self.url), "custom")


TEST = Host("https://test.dodopayments.com", "test.dodopayments.com")
LIVE = Host("https://live.dodopayments.com", "live.dodopayments.com")
HOSTS: Mapping[str, Host] = MappingProxyType({"test": TEST, "live": LIVE})
"""Dodo's own hosts by mode."""


def check_key(key: str) -> None:
    """Raises ValueError where `key` cannot go into a header."""
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("a key is visible ASCII without blanks")


def check_base_url(text: str) -> Host:
    """Reads a base URL: https, or http where the host is a literal of 127.0.0.0/8, ::1 or localhost.

    A path is kept as a prefix. Raises BadHost.
    """
    url = text.strip()
    if not url:
        raise BadHost("empty")
    if not url.isascii() or any(c.isspace() or not c.isprintable() or c in '\\"<>' for c in url):
        raise BadHost("characters")
    parts, port = _split(url)
    if parts.scheme not in {"http", "https"}:
        raise BadHost("scheme")
    if "@" in parts.netloc:
        raise BadHost("userinfo")
    if "?" in url or "#" in url:
        raise BadHost("query")
    name, loopback = _host(parts)
    if parts.scheme == "http" and not loopback:
        raise BadHost("not_https")
    path = parts.path.rstrip("/")
    if not re.fullmatch(_PATH, path) or any(set(part) == {"."} for part in path.split("/")):
        raise BadHost("path")
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        name = f"{name}:{port}"
    return Host(f"{parts.scheme}://{name}{path}", name, loopback)


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadHost("host") from None
    try:
        port = parts.port
    except ValueError:
        raise BadHost("port") from None
    if port == 0 or parts.netloc.endswith(":"):
        raise BadHost("port")
    return parts, port


def _host(parts: SplitResult) -> tuple[str, bool]:
    # Imported here: hardly anybody names a host, and Dodo's own are known.
    from ipaddress import AddressValueError, IPv4Address, IPv6Address

    host = parts.hostname or ""
    if "[" in parts.netloc:
        try:
            address = IPv6Address(host)
        except AddressValueError:
            raise BadHost("host") from None
        if address.scope_id:
            raise BadHost("host")
        return f"[{address.compressed}]", address.is_loopback and address.ipv4_mapped is None
    if not re.fullmatch(_NAME, host) or ".." in host:
        raise BadHost("host")
    if host.rpartition(".")[2].isdecimal() or host.startswith("0x"):
        # What looks like a number but is no plain address (127.1, 0x7f000001) means different hosts to
        # different resolvers.
        try:
            return host, IPv4Address(host).is_loopback
        except AddressValueError:
            raise BadHost("host") from None
    return host, host == "localhost"
