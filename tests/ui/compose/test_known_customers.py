"""What the form knows of a customer: the last order here, its address, who has an e-mail, who is gone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.checks_contact import read_plans
from dodo_desktop.core.draft import BillingEntry, CustomerMode
from dodo_desktop.core.records import FoundCustomer, LastOrder, PastAddress
from dodo_desktop.services.directory import DirectoryStatus
from dodo_desktop.ui.compose.customer_finder import CustomerFinder, customer_row
from dodo_desktop.ui.words import isolate
from dodo_desktop.ui.words.directory import phone_text
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import AYAKA, NAKATO, NOW, SEUN, turns, until
from tests.ui.turning import turn

pytestmark = pytest.mark.anyio

HOME = BillingEntry("DE", "Weg 1", "Berlin", "", "10115")
ZOLA = Customer("cus_9", "Zola Nakamba", "zola@riverside.example")


def finder(desk: Desk) -> CustomerFinder:
    return desk.page.form.customer.finder


def names(desk: Desk) -> list[str]:
    return [row.title for row in finder(desk).results.model.rows]


async def pick(desk: Desk, text: str) -> None:
    """Type and take the first who is offered."""
    desk.type("customer.search", text)
    await until(lambda: finder(desk).results.is_open)
    finder(desk).results.pick_current()
    await turns()


def at_once(desk: Desk) -> None:
    """No pause before Dodo is asked."""

    async def no_pause(_seconds: float) -> None:
        await turn()

    pause: Callable[[float], Awaitable[None]] = no_pause
    finder(desk).searching.pause = pause
    desk.page.form.customer.fields.check.pause = pause


async def test_the_address_of_the_last_order_is_offered_and_can_be_put_back(desk: Desk) -> None:
    desk.shop.directory.addresses[NAKATO.customer_id] = PastAddress(NOW - timedelta(days=3), HOME)
    await pick(desk, "nakato")
    await until(lambda: desk.draft.billing.street)
    assert desk.edit("billing.street").text() == "Weg 1"
    assert "billing.street" in desk.draft.proposals.fields
    assert desk.focus == "billing.accept_all"
    await desk.create()
    assert desk.shop.orders() == []
    desk.find(QPushButton, "billing.put_back").click()
    assert desk.edit("billing.street").text() == desk.draft.billing.street == ""


async def test_what_is_accepted_stays(desk: Desk) -> None:
    desk.shop.directory.addresses[NAKATO.customer_id] = PastAddress(NOW, HOME)
    await pick(desk, "nakato")
    await until(lambda: desk.draft.billing.street)
    desk.find(QPushButton, "billing.accept_all").click()
    assert desk.draft.billing == HOME
    assert not desk.draft.proposals.fields


async def test_an_address_accepted_for_one_customer_is_marked_with_another(desk: Desk) -> None:
    desk.shop.directory.addresses[NAKATO.customer_id] = PastAddress(NOW, HOME)
    await pick(desk, "nakato")
    await until(lambda: desk.draft.billing.street)
    desk.find(QPushButton, "billing.accept_all").click()
    desk.find(QPushButton, "customer.clear").click()
    await pick(desk, "seun")
    assert desk.draft.billing == HOME
    bar = desk.page.form.proposals
    await until(lambda: desk.focus == "billing.accept_all")
    assert "4 fields are from another customer’s order" in bar.label.text()
    assert desk.edit("billing.street").property("proposed")
    await desk.create()
    assert desk.shop.orders() == []
    bar.put_back.click()
    assert desk.draft.billing == BillingEntry()
    assert desk.edit("billing.street").text() == ""


async def test_without_an_order_here_nothing_is_offered(desk: Desk) -> None:
    await pick(desk, "nakato")
    assert desk.draft.billing == BillingEntry()
    assert not desk.draft.proposals.fields


async def test_an_address_that_was_typed_meanwhile_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = asyncio.Event()

    async def slowly(_customer_id: str) -> PastAddress:
        await looked_up.wait()
        return PastAddress(NOW, HOME)

    monkeypatch.setattr(desk.shop.directory, "past_address", slowly)
    await pick(desk, "nakato")
    desk.type("billing.street", "Elsewhere 9")
    looked_up.set()
    await turns()
    assert desk.draft.billing.street == "Elsewhere 9"
    assert not desk.draft.proposals.fields


async def test_a_new_customer_whose_email_is_known_here_is_offered_instead(desk: Desk) -> None:
    at_once(desk)
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.email", AYAKA.email.upper())
    use = desk.find(QPushButton, "customer.email.use")
    await until(use.isVisible)
    use.click()
    await turns()
    assert desk.draft.customer.mode is CustomerMode.EXISTING
    assert desk.draft.customer.existing == AYAKA


async def test_dodo_is_asked_for_an_email_that_nobody_has_here(desk: Desk) -> None:
    at_once(desk)
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.email", "new@corner.example")
    hint = desk.page.form.customer.fields.email.line.label
    await until(lambda: hint.text() == "No customer has this e-mail yet")
    assert desk.shop.gateway.asked == ["new@corner.example"]
    assert desk.find(QPushButton, "customer.email.use").isHidden()


async def test_who_is_at_dodo_alone_joins_below_and_nothing_moves(desk: Desk) -> None:
    at_once(desk)
    desk.shop.workspace.directory.status = DirectoryStatus(3, 7, None, loading=True, expected=900)
    desk.shop.gateway.customers = [ZOLA]
    gate = desk.shop.gateway.find_gate = asyncio.Event()
    desk.type("customer.search", "naka")
    await until(lambda: names(desk) == [NAKATO.name, AYAKA.name])
    finder(desk).results.move_to(1)
    gate.set()
    await until(lambda: names(desk) == [NAKATO.name, AYAKA.name, ZOLA.name])
    row = finder(desk).results.current()
    assert row is not None
    assert row.title == AYAKA.name


async def test_while_customers_are_read_an_empty_answer_does_not_say_that_there_is_nobody(desk: Desk) -> None:
    desk.shop.workspace.directory.status = DirectoryStatus(3, 7, None, loading=True, expected=900)
    desk.type("customer.search", "zzz")
    await until(lambda: finder(desk).results.is_open)
    assert names(desk) == ["New customer “zzz”", "No customer here matches “zzz”."]
    assert (
        finder(desk).results.model.rows[1].detail.startswith("Not all are read yet: 3 of about 900 so far.")
    )


async def test_who_is_gone_from_dodo_says_so(desk: Desk) -> None:
    desk.shop.directory.customers[SEUN.customer_id] = replace(SEUN, gone=True)
    desk.type("customer.search", "seun")
    await until(lambda: finder(desk).results.is_open)
    (row,) = finder(desk).results.model.rows
    assert (row.trailing, row.dimmed) == ("No longer at Dodo", True)


async def test_the_next_order_of_the_same_customer_knows_of_the_one_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.fill()
    card = desk.page.form.customer.card
    await until(lambda: card.detail.text().endswith(isolate("First order here")))
    found = desk.shop.directory.found_customers

    async def ordered(customer_ids: Sequence[str]) -> Sequence[FoundCustomer]:
        return [replace(one, last=LastOrder(NOW, status="succeeded")) for one in await found(customer_ids)]

    monkeypatch.setattr(desk.shop.directory, "found_customers", ordered)
    desk.type("billing.street", " rear")
    await turns()
    assert card.detail.text().endswith(isolate("First order here"))
    await desk.shop.workspace.drafting.duplicate(desk.draft)
    await until(lambda: "Last order here: Paid" in card.detail.text())


@pytest.mark.parametrize(
    ("typed", "detail"),
    [
        ("seun", "seun@lanternworks.example"),
        ("", "seun@lanternworks.example"),
        ("5550142", "+1 718-555-0142 · seun@lanternworks.example"),
        ("seun 718-555", "+1 718-555-0142 · seun@lanternworks.example"),
        ("adebayo 14", "seun@lanternworks.example"),
        ("999", "seun@lanternworks.example"),
    ],
)
def test_who_is_found_by_phone_shows_it(typed: str, detail: str) -> None:
    read_plans()
    assert customer_row(FoundCustomer(SEUN), NOW, typed).detail == detail


async def test_the_row_of_a_search_knows_what_was_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def by_phone(_text: str, _limit: int) -> Sequence[FoundCustomer]:
        return [FoundCustomer(SEUN)]

    monkeypatch.setattr(desk.shop.directory, "search_customers", by_phone)
    desk.type("customer.search", "0142")
    await until(lambda: finder(desk).results.is_open)
    assert finder(desk).results.model.rows[0].detail == f"{phone_text(SEUN.phone)} · {SEUN.email}"
