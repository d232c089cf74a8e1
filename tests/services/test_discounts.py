"""A discount code is looked up while it is typed: not each half of it, not twice, and silently offline."""

from collections.abc import AsyncIterator

import pytest

from dodo_desktop.core.preview import Discount
from dodo_desktop.services.discounts import HOLDS, PAUSE, Discounts, Verdict
from dodo_desktop.services.ports import GatewayError

from .fakes import FakeClock, FakeDodo, settle

pytestmark = pytest.mark.anyio

SPRING = Discount("SPRING10", "percentage", 1000)


class Till:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.dodo.discounts = {
            "SPRING10": SPRING,
            "OLD": GatewayError("refused", code="DISCOUNT_CODE_EXPIRED"),
        }
        self.discounts = Discounts(self.dodo, self.clock, sleep=self.clock.sleep)
        self.told: list[Verdict] = []
        self.discounts.changed.subscribe(self.told.append)

    async def ask(self, code: str) -> Verdict:
        self.discounts.update(code)
        await self.clock.advance(PAUSE + 0.01)
        return self.discounts.verdict

    @property
    def asked(self) -> list[str]:
        return [call.removeprefix("discount ") for call in self.dodo.calls]


@pytest.fixture
async def till() -> AsyncIterator[Till]:
    till = Till()
    yield till
    await till.discounts.stop()


async def test_only_the_whole_code_is_asked_for(till: Till) -> None:
    for length in range(1, 9):
        till.discounts.update("SPRING10"[:length])
        assert till.discounts.verdict.state == "checking"
        await till.clock.advance(PAUSE / 2)
    await till.clock.advance(PAUSE)
    assert till.asked == ["SPRING10"]
    assert till.discounts.verdict == Verdict("SPRING10", "good", SPRING)


async def test_unknown_ended_and_written_small(till: Till) -> None:
    assert await till.ask("NOPE") == Verdict("NOPE", "unknown")
    assert await till.ask("OLD") == Verdict("OLD", "refused", reason="DISCOUNT_CODE_EXPIRED")
    assert await till.ask(" spring10 ") == Verdict("spring10", "unknown", spelt="SPRING10")
    assert await till.ask("nope") == Verdict("nope", "unknown")
    till.dodo.discounts["small"] = Discount("small", "percentage", 500)
    assert await till.ask("Small") == Verdict("Small", "unknown", spelt="small")
    # One that ended is no help.
    assert await till.ask("old") == Verdict("old", "unknown")


async def test_another_spelling_is_looked_for_again_where_there_was_no_answer(till: Till) -> None:
    till.dodo.discounts["SPRING10"] = GatewayError("throttled")
    assert await till.ask("spring10") == Verdict("spring10", "unknown")
    till.dodo.discounts["SPRING10"] = SPRING
    await till.ask("")
    assert await till.ask("spring10") == Verdict("spring10", "unknown", spelt="SPRING10")
    asked = len(till.asked)
    await till.ask("")
    assert (await till.ask("spring10")).spelt == "SPRING10"
    assert len(till.asked) == asked


async def test_an_answer_holds_for_a_minute(till: Till) -> None:
    await till.ask("SPRING10")
    await till.ask("")
    assert till.discounts.verdict == Verdict()
    await till.ask("SPRING10")
    assert till.asked == ["SPRING10"]
    await till.ask("")
    await till.clock.advance(HOLDS)
    assert (await till.ask("SPRING10")).state == "good"
    assert till.asked == ["SPRING10", "SPRING10"]


@pytest.mark.parametrize("reason", ["offline", "throttled", "key", "server", "unreadable"])
async def test_without_an_answer_nothing_is_said_until_there_is_one(till: Till, reason: str) -> None:
    till.dodo.read_fault = lambda: GatewayError(reason)
    assert await till.ask("SPRING10") == Verdict("SPRING10")
    till.dodo.read_fault = lambda: None
    till.discounts.again()
    await settle()
    assert till.discounts.verdict.state == "good"
    asked = len(till.asked)
    till.discounts.again()
    await settle()
    assert len(till.asked) == asked


async def test_another_key_knows_other_codes(till: Till) -> None:
    await till.ask("SPRING10")
    till.discounts.gateway_changed(None)
    assert till.discounts.verdict == Verdict("SPRING10")
    assert await till.ask("OLD") == Verdict("OLD")
    assert till.asked == ["SPRING10"]
    till.discounts.gateway_changed(till.dodo)
    await settle()
    assert till.discounts.verdict.state == "refused"


async def test_a_late_answer_for_another_code_is_dropped(till: Till) -> None:
    till.discounts.update("SPRING10")
    await till.clock.advance(PAUSE - 0.01)
    till.discounts.update("NOPE")
    await till.clock.advance(PAUSE + 0.01)
    assert till.asked == ["NOPE", "nope"]
    assert [each.code for each in till.told if each.state != "checking"] == ["NOPE"]
