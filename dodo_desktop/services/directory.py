"""Directory: customers and products, searched on this computer and refreshed from Dodo."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.directory_status import EVERY, DirectoryStatus
from dodo_desktop.core.faults import GatewayError, StoreFault
from dodo_desktop.core.records import NEW_CUSTOMERS, PRODUCTS
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.waiting import Bell, ended, going

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dodo_desktop.core.catalog import Product
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.records import FoundCustomer, PastAddress
    from dodo_desktop.services.ports import Clock, DirectoryStore, Gateway
    from dodo_desktop.services.reading import Reader
    from dodo_desktop.services.waiting import Sleep

__all__ = ["LEAST_ASKED", "RETRY_FIRST", "TELL_EVERY", "Directory", "DirectoryStatus"]

RETRY_FIRST = 15.0
"""Seconds until a refresh that failed is tried again; doubled each time, up to EVERY."""

REMEMBER_AFTER = 0.5
"""Seconds in which the customers of links come together that are remembered at once."""

TELL_EVERY = 0.25
"""Seconds from one telling how far a read is to the next, at least."""

LEAST_ASKED = 2
"""Letters of a search for which Dodo is asked, too."""

_UNTIDY = 1000
"""New customers after which the index is put in order."""


class Directory:
    """What was read stays until it is read anew; a failure leaves it as it is, with its age, and the next
    read goes on where it was."""

    def __init__(
        self,
        store: DirectoryStore,
        gateway: Gateway | None,
        clock: Clock,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._bell = Bell(sleep)
        self.changed: Feed[DirectoryStatus] = Feed()
        self.status = DirectoryStatus()
        self._loop: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._failures = 0
        self._whole = False
        self._products_at: float | None = None
        self._untidy = 0
        self._told_at = float("-inf")
        self._sleep = sleep
        self._made: dict[str, Customer] = {}
        self._remembering: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """Tells what is here, and asks nobody: enough for searches, before `start`. Raises StoreFault."""
        await self._tell()

    async def start(self) -> None:
        """Tells what is here, refreshes at once if that is old or was interrupted, then every 15 minutes."""
        interrupted = True
        try:
            await self._tell()
            interrupted = await self._interrupted()
        except StoreFault:
            self._emit(replace(self.status, failed="disk"))
        wait = 0.0 if interrupted else self._first_wait()
        self._loop = going(self._run(wait), "directory")

    async def stop(self) -> None:
        """Ends; a read under way is given up, and goes on there the next time."""
        await ended(self._loop)
        await ended(self._reading)
        self._loop = None
        await ended(self._remembering)
        await self._remember_made()

    def gateway_changed(self, gateway: Gateway | None) -> None:
        """Another key, or none."""
        self._gateway = gateway
        if gateway is not None and self._loop is not None:
            self._failures = 0
            self._bell.ring()

    def again(self) -> None:
        """Reads at once what failed last, because Dodo can be reached again."""
        if self._failures:
            self._bell.ring()

    async def refresh(self) -> None:
        """Reads everything anew; returns when that is done. A second call waits for the first."""
        self._whole, self._products_at = True, None
        await self._read_once()

    async def search_customers(self, text: str, limit: int = 50) -> Sequence[FoundCustomer]:
        """Customers on this computer, who was picked lately first. Raises StoreFault."""
        return await self._store.search_customers(text, limit)

    def worth_asking(self, text: str, found: int) -> bool:
        """Whether Dodo may know a customer for `text` where `found` are here already."""
        long_enough = len(text.strip()) >= LEAST_ASKED
        return self._gateway is not None and long_enough and (self.status.partial or not found)

    async def ask_customers(self, text: str, limit: int = 50) -> Sequence[FoundCustomer]:
        """As `search_customers`, after asking Dodo, whose answer is kept.

        Dodo knows parts of names and whole e-mails alone. Raises GatewayError and StoreFault.
        """
        text = text.strip()
        hits = await self._asked(email=text) if "@" in text else await self._asked(name=text)
        found = list(await self._store.search_customers(text, limit))
        known = {each.customer.customer_id for each in found}
        others = [hit.customer_id for hit in hits if hit.customer_id not in known]
        more = await self._store.found_customers(others[: max(0, limit - len(found))])
        return [*found, *more]

    async def customer(self, customer_id: str) -> FoundCustomer | None:
        """A customer on this computer by id. Raises StoreFault."""
        return next(iter(await self._store.found_customers([customer_id])), None)

    async def customers_of_email(self, email: str) -> Sequence[Customer]:
        """Customers on this computer with this e-mail. Raises StoreFault."""
        return await self._store.customers_of_email(email)

    async def ask_email(self, email: str) -> Sequence[Customer]:
        """The same after asking Dodo. Raises GatewayError and StoreFault."""
        await self._asked(email=email.strip())
        return await self._store.customers_of_email(email)

    async def past_address(self, customer_id: str) -> PastAddress | None:
        """The billing address of a customer's last order on this computer. Raises StoreFault."""
        return await self._store.past_address(customer_id)

    async def search_products(self, text: str, limit: int = 50) -> Sequence[Product]:
        """Products on this computer. Raises StoreFault."""
        return await self._store.search_products(text, limit)

    async def product(self, product_id: str) -> Product | None:
        """A product on this computer by its id. Raises StoreFault."""
        return await self._store.product(product_id)

    async def currencies(self) -> Sequence[str]:
        """What the account's products are priced in, the most frequent first. Raises StoreFault."""
        return await self._store.currencies()

    async def used_customer(self, customer_id: str) -> None:
        """Remembers that this customer was picked. Raises StoreFault."""
        await self._store.used_customer(customer_id)

    async def made_customer(self, customer: Customer) -> None:
        """A customer was made with an order, or is one that Dodo had: found and first from now on.

        Raises StoreFault.
        """
        await self._made_customers([customer])

    async def _made_customers(self, customers: Sequence[Customer]) -> None:
        ids = [customer.customer_id for customer in customers]
        known = {each.customer.customer_id for each in await self._store.found_customers(ids)}
        new = [customer for customer in customers if customer.customer_id not in known]
        if new:
            self._customers_added(await self._store.put_customers(new))
        await self._store.used_customer(*ids)

    def link_made(self, link: PaymentLink) -> None:
        """As `made_customer`, in its own time, for the customer of a link."""
        from dodo_desktop.core.checks_contact import phone_as_sent
        from dodo_desktop.core.draft import CustomerMode

        if link.customer_id and self._loop is not None:
            entry = link.draft.customer
            typed = entry.phone.strip() if entry.mode is CustomerMode.NEW else ""
            # As it went out, so that it is found like the numbers that Dodo tells.
            phone = phone_as_sent(typed, link.draft.billing.country)
            # The last one stands last, whatever it was before.
            self._made.pop(link.customer_id, None)
            self._made[link.customer_id] = Customer(
                link.customer_id, link.customer_name, link.customer_email, phone
            )
            if self._remembering is None or self._remembering.done():
                self._remembering = going(self._remember(), "customers of links")

    async def _remember(self) -> None:
        while self._made:
            await self._sleep(REMEMBER_AFTER)
            await self._remember_made()

    async def _remember_made(self) -> None:
        made, self._made = tuple(self._made.values()), {}
        # They are found once they are read from Dodo, if not by this.
        with suppress(StoreFault):
            if made:
                await self._made_customers(made)

    async def _asked(self, *, name: str = "", email: str = "") -> Sequence[Customer]:
        if self._gateway is None:
            raise GatewayError("key")
        hits = await self._gateway.find_customers(name=name, email=email)
        if hits:
            self._customers_added(await self._store.put_customers(hits))
        return hits

    async def _run(self, first_wait: float) -> None:
        await self._bell.wait(first_wait)
        while True:
            await self._read_once()
            wait = EVERY
            if self._failures:
                wait = min(EVERY, RETRY_FIRST * 2.0 ** min(self._failures - 1, 8))
            await self._bell.wait(wait)

    async def _interrupted(self) -> bool:
        """Whether a read of anything broke off."""
        if (await self._store.reading()).place is not None:
            return True
        halves = [await self._store.half_read(name) for name in (PRODUCTS, NEW_CUSTOMERS)]
        return any(half is not None for half in halves)

    def _first_wait(self) -> float:
        complete_at = self.status.complete_at
        if complete_at is None:
            return 0.0
        age = (self._clock.now() - complete_at).total_seconds()
        return EVERY - age if 0 <= age < EVERY else 0.0

    async def _read_once(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="directory read")
        # Who waits may be cancelled; the read goes on for the others.
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        failed, whole, self._whole = "", self._whole, False
        reader: Reader | None = None
        try:
            await self._tell(loading=True, failed=self.status.failed)
            if self._gateway is None:
                failed = "key"
            else:
                reader = self._reader(self._gateway)
                await reader.read(whole=whole)
            await self._tidy()
        except GatewayError as error:
            failed = error.reason
        except StoreFault:
            failed = "disk"
        self._failures = self._failures + 1 if failed else 0
        # What failed is made again without the products where they were read before that.
        self._products_at = reader.products_at if reader is not None and failed else None
        self._whole = self._whole or (whole and bool(failed))
        try:
            await self._tell(failed=failed)
        except StoreFault:
            self._emit(replace(self.status, loading=False, failed="disk"))

    def _reader(self, gateway: Gateway) -> Reader:
        # Imported here: searches read nothing from Dodo, and a start waits for the first one.
        from dodo_desktop.services.reading import Reader

        return Reader(
            self._store,
            gateway,
            self._clock,
            added=self._customers_added,
            expected=self._expected,
            told=lambda: self._tell(loading=True, failed=self.status.failed),
            products_at=self._products_at,
        )

    def _customers_added(self, count: int) -> None:
        self._untidy += count
        status = replace(self.status, customers=self.status.customers + count)
        now = self._clock.monotonic()
        if now - self._told_at < TELL_EVERY:
            self.status = status
            return
        self._told_at = now
        self._emit(status, anyhow=True)

    def _expected(self, count: int) -> None:
        self._emit(replace(self.status, expected=count))

    async def _tidy(self) -> None:
        if self._untidy < _UNTIDY:
            return
        begin = True
        while await self._store.tidy_customers(begin=begin):
            begin = False
        self._untidy = 0

    async def _tell(self, *, loading: bool = False, failed: str = "") -> None:
        state = await self._store.state()
        expected = self.status.expected if loading else 0
        self._emit(
            DirectoryStatus(
                state.customers,
                state.products,
                state.complete_at,
                loading,
                failed,
                expected,
                state.products_at,
            )
        )

    def _emit(self, status: DirectoryStatus, *, anyhow: bool = False) -> None:
        if anyhow or status != self.status:
            self.status = status
            self.changed.emit(status)
