from datetime import timedelta

import pytest

from dodo_desktop.services.account import Account
from dodo_desktop.services.updates import FIRST, LOOK, Updates

from .fake_edges import NO_SPACE, FakeData, FakeHosts, FakeSettings, FakeVault
from .fakes import FakeClock, settle

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1).total_seconds()


class Desk:
    """One computer; `open` is a start of the program on it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.settings = FakeSettings()
        self.answer = "0.2.0"
        self.asked = 0
        self.told = 0

    def open(self, mode: str = "live", current: str = "0.1.0") -> Updates:
        account = Account(self.settings, FakeVault(), FakeHosts().probe, self.clock, FakeData())
        self.updates = Updates(account, self._newest, self.clock, current=current, sleep=self.clock.sleep)
        self.updates.changed.subscribe(lambda _news: self._tell())
        self.updates.follow(mode)
        return self.updates

    async def _newest(self) -> str:
        self.asked += 1
        return self.answer

    def _tell(self) -> None:
        self.told += 1


async def test_it_asks_after_a_while_and_tells() -> None:
    desk = Desk()
    updates = desk.open()
    await desk.clock.advance(FIRST - 1)
    assert (desk.asked, updates.newer) == (0, "")
    told = desk.told
    await desk.clock.advance(1)
    assert (desk.asked, updates.newer, updates.reminder) == (1, "0.2.0", "0.2.0")
    assert desk.told > told
    await updates.stop()


async def test_it_asks_once_a_day_however_often_it_is_started() -> None:
    desk = Desk()
    for _ in range(3):
        updates = desk.open()
        await desk.clock.advance(FIRST + 3 * LOOK)
        await updates.stop()
    assert desk.asked == 1
    updates = desk.open()
    await desk.clock.advance(DAY)
    assert desk.asked == 2
    await desk.clock.advance(2 * DAY)
    assert desk.asked == 4
    await updates.stop()


async def test_no_answer_counts_as_asked_and_keeps_what_was_known() -> None:
    desk = Desk()
    updates = desk.open()
    await desk.clock.advance(FIRST)
    desk.answer = ""
    await desk.clock.advance(DAY + LOOK)
    assert (desk.asked, updates.newer) == (2, "0.2.0")
    await desk.clock.advance(LOOK)
    assert desk.asked == 2
    await updates.stop()


@pytest.mark.parametrize("mode", ["practice", "custom"])
async def test_it_asks_nothing_and_tells_nothing_where_nothing_leaves(mode: str) -> None:
    desk = Desk()
    updates = desk.open()
    await desk.clock.advance(FIRST)
    assert updates.newer == "0.2.0"
    updates.follow(mode)
    assert updates.newer == ""
    await desk.clock.advance(3 * DAY)
    assert desk.asked == 1
    await updates.stop()
    updates = desk.open(mode)
    await desk.clock.advance(3 * DAY)
    assert desk.asked == 1
    await updates.stop()


async def test_switched_off_it_asks_nothing_and_switched_on_it_asks_again() -> None:
    desk = Desk()
    updates = desk.open()
    updates.tell(False)
    await desk.clock.advance(3 * DAY)
    assert (desk.asked, updates.newer) == (0, "")
    updates.tell(True)
    await desk.clock.advance(LOOK)
    assert desk.asked == 1
    await updates.stop()


async def test_a_version_that_was_put_off_is_not_brought_up_again_but_a_later_one_is() -> None:
    desk = Desk()
    updates = desk.open()
    await desk.clock.advance(FIRST)
    updates.put_off()
    assert (updates.newer, updates.reminder) == ("0.2.0", "")
    await updates.stop()
    updates = desk.open()
    assert updates.reminder == ""
    desk.answer = "0.3.0"
    await desk.clock.advance(DAY + LOOK)
    assert updates.reminder == "0.3.0"
    await updates.stop()


async def test_the_newest_and_older_ones_are_no_news() -> None:
    desk = Desk()
    updates = desk.open(current="0.2.0")
    await desk.clock.advance(FIRST)
    assert updates.newer == ""
    desk.answer = "0.1.9"
    await desk.clock.advance(DAY + LOOK)
    assert updates.newer == ""
    await updates.stop()


async def test_a_disk_that_keeps_nothing_is_asked_nothing_for() -> None:
    desk = Desk()
    updates = desk.open()
    desk.settings.fault = NO_SPACE
    await desk.clock.advance(3 * DAY)
    assert desk.asked == 0
    await updates.stop()


async def test_a_clock_that_was_set_back_does_not_keep_it_from_asking() -> None:
    desk = Desk()
    updates = desk.open()
    await desk.clock.advance(FIRST)
    desk.clock.set(timedelta(days=-400))
    await desk.clock.advance(LOOK)
    assert desk.asked == 2
    await updates.stop()


async def test_stopping_gives_up_a_question_on_its_way() -> None:
    desk = Desk()
    updates = desk.open()
    updates._newest = lambda: desk.clock.sleep(DAY)  # type: ignore[assignment,return-value]
    await desk.clock.advance(FIRST)
    await updates.stop()
    await settle()
    assert updates.newer == ""
