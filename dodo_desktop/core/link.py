"""PaymentLink: a link that was made, and the state that staff tell apart."""

import re
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from dodo_desktop.core.draft import CustomerMode, Draft
from dodo_desktop.core.money import CURRENCIES, Money
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.value import value

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

_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_OWN_HOST = re.compile(rf"({_LABEL}\.)*dodopayments\.com")

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


@value
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


def link_of(order: OutgoingPayment, payment: CreatedPayment, now: datetime) -> PaymentLink:
    """The link of a payment that Dodo made for an order; what the answer left out is taken from the order."""
    draft = order.draft
    entry = draft.customer
    picked = entry.existing if entry.mode is CustomerMode.EXISTING else None
    link = PaymentLink(
        request_id=order.request_id,
        payment_id=payment.payment_id,
        url="",
        mode=order.mode,
        created_at=payment.created_at or now,
        draft=draft,
        customer_id=picked.customer_id if picked else "",
        customer_name=picked.name if picked else entry.name,
        customer_email=picked.email if picked else entry.email,
        order_reference=draft.options.order_reference.strip(),
        quote=order.quote,
        quote_exact=order.quote_exact,
    )
    return refreshed(link, payment, now)


def refreshed(link: PaymentLink, payment: CreatedPayment, now: datetime) -> PaymentLink:
    """The link as an answer of `now` tells it. What the answer leaves out stays as it was known; a state that
    is final stays, too, because answers can overtake each other."""
    minor = link.total_minor if payment.total_minor is None else payment.total_minor
    currency = payment.currency or (link.total.currency if link.total else "")
    stays = link.status in FINAL or payment.status is None
    return replace(
        link,
        url=payment.link or link.url,
        total_minor=minor,
        total=Money(minor, currency) if minor is not None and currency else None,
        expires_at=payment.expires_on or link.expires_at,
        status=link.status if stays else payment.status,
        checked_at=now,
        customer_id=payment.customer_id or link.customer_id,
        customer_name=payment.customer_name or link.customer_name,
        customer_email=payment.customer_email or link.customer_email,
        discount_id=payment.discount_id or link.discount_id,
    )


@value
class OpenLink:
    """What is needed of a link about which something is open, of which there can be hundreds.

    `addressed` tells whether its address is known, `priced` whether its total is.
    """

    payment_id: str
    created_at: datetime
    checked_at: datetime | None
    addressed: bool
    priced: bool

    @property
    def complete(self) -> bool:
        """What `complete` tells of the whole link."""
        return _complete(addressed=self.addressed, priced=self.priced)


def settled(link: PaymentLink) -> bool:
    """Whether nothing about the link is open any more: its payment is final, its address and total known."""
    return link.status in FINAL and complete(link)


def complete(link: PaymentLink) -> bool:
    """Whether all is known of it that Dodo may tell later than that it was made."""
    return _complete(addressed=bool(link.url), priced=link.total is not None)


def _complete(*, addressed: bool, priced: bool) -> bool:
    return addressed and priced


def likely_total(link: PaymentLink) -> Money | None:
    """What Dodo answered, in the currency that the order asks for: the one that was chosen, else that of the
    total which the person saw, else that of all its prices.

    A guess while `total` is not known, never to be shown without saying so; None where there is nothing to
    guess from.
    """
    if link.total is not None or link.total_minor is None:
        return link.total
    chosen = link.draft.options.currency
    if chosen not in CURRENCIES:
        priced = {line.product.currency for line in link.draft.lines}
        chosen = link.quote.currency if link.quote else priced.pop() if len(priced) == 1 else ""
    return Money(link.total_minor, chosen) if chosen in CURRENCIES else None


def link_state(link: PaymentLink, now: datetime) -> LinkState:
    """The state that staff see. "Expired" is ours: Dodo has no such word."""
    return state_of(link.status, link.expires_at, now)


def state_of(status: str | None, expires_at: datetime | None, now: datetime) -> LinkState:
    """The same by Dodo's word for a payment and the end of its link."""
    known = "not_paid" if status is None else INTENT_STATES.get(status, "other")
    if known == "not_paid" and expires_at is not None and expires_at <= now:
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
    return parts.scheme == "https" and port is None and _OWN_HOST.fullmatch(host) is not None
