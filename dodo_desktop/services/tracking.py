"""Tracking: which links are paid."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import LinkState, OpenLink, PaymentLink, refreshed, settled
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.records import DueSpan
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import PAGE_SIZE, Clock, Gateway, GatewayError, LinkStore
from dodo_desktop.services.waiting import Bell, Sleep, ended, going, report

EVERY = 60.0
"""Seconds from one round through the unsettled links to the next."""

WATCH_EVERY = 4.0
WATCH_LATER = 15.0
WATCH_LATER_AFTER = 300.0
"""Seconds: the link on show is asked often at first, less often after five minutes."""

_BATCH = 500
"""Links of one round. Half of them are kept for those of the last day and half for older ones, where there
are so many of both: none has to wait until the others are settled."""
_SINGLE = 10
_PAGES = 20
_MARGIN = timedelta(minutes=5)
_DAY = timedelta(days=1)
_AGES = (
    (_DAY, timedelta(0)),
    (timedelta(days=7), timedelta(minutes=10)),
    (timedelta(days=60), timedelta(hours=6)),
)
_RARELY = _DAY
"""Up to which age a link is asked again after how long; an older one rarely."""


class Tracking:
    """`changed` tells a link each time that it was asked for with news, the one on show each time at all."""

    def __init__(
        self,
        links: LinkStore,
        gateway: Gateway | None,
        clock: Clock,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._links = links
        self._gateway = gateway
        self._clock = clock
        self._sleep = sleep
        self._bell = Bell(sleep)
        self.changed: Feed[PaymentLink] = Feed()
        self._asked: dict[str, datetime] = {}
        self._loop: asyncio.Task[None] | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._shown: dict[str, str] = {}
        self._round_running = asyncio.Lock()

    async def start(self) -> None:
        """Asks for the unsettled links now and every minute."""
        self._loop = going(self._run(), "tracking")

    async def stop(self) -> None:
        """Ends."""
        self._shown.clear()
        self._watch_last()
        await ended(self._loop)

    def gateway_changed(self, gateway: Gateway | None) -> None:
        """Another key, or none."""
        self._gateway = gateway
        self._bell.ring()

    def watch(self, payment_id: str | None, viewer: str) -> None:
        """The link that `viewer` has on show, or none: it is asked for every few seconds until it is settled.

        Of several viewers' that is the one shown last; once it is left, the one before it again.
        """
        self._shown.pop(viewer, None)
        if payment_id is not None:
            self._shown[viewer] = payment_id
        self._watch_last()

    def _watch_last(self) -> None:
        if self._watcher is not None:
            self._watcher.cancel()
            self._watcher = None
        if self._shown:
            payment_id = next(reversed(self._shown.values()))
            self._watcher = going(self._watch(payment_id), "watching a link")

    async def refresh(self) -> None:
        """Asks for all unsettled links now, however old. Raises GatewayError and StoreFault."""
        await self._round(everything=True)

    async def rows(
        self,
        states: Sequence[LinkState] | None,
        text: str,
        limit: int,
        offset: int = 0,
        *,
        since: datetime | None = None,
    ) -> Sequence[PaymentLink]:
        """Links made at or after `since`, newest first. Raises StoreFault, as the following do."""
        return await self._links.rows(states, text, self._clock.now(), limit, offset, since=since)

    async def of_reference(self, reference: str) -> PaymentLink | None:
        """The newest link with exactly this reference, whatever the case."""
        return await self._links.of_reference(reference)

    async def counts(self, since: datetime | None = None) -> dict[LinkState, int]:
        """How many links made at or after `since` stand where."""
        return await self._links.counts(self._clock.now(), since)

    async def get(self, payment_id: str) -> PaymentLink | None:
        """One link."""
        return await self._links.get(payment_id)

    async def _run(self) -> None:
        while True:
            try:
                await self._round()
                wait = EVERY
            except GatewayError as error:
                wait = max(EVERY, min(error.wait or 0.0, 3600.0))
            except StoreFault:
                wait = EVERY
            except Exception as fault:  # noqa: BLE001 - who is never told of a payment keeps the goods
                report(fault, "a round through the links stumbled")
                wait = EVERY
            await self._bell.wait(wait)

    async def _watch(self, payment_id: str) -> None:
        began = self._clock.monotonic()
        while True:
            wait = WATCH_EVERY
            if self._clock.monotonic() - began >= WATCH_LATER_AFTER:
                wait = WATCH_LATER
            try:
                link = await self._links.get(payment_id)
                if link is None or settled(link):
                    return
                if self._gateway is not None:
                    payment = await self._gateway.get_payment(payment_id)
                    if settled(await self._overlay(payment, shown=True) or link):
                        return
            except GatewayError as error:
                wait = max(wait, min(error.wait or 0.0, 3600.0))
            except StoreFault:
                pass  # the next try may succeed; whoever reads the list is told of the fault there
            await self._sleep(wait)

    async def _round(self, *, everything: bool = False) -> None:
        gateway = self._gateway
        if gateway is None:
            return
        async with self._round_running:
            links = await self._links.unsettled(_BATCH) if everything else await self._due()
            if not links:
                return
            rows = await self._listed(gateway, links) if len(links) > _SINGLE else {}
            single = 0
            for link in sorted(links, key=self._last_asked):
                payment = rows.get(link.payment_id)
                if payment is None or not link.addressed:
                    single += 1
                    if single > _SINGLE:
                        continue  # its turn comes in one of the next rounds
                    payment = await self._single(gateway, link.payment_id) or payment
                self._asked[link.payment_id] = self._clock.now()
                if payment is not None:
                    await self._overlay(payment)

    async def _due(self) -> list[OpenLink]:
        """Those that the round asks for, of each age those first that were asked for longest ago."""
        now = self._clock.now()
        # Who was asked so long ago is due whatever the age.
        self._asked = {key: at for key, at in self._asked.items() if now - at < _RARELY}
        # What the disk does not know was asked may stand before all others there.
        found = await self._links.due(_spans(now), _BATCH + len(self._asked))
        due = sorted(filter(self._is_due, found), key=self._last_asked)
        young = [link for link in due if now - link.created_at < _DAY]
        older = [link for link in due if now - link.created_at >= _DAY]
        room = max(_BATCH // 2, _BATCH - len(older))
        young = young[:room]
        return young + older[: _BATCH - len(young)]

    def _is_due(self, link: OpenLink) -> bool:
        asked = self._asked.get(link.payment_id) or link.checked_at
        if asked is None:
            return True
        now = self._clock.now()
        age = now - link.created_at
        pause = next((pause for limit, pause in _AGES if age < limit), _RARELY)
        return not timedelta(0) <= now - asked < pause

    def _last_asked(self, link: OpenLink) -> tuple[bool, datetime]:
        asked = self._asked.get(link.payment_id) or link.checked_at
        return asked is not None, asked or link.created_at

    async def _listed(self, gateway: Gateway, links: Sequence[OpenLink]) -> Mapping[str, CreatedPayment]:
        """Their rows in the list from the oldest of `links` on, as far as a bounded number of pages goes."""
        since = min(link.created_at for link in links) - _MARGIN
        wanted = {link.payment_id for link in links}
        found: dict[str, CreatedPayment] = {}
        for page in range(_PAGES):
            rows = await gateway.list_payments(since, page)
            found.update((row.payment_id, row) for row in rows if row.payment_id in wanted)
            if len(rows) < PAGE_SIZE:
                break
        return found

    @staticmethod
    async def _single(gateway: Gateway, payment_id: str) -> CreatedPayment | None:
        try:
            return await gateway.get_payment(payment_id)
        except GatewayError as error:
            if error.reason != "not_found":
                raise
            return None

    async def _overlay(self, payment: CreatedPayment, *, shown: bool = False) -> PaymentLink | None:
        """The link with what Dodo said. Written where that is news; the one on show is told in any case."""
        link = await self._links.get(payment.payment_id)
        if link is None:
            return None
        fuller = refreshed(link, payment, self._clock.now())
        news = _without_time(fuller) != _without_time(link)
        if news or _long_ago(link, fuller):
            await self._links.put(fuller)
            self._asked.pop(link.payment_id, None)
        if news or shown:
            self.changed.emit(fuller)
        return fuller


def _spans(now: datetime) -> list[DueSpan]:
    """When links of each age were asked for last, for them to be due."""
    edges = [now - limit for limit, _pause in _AGES]
    newer, older = [datetime.max.replace(tzinfo=UTC), *edges], [*edges, datetime.min.replace(tzinfo=UTC)]
    pauses = [*(pause for _limit, pause in _AGES), _RARELY]
    return [
        DueSpan(after, until, now - pause, now)
        for after, until, pause in zip(older, newer, pauses, strict=True)
    ]


def _without_time(link: PaymentLink) -> tuple[object, ...]:
    return (link.url, link.status, link.total_minor, link.total, link.expires_at, link.customer_name)


def _long_ago(link: PaymentLink, fuller: PaymentLink) -> bool:
    """Whether the time of the last check on disk is so old that writing it is worth its while."""
    if link.checked_at is None or fuller.checked_at is None:
        return True
    return abs(fuller.checked_at - link.checked_at) > timedelta(minutes=10)
