"""Which countries Dodo sells to: known offline, read once a day, and never worse for a failure."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from dodo_desktop.services.countries import EVERY, RETRY, Countries
from dodo_desktop.services.ports import GatewayError

from .fake_edges import FakeCountryStore
from .fakes import FakeClock, FakeDodo, settle

pytestmark = pytest.mark.anyio


class Atlas:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.store = FakeCountryStore()
        self.told: list[frozenset[str]] = []
        self.countries = Countries(self.store, self.dodo, self.clock, sleep=self.clock.sleep)
        self.countries.changed.subscribe(self.told.append)

    @property
    def reads(self) -> int:
        return self.dodo.calls.count("countries")


@pytest.fixture
async def atlas() -> AsyncIterator[Atlas]:
    atlas = Atlas()
    yield atlas
    await atlas.countries.stop()


async def test_they_are_read_at_once_and_then_once_a_day(atlas: Atlas) -> None:
    await atlas.countries.start()
    await settle()
    assert atlas.countries.sold_to == {"DE", "US"}
    assert atlas.store.kept == ({"DE", "US"}, atlas.clock.now())
    await atlas.clock.advance(EVERY - 1)
    assert atlas.reads == 1
    atlas.dodo.countries = ["DE"]
    await atlas.clock.advance(2)
    assert (atlas.reads, atlas.told) == (2, [{"DE", "US"}, {"DE"}])


async def test_what_is_kept_serves_until_it_is_a_day_old(atlas: Atlas) -> None:
    atlas.store.kept = frozenset({"FR"}), atlas.clock.now() - timedelta(seconds=EVERY - 60)
    await atlas.countries.start()
    await settle()
    assert (atlas.countries.sold_to, atlas.reads) == ({"FR"}, 0)
    await atlas.clock.advance(61)
    assert (atlas.countries.sold_to, atlas.reads) == ({"DE", "US"}, 1)


async def test_offline_what_is_kept_stays_and_is_read_when_the_connection_returns(atlas: Atlas) -> None:
    atlas.store.kept = frozenset({"FR"}), atlas.clock.now() - timedelta(days=9)
    atlas.dodo.read_fault = lambda: GatewayError("offline")
    await atlas.countries.start()
    await settle()
    assert atlas.countries.sold_to == {"FR"}
    await atlas.clock.advance(RETRY + 1)
    tries = atlas.reads
    assert tries == 2
    atlas.dodo.read_fault = lambda: None
    atlas.countries.again()
    await settle()
    assert (atlas.countries.sold_to, atlas.reads) == ({"DE", "US"}, 3)
    atlas.countries.again()
    await settle()
    assert atlas.reads == 3


async def test_nobody_is_marked_for_an_empty_answer_or_a_disk_that_refuses(atlas: Atlas) -> None:
    atlas.store.fault = "disk_full"
    atlas.dodo.countries = []
    await atlas.countries.start()
    await settle()
    assert (atlas.countries.sold_to, atlas.told) == (None, [])
    atlas.dodo.countries = ["DE"]
    await atlas.clock.advance(RETRY + 1)
    assert atlas.countries.sold_to == {"DE"}


async def test_without_a_key_nothing_is_asked_until_there_is_one(atlas: Atlas) -> None:
    atlas.countries.gateway_changed(None)
    await atlas.countries.start()
    await settle()
    assert atlas.reads == 0
    atlas.countries.gateway_changed(atlas.dodo)
    await settle()
    assert atlas.countries.sold_to == {"DE", "US"}
