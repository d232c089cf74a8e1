"""*Edit* takes an order out of the outbox into the drafts; killed at any moment, it is in one of the two."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft, OptionsEntry
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.store.database import Database
from dodo_desktop.store.outbox import SqliteOutbox
from tests.faults.kills import Disk, look_at

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ORDERS = 3
KILLED = -signal.SIGKILL if os.name == "posix" else signal.SIGTERM


async def fill(path: Path) -> None:
    database = Database(path)
    await database.open()
    for number in range(ORDERS):
        draft = Draft(f"d{number}", options=OptionsEntry(order_reference=str(number)))
        order = OutgoingPayment(f"r{number}", draft, "{}", "test", NOW, NOW)
        await SqliteOutbox(database).add(outgoing.queue(order, NOW))
    await database.close()


def one_life(path: Path, moment: int) -> bool:
    """Whether the editor was killed at that moment, and not done before it."""
    command = [sys.executable, "-m", "tests.faults.editor", str(path), str(moment)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], check=False
    )
    assert (done.returncode, done.stdout) in {(KILLED, ""), (0, "done\n")}
    return done.returncode == KILLED


def misplaced(disk: Disk) -> list[int]:
    """Orders whose text is not in exactly one place: to be sent, or to be edited."""
    drafts = [draft.options.order_reference for draft in disk.drafts]
    queued = [row.draft.options.order_reference for row in disk.orders if row.state is State.QUEUED]
    return [n for n in range(ORDERS) if drafts.count(str(n)) + queued.count(str(n)) != 1]


async def test_killed_while_it_takes_an_order_back_it_is_never_in_neither_place_or_in_both(
    tmp_path: Path,
) -> None:
    path = tmp_path / "data.sqlite3"
    await fill(path)
    for moment in range(1, 30):
        killed = one_life(path, moment)
        disk = await look_at(path)
        assert disk.sound == "ok"
        assert misplaced(disk) == []
        if not killed:
            break
    assert moment > 4, "it was killed at the beginning, at each change and at the end"
    assert disk.drafts, "the last life took an order back"


def test_an_order_in_neither_place_or_in_both_is_noticed() -> None:
    draft = Draft("d", options=OptionsEntry(order_reference="0"))
    row = OutgoingPayment("r", draft, "{}", "test", NOW, NOW)
    assert 0 not in misplaced(Disk("ok", [draft], [replace(row, state=State.DISCARDED)], {}))
    assert 0 in misplaced(Disk("ok", [], [replace(row, state=State.DISCARDED)], {}))
    assert 0 in misplaced(Disk("ok", [draft], [row], {}))
