"""Every entry arrives, whatever is added and removed while the list is read."""

import contextlib
import random
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodo_desktop.core.paging import LARGEST, Window, window_at
from dodo_desktop.services import sweeping
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.services.sweeping import Met, Sweep

from .moving import Entry, MovingList, entry, newest_first

pytestmark = pytest.mark.anyio

EDGES = sorted({max(0, 100 * pages + near) for pages in range(6) for near in (-1, 0, 1)} | {1000, 1001})


class Kept:
    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.place = 0
        self.upto: datetime | None = None
        self.noted: set[str] = set()
        self.again()

    def again(self) -> None:
        """Only what was noted is known, as after a new start."""
        self.met: Met[Entry] = Met(lambda row: row.key, self.put, self.note, self.noted)

    async def note(self, place: int, upto: datetime | None, fresh: Collection[str]) -> None:
        self.place, self.upto = place, upto
        self.noted.update(fresh)

    def sweep(self, moving: MovingList) -> Sweep[Entry]:
        return Sweep(moving.read, self.met.keep, lambda row: row.made, place=self.place, upto=self.upto)

    async def put(self, rows: Sequence[Entry]) -> None:
        self.entries.update((row.key, row) for row in rows)


async def swept(moving: MovingList) -> Kept:
    kept = Kept()
    await Sweep(moving.read, kept.met.keep, lambda row: row.made).run()
    return kept


def keys(rows: Sequence[Entry]) -> set[str]:
    return {row.key for row in rows}


def test_each_window_reaches_back_to_what_was_read_and_on_to_what_was_not() -> None:
    place = 0
    while place < 20_000:
        window = window_at(place)
        assert window.start <= max(0, place - 1) < window.end - 1
        assert 0 < window.size <= LARGEST
        assert window.number >= 0
        assert window.end - place >= (LARGEST if place == 0 else 60)
        place = window.end


@pytest.mark.parametrize("count", EDGES)
async def test_a_list_that_stands_still_is_read_whole(count: int) -> None:
    moving = MovingList(newest_first(count))
    kept = await swept(moving)
    assert keys(list(kept.entries.values())) == keys(moving.rows)
    assert kept.met.keys == keys(moving.rows)
    # An eighth more than pages without any overlap.
    assert len(moving.asked) <= 1 + count * 1.2 / LARGEST


Change = Callable[[MovingList, int], None]


def removes_first(moving: MovingList, request: int) -> None:
    if request and moving.rows:
        del moving.rows[0]


def removes_a_page(moving: MovingList, request: int) -> None:
    if request in (2, 3):
        del moving.rows[:150]


def adds_first(moving: MovingList, request: int) -> None:
    moving.rows.insert(0, entry(10_000 + request))


def adds_and_removes(moving: MovingList, request: int) -> None:
    """As many as come go, so that no number tells."""
    if request and len(moving.rows) > 10:
        del moving.rows[5]
        moving.rows.insert(0, entry(10_000 + request))


def removes_what_was_read_last(moving: MovingList, request: int) -> None:
    """The very rows by which the next answer would be recognised."""
    if request:
        place = moving.asked[-1].end
        del moving.rows[max(0, place - 30) : place]


def removes_now_and_adds_later(moving: MovingList, request: int) -> None:
    if request % 2:
        del moving.rows[:3]
    else:
        moving.rows[:0] = [entry(10_000 + 10 * request - n) for n in range(3)]


CHANGES: list[Change] = [
    removes_first,
    removes_a_page,
    adds_first,
    adds_and_removes,
    removes_what_was_read_last,
    removes_now_and_adds_later,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("count", EDGES)
async def test_what_is_there_all_along_arrives(count: int, change: Change) -> None:
    # A list that moved for ever could be read for ever.
    moving = MovingList(
        newest_first(count), lambda moving, request: change(moving, request) if request < 40 else None
    )
    there = keys(moving.rows)
    kept = await swept(moving)
    assert there & keys(moving.rows) <= kept.met.keys


@given(count=st.sampled_from(EDGES), seed=st.integers(0, 2**32), most=st.sampled_from([1, 5, 40, 130]))
@settings(max_examples=150)
async def test_what_is_there_all_along_arrives_however_the_list_moves(
    count: int, seed: int, most: int
) -> None:
    chance = random.Random(seed)

    def change(moving: MovingList, request: int) -> None:
        if not request or request > 40:
            return
        for _ in range(chance.randint(0, most)):
            if moving.rows:
                del moving.rows[chance.randrange(len(moving.rows))]
        for number in range(chance.randint(0, most)):
            place = chance.randrange(len(moving.rows) + 1) if chance.random() < 0.3 else 0
            moving.rows.insert(place, entry(100_000 + request * 1000 + number))

    moving = MovingList(newest_first(count), change)
    there = keys(moving.rows)
    kept = await swept(moving)
    assert there & keys(moving.rows) <= kept.met.keys


async def test_a_list_in_any_lasting_order_is_read_whole() -> None:
    rows = newest_first(777)
    random.Random(7).shuffle(rows)
    moving = MovingList(rows, removes_first)
    there = keys(rows)
    kept = await swept(moving)
    assert there & keys(moving.rows) <= kept.met.keys


@pytest.mark.parametrize("silent", [False, True])
async def test_a_server_with_a_furthest_page_is_read_on_by_time(silent: bool) -> None:
    moving = MovingList(newest_first(2500), removes_first, furthest=6, silent=silent)
    there = keys(moving.rows)
    kept = await swept(moving)
    assert there & keys(moving.rows) <= kept.met.keys


@pytest.mark.parametrize("silent", [False, True])
async def test_a_furthest_page_ends_it_where_time_does_not_order_the_list(silent: bool) -> None:
    rows = newest_first(2500)
    random.Random(7).shuffle(rows)
    with pytest.raises(GatewayError) as told:
        await swept(MovingList(rows, furthest=6, silent=silent))
    assert told.value.reason in {"refused", "unreadable"}


async def test_the_same_page_for_ever_ends_it() -> None:
    page = newest_first(100)

    async def read(window: Window, _upto: object) -> Sequence[Entry]:
        return page[: window.size]

    with pytest.raises(GatewayError) as told:
        await Sweep(read, Kept().met.keep, lambda row: row.made).run()
    assert (told.value.reason, told.value.code) == ("unreadable", "endless_list")


async def test_new_pages_for_ever_with_nothing_in_common_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MOST_PLAIN_PAGES", 50)
    made = 0

    async def read(window: Window, _upto: object) -> Sequence[Entry]:
        nonlocal made
        made += 1
        return [entry(made * 1000 + n) for n in range(window.size)] if window.start else newest_first(100)

    with pytest.raises(GatewayError):
        await Sweep(read, Kept().met.keep, lambda row: row.made).run()


@pytest.mark.parametrize("count", EDGES)
async def test_a_server_with_pages_of_its_own_size_is_read_as_it_answers(count: int) -> None:
    moving = MovingList(newest_first(count), own_size=100)
    kept = Kept()
    sweep = Sweep(moving.read, kept.met.keep, lambda row: row.made)
    await sweep.run()
    assert keys(list(kept.entries.values())) == keys(moving.rows)
    assert not sweep.sure or count <= 100


async def test_a_sweep_goes_on_where_an_earlier_one_came_to() -> None:
    moving = MovingList(newest_first(1000))
    kept = Kept()
    first = Sweep(moving.read, kept.met.keep, lambda row: row.made)
    for _ in range(5):
        assert not await first.step()
    read = len(kept.met.keys)
    del moving.rows[:180]
    before = len(moving.asked)
    await Sweep(moving.read, kept.met.keep, lambda row: row.made, place=read).run()
    assert keys(moving.rows) <= kept.met.keys
    # Back by what went, not to the beginning.
    assert min(window.start for window in moving.asked[before:]) > 100


class Broken(GatewayError):
    def __init__(self) -> None:
        super().__init__("offline")


class BreaksOff:
    """`changes` the list, and fails about every so many requests."""

    def __init__(self, seed: int, most: int, every: int) -> None:
        self.chance = random.Random(seed)
        self.most = most
        self.every = every
        self.newest = 100_000

    def __call__(self, moving: MovingList, request: int) -> None:
        if 0 < request <= 40:
            for _ in range(self.chance.randint(0, self.most)):
                if moving.rows:
                    del moving.rows[self.chance.randrange(len(moving.rows))]
            for _ in range(self.chance.randint(0, self.most)):
                self.newest += 1
                moving.rows.insert(0, entry(self.newest))
        if self.chance.randrange(self.every) == 0:
            raise Broken


async def swept_in_parts(moving: MovingList, most_parts: int = 300) -> Kept:
    kept = Kept()
    for _ in range(most_parts):
        with contextlib.suppress(Broken):
            await kept.sweep(moving).run()
            return kept
        kept.again()
    raise AssertionError("it never came to an end")


@given(
    count=st.sampled_from(EDGES),
    seed=st.integers(0, 2**32),
    most=st.sampled_from([0, 1, 5, 40, 130]),
    every=st.sampled_from([2, 3, 7]),
    furthest=st.sampled_from([2, 6, 2**31]),
)
@settings(max_examples=150)
async def test_what_is_there_all_along_arrives_though_it_breaks_off_again_and_again(
    count: int, seed: int, most: int, every: int, furthest: int
) -> None:
    moving = MovingList(newest_first(count), BreaksOff(seed, most, every), furthest)
    there = keys(moving.rows)
    kept = await swept_in_parts(moving)
    assert there & keys(moving.rows) <= kept.met.keys
    assert kept.met.keys <= kept.entries.keys()


@pytest.mark.parametrize("at", range(12))
async def test_after_each_break_off_one_request_more_is_made_and_no_other(at: int) -> None:
    whole = MovingList(newest_first(1000))
    await swept(whole)
    moving = MovingList(newest_first(1000), fails_at(at))
    kept = await swept_in_parts(moving, 2)
    assert kept.met.keys == keys(moving.rows)
    # The window that failed is asked for again; none that was answered is.
    assert moving.asked == whole.asked


def fails_at(request: int) -> Change:
    left = [Broken()]

    def fail(_moving: MovingList, number: int) -> None:
        if number == request and left:
            raise left.pop()

    return fail
