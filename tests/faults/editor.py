"""A process that takes an order out of the outbox to edit it, and is killed at a chosen moment of that.

``editor DATABASE MOMENT``: the moment counts what SQLite is told to do. It prints "done" unless it died.
"""

import asyncio
import itertools
import os
import signal
import sys
from pathlib import Path

from dodo_desktop.core.outgoing import State
from dodo_desktop.services.sending import Sending
from dodo_desktop.services.workspace import Place
from dodo_desktop.store.database import Database
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from dodo_desktop.system.clock import SystemClock


async def _die_at(moment: int, database: Database) -> None:
    count = itertools.count(1)

    def told(_statement: str) -> None:
        if next(count) == moment:
            os.kill(os.getpid(), signal.SIGKILL if os.name == "posix" else signal.SIGTERM)

    def watch() -> None:
        assert database._writer is not None
        database._writer.set_trace_callback(told)

    # On the thread that the connection belongs to.
    await asyncio.wrap_future(database._thread(0).submit(watch))


async def edit_one(path: Path, moment: int) -> None:
    """*Edit*, of the first that is queued, through the real service and store."""
    database = Database(path)
    await database.open()
    outbox = SqliteOutbox(database)
    place = Place("test", "Shop")
    # Never started: nothing is to move the order but what is asked for.
    sending = Sending(
        outbox, SqliteLinks(database), None, SystemClock(), place=place, jitter=lambda: 0.5, business_id=""
    )
    order, *_others = await outbox.in_state(State.QUEUED)
    await _die_at(moment, database)
    assert await sending.edit(order.request_id) is not None
    print("done", flush=True)
    await database.close()


if __name__ == "__main__":
    asyncio.run(edit_one(Path(sys.argv[1]), int(sys.argv[2])))
