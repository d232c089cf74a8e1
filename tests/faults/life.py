"""One life of the program's services, from their start to their end or their death, on one database."""

import asyncio
import inspect
import random
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.exchange import Limits
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.services.sending import Sending
from dodo_desktop.services.workspace import Place
from dodo_desktop.store.database import Database, T, Work
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from tests.faults.fault_server import serves
from tests.faults.host import BUSINESS
from tests.faults.world import WorldClock

HASTY = Limits(connect=1.0, read=0.2, whole=1.0)
"""Seconds of real time; what is late by these counts as a minute of the clock's."""
PATIENT = Limits(connect=20.0, read=20.0, whole=20.0)


class CountedDatabase(Database):
    """The real one, whose work the clock waits for."""

    def __init__(self, path: Path, clock: WorldClock) -> None:
        super().__init__(path)
        self._clock = clock

    async def write(self, work: Work[T]) -> T:
        with self._clock.busy():
            return await super().write(work)

    async def write_together(self, work: Work[T]) -> T:
        with self._clock.busy():
            return await super().write_together(work)

    async def read(self, work: Work[T]) -> T:
        with self._clock.busy():
            return await super().read(work)


def counted(client: DodoClient, clock: WorldClock) -> DodoClient:
    """The real client, whose requests the clock waits for."""
    send: Callable[..., Awaitable[Any]] = client._exchange.send

    async def counting(*arguments: object, **more: object) -> Any:
        with clock.busy():
            return await send(*arguments, **more)

    client._exchange.send = counting  # type: ignore[method-assign]
    return client


class Life:
    """Built as the program builds it, but for the clock. `kill` is what a power cut does."""

    def __init__(
        self,
        path: Path,
        url: str,
        clock: WorldClock,
        dice: random.Random,
        limits: Limits,
        *,
        ask_first: bool = False,
    ) -> None:
        self.clock = clock
        self.ask_first = ask_first
        self.database = CountedDatabase(path, clock)
        self.drafts = SqliteDrafts(self.database)
        self.outbox = SqliteOutbox(self.database)
        self.links = SqliteLinks(self.database)
        self.client = counted(
            DodoClient(url, "a_key", clock=clock, creation=limits, read=limits, sleep=clock.sleep), clock
        )
        self.sending = Sending(
            self.outbox,
            self.links,
            self.client,
            clock,
            place=Place("test", "Shop"),
            jitter=dice.random,
            business_id=BUSINESS,
            ask_first=lambda: self.ask_first,
            sleep=clock.sleep,
        )
        self.drafting = Drafting(
            self.drafts,
            self.outbox,
            clock,
            mode="test",
            locale="en",
            new_id=lambda: str(uuid.UUID(int=dice.getrandbits(128))),
            business_id=lambda: BUSINESS,
            sleep=clock.sleep,
        )

    async def start(self, check: Callable[["Life"], Awaitable[None]]) -> None:
        """Opens all; `check` sees what the last life left before anything moves on."""
        await self.database.open()
        await check(self)
        await self.drafting.start()
        await self.sending.start()

    async def end(self) -> None:
        """The orderly end."""
        await self.sending.stop()
        await self.drafting.close()
        await self.client.aclose()
        await self.database.close()

    async def kill(self, spared: Callable[[], set[asyncio.Task[Any]]]) -> None:
        """Ends all tasks but those `spared`, and the host's, wherever they are."""
        told: set[asyncio.Task[Any]] = set()
        while doomed := {task for task in asyncio.all_tasks() - spared() if not serves(task)}:
            begun = {task for task in doomed - told if _begun(task)}
            for task in begun:
                task.cancel()
            told |= begun
            # What has not had its first turn is ended right after it.
            await (asyncio.wait(doomed) if doomed <= told else asyncio.sleep(0))
        await self.client.aclose()
        await self.database.close()


def _begun(task: asyncio.Task[Any]) -> bool:
    """Ended before its first turn it would leave a coroutine behind that never began."""
    coroutine = task.get_coro()
    return not inspect.iscoroutine(coroutine) or inspect.getcoroutinestate(coroutine) != inspect.CORO_CREATED
