"""Completing: a page of Dodo's list tells what many links lack; what it does not tell is asked for alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink, complete, link_of
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.request import body
from dodo_desktop.services.completing import FEW, Completing
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import PAGE_SIZE, GatewayError

from .fake_stores import FakeLinks
from .fakes import FakeClock, FakeDodo
from .sending_rig import REQUEST

pytestmark = pytest.mark.anyio


class Desk:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.links = FakeLinks()
        self.told: list[PaymentLink] = []
        feed: Feed[PaymentLink] = Feed()
        feed.subscribe(self.told.append)
        self.completing = Completing(self.links, self.clock, feed)

    def made(self, many: int, *, link: bool = True) -> list[str]:
        """Links as the answers to their creation leave them."""
        return [self._make(number, link=link) for number in range(many)]

    def _make(self, number: int, *, link: bool) -> str:
        request_id = f"req-{len(self.dodo.made)}-{number}"
        now = self.clock.now()
        payment = self.dodo.make(body(REQUEST, request_id))
        bare = replace(payment, currency="", link=payment.link if link else None)
        order = OutgoingPayment(request_id, Draft(f"draft-{request_id}"), "{}", "test", now, now)
        made = link_of(order, bare, now)
        self.links.rows_by_id[made.payment_id] = made
        self.completing.add(made)
        return made.payment_id

    async def run(self, *, hurried: bool = False) -> str:
        return await self.completing.run(self.dodo, lambda: hurried)

    @property
    def all_complete(self) -> bool:
        return all(complete(link) for link in self.links.rows_by_id.values())


async def test_a_thousand_take_as_many_requests_as_they_have_pages() -> None:
    desk = Desk()
    ids = desk.made(1000)
    assert await desk.run() == ""
    assert desk.dodo.calls == ["list"] * (1000 // PAGE_SIZE)
    assert desk.all_complete
    assert sorted(link.payment_id for link in desk.told) == sorted(ids), "each is told once"
    assert desk.completing.seconds_to_next is None


async def test_a_few_are_asked_for_alone() -> None:
    desk = Desk()
    desk.made(FEW)
    assert await desk.run() == ""
    assert desk.dodo.calls == ["get"] * FEW
    assert desk.all_complete


async def test_those_without_a_link_come_first_and_alone_as_no_list_tells_it() -> None:
    desk = Desk()
    desk.made(20)
    desk.made(2, link=False)
    assert await desk.run() == ""
    assert desk.dodo.calls == ["get", "get", "list"]
    assert desk.all_complete


async def test_what_is_not_listed_yet_is_asked_for_alone() -> None:
    desk = Desk()
    desk.dodo.lag = 30.0
    desk.made(20)
    await desk.clock.advance(60)
    desk.made(3)
    assert await desk.run() == ""
    assert desk.dodo.calls == ["list", "get", "get", "get"]
    assert desk.all_complete


async def test_a_list_that_tells_of_none_is_not_read_to_its_end() -> None:
    desk = Desk()
    desk.made(10)
    now = desk.clock.now()
    # Another till of the same shop was busy meanwhile.
    for number in range(30 * PAGE_SIZE):
        desk.dodo.make(body(REQUEST, f"other-{number}"))
    assert desk.dodo.made[-1][1].created_at == now
    assert await desk.run() == ""
    assert desk.dodo.calls == ["list"] * 3 + ["get"] * 10
    assert desk.all_complete


@pytest.mark.parametrize("reason", ["offline", "throttled", "server", "key"])
async def test_where_the_list_cannot_be_read_now_nothing_else_is_asked_for(reason: str) -> None:
    desk = Desk()
    desk.made(20)
    desk.dodo.read_fault = lambda: GatewayError(reason, wait=7.0)
    assert await desk.run() == reason
    assert desk.dodo.calls == ["list"]
    assert desk.completing.seconds_to_next == 7.0
    assert not desk.completing.is_due(without_link=False)
    desk.dodo.read_fault = lambda: None
    await desk.clock.advance(7)
    assert await desk.run() == ""
    assert desk.all_complete


@pytest.mark.parametrize("reason", ["refused", "not_found", "unreadable", "proxy"])
async def test_where_there_is_no_list_each_is_asked_for(reason: str) -> None:
    desk = Desk()
    desk.made(20)
    desk.dodo.read_fault = lambda: GatewayError(reason) if desk.dodo.calls[-1] == "list" else None
    assert await desk.run() == ""
    assert desk.dodo.calls == ["list"] + ["get"] * 20
    assert desk.all_complete


async def test_rows_without_a_currency_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    listed = FakeDodo.list_payments

    async def bare(dodo: FakeDodo, *asked: object) -> Sequence[CreatedPayment]:
        return [replace(row, currency="") for row in await listed(dodo, *asked)]  # type: ignore[arg-type]

    monkeypatch.setattr(FakeDodo, "list_payments", bare)
    desk.made(10)
    assert await desk.run() == ""
    assert desk.dodo.calls == ["list"] + ["get"] * 10
    assert desk.all_complete


async def test_who_is_hurried_leaves_them_and_takes_those_without_a_link() -> None:
    desk = Desk()
    desk.made(20)
    bare = desk.made(1, link=False)
    assert await desk.run(hurried=True) == ""
    assert desk.dodo.calls == ["get"]
    assert [link.payment_id for link in desk.told] == bare
    assert desk.completing.is_due(without_link=False)


async def test_what_somebody_else_was_told_is_not_asked_for_again() -> None:
    desk = Desk()
    ids = desk.made(3)
    for payment_id in ids[:2]:
        known = desk.links.rows_by_id[payment_id]
        whole = await desk.dodo.get_payment(payment_id)
        desk.links.rows_by_id[payment_id] = replace(known, total=_total(whole))
    desk.dodo.calls.clear()
    assert await desk.run() == ""
    assert desk.dodo.calls == ["get"]
    assert desk.completing.seconds_to_next is None


def _total(payment: CreatedPayment) -> Money:
    assert payment.total_minor is not None
    return Money(payment.total_minor, payment.currency)
