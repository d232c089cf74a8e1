"""Where the program works: which profile, host and key; and the services of that place, opened and closed."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dodo_desktop.api.hosts import Host, check_base_url
from dodo_desktop.api.late import LateClient
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.value import value
from dodo_desktop.opening import Opening, session_id
from dodo_desktop.services.countries import Countries
from dodo_desktop.services.discounts import Discounts
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.services.listening import listen
from dodo_desktop.services.orderbook import OPEN
from dodo_desktop.services.pricing import Pricing
from dodo_desktop.services.sending import KEY_PENDING, Sending
from dodo_desktop.services.templates import Templates
from dodo_desktop.services.tracking import Tracking
from dodo_desktop.services.workspace import Place, Workspace
from dodo_desktop.store.countries import SqliteCountries
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from dodo_desktop.store.templates import SqliteTemplates
from dodo_desktop.system.clock import SystemClock
from dodo_desktop.system.paths import Paths

if TYPE_CHECKING:
    from dodo_desktop.practice.server import PracticeServer

REST = 0.2
"""Seconds before a place imports what it talks with Dodo by: the form and its searches come first."""


@value
class Spot:
    """A place and how to talk with it. `key` is empty where there is none, or none yet, for the reason
    `keyless`: KEY_PENDING until `use_key` tells.

    Its repr never shows the key.
    """

    place: Place
    host: Host | None = None
    """None is practice: its server is started with the place."""
    key: str = ""
    keyless: str = KEY_PENDING
    business_id: str = ""

    def __repr__(self) -> str:
        return f"Spot({self.place.mode})"


def session_spot(mode: str, host: Host, key: str, folder_of: Callable[[str], str]) -> Spot:
    """A place of the environment. Its data are kept apart by host and key, so that they never mix."""
    profile_id = session_id(host, key)
    shown = host.name if mode == "custom" else ""
    place = Place(mode=mode, name="", host=shown, profile_id=profile_id, folder=folder_of(profile_id))
    return Spot(place, host, key, keyless="key_missing")


class Shop:
    """The services of one place. `open` builds them, `close` ends them in order; used once.

    `opening` is that place where it is open already.
    """

    def __init__(
        self,
        spot: Spot,
        paths: Paths,
        *,
        locale: str,
        on_business: Callable[[str], None],
        ask_first: Callable[[], bool],
        opening: Opening | None = None,
    ) -> None:
        self.spot = spot
        self._paths = paths
        self._locale = locale
        self._on_business = on_business
        self._ask_first = ask_first
        self._business_id = spot.business_id
        self._opening = opening or Opening(paths, spot.place.profile_id)
        self._opened = opening is not None
        self._opening.take()
        self._database = self._opening.database
        self._practice: PracticeServer | None = None
        self._clients: list[LateClient] = []
        self.client: LateClient | None = None
        self.workspace: Workspace | None = None

    @property
    def set_aside(self) -> Path | None:
        """Where the damaged file of this place was put when it was opened; None where there was none."""
        return self._database.set_aside

    async def open(self) -> Workspace:
        """Opens the database, the connection and the services. Raises StoreFault; nothing stays open then."""
        try:
            return await self._open()
        except BaseException:
            await self.close()
            raise

    async def _open(self) -> Workspace:
        if not self._opened:
            if not self._opening.lock.acquire():
                # Two runners on one outbox could send an order twice.
                raise StoreFault("locked")
            await self._database.open(damaged_aside=SystemClock().now().date())
        self.client = await self._connect()
        self._clients = [self.client] if self.client is not None else []
        self.workspace = self._build()
        listen(self.workspace)
        await self.workspace.drafting.start()
        place = self.workspace
        for service in (place.sending, place.directory, place.tracking, place.countries):
            await service.start()
        return place

    async def _connect(self) -> LateClient | None:
        clock = SystemClock()
        if self.spot.host is not None:
            key = self.spot.key
            return LateClient(self.spot.host, key, clock=clock, rest=REST) if key else None
        state = self._paths.profile(self.spot.place.profile_id) / "practice.json"
        self._practice = (await asyncio.to_thread(_practice_server))(state_file=state)
        url = await asyncio.to_thread(self._practice.start)
        return LateClient(check_base_url(url), self._practice.api_key, clock=clock, rest=REST)

    def use_key(self, key: str, trouble: str) -> None:
        """Goes on with another key, or without one because of `trouble`. What is on its way ends with the key
        that it began with. Only for places of an account."""
        workspace, host = self.workspace, self.spot.host
        if workspace is None or host is None:
            return
        if key != self.spot.key or (self.client is None) != (not key):
            self.client = LateClient(host, key, clock=SystemClock()) if key else None
            self._clients.extend([self.client] if self.client is not None else [])
            for service in (workspace.directory, workspace.pricing, workspace.tracking):
                service.gateway_changed(self.client)
        self.spot = replace(self.spot, key=key, keyless=trouble)
        # Also where the key is the same: it may be accepted again, or a keyring has another reason now.
        workspace.sending.gateway_changed(self.client, trouble)

    def _build(self) -> Workspace:
        clock, place, client = SystemClock(), self.spot.place, self.client
        outbox, links = SqliteOutbox(self._database), SqliteLinks(self._database)
        sending = Sending(
            outbox,
            links,
            client,
            clock,
            place=place,
            jitter=random.random,
            business_id=self.spot.business_id,
            on_business=self._business_named,
            ask_first=self._ask_first,
        )
        if client is None:
            sending.gateway_changed(None, self.spot.keyless)
        directory = self._opening.directory
        directory.gateway_changed(client)
        drafting = Drafting(
            SqliteDrafts(self._database),
            outbox,
            clock,
            mode=place.mode,
            locale=self._locale,
            new_id=_new_id,
            business_id=lambda: self._business_id,
        )
        return Workspace(
            place=place,
            drafting=drafting,
            sending=sending,
            directory=directory,
            pricing=Pricing(client, clock, locale=self._locale),
            discounts=Discounts(client, clock),
            countries=Countries(SqliteCountries(self._database), client, clock),
            tracking=Tracking(links, client, clock),
            templates=Templates(
                SqliteTemplates(self._database), drafting, directory, locale=self._locale, new_id=_new_id
            ),
        )

    def _business_named(self, business_id: str) -> None:
        self._business_id = self._business_id or business_id
        self._on_business(business_id)

    async def close(self) -> None:
        """Ends what sends first and what is typed into last; then the connection, the database, the lock."""
        workspace, self.workspace = self.workspace, None
        if workspace is not None:
            await workspace.sending.stop()
            await workspace.tracking.stop()
            await workspace.directory.stop()
            await workspace.countries.stop()
            await workspace.pricing.stop()
            await workspace.discounts.stop()
            await workspace.drafting.close()
        self.client = None
        clients, self._clients = self._clients, []
        for client in clients:
            await client.aclose()
        await self._database.close()
        practice, self._practice = self._practice, None
        if practice is not None:
            await asyncio.to_thread(practice.stop)
        self._opening.lock.release()


def _practice_server() -> type[PracticeServer]:
    """Imported in a thread, and only where somebody practises: it brings a web framework along."""
    from dodo_desktop.practice.server import PracticeServer

    return PracticeServer


def _new_id() -> str:
    return str(uuid.uuid4())


async def open_orders(paths: Paths, profile_id: str) -> int:
    """How many orders wait in the data of a profile that nobody works in. Raises StoreFault."""
    if not paths.has_data(profile_id):
        return 0
    database = Database(paths.database(profile_id))
    await database.open()
    try:
        counts = await SqliteOutbox(database).counts()
    finally:
        await database.close()
    return sum(counts.get(state, 0) for state in OPEN)


def named(spot: Spot, name: str) -> Spot:
    """The same spot with the business's name."""
    return replace(spot, place=replace(spot.place, name=name))
