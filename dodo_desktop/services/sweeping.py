"""Sweep: reads a list of Dodo's from the first entry to the last, however it moves meanwhile."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Generic, TypeVar

from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.paging import LARGEST, Window, window_at
from dodo_desktop.core.records import Kept

_TOO_FAR = frozenset({"refused", "not_found"})
"""How a server may answer to a page with a number that is too high for it."""

_MOST_RETREATS = 12
"""Steps back in a row; as each is twice the last, they reach the beginning of any list."""

_MOST_EMPTIES = 4
"""Empty answers behind full ones, after which no later page is taken to exist under its number."""

_MOST_BARREN = 12
"""Answers in a row without an entry that is new to the sweep, after which the list is taken for endless."""

MOST_PLAIN_PAGES = 5000
"""Pages of a list of which nothing is proved, after which it is taken for endless."""

T = TypeVar("T")
Read = Callable[[Window, datetime | None], Awaitable[Sequence[T]]]
Keep = Callable[[Sequence[T], Window, datetime | None], Awaitable[Kept]]
Note = Callable[[int, datetime | None, Collection[str]], Awaitable[None]]


class Sweep(Generic[T]):
    """One way through one list. The order of the list must not change; entries may come and go anywhere.

    Whatever is in the list from the beginning to the end of the sweep is kept. `read` answers the rows of a
    window, of those made until a moment where one is given. `keep` stores them and tells whether they join
    on to what this sweep has met before: only then may it count them as met. `made` answers when an entry
    was made. `place` and `upto` are where an earlier run came to.
    """

    def __init__(
        self,
        read: Read[T],
        keep: Keep[T],
        made: Callable[[T], datetime | None],
        *,
        place: int = 0,
        upto: datetime | None = None,
    ) -> None:
        self._read = read
        self._keep = keep
        self._made = made
        self._place = place
        self._upto = upto
        self._last: Sequence[T] = ()
        self._back = 0
        self._full = False
        self._empties = self._retreats = self._retreated = self._barren = 0
        self.sure = True
        """False where the server chooses pages by a size of its own, so that nothing is proved."""

    async def run(self) -> None:
        """To the end of the list. Raises GatewayError, also for a list that does not end, and StoreFault."""
        while not await self.step():
            pass

    async def step(self) -> bool:
        """One request. Whether the list is at its end. Raises as `run`."""
        window = window_at(self._place) if self.sure else Window(self._place // LARGEST)
        if not self.sure and window.number >= MOST_PLAIN_PAGES:
            raise GatewayError("unreadable", code="endless_list")
        try:
            rows = await self._read(window, self._upto)
        except GatewayError as error:
            if window.number == 0 or error.reason not in _TOO_FAR:
                raise
            self._pass_the_furthest_page(window, error)
            return False
        if len(rows) > window.size and self.sure:
            self._read_plainly()
            return False
        return await self._take(rows, window)

    async def _take(self, rows: Sequence[T], window: Window) -> bool:
        kept = await self._keep(rows, window, self._upto)
        if not kept.joined and self.sure:
            # Nothing stands where a full answer reached to a moment ago: entries went, or pages end here.
            self._empties += self._full and not rows
            self._full = False
            if self._empties > _MOST_EMPTIES:
                self._pass_the_furthest_page(window, GatewayError("unreadable", code="endless_list"))
            else:
                self._retreat(window)
            return False
        self._count(kept.fresh)
        self._last, self._back = rows or self._last, 0
        self._place = window.start + len(rows)
        self._full = len(rows) >= window.size
        return not self._full

    def _retreat(self, window: Window) -> None:
        """Rows before this window went away: go back to where something is known, further each time."""
        self._retreats += 1
        if self._retreats > _MOST_RETREATS:
            self._read_plainly()
            return
        self._back = max(LARGEST, 2 * self._back)
        self._place = max(0, window.start - self._back)
        self._retreated += window.start - self._place

    def _read_plainly(self) -> None:
        """Page after page from the beginning, because the server does not answer as it is asked."""
        self.sure = False
        self._place = 0

    def _count(self, fresh: int) -> None:
        if fresh:
            self._empties = self._retreats = self._retreated = self._barren = 0
            return
        self._barren += 1
        # What lies behind after a retreat is met a second time.
        if self._barren > _MOST_BARREN + self._retreated // (LARGEST // 2):
            raise GatewayError("unreadable", code="endless_list")

    def _pass_the_furthest_page(self, window: Window, error: GatewayError) -> None:
        """Pages are counted anew among those made until the last one that was met. Raises `error` where that
        cannot be, because the newest do not come first."""
        if not self._last:
            self._retreat(window)
            return
        moments = [self._made(row) for row in self._last]
        known = [moment for moment in moments if moment is not None]
        falling = all(earlier >= later for earlier, later in pairwise(known))
        if len(known) < len(moments) or not falling or known[-1] == self._upto:
            raise error
        self._upto = known[-1]
        self._place = self._empties = 0


class Met(Generic[T]):
    """What a sweep has met, by `key`. `put` stores rows.

    `note` is told after each full answer that joins on, since more is to come: the place, what the list is
    narrowed to, and the keys that are new; `keys` are those of an earlier run.
    """

    def __init__(
        self,
        key: Callable[[T], str],
        put: Callable[[Sequence[T]], Awaitable[object]],
        note: Note,
        keys: Collection[str] = (),
    ) -> None:
        self._key = key
        self._put = put
        self._note = note
        self.keys = set(keys)

    async def keep(self, rows: Sequence[T], window: Window, upto: datetime | None) -> Kept:
        """Stores what is new to the sweep, and that before it counts as met. Raises StoreFault."""
        fresh = [row for row in rows if self._key(row) not in self.keys]
        if fresh:
            await self._put(fresh)
        new = {self._key(row) for row in fresh}
        joined = window.start == 0 or len(fresh) < len(rows)
        if joined:
            self.keys |= new
            if len(rows) >= window.size:
                await self._note(window.start + len(rows), upto, new)
        return Kept(joined, len(new))
