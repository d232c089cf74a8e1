"""The client, the probe and the question for a newer version, their libraries read in when first needed.

The window, its form and its searches need none of those libraries, which take as long to import as all the
rest; nothing here imports them on the thread of the loop.
"""

from __future__ import annotations

import asyncio
import linecache
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from dodo_desktop.api.hosts import HOSTS, Host, check_key

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from dodo_desktop.api.client import DodoClient
    from dodo_desktop.api.times import Clock
    from dodo_desktop.core.account import ProbeAnswer
    from dodo_desktop.core.catalog import Customer, Product
    from dodo_desktop.core.outcome import CreatedPayment, Outcome
    from dodo_desktop.core.paging import Window
    from dodo_desktop.core.preview import Discount, Preview

    Probe = Callable[..., Awaitable[ProbeAnswer]]
    Newest = Callable[[], Awaitable[str]]

_FOR_THE_FIRST_REQUEST = ("httpcore", "httpcore._backends.anyio", "anyio._backends._asyncio")
"""What httpx would import on the loop's thread when it connects for the first time."""


class LateClient:
    """Fulfils the services' Gateway as the `DodoClient` does that it makes when it is first asked.

    `rest` is how many seconds it waits before that, for whoever is at the window just then. Raises ValueError
    where `key` cannot go into a header.
    """

    def __init__(self, host: Host, key: str, *, clock: Clock, rest: float = 0.0) -> None:
        check_key(key)
        self._host, self._key = host, key
        self._clock = clock
        self._rest = rest
        self._making = asyncio.Lock()
        self._client: DodoClient | None = None
        self._closed = False

    async def create_payment(self, body: str) -> Outcome:
        """See `DodoClient`, as for all of these."""
        return await (await self._made()).create_payment(body)

    async def get_payment(self, payment_id: str) -> CreatedPayment:
        """One payment."""
        return await (await self._made()).get_payment(payment_id)

    async def list_payments(self, since: datetime, page: int) -> Sequence[CreatedPayment]:
        """One page of payments."""
        return await (await self._made()).list_payments(since, page)

    async def list_customers(
        self, window: Window, since: datetime | None = None, upto: datetime | None = None
    ) -> Sequence[Customer]:
        """Rows of a window of the customers."""
        return await (await self._made()).list_customers(window, since, upto)

    async def find_customers(self, *, name: str = "", email: str = "") -> Sequence[Customer]:
        """Customers with this in their name, or with this e-mail."""
        return await (await self._made()).find_customers(name=name, email=email)

    async def list_products(self, window: Window, *, background: bool = False) -> Sequence[Product]:
        """Rows of a window of the products."""
        return await (await self._made()).list_products(window, background=background)

    async def preview(self, body: str) -> Preview:
        """Dodo's calculation."""
        return await (await self._made()).preview(body)

    async def discount(self, code: str) -> Discount:
        """A discount code."""
        return await (await self._made()).discount(code)

    async def supported_countries(self) -> Sequence[str]:
        """Where Dodo sells to."""
        return await (await self._made()).supported_countries()

    async def account_name(self) -> tuple[str, str]:
        """Business id and name."""
        return await (await self._made()).account_name()

    async def server_time(self) -> datetime:
        """Dodo's clock."""
        return await (await self._made()).server_time()

    async def aclose(self) -> None:
        """Closes all connections; what is asked from now on is not sent."""
        self._closed = True
        async with self._making:
            if self._client is not None:
                await self._client.aclose()

    async def _made(self) -> DodoClient:
        async with self._making:
            if self._client is None:
                if not self._closed:
                    await asyncio.sleep(self._rest)
                kind = await asyncio.to_thread(_client)
                self._client = client = kind(self._host, self._key, clock=self._clock)
                if self._closed:
                    await client.aclose()
            return self._client


async def probe(mode: str, key: str, *, hosts: Mapping[str, Host] = HOSTS) -> ProbeAnswer:
    """Asks the host of `mode` with `key`, see ``api.probe``. Raises ValueError where no header takes it."""
    return await (await asyncio.to_thread(_probe))(mode, key, hosts=hosts)


async def newest_version() -> str:
    """The newest version's number, see ``api.releases``."""
    return await (await asyncio.to_thread(_newest))()


def _client() -> type[DodoClient]:
    from dodo_desktop.api.client import DodoClient

    for name in _FOR_THE_FIRST_REQUEST:
        # It is imported then, at the latest, from wherever a later version keeps it.
        with suppress(ImportError):
            import_module(name)
    # One of them reads the sources of dozens of modules, to look at its own, and leaves them there.
    linecache.clearcache()
    return DodoClient


def _probe() -> Probe:
    from dodo_desktop.api.probe import probe

    return probe


def _newest() -> Newest:
    from dodo_desktop.api.releases import newest_version

    return newest_version
