"""A network that goes away is noticed by whoever meets it first, and told to the others."""

from collections.abc import AsyncIterator

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import BillingEntry, CartLine, Draft
from dodo_desktop.services.connection import PROBE_MOST, SILENCE
from dodo_desktop.services.countries import Countries
from dodo_desktop.services.directory import Directory
from dodo_desktop.services.discounts import Discounts
from dodo_desktop.services.listening import listen
from dodo_desktop.services.pricing import AFTER, Pricing
from dodo_desktop.services.sending import LONGEST_NAP
from dodo_desktop.services.workspace import Place, Workspace

from .fake_edges import FakeCountryStore, FakeDirectoryStore
from .fakes import product, settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio

ORDER = Draft("d", billing=BillingEntry("DE"), lines=(CartLine("1", product(1)),))
DEARER = Draft("d", billing=BillingEntry("DE"), lines=(CartLine("1", product(1), quantity="2"),))


class House(Rig):
    async def open(self, mode: str = "test") -> None:
        await self.start(mode=mode)
        self.pricing = Pricing(self.dodo, self.clock, locale="en", sleep=self.clock.sleep)
        self.directory = Directory(FakeDirectoryStore(), self.dodo, self.clock, sleep=self.clock.sleep)
        place = Place(mode, "Shop")
        self.discounts = Discounts(self.dodo, self.clock, sleep=self.clock.sleep)
        self.countries = Countries(FakeCountryStore(), self.dodo, self.clock, sleep=self.clock.sleep)
        parts = {"drafting": None, "tracking": None, "templates": None}
        listen(
            Workspace(
                place,
                sending=self.sending,
                directory=self.directory,
                pricing=self.pricing,
                discounts=self.discounts,
                countries=self.countries,
                **parts,  # type: ignore[arg-type] # they have no part in it
            )
        )

    @property
    def word(self) -> str:
        return self.sending.current_connection.state


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House()
    yield house
    await house.pricing.stop()
    await house.directory.stop()
    await house.discounts.stop()
    await house.countries.stop()
    await house.kill()


async def test_a_price_that_does_not_come_says_offline_before_an_order_is_taken(house: House) -> None:
    await house.open()
    house.pricing.update(ORDER)
    await house.clock.advance(AFTER)
    assert (house.word, house.pricing.total.exact) == ("online", True)
    house.dodo.offline = True
    house.pricing.update(DEARER)
    await house.clock.advance(1)
    assert (house.word, house.pricing.total.why_estimate) == ("offline", "offline")


async def test_back_online_the_price_and_the_lists_are_asked_for_anew(house: House) -> None:
    house.dodo.offline = True
    house.dodo.customers = [Customer("cus_1", "Zoë", "z@x.example")]
    await house.open()
    await house.directory.start()
    house.pricing.update(ORDER)
    await settle()
    assert not house.pricing.total.exact
    # By now the lists wait for many minutes from one try to the next.
    await house.clock.advance(900)
    house.dodo.offline = False
    await house.clock.advance(PROBE_MOST + 1)
    assert (house.word, house.pricing.total.exact) == ("online", True)
    assert (house.directory.status.customers, house.directory.status.failed) == (1, "")


async def test_an_answer_that_was_only_slow_does_not_say_offline(house: House) -> None:
    await house.open()
    house.dodo.offline = True
    asked = house.dodo.calls.count("brands")
    told = len(house.connections)
    house.sending.compare(reached=False)
    house.dodo.offline = False
    await settle()
    assert house.dodo.calls.count("brands") == asked + 1
    assert {news.state for news in house.connections[told:]} == {"online"}


async def test_who_reaches_dodo_first_ends_the_waiting(house: House) -> None:
    house.dodo.offline = True
    await house.open()
    await house.clock.advance(600)
    house.dodo.offline = False
    await house.directory.refresh()
    await settle()
    assert house.word == "online"


@pytest.mark.parametrize(("mode", "state"), [("test", "offline"), ("practice", "ready")])
async def test_silence_is_broken_by_a_question(house: House, mode: str, state: str) -> None:
    await house.open(mode)
    house.dodo.offline = True
    await house.clock.advance(SILENCE + LONGEST_NAP + 1)
    assert house.word == state
