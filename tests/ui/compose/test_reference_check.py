"""An order reference that was used before is pointed out, so that nobody pays for one order twice."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core.draft import Draft, OptionsEntry
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import NotSent
from dodo_desktop.core.outgoing import State
from dodo_desktop.ui.compose.reference_check import ReferenceCheck
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import NOW, complete, turns, until
from tests.ui.turning import turn

pytestmark = pytest.mark.anyio

LINK = PaymentLink(
    "r1",
    "pay_1",
    "https://checkout.dodopayments.com/x",
    "test",
    NOW,
    Draft("d"),
    total=Money(20251, "USD"),
    customer_name="Zoe O’Hara",
    order_reference="W-1183",
)


@pytest.fixture
def check(desk: Desk) -> ReferenceCheck:
    async def no_pause(_seconds: float) -> None:
        await turn()

    made = desk.page.form.reference
    made.pause = no_pause
    return made


def said(desk: Desk) -> str:
    text = desk.page.form.options.fields["order_reference"].problem.text()
    return text.replace("\u2068", "").replace("\u2069", "")


async def reference(desk: Desk, text: str) -> None:
    desk.edit("options.order_reference").setText(text)
    await turns()


@pytest.mark.usefixtures("check")
@pytest.mark.parametrize("typed", ["W-1183", " w-1183 "])
async def test_a_link_with_the_same_reference_is_named(desk: Desk, typed: str) -> None:
    desk.shop.links.rows_by_id = {"pay_1": LINK}
    await reference(desk, typed)
    assert said(desk).startswith("There is a link with this reference: Zoe O’Hara · $202.51 · Not paid yet, ")
    assert said(desk).endswith(" A second one can be paid, too.")
    await reference(desk, "W-118")
    assert said(desk) == ""
    await reference(desk, "")
    assert said(desk) == ""


@pytest.mark.usefixtures("check")
async def test_a_link_that_nobody_pays_is_named_without_alarm(desk: Desk) -> None:
    desk.shop.links.rows_by_id = {"pay_1": replace(LINK, status="failed", total=None)}
    await reference(desk, "W-1183")
    assert said(desk).startswith("The last link with this reference: Zoe O’Hara · Failed, ")


@pytest.mark.usefixtures("check")
async def test_it_keeps_no_order_from_going_out(desk: Desk) -> None:
    desk.shop.links.rows_by_id = {"pay_1": LINK}
    await desk.fill()
    await reference(desk, "W-1183")
    assert said(desk)
    await desk.create()
    assert len(desk.shop.orders()) == 1


@pytest.mark.usefixtures("check")
async def test_the_duplicate_of_an_order_that_waits_says_that_it_does(desk: Desk) -> None:
    desk.shop.gateway.outcomes = [NotSent("offline")]
    whole = replace(complete(Draft("")), options=OptionsEntry(order_reference="W-1183"))
    await desk.shop.workspace.drafting.duplicate(whole)
    await turns()
    assert said(desk) == ""
    await desk.create()
    (order,) = desk.shop.orders()
    assert order.state is State.QUEUED
    await desk.shop.workspace.drafting.duplicate(whole)
    await until(lambda: said(desk))
    assert said(desk).startswith("An order with this reference is in the outbox: Oluwaseun")
    assert said(desk).endswith("Waiting to send. This one would be sent besides.")


async def test_what_was_typed_over_meanwhile_is_not_spoken_of(desk: Desk, check: ReferenceCheck) -> None:
    gate = asyncio.Event()

    async def waits(_seconds: float) -> None:
        await gate.wait()

    check.pause = waits
    desk.shop.links.rows_by_id = {"pay_1": LINK, "pay_2": replace(LINK, payment_id="pay_2")}
    await reference(desk, "W-1183")
    await reference(desk, "W-1184")
    gate.set()
    await turns()
    assert said(desk) == ""


async def test_a_disk_that_does_not_answer_is_told_elsewhere(
    desk: Desk, check: ReferenceCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def fails(text: str) -> PaymentLink | None:
        asked.append(text)
        raise StoreFault("corrupt")

    monkeypatch.setattr(desk.shop.links, "of_reference", fails)
    await reference(desk, "W-1183")
    assert asked == ["W-1183"]
    assert said(desk) == ""


@pytest.mark.usefixtures("check")
async def test_the_newest_link_is_what_is_named(desk: Desk) -> None:
    older = replace(LINK, payment_id="pay_0", created_at=NOW - timedelta(days=9), status="succeeded")
    desk.shop.links.rows_by_id = {"pay_1": LINK, "pay_0": older}
    await reference(desk, "W-1183")
    assert "Not paid yet" in said(desk)
