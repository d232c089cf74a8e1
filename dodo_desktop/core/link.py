"""PaymentLink: a link that was made, and the state that staff tell apart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.money import Money

INTENT_STATES = {
    "requires_payment_method": "not_paid",
    "requires_confirmation": "not_paid",
    "requires_customer_action": "being_paid",
    "processing": "processing",
    "requires_merchant_action": "processing",
    "requires_capture": "processing",
    "partially_captured": "processing",
    "partially_captured_and_capturable": "processing",
    "succeeded": "paid",
    "failed": "failed",
    "cancelled": "cancelled",
}
"""Dodo's eleven intent states and what staff call them."""

FINAL = frozenset({"succeeded", "failed", "cancelled"})


class LinkState(StrEnum):
    """What staff tell apart."""

    NOT_PAID = "not_paid"
    BEING_PAID = "being_paid"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OTHER = "other"
    """A word that is new; it is shown as Dodo sent it."""


@dataclass(frozen=True, slots=True)
class PaymentLink:
    """A link made here. Times are aware, in UTC.

    `url` is empty while Dodo has not told it. `total` is None until its currency is known; `total_minor` is
    the number that Dodo answered. `status` is Dodo's word, None for "none yet".
    """

    request_id: str
    payment_id: str
    url: str
    mode: str
    created_at: datetime
    draft: Draft
    total_minor: int | None = None
    total: Money | None = None
    expires_at: datetime | None = None
    status: str | None = None
    checked_at: datetime | None = None
    customer_id: str = ""
    customer_name: str = ""
    customer_email: str = ""
    order_reference: str = ""
    discount_id: str = ""
    quote: Money | None = None
    quote_exact: bool = False


def link_state(link: PaymentLink, now: datetime) -> LinkState:
    """The state that staff see. "Expired" is ours: Dodo has no such word."""
    if link.status is None:
        known = "not_paid"
    else:
        known = INTENT_STATES.get(link.status, "other")
    if known == "not_paid" and link.expires_at is not None and link.expires_at <= now:
        return LinkState.EXPIRED
    return LinkState(known)


def host_of(url: str) -> str:
    """The host that an untrusted link names, for showing; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def trusted(url: str, mode: str) -> bool:
    """Whether a link may be opened and shown as a QR code without asking.

    It must be https, without user or port, on dodopayments.com or one of its subdomains; in practice, http
    on loopback.
    """
    if any(c.isspace() or not c.isprintable() for c in url) or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    if mode == "practice":
        return parts.scheme == "http" and host in {"127.0.0.1", "localhost", "::1"}
    own = host == "dodopayments.com" or host.endswith(".dodopayments.com")
    return parts.scheme == "https" and port is None and own
