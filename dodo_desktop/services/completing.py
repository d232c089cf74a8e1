"""Completing: asks Dodo for what the answer to a creation leaves out: the currency, sometimes the link."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dodo_desktop.core.link import PaymentLink, complete, refreshed
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.outgoing import backoff
from dodo_desktop.core.value import value
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import PAGE_SIZE, Clock, Gateway, GatewayError, LinkStore

FEW = 4
"""Links that are asked for one by one; more are looked up in Dodo's list, which tells many at once."""

_AT_START = 500
_MARGIN = timedelta(minutes=5)
"""How much earlier than a link Dodo's list is read, as its clock is not ours."""

_PASSING = frozenset({"offline", "throttled", "server", "key"})
"""Why a list cannot be read now, and a single payment neither."""


@value
class _Open:
    due: float
    created_at: datetime
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
            if not link.complete:
                self._note(link.payment_id, link.created_at, without_link=not link.addressed)

    def add(self, link: PaymentLink) -> None:
        """Notes a link; one that lacks nothing is passed over."""
        if not complete(link):
            self._note(link.payment_id, link.created_at, without_link=not link.url)

    def _note(self, payment_id: str, created_at: datetime, *, without_link: bool) -> None:
        self._open[payment_id] = _Open(self._clock.monotonic(), created_at, without_link=without_link)

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
        """Asks for all that are due: those without a link one after the other, then the others, of which a
        page of Dodo's list tells many. The reason of the last failure, else "".

        While it is `hurried`, those that have their link are left for later. Raises StoreFault.
        """
        now = self._clock.monotonic()
        due = [key for key, entry in self._open.items() if entry.due <= now]
        bare = [one for one in due if self._open[one].without_link]
        rest = [one for one in due if not self._open[one].without_link]
        failed = await self._singly(gateway, bare, lambda: False, now)
        failed = await self._by_list(gateway, rest, hurried) or failed
        return await self._singly(gateway, rest, hurried, now) or failed

    async def _singly(
        self, gateway: Gateway, payment_ids: Sequence[str], hurried: Callable[[], bool], now: float
    ) -> str:
        """Those of these that were due `now` and still are."""
        failed = ""
        for payment_id in payment_ids:
            entry = self._open.get(payment_id)
            if hurried():
                break
            if entry is None or entry.due > now:
                continue
            try:
                await self._one(gateway, payment_id)
            except GatewayError as error:
                failed = error.reason
                self._later(payment_id, error.wait)
        return failed

    async def _by_list(
        self, gateway: Gateway, payment_ids: Sequence[str], hurried: Callable[[], bool]
    ) -> str:
        """Completes those that Dodo's list tells of. Never more requests than pages that could hold them and
        a few: what stands further behind is asked for by itself."""
        if len(payment_ids) <= FEW:
            return ""
        wanted = set(payment_ids)
        since = min(self._open[one].created_at for one in payment_ids) - _MARGIN
        for page in range(1 + 2 * -(-len(payment_ids) // PAGE_SIZE)):
            if not wanted or hurried():
                break
            try:
                rows = await gateway.list_payments(since, page)
            except GatewayError as error:
                if error.reason not in _PASSING:
                    break
                for one in wanted:
                    self._later(one, error.wait)
                return error.reason
            told = {row.payment_id: row for row in rows if row.payment_id in wanted and row.currency}
            await self._take(told)
            wanted -= told.keys()
            if len(rows) < PAGE_SIZE:
                break
        return ""

    async def _take(self, told: Mapping[str, CreatedPayment]) -> None:
        """Side by side, so that a commit serves many. Raises StoreFault."""
        for done in await asyncio.gather(*map(self._put, told.values()), return_exceptions=True):
            if isinstance(done, BaseException):
                raise done

    async def _one(self, gateway: Gateway, payment_id: str) -> None:
        known = await self._links.get(payment_id)
        if known is None or complete(known):
            # Somebody else who asks Dodo about links was told already.
            self._open.pop(payment_id, None)
            return
        await self._put(await gateway.get_payment(payment_id))
        if payment_id in self._open:
            self._later(payment_id, None)

    async def _put(self, payment: CreatedPayment) -> None:
        link = await self._links.get(payment.payment_id)
        if link is None:
            self._open.pop(payment.payment_id, None)
            return
        fuller = refreshed(link, payment, self._clock.now())
        await self._links.put(fuller)
        self._made.emit(fuller)
        if complete(fuller):
            self._open.pop(payment.payment_id, None)

    def _later(self, payment_id: str, told: float | None) -> None:
        before = self._open[payment_id]
        wait = backoff(before.tries + 1, 1.0) if told is None else told
        due = self._clock.monotonic() + wait
        self._open[payment_id] = replace(before, due=due, tries=before.tries + 1)
