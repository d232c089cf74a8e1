"""What services need from the outside, as Protocols. Adapters fulfil them; `app` puts them together."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from dodo_desktop.core.catalog import PAGE_SIZE, Customer, Product
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.link import LinkState, OpenLink, PaymentLink
from dodo_desktop.core.outcome import CreatedPayment, Outcome
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.paging import Window
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.core.profiles import Door, KeyAnswer, KeyState, Profile, Settings, VaultError
from dodo_desktop.core.records import (
    BrokenDraft,
    BrokenOrder,
    DirectoryState,
    DraftRow,
    DueSpan,
    FoundCustomer,
    HalfRead,
    Kept,
    PastAddress,
    Reading,
    StaleRow,
)
from dodo_desktop.core.template import NameTaken, Template

__all__ = [
    "PAGE_SIZE",
    "BrokenDraft",
    "BrokenOrder",
    "Clock",
    "CountryStore",
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
    "NameTaken",
    "OutboxStore",
    "Profile",
    "ProfileData",
    "Settings",
    "SettingsStore",
    "StaleRow",
    "Template",
    "TemplateStore",
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

    async def list_customers(
        self, window: Window, since: datetime | None = None, upto: datetime | None = None
    ) -> Sequence[Customer]:
        """Rows of a window of the customers made at or after `since` and until `upto`. Waits for all else."""

    async def find_customers(self, *, name: str = "", email: str = "") -> Sequence[Customer]:
        """Customers whose name has this part, or who have this e-mail; at most PAGE_SIZE."""

    async def list_products(self, window: Window, *, background: bool = False) -> Sequence[Product]:
        """Rows of a window of the products; `background` waits for all else."""

    async def preview(self, body: str) -> Preview:
        """Dodo's calculation for the JSON text of a checkout preview."""

    async def discount(self, code: str) -> Discount:
        """A code: `not_found` for an unknown one, `refused` for one that ended or is used up."""

    async def supported_countries(self) -> Sequence[str]:
        """The two-letter codes of the countries that Dodo sells to."""

    async def account_name(self) -> tuple[str, str]:
        """Business id and the brand's name; either may be empty."""

    async def server_time(self) -> datetime:
        """Dodo's clock: by the Date header of an answer under ten minutes old, else of one small GET."""

    async def aclose(self) -> None: ...


class DraftStore(Protocol):
    """Kept drafts. Every call returns once it is on disk."""

    async def save(self, draft: Draft, at: datetime, *, open_now: bool = False) -> None:
        """Adds or replaces. `open_now`: it stands in the form, which is remembered with it."""

    async def remember_open(self, draft_id: str) -> None:
        """Remembers which draft stands in the form, "" for none."""

    async def left_open(self) -> DraftRow | None:
        """The draft that stood in the form last, the newest where nobody ever said; None for an empty
        form."""

    async def get(self, draft_id: str) -> Draft | None: ...
    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow | BrokenDraft]:
        """Newest first."""

    async def count(self) -> int: ...
    async def delete(self, draft_id: str) -> None: ...


class TemplateStore(Protocol):
    """Carts and options under a name. Every call returns once it is on disk."""

    async def save(self, template: Template) -> None:
        """Adds or replaces. Raises NameTaken where another one is called that; nothing is changed then."""

    async def get(self, template_id: str) -> Template | None: ...
    async def rows(self, text: str, limit: int, offset: int = 0) -> Sequence[Template]:
        """By name; `text` is part of one, accents and case ignored, words in any order; "" for all."""

    async def count(self) -> int: ...
    async def delete(self, template_ids: Sequence[str]) -> None: ...


class OutboxStore(Protocol):
    """Orders on their way. Every call returns once it is committed to disk (synchronous FULL)."""

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        """A new row and, in the same transaction, its draft removed."""

    async def update(
        self,
        old: OutgoingPayment,
        new: OutgoingPayment,
        links: Sequence[PaymentLink] = (),
        keep_draft: Draft | None = None,
        begun: Callable[[], None] | None = None,
    ) -> None:
        """Replaces `old` by `new`, adds or replaces `links`, and keeps a draft, in one transaction.

        `begun` is called when the disk works on it, which is not yet to say that it is written.
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

    async def of_reference(self, reference: str) -> OutgoingPayment | None:
        """The newest order under way with exactly this reference, whatever the case."""

    async def counts(self) -> dict[State, int]: ...
    async def needing(self) -> int:
        """How many orders wait for a person: held, rejected, blocked, unconfirmed after the last look, or
        found to be no longer readable."""

    async def discard_broken(self, request_id: str) -> bool:
        """Takes a row that no longer parses off the list, and leaves its text as it is. False for others."""


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

    async def of_reference(self, reference: str) -> PaymentLink | None:
        """The newest link with exactly this reference, whatever the case."""

    async def counts(self, now: datetime, since: datetime | None = None) -> dict[LinkState, int]: ...
    async def unsettled(self, limit: int) -> Sequence[OpenLink]:
        """Links whose payment is not final, or whose url or currency is not known yet, newest first."""

    async def due(self, spans: Sequence[DueSpan], limit: int) -> Sequence[OpenLink]:
        """Of each of these spans at most so many of such links, those first that were asked for longest
        ago."""


class DirectoryStore(Protocol):
    """Customers and products last seen, and how far they are read. All may raise StoreFault."""

    async def search_customers(self, text: str, limit: int) -> Sequence[FoundCustomer]:
        """Accents and case ignored, words in any order, parts of e-mail and phone; who was picked here
        comes first."""

    async def found_customers(self, customer_ids: Sequence[str]) -> Sequence[FoundCustomer]:
        """Those of these that are known, in this order."""

    async def customers_of_email(self, email: str) -> Sequence[Customer]:
        """Those who have exactly this e-mail, whatever the case."""

    async def past_address(self, customer_id: str) -> PastAddress | None:
        """The billing address of the customer's last order on this computer."""

    async def put_customers(self, customers: Sequence[Customer]) -> int:
        """Adds or replaces; how many were not known before."""

    async def used_customer(self, *customer_ids: str) -> None:
        """These were picked, in this order; one not known is fine."""

    async def reading(self) -> Reading: ...
    async def begin_sweep(self, at: datetime) -> None: ...
    async def sweep_customers(
        self, customers: Sequence[Customer], *, first: bool, place: int, upto: datetime | None
    ) -> Kept:
        """Keeps an answer of the sweep and, where it joins on, the place that it came to."""

    async def end_sweep(self, *, sure: bool) -> None:
        """Who was known before the sweep and was not met is gone now, where that is `sure`."""

    async def news_read(self, at: datetime) -> None:
        """New customers were read to the end, as they were at `at`."""

    async def half_read(self, name: str) -> HalfRead | None:
        """Where the read of PRODUCTS or NEW_CUSTOMERS broke off; None where it came to its end."""

    async def put_half_read(self, name: str, half: HalfRead, fresh: Collection[str]) -> None:
        """Such a read came so far, and met `fresh` beside the entries that it had met."""

    async def tidy_customers(self, *, begin: bool) -> bool:
        """Does a little for fast searches, `begin` to start with; whether there is more to do."""

    async def search_products(self, text: str, limit: int) -> Sequence[Product]: ...
    async def put_products(self, products: Sequence[Product]) -> None: ...
    async def products_swept(self, product_ids: Sequence[str] | None, at: datetime) -> None:
        """A whole read ended: products not among these are gone now, None where that is not sure."""

    async def product(self, product_id: str) -> Product | None: ...
    async def currencies(self) -> Sequence[str]:
        """The currencies that products are priced in, the most frequent first; what is not sold does not
        count."""

    async def complete(self, at: datetime) -> None:
        """Remembers when all was read last, on this computer's clock."""

    async def state(self) -> DirectoryState: ...


class CountryStore(Protocol):
    """The countries that Dodo sells to, as it said last."""

    async def supported(self) -> tuple[frozenset[str], datetime] | None:
        """Two-letter codes and when they were read; None before the first time."""

    async def put_supported(self, codes: Collection[str], at: datetime) -> None: ...


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
