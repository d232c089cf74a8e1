"""Killed with many orders on their way, at whatever moment: none is lost, none is made twice."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.exchange import Limits
from dodo_desktop.api.times import ComputerClock
from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.request import AttachCustomer, BillingAddress, CartItem, PaymentRequest, body
from dodo_desktop.services.dispatch import AT_ONCE
from dodo_desktop.services.sending import Sending
from dodo_desktop.services.workspace import Place
from dodo_desktop.store.database import Database
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from tests.faults.fault_server import Act, Request
from tests.faults.host import BUSINESS, FaultHost

pytestmark = pytest.mark.anyio

ORDERS = 60
_LIMITS = Limits(connect=20.0, read=20.0, whole=20.0)
_PATIENCE = 120.0

SENDER = """
import asyncio, sys
from pathlib import Path
from dodo_desktop.store.database import Database
from tests.faults.test_killed_between import sending_on

async def main():
    database = Database(Path(sys.argv[1]))
    await database.open()
    sending, client = sending_on(database, sys.argv[2])
    await sending.start()
    await asyncio.Event().wait()

asyncio.run(main())
"""


class Counting(FaultHost):
    """Goes never wrong; `enough` is set once it has made so many payments."""

    def __init__(self, many: int) -> None:
        super().__init__("killed", lambda: datetime.now(UTC), creations=0.0, reads=0.0)
        self.enough = asyncio.Event()
        self._many = many

    def act_for(self, request: Request) -> Act:
        act = super().act_for(request)
        if len(self.made) >= self._many:
            self.enough.set()
        return act

    def _make(self, order: str, request_id: str, body: dict[str, object], lag: float) -> object:  # type: ignore[override]
        return super()._make(order, request_id, body, 0.0)


def sending_on(database: Database, url: str) -> tuple[Sending, DodoClient]:
    """The outbox of a database, and what it sends with."""
    clock = ComputerClock()
    client = DodoClient(url, "a_key", clock=clock, creation=_LIMITS, read=_LIMITS)
    sending = Sending(
        SqliteOutbox(database),
        SqliteLinks(database),
        client,
        clock,
        place=Place("test", "Shop"),
        jitter=lambda: 0.0,
        business_id=BUSINESS,
    )
    return sending, client


def queued(number: int) -> OutgoingPayment:
    now = datetime.now(UTC) - timedelta(seconds=1)
    request_id = f"5f1c7a52-9d0e-4b7e-8a64-{number:012d}"
    address = BillingAddress("DE", "", "Berlin", "Weg 1", "10115")
    request = PaymentRequest(
        AttachCustomer("cus_1"),
        address,
        (CartItem("pdt_1", 1),),
        metadata=(("order_reference", f"A-{number}"),),
    )
    order = OutgoingPayment(request_id, Draft(f"draft-{number}"), body(request, request_id), "test", now, now)
    return outgoing.queue(order, now)


async def filled(path: Path) -> None:
    database = Database(path)
    await database.open()
    outbox = SqliteOutbox(database)
    await asyncio.gather(*(outbox.add(queued(number)) for number in range(ORDERS)))
    await database.close()


async def killed_after_enough(path: Path, host: Counting) -> None:
    """The outbox at work in another process, until the host has seen enough of it."""
    command = [sys.executable, "-c", SENDER, str(path), host.url]
    process = await asyncio.to_thread(subprocess.Popen, command, cwd=Path(__file__).parents[2])
    with process:
        try:
            await asyncio.wait_for(host.enough.wait(), _PATIENCE)
        finally:
            process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            await asyncio.to_thread(process.wait)


def unmade(host: FaultHost, request_id: str, state: State) -> bool:
    return state is State.UNCONFIRMED and not host.by_request.get(request_id)


@pytest.mark.parametrize("made", [1, 7, 23, 41])
async def test_none_is_lost_and_none_made_twice(made: int, tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    await filled(path)
    async with Counting(made) as host:
        await killed_after_enough(path, host)
        database = Database(path)
        await database.open()
        left = {one.request_id: one for one in await SqliteOutbox(database).in_state(*State)}
        assert len(left) == ORDERS
        # What reached the host had been claimed on disk before.
        assert {left[one].state for one in host.by_request} <= {State.SENDING, State.CREATED}
        assert all(host.by_request[one.request_id] for one in left.values() if one.state is State.CREATED)
        states = {one.request_id: one.state for one in left.values()}
        sending, client = sending_on(database, host.url)
        moved = asyncio.Event()

        def note(order: OutgoingPayment) -> None:
            states[order.request_id] = order.state
            moved.set()

        async def until(fact: Callable[[str, State], bool]) -> None:
            while not all(fact(*one) for one in states.items()):
                moved.clear()
                await asyncio.wait_for(moved.wait(), _PATIENCE)

        sending.changed.subscribe(note)
        await sending.start()
        # One that was claimed and did not leave is looked for, and then it is a person's to send it again.
        await until(lambda one, state: state is State.CREATED or unmade(host, one, state))
        unsure = [one for one, state in states.items() if state is not State.CREATED]
        assert len(unsure) <= AT_ONCE
        for one in unsure:
            assert await sending.send_again(one)
        await until(lambda one, state: state is State.CREATED)
        assert [len(host.by_request[one]) for one in left] == [1] * ORDERS
        links = [await SqliteLinks(database).of_order(one) for one in left]
        assert [[link.url for link in one] for one in links] == [
            [each.url for each in host.by_request[one]] for one in left
        ]
        await sending.stop()
        await client.aclose()
        await database.close()
