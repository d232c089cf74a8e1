"""Outcome: what a sending came to, in the words that the outbox acts upon."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType

from dodo_desktop.core.value import value

LONGEST_WAIT = 3600.0
"""Seconds: the longest wait that an answer may ask for; a longer one is shortened to this."""

UNREACHED = frozenset({"dns", "refused", "tls", "timeout", "proxy", "unreachable", "offline"})
"""Reasons of `NotSent` that mean that Dodo could not be reached; it goes on once the network is back."""


KEYRING_REASONS = frozenset({"keyring_locked", "keyring_timeout", "keyring_refused", "keyring_absent"})
"""Why a key is out of reach although it may well be in the keyring."""

KEYLESS = KEYRING_REASONS | {"key_missing", "key_damaged", "key_unchecked"}
"""Reasons of `Blocked` that say that there is no key to send with. ``key_damaged``: what the keyring holds is
no key. ``key_unchecked``: it holds another key than was stored, and Dodo could not be asked whose it is."""


@value
class CreatedPayment:
    """What Dodo answered to a created payment. `client_secret` is left out on purpose.

    `total_minor` has no currency in the answer to a creation; `currency` is empty until the payment was
    read. `expires_on` is None where Dodo did not say. `link` is None where none came.
    """

    payment_id: str
    total_minor: int | None
    link: str | None = None
    currency: str = ""
    expires_on: datetime | None = None
    customer_id: str = ""
    customer_name: str = ""
    customer_email: str = ""
    discount_id: str = ""
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    products: tuple[tuple[str, int], ...] = ()
    """Product id and quantity of each line that the answer names."""
    business_id: str = ""
    status: str | None = None
    created_at: datetime | None = None


@value
class Created:
    """200 with a payment id."""

    payment: CreatedPayment


@value
class NotSent:
    """Nothing reached Dodo, or Dodo says it is safe to repeat."""

    reason: str
    """One of UNREACHED; throttled, discount_busy, unready where it was reached; busy, closed for our own."""
    wait: float | None = None
    """Seconds to wait as told by the answer; None to back off."""


@value
class Rejected:
    """Dodo refused the order and made nothing. `code` is Dodo's word, `message` its sentence, trimmed."""

    status: int
    code: str
    message: str = ""


@value
class Blocked:
    """The key is refused, cannot be had, or is of another business. Nothing was made."""

    reason: str
    """One of: key_refused, key_forbidden (it may only read), other_business; or why there is no key: one of
    KEYLESS."""


@value
class Unclear:
    """Something was sent and no usable answer came: a payment may exist."""

    reason: str
    """One of: reset, timeout, redirect, conflict, server, proxy, unreadable, unexpected, interrupted."""


Outcome = Created | NotSent | Rejected | Blocked | Unclear
