"""Pacing, on a clock that only sleeping moves."""

import asyncio
from itertools import pairwise

import pytest

from dodo_desktop.api.throttle import Throttle
from tests.api.conftest import SetClock

pytestmark = pytest.mark.anyio


def throttle(clock: SetClock, *, paced: bool = True) -> Throttle:
    async def sleep(seconds: float) -> None:
        clock.move(seconds)
        await asyncio.sleep(0)

    return Throttle(clock.monotonic, paced=paced, sleep=sleep)


async def test_reads_stay_below_every_documented_limit(clock: SetClock) -> None:
    pace, times = throttle(clock), []
    for _ in range(250):
        assert await pace.read(60) == 0
        times.append(clock.monotonic())
    for most, seconds in ((10, 1.0), (100, 60.0)):
        assert all(later - earlier >= seconds for earlier, later in zip(times, times[most:], strict=False))


async def test_creations_find_room_that_reads_leave(clock: SetClock) -> None:
    pace = throttle(clock)
    start = clock.monotonic()
    for _ in range(80):
        await pace.read(60)
    busy = clock.monotonic()
    assert busy - start > 30
    assert await pace.creation(0) == 0
    assert clock.monotonic() == busy


async def test_creations_keep_the_limits_too(clock: SetClock) -> None:
    pace, times = throttle(clock), []
    for _ in range(120):
        assert await pace.creation(60) == 0
        times.append(clock.monotonic())
    assert times[9] == times[0]
    assert times[10] - times[0] >= 1.0
    assert times[100] - times[0] >= 60.0


async def test_a_wait_beyond_patience_is_told_and_takes_no_turn(clock: SetClock) -> None:
    pace = throttle(clock)
    pace.learn(429, {"retry-after": "30"}, clock.now())
    assert await pace.creation(3) == 30.0
    assert await pace.read(10) == 30.0
    clock.move(30)
    assert await pace.creation(0) == 0


async def test_a_429_without_words_holds_for_a_moment(clock: SetClock) -> None:
    pace = throttle(clock, paced=False)
    pace.learn(429, {}, clock.now())
    assert await pace.creation(0) == 1.0


async def test_the_last_request_of_a_window_is_the_last(clock: SetClock) -> None:
    pace = throttle(clock, paced=False)
    pace.learn(200, {"x-ratelimit-remaining": "1", "x-ratelimit-reset": "20"}, clock.now())
    assert await pace.read(0) == 0
    pace.learn(200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "20"}, clock.now())
    assert await pace.read(0) > 0
    assert await pace.creation(0) == 20.0


async def test_after_a_hold_a_creation_goes_before_the_reads_that_wait(clock: SetClock) -> None:
    sleepers: list[tuple[float, asyncio.Future[None]]] = []
    order: list[str] = []

    async def sleep(seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        sleepers.append((clock.monotonic() + seconds, woken))
        await woken

    async def turn(name: str) -> None:
        await (pace.creation if name == "creation" else pace.read)(60)
        order.append(name)

    pace = Throttle(clock.monotonic, paced=False, sleep=sleep)
    pace.learn(429, {"retry-after": "5"}, clock.now())
    creation = asyncio.ensure_future(turn("creation"))
    await asyncio.sleep(0)
    read = asyncio.ensure_future(turn("read"))
    await asyncio.sleep(0)
    assert len(sleepers) == 2
    for until, woken in sorted(sleepers, key=lambda sleeper: sleeper[0]):
        clock.move(until - clock.monotonic())
        woken.set_result(None)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.gather(creation, read)
    assert order == ["creation", "read"]
    assert sleepers[0][0] < sleepers[1][0]


async def test_background_reads_are_even_and_leave_a_quarter_of_the_limit(clock: SetClock) -> None:
    pace, times = throttle(clock), []
    for _ in range(160):
        assert await pace.background(60) == 0
        times.append(clock.monotonic())
    assert times[75] - times[0] > 59.9
    assert all(later - earlier < 1.0 for earlier, later in pairwise(times))
    # Twenty-five more at once, and only then a wait.
    clock.move(0.1)
    before = clock.monotonic()
    for _ in range(8):
        assert await pace.read(60) == 0
    assert clock.monotonic() == before


async def test_a_background_read_waits_while_a_person_does(clock: SetClock) -> None:
    woken: list[asyncio.Future[None]] = []
    order: list[str] = []

    async def sleep(seconds: float) -> None:
        clock.move(seconds)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        woken.append(turn)
        await turn

    async def turn(name: str) -> None:
        await (pace.background if name == "background" else pace.read)(60)
        order.append(name)

    pace = Throttle(clock.monotonic, paced=False, sleep=sleep)
    pace.learn(429, {"retry-after": "5"}, clock.now())
    tasks = [asyncio.ensure_future(turn("background"))]
    await asyncio.sleep(0)
    tasks.append(asyncio.ensure_future(turn("read")))
    await asyncio.sleep(0)
    while not all(task.done() for task in tasks):
        woken.pop(0).set_result(None)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert order == ["read", "background"]


async def test_the_last_tenth_of_a_window_is_not_for_the_background(clock: SetClock) -> None:
    pace = throttle(clock, paced=False)
    told = {"x-ratelimit-limit": "100", "x-ratelimit-remaining": "11", "x-ratelimit-reset": "20"}
    pace.learn(200, told, clock.now())
    assert await pace.background(0) == 0
    pace.learn(200, told | {"x-ratelimit-remaining": "10"}, clock.now())
    assert await pace.background(0) == 20.0
    assert await pace.read(0) == 0
    assert await pace.creation(0) == 0
    for odd in ({"x-ratelimit-remaining": "-3"}, {"x-ratelimit-limit": "1e9", "x-ratelimit-remaining": "²"}):
        throttle(clock).learn(200, odd, clock.now())


async def test_loopback_is_not_paced(clock: SetClock) -> None:
    pace, start = throttle(clock, paced=False), clock.monotonic()
    for _ in range(500):
        await pace.read(60)
    assert clock.monotonic() == start
