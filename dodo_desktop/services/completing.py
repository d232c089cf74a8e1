"""Completing: asks Dodo for what the answer to a creation leaves out: the currency, sometimes the link."""

from collections.abc import Callable
from dataclasses import replace

from dodo_desktop.core.link import PaymentLink, complete, refreshed
from dodo_desktop.core.outgoing import backoff
from dodo_desktop.core.value import value
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Clock, Gateway, GatewayError, LinkStore

_AT_START = 500


@value
class _Open:
    due: float
    tries: int = 0
    without_link: bool = False


class Completing:
    """Keeps the list of links that lack something. Nothing here is urgent enough to fail loudly."""

    def __init__(self, links: LinkStore, clock: Clock, made: Feed[PaymentLink]) -> None:
        self._links = links
        self._clock = clock
        self._made = made
        self._open: dict[str, _Open] = {}

    async def load(self) -> None:
        """Takes up what an earlier run left incomplete. Raises StoreFault."""
        for link in await self._links.unsettled(_AT_START):
            if not complete(link):
                self.add(link)

    def add(self, link: PaymentLink) -> None:
        """Notes a link; one that lacks nothing is passed over."""
        if not complete(link):
            self._open[link.payment_id] = _Open(self._clock.monotonic(), without_link=not link.url)

    @property
    def seconds_to_next(self) -> float | None:
        """Until the next one is due; None where none is open."""
        if not self._open:
            return None
        return max(0.0, min(entry.due for entry in self._open.values()) - self._clock.monotonic())

    def is_due(self, *, without_link: bool) -> bool:
        """Whether there is one to ask for now; where `without_link`, one that lacks its link itself."""
        now = self._clock.monotonic()
        return any(one.due <= now and (one.without_link or not without_link) for one in self._open.values())

    async def run(self, gateway: Gateway, hurried: Callable[[], bool]) -> str:
        """Asks for all that are due, one after the other. The reason of the last failure, else "".

        While it is `hurried`, those that have their link are left for later. Raises StoreFault.
        """
        failed = ""
        now = self._clock.monotonic()
        for payment_id in [key for key, entry in self._open.items() if entry.due <= now]:
            if hurried() and not self._open[payment_id].without_link:
                continue
            try:
                await self._complete(gateway, payment_id)
            except GatewayError as error:
                failed = error.reason
                self._later(payment_id, error.wait)
        return failed

    async def _complete(self, gateway: Gateway, payment_id: str) -> None:
        payment = await gateway.get_payment(payment_id)
        link = await self._links.get(payment_id)
        if link is None:
            self._open.pop(payment_id, None)
            return
        fuller = refreshed(link, payment, self._clock.now())
        await self._links.put(fuller)
        self._made.emit(fuller)
        if complete(fuller):
            self._open.pop(payment_id, None)
        else:
            self._later(payment_id, None)

    def _later(self, payment_id: str, told: float | None) -> None:
        before = self._open[payment_id]
        wait = backoff(before.tries + 1, 1.0) if told is None else told
        due = self._clock.monotonic() + wait
        self._open[payment_id] = replace(before, due=due, tries=before.tries + 1)
