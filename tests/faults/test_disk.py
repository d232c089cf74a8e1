"""Disks that refuse, clocks that jump and computers that sleep, under the real services, store and HTTP."""

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerMode, Edit
from dodo_desktop.core.events import CLOCK_EVENTS
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.workspace import Place
from dodo_desktop.shop import Shop, Spot
from dodo_desktop.system.paths import Paths
from tests.faults.host import FaultHost
from tests.faults.life import PATIENT, Life
from tests.faults.scenario import _PRODUCT, every_row
from tests.faults.world import WorldClock

pytestmark = pytest.mark.anyio


@dataclass
class Bench:
    """One life at a time on one database, before a host that goes wrong only when it is told to."""

    folder: Path
    clock: WorldClock
    host: FaultHost
    spared: set[asyncio.Task[Any]]
    faults: list[str] = field(default_factory=list)

    async def born(self) -> Life:
        life = Life(self.folder / "data.sqlite3", self.host.url, self.clock, random.Random(1), PATIENT)
        life.sending.fault.subscribe(self.faults.append)

        async def nothing(_: Life) -> None: ...

        await life.start(nothing)
        return life

    async def kill(self, life: Life) -> None:
        await life.kill(lambda: self.spared)


@asynccontextmanager
async def at_bench(folder: Path) -> AsyncIterator[Bench]:
    clock = WorldClock()
    async with FaultHost("bench", clock.true_now, creations=0, reads=0) as host:
        ticker = asyncio.create_task(clock.run())
        try:
            yield Bench(folder, clock, host, asyncio.all_tasks())
        finally:
            ticker.cancel()


def fill(life: Life, *, big: bool = False) -> None:
    """Types an order; a big one needs pages of its own on the disk."""
    edits = [
        Edit("options.order_reference", "1"),
        Edit("customer.mode", CustomerMode.NEW),
        Edit("customer.name", "Zoë"),
        Edit("customer.email", "zoe@example.com"),
        Edit("billing", BillingEntry("DE", "Weg 1", "Berlin", "", "10115")),
        Edit("cart.lines", (CartLine("1", _PRODUCT),)),
    ]
    if big:
        pairs = tuple((f"note{number}", "x" * 400) for number in range(40))
        edits.append(Edit("options.metadata", pairs))
    for edit in edits:
        life.drafting.edit(edit)


async def pragma(life: Life, text: str) -> None:
    """Sets something on the connection that writes, whatever it refuses just now."""
    database = life.database

    def work() -> int:
        assert database._writer is not None
        row = database._writer.execute(f"PRAGMA {text}").fetchone()
        return int(row[0]) if row else 0

    await asyncio.wrap_future(database._thread(0).submit(work))


async def the_order(life: Life) -> OutgoingPayment:
    (order,) = await every_row(life)
    return order


async def test_on_a_full_disk_nothing_is_queued_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    async with at_bench(tmp_path) as bench:
        life = await bench.born()
        fill(life)
        assert await life.drafting.flush()
        await pragma(life, "max_page_count = 1")  # no smaller than the file is
        fill(life, big=True)
        with pytest.raises(StoreFault) as raised:
            await life.drafting.enqueue(None)
        assert raised.value.reason == "disk_full"
        assert life.drafting.save_state.failed == "disk_full"
        assert life.drafting.draft.customer.name == "Zoë", "what was typed stays in the form"
        assert await every_row(life) == []

        await pragma(life, "max_page_count = 100000")
        await life.drafting.enqueue(None)
        life.sending.wake()
        await bench.clock.sleep(60)
        assert (await the_order(life)).state is State.CREATED
        assert len(bench.host.made) == 1
        await life.end()


async def test_an_order_that_cannot_be_claimed_on_disk_is_not_sent(tmp_path: Path) -> None:
    async with at_bench(tmp_path) as bench:
        await bench.host.go_away()
        life = await bench.born()
        fill(life)
        await life.drafting.enqueue(None)
        await pragma(life, "query_only = ON")
        await bench.host.come_back()
        await bench.clock.sleep(60)
        assert bench.faults == ["read_only"], "told, and told once"
        assert bench.host.made == []
        assert (await the_order(life)).state is State.QUEUED

        await pragma(life, "query_only = OFF")
        await bench.clock.sleep(60)
        assert bench.faults == ["read_only", ""]
        assert (await the_order(life)).state is State.CREATED
        assert len(bench.host.made) == 1
        await life.end()


async def _disk_fails_while_the_answer_is_on_its_way(bench: Bench, life: Life) -> None:
    """The order is claimed and made; only the outcome cannot be written."""
    make = bench.host._make

    def make_and_break(*arguments: object) -> object:
        # The claim was committed before; the answer is not out yet.
        assert life.database._threads is not None
        asyncio.get_running_loop().create_task(pragma(life, "query_only = ON"))
        return make(*arguments)  # type: ignore[arg-type]

    bench.host._make = make_and_break  # type: ignore[method-assign, assignment]
    fill(life)
    await life.drafting.enqueue(None)
    life.sending.wake()
    await bench.clock.sleep(60)
    assert len(bench.host.made) == 1
    assert (await the_order(life)).state is State.SENDING
    assert bench.faults == ["read_only"]


async def test_an_outcome_that_the_disk_refuses_is_kept_and_written_later(tmp_path: Path) -> None:
    async with at_bench(tmp_path) as bench:
        life = await bench.born()
        await _disk_fails_while_the_answer_is_on_its_way(bench, life)
        await pragma(life, "query_only = OFF")
        await bench.clock.sleep(60)
        order = await the_order(life)
        assert (order.state, order.found, order.attempts) == (State.CREATED, ("pay_1",), 1)
        assert len(bench.host.made) == 1
        await life.end()


async def test_an_outcome_that_dies_with_the_program_is_found_at_dodo(tmp_path: Path) -> None:
    async with at_bench(tmp_path) as bench:
        life = await bench.born()
        await _disk_fails_while_the_answer_is_on_its_way(bench, life)
        await bench.kill(life)

        life = await bench.born()
        await bench.clock.sleep(20 * 60)
        order = await the_order(life)
        assert (order.state, order.found, order.attempts) == (State.CREATED, ("pay_1",), 1)
        assert len(bench.host.made) == 1
        await life.end()


async def test_an_older_copy_of_the_file_that_is_put_back_sends_nothing_twice(tmp_path: Path) -> None:
    async with at_bench(tmp_path) as bench:
        await bench.host.go_away()
        life = await bench.born()
        fill(life)
        await life.drafting.enqueue(None)
        life.sending.wake()
        await bench.clock.sleep(30)
        assert (await the_order(life)).state is State.QUEUED
        await life.end()
        copy = (tmp_path / "data.sqlite3").read_bytes()

        await bench.host.come_back()
        life = await bench.born()
        await bench.clock.sleep(60)
        assert (await the_order(life)).state is State.CREATED
        await life.end()
        (tmp_path / "data.sqlite3").write_bytes(copy)

        bench.clock.set(timedelta(hours=-3))
        life = await bench.born()
        await bench.clock.sleep(60)
        order = await the_order(life)
        assert (order.state, order.found) == (State.CREATED, ("pay_1",))
        assert len(bench.host.made) == 1
        await life.end()


def clock_events(order: OutgoingPayment) -> list[str]:
    """What the history says about the computer itself."""
    return [event.code for event in order.history if event.code in CLOCK_EVENTS]


def set_back(clock: WorldClock) -> None:
    clock.set(timedelta(days=-1))


def set_ahead(clock: WorldClock) -> None:
    clock.set(timedelta(days=1))


def eight_hours(clock: WorldClock) -> None:
    clock.doze(8 * 3600)


JUMPS = pytest.mark.parametrize("jump", [set_back, set_ahead, eight_hours])


@JUMPS
async def test_a_jump_of_the_clock_neither_holds_nor_doubles_what_waits(
    tmp_path: Path, jump: Callable[[WorldClock], None]
) -> None:
    async with at_bench(tmp_path) as bench:
        await bench.host.go_away()
        life = await bench.born()
        fill(life)
        await life.drafting.enqueue(None)
        life.sending.wake()
        await bench.clock.sleep(300)
        assert (await the_order(life)).state is State.QUEUED
        jump(bench.clock)
        await bench.host.come_back()
        await bench.clock.sleep(120)
        order = await the_order(life)
        assert order.state is State.CREATED, "two minutes, not a day"
        assert clock_events(order) == ["clock_set_back" if jump is set_back else "slept"]
        assert len(bench.host.made) == 1
        await life.end()


@JUMPS
async def test_an_order_without_an_answer_is_found_across_a_jump(
    tmp_path: Path, jump: Callable[[WorldClock], None]
) -> None:
    async with at_bench(tmp_path) as bench:
        life = await bench.born()
        fill(life)
        await life.drafting.enqueue(None)
        bench.clock.strike_in(10**9)

        def make_and_die(*arguments: object) -> object:
            bench.clock.struck.set()
            return make(*arguments)  # type: ignore[arg-type]

        make = bench.host._make
        bench.host._make = make_and_die  # type: ignore[method-assign, assignment]
        life.sending.wake()
        await bench.clock.struck.wait()
        await bench.kill(life)
        jump(bench.clock)

        life = await bench.born()
        await bench.clock.sleep(120)
        order = await the_order(life)
        assert (order.state, order.found) == (State.CREATED, ("pay_1",))
        assert len(bench.host.made) == 1
        await life.end()


HOLDER = """
import sys
from pathlib import Path
from dodo_desktop.system.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def hold(lock: Path) -> "subprocess.Popen[str]":
    """Another process that holds a lock until it dies."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def shop(paths: Paths) -> Shop:
    place = Place("practice", "Practice shop", profile_id="practice", folder=str(paths.profile("practice")))
    return Shop(Spot(place), paths, locale="en", on_business=lambda _: None, ask_first=lambda: False)


async def test_a_lock_held_by_another_process_keeps_a_second_runner_off(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    lock = paths.runner_lock("practice")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with hold(lock) as holder:
        assert holder.stdout is not None
        assert await asyncio.to_thread(holder.stdout.readline) == "True\n"
        with pytest.raises(StoreFault) as raised:
            await shop(paths).open()
        assert raised.value.reason == "locked"
        assert not paths.database("practice").exists(), "it touched nothing"
        holder.kill()
    opened = shop(paths)
    await opened.open()
    await opened.close()


async def test_a_damaged_file_is_set_aside_and_the_shop_opens_with_a_new_one(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    path = paths.database("practice")
    path.parent.mkdir(parents=True, exist_ok=True)
    damaged = b"no rows at all " * 500
    path.write_bytes(damaged)
    opened = shop(paths)
    await opened.open()
    assert opened.set_aside is not None
    assert opened.set_aside.name.startswith("data.damaged-")
    assert opened.set_aside.read_bytes() == damaged
    await opened.close()
    again = shop(paths)
    await again.open()
    assert again.set_aside is None
    await again.close()
