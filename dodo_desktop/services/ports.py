"""What services need from the outside, as Protocols. Adapters fulfil them; `app` puts them together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from dodo_desktop.core.catalog import PAGE_SIZE, Customer, Product
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.link import LinkState, PaymentLink
from dodo_desktop.core.outcome import CreatedPayment, Outcome
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.core.profiles import Door, KeyAnswer, KeyState, Profile, Settings, VaultError
from dodo_desktop.core.records import BrokenOrder, DirectoryState, DraftRow, StaleRow

__all__ = [
    "PAGE_SIZE",
    "BrokenOrder",
    "Clock",
    "DirectoryState",
    "DirectoryStore",
    "Door",
    "DraftRow",
    "DraftStore",
    "Gateway",
    "GatewayError",
    "KeyAnswer",
    "KeyState",
    "LinkStore",
    "OutboxStore",
    "Profile",
    "ProfileData",
    "Settings",
    "SettingsStore",
    "StaleRow",
    "Vault",
    "VaultError",
]


class Clock(Protocol):
    """The time. `now` is aware, in UTC; `monotonic` counts seconds and never goes back."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


class Gateway(Protocol):
    """Dodo's API for one key and one host. Reads raise GatewayError and nothing else."""

    async def create_payment(self, body: str) -> Outcome:
        """Sends the exact text once; never raises but for cancellation, never repeats by itself."""

    async def get_payment(self, payment_id: str) -> CreatedPayment: ...
    async def list_payments(self, since: datetime, page: int) -> Sequence[CreatedPayment]:
        """One page, PAGE_SIZE rows, counted from 0, of payments made at or after `since`."""

    async def list_customers(self, page: int, since: datetime | None = None) -> Sequence[Customer]: ...
    async def list_products(self, page: int) -> Sequence[Product]: ...
    async def preview(self, body: str) -> Preview:
        """Dodo's calculation for the JSON text of a checkout preview."""

    async def discount(self, code: str) -> Discount: ...
    async def account_name(self) -> tuple[str, str]:
        """Business id and the brand's name; either may be empty."""

    async def server_time(self) -> datetime:
        """Dodo's clock: by the Date header of an answer under ten minutes old, else of one small GET."""

    async def aclose(self) -> None: ...


class DraftStore(Protocol):
    """Kept drafts. Every call returns once it is on disk."""

    async def save(self, draft: Draft, at: datetime) -> None: ...
    async def get(self, draft_id: str) -> Draft | None: ...
    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow]:
        """Newest first."""

    async def count(self) -> int: ...
    async def delete(self, draft_id: str) -> None: ...


class OutboxStore(Protocol):
    """Orders on their way. Every call returns once it is committed to disk (synchronous FULL)."""

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        """A new row and, in the same transaction, its draft removed."""

    async def update(
        self, old: OutgoingPayment, new: OutgoingPayment, links: Sequence[PaymentLink] = ()
    ) -> None:
        """Replaces `old` by `new` and adds or replaces `links`, in one transaction.

        Raises StaleRow where the row no longer has `old`'s state, attempts and changed_at.
        """

    async def get(self, request_id: str) -> OutgoingPayment | None: ...
    async def in_state(self, *states: State) -> Sequence[OutgoingPayment]: ...
    async def due(self, now: datetime, limit: int) -> Sequence[OutgoingPayment]:
        """Orders whose `next_at` has come, oldest created first."""

    async def next_due(self) -> datetime | None: ...
    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment | BrokenOrder]:
        """Newest first; `states` None for all but discarded; `text` is part of a name or reference."""

    async def counts(self) -> dict[State, int]: ...
    async def needing(self) -> int:
        """How many orders wait for a person: held, rejected, blocked, or unconfirmed after the last look."""


class LinkStore(Protocol):
    """Links made here."""

    async def put(self, link: PaymentLink) -> None: ...
    async def get(self, payment_id: str) -> PaymentLink | None: ...
    async def of_order(self, request_id: str) -> Sequence[PaymentLink]: ...
    async def rows(
        self,
        states: Sequence[LinkState] | None,
        text: str,
        now: datetime,
        limit: int,
        offset: int = 0,
        *,
        since: datetime | None = None,
    ) -> Sequence[PaymentLink]:
        """Newest first, made since a time; `text` is part of a name, e-mail, reference or payment id."""

    async def counts(self, now: datetime, since: datetime | None = None) -> dict[LinkState, int]: ...
    async def unsettled(self, limit: int) -> Sequence[PaymentLink]:
        """Links whose payment is not final, or whose url or currency is not known yet, newest first."""


class DirectoryStore(Protocol):
    """Customers and products last seen."""

    async def search_customers(self, text: str, limit: int) -> Sequence[Customer]:
        """Accents and case ignored, words in any order, parts of e-mail and phone; "" for recently used."""

    async def search_products(self, text: str, limit: int) -> Sequence[Product]: ...
    async def put_customers(self, customers: Sequence[Customer]) -> None: ...
    async def put_products(self, products: Sequence[Product]) -> None: ...
    async def swept(self, product_ids: Sequence[str], at: datetime) -> None:
        """A whole read ended: products not among these are archived now; remembers the time."""

    async def used_customer(self, customer_id: str, at: datetime) -> None: ...
    async def product(self, product_id: str) -> Product | None: ...
    async def currencies(self) -> Sequence[str]:
        """The currencies that products are priced in, the most frequent first; archived ones do not count."""

    async def state(self) -> DirectoryState: ...


class Vault(Protocol):
    """API keys in the keyring, by profile. Each call ends in time, prompts included."""

    async def get(self, profile_id: str) -> KeyAnswer:
        """The key and its state. Raises VaultError (refused, timeout)."""

    async def set(self, profile_id: str, key: str) -> KeyState:
        """Stores; answers READY or SESSION_ONLY. Raises VaultError."""

    async def delete(self, profile_id: str) -> None:
        """Removes; a missing one is fine. Raises VaultError, with the key as it was."""

    async def door(self) -> Door:
        """Whether the keyring is open, seen without asking a person for anything."""


class ProfileData(Protocol):
    """What a profile has on this computer beside its key."""

    async def waiting(self, profile_id: str) -> int:
        """How many of its orders are not done yet. Raises StoreFault."""

    async def leave(self, profile_id: str) -> bool:
        """Goes to practice if the program works in it; whether it did."""

    def folder(self, profile_id: str) -> str:
        """Where they are kept."""


class SettingsStore(Protocol):
    """Settings in a small file, written whole and at once."""

    def load(self) -> Settings: ...
    def save(self, settings: Settings) -> None:
        """Raises OSError where the disk refuses."""
