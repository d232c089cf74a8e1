"""Countries: those that Dodo sells to, kept on this computer and read anew once a day."""

import asyncio

from dodo_desktop.core.faults import GatewayError, StoreFault
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Clock, CountryStore, Gateway
from dodo_desktop.services.waiting import Bell, Sleep, ended, going

EVERY = 24 * 3600.0
"""Seconds from one reading to the next."""

RETRY = 900.0
"""Seconds until a reading that failed is tried again; a connection that returns is quicker."""


class Countries:
    """`sold_to` holds two-letter codes, None while nobody said any; `changed` tells each new answer.

    A failure leaves what was known as it is: the list only ever marks and advises.
    """

    def __init__(
        self, store: CountryStore, gateway: Gateway | None, clock: Clock, *, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._bell = Bell(sleep)
        self._loop: asyncio.Task[None] | None = None
        self._failed = False
        self.changed: Feed[frozenset[str]] = Feed()
        self.sold_to: frozenset[str] | None = None

    async def start(self) -> None:
        """Tells what is kept, then reads anew where that is a day old, and every day."""
        age = EVERY
        try:
            kept = await self._store.supported()
        except StoreFault:
            kept = None
        if kept is not None:
            codes, at = kept
            age = (self._clock.now() - at).total_seconds()
            self._tell(codes)
        wait = EVERY - age if 0 <= age < EVERY else 0.0
        self._loop = going(self._run(wait), "countries")

    async def stop(self) -> None:
        """Ends; a reading under way is given up."""
        await ended(self._loop)

    def gateway_changed(self, gateway: Gateway | None) -> None:
        """Another key, or none."""
        self._gateway = gateway
        if gateway is not None:
            self._bell.ring()

    def again(self) -> None:
        """Reads at once what failed last, because Dodo can be reached again."""
        if self._failed:
            self._bell.ring()

    async def _run(self, wait: float) -> None:
        await self._bell.wait(wait)
        while True:
            self._failed = not await self._read()
            await self._bell.wait(RETRY if self._failed else EVERY)

    async def _read(self) -> bool:
        if self._gateway is None:
            return False
        try:
            codes = frozenset(await self._gateway.supported_countries())
            # An empty answer would mark every country, and no business sells nowhere.
            if not codes:
                return False
            self._tell(codes)
            await self._store.put_supported(codes, self._clock.now())
        except (GatewayError, StoreFault):
            return False
        return True

    def _tell(self, codes: frozenset[str]) -> None:
        if codes != self.sold_to:
            self.sold_to = codes
            self.changed.emit(codes)
