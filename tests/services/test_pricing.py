import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft, OptionsEntry
from dodo_desktop.core.money import Money
from dodo_desktop.core.preview import Preview, Total
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.services.pricing import AFTER, HOLDS, TRIES, Pricing, preview_body, total_of

from .fakes import FakeClock, FakeDodo, product

pytestmark = pytest.mark.anyio
DRAFT = Draft("d", billing=BillingEntry("DE"), lines=(CartLine("1", product(), "2"),))


def times(quantity: int) -> Draft:
    return replace(DRAFT, lines=(CartLine("1", product(), str(quantity)),))


class Till:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.pricing = Pricing(self.dodo, self.clock, locale="en", sleep=self.clock.sleep)
        self.told: list[Total] = []
        self.pricing.changed.subscribe(self.told.append)


@pytest.fixture
async def till() -> AsyncIterator[Till]:
    till = Till()
    yield till
    await till.pricing.stop()


async def test_an_estimate_at_once_and_then_dodos_total(till: Till) -> None:
    till.pricing.update(DRAFT)
    assert (till.told[0].total, till.told[0].exact, till.told[0].why_estimate) == (
        Money(2000, "EUR"),
        False,
        "checking",
    )
    await till.clock.advance(AFTER)
    exact = till.told[1]
    assert (exact.total, exact.exact, exact.tax, exact.tax_rate, exact.why_estimate) == (
        Money(2380, "EUR"),
        True,
        Money(380, "EUR"),
        1900,
        "",
    )


async def test_dodo_is_asked_once_the_estimate_had_time_to_be_seen(till: Till) -> None:
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER / 2)
    assert till.told
    assert not till.dodo.previews
    await till.clock.advance(AFTER / 2)
    assert len(till.dodo.previews) == 1


async def test_what_dodo_cannot_be_asked_is_not_called_checked(till: Till) -> None:
    till.pricing.update(times(0))
    await till.clock.advance(AFTER)
    assert (till.pricing.total.total, till.pricing.total.why_estimate) == (Money(0, "EUR"), "incomplete")
    till.pricing.update(replace(DRAFT, options=OptionsEntry(currency="no such")))
    await till.clock.advance(AFTER)
    assert (till.pricing.total.total, till.pricing.total.why_estimate) == (Money(2000, "EUR"), "incomplete")
    assert not till.dodo.previews


async def test_questions_are_600_ms_apart_and_the_last_wins(till: Till) -> None:
    for quantity in range(1, 10):
        till.pricing.update(times(quantity))
        await till.clock.advance(0.125)
    await till.clock.advance(1)
    asked = [json.loads(body)["product_cart"][0]["quantity"] for body in till.dodo.previews]
    assert asked == [1, 6, 9]
    assert till.pricing.total.total == Money(1190 * 9, "EUR")


async def test_a_stale_answer_is_dropped(till: Till) -> None:
    till.dodo.preview_gate = asyncio.Event()
    till.pricing.update(times(1))
    await till.clock.advance(AFTER)
    till.pricing.update(times(5))
    till.dodo.preview_gate.set()
    await till.clock.advance(AFTER)
    assert till.pricing.total.exact is False
    await till.clock.advance(1)
    assert [t.total for t in till.told if t.exact] == [Money(1190 * 5, "EUR")]


async def test_what_is_known_is_not_asked_again(till: Till) -> None:
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    till.pricing.update(replace(DRAFT, title="A name"))
    await till.clock.advance(1)
    assert till.pricing.total.exact
    assert len(till.dodo.previews) == 1


async def test_dodos_total_is_asked_for_anew_once_it_is_old_although_nobody_types(till: Till) -> None:
    """A form can stand open for hours, and prices change meanwhile: what is on show is what is charged."""
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    asked_at = till.pricing.checked_at
    assert asked_at == till.clock.now()
    await till.clock.advance(HOLDS - 60)
    assert (len(till.dodo.previews), till.pricing.checked_at) == (1, asked_at)
    await till.clock.advance(120)
    assert len(till.dodo.previews) == 2
    assert till.pricing.checked_at is not None
    assert till.clock.now() - till.pricing.checked_at < timedelta(seconds=120)
    assert [total.exact for total in till.told] == [False, True, True]
    till.dodo.read_fault = lambda: GatewayError("offline")
    await till.clock.advance(HOLDS + 60)
    assert (till.pricing.total.why_estimate, till.pricing.checked_at) == ("offline", None)


@pytest.mark.parametrize("counted", [True, False])
async def test_a_night_makes_dodos_total_old_however_its_hours_are_counted(till: Till, counted: bool) -> None:
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    await till.clock.sleep_through(8 * 3600, counted=counted)
    await till.clock.advance(60)
    assert len(till.dodo.previews) == 2


async def test_who_types_on_in_the_morning_has_no_total_of_the_day_before(till: Till) -> None:
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    till.clock.set(timedelta(hours=8))
    till.pricing.update(replace(DRAFT, customer=CustomerEntry(CustomerMode.NEW, name="Z")))
    assert till.pricing.total.why_estimate == "checking"
    await till.clock.advance(1)
    assert till.pricing.total.exact
    assert len(till.dodo.previews) == 2


async def test_the_same_cart_is_not_said_to_be_checked_by_an_old_answer(till: Till) -> None:
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    asked_at = till.pricing.checked_at
    till.pricing.update(times(0))
    await till.clock.advance(30)
    till.pricing.update(DRAFT)
    assert (till.pricing.total.exact, till.pricing.checked_at) == (True, asked_at)
    till.pricing.update(times(0))
    await till.clock.advance(HOLDS)
    till.pricing.update(DRAFT)
    assert (till.pricing.total.exact, till.pricing.total.why_estimate) == (False, "checking")
    await till.clock.advance(1)
    assert till.pricing.total.exact
    assert len(till.dodo.previews) == 2


async def test_another_keys_total_is_asked_for_anew(till: Till) -> None:
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    till.pricing.gateway_changed(None)
    assert (till.pricing.total.exact, till.pricing.total.why_estimate) == (False, "offline")
    till.pricing.gateway_changed(till.dodo)
    assert till.pricing.total.why_estimate == "checking"
    till.pricing.update(replace(DRAFT, title="Typed meanwhile"))
    await till.clock.advance(1)
    assert till.pricing.total.exact
    assert len(till.dodo.previews) == 2


@pytest.mark.parametrize(
    ("reason", "why"),
    [("offline", "offline"), ("server", "unanswered"), ("key", "unanswered"), ("refused", "refused")],
)
async def test_without_an_answer_the_estimate_says_why(till: Till, reason: str, why: str) -> None:
    till.dodo.read_fault = lambda: GatewayError(reason)
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    assert (till.pricing.total.total, till.pricing.total.why_estimate) == (Money(2000, "EUR"), why)
    till.pricing.update(replace(DRAFT, title="Other"))
    assert till.pricing.total.why_estimate == why
    till.dodo.read_fault = lambda: None
    till.pricing.again()
    await till.clock.advance(1)
    assert till.pricing.total.exact


async def test_no_question_without_a_key(till: Till) -> None:
    till.pricing.gateway_changed(None)
    till.pricing.update(DRAFT)
    await till.clock.advance(1)
    assert (till.dodo.previews, till.pricing.total.why_estimate) == ([], "offline")
    till.pricing.gateway_changed(till.dodo)
    await till.clock.advance(1)
    assert till.pricing.total.exact


def test_the_question() -> None:
    wanted = product(2, 500, pay_what_you_want=True)
    draft = Draft(
        "d",
        customer=CustomerEntry(CustomerMode.EXISTING, existing=Customer("cus_1", "Zoë", "")),
        billing=BillingEntry("Germany", " Weg 1 ", "", "", "10115"),
        lines=(CartLine("1", product(), "2"), CartLine("2", wanted, "1", "7.50")),
        options=OptionsEntry(currency="USD", discount_code=" SUMMER ", tax_id="DE1"),
    )
    assert json.loads(preview_body(draft, "en") or "") == {
        "product_cart": [
            {"product_id": "pdt_1", "quantity": 2},
            {"product_id": "pdt_2", "quantity": 1, "amount": 750},
        ],
        "billing_address": {"country": "DE", "street": "Weg 1", "zipcode": "10115"},
        "customer": {"customer_id": "cus_1"},
        "billing_currency": "USD",
        "discount_code": "SUMMER",
        "tax_id": "DE1",
    }


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, billing=BillingEntry("Nowhere")),
        replace(DRAFT, lines=()),
        times(0),
        replace(DRAFT, lines=(CartLine("1", product(), "two"),)),
        replace(DRAFT, lines=(CartLine("1", product(kind="recurring_price")),)),
        replace(DRAFT, lines=(CartLine("1", product(archived=True)),)),
        replace(DRAFT, lines=(CartLine("1", product(pay_what_you_want=True)),)),
        replace(DRAFT, lines=(CartLine("1", product()),) * 101),
        replace(DRAFT, options=OptionsEntry(currency="nonsense")),
    ],
)
def test_no_question_that_dodo_could_not_answer(draft: Draft) -> None:
    assert preview_body(draft, "en") is None


async def test_what_dodo_says_of_the_tax_id_and_the_discount_comes_along(till: Till) -> None:
    said = Preview("EUR", 1000, 100, 171, 1071, 1900, 1000, "No such number", "Weg GmbH")
    total = total_of(said)
    assert (total.tax_id_refused, total.tax_id_business) == ("No such number", "Weg GmbH")
    assert (total.discount_rate, total.tax_rate) == (1000, 1900)
    assert total_of(replace(said, discount=0)).discount_rate is None


async def test_why_dodo_refused_to_calculate_is_kept_while_the_question_is_the_same(till: Till) -> None:
    till.dodo.read_fault = lambda: GatewayError("refused", code="INVALID_DISCOUNT_CODE", message="Nope")
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    assert (till.pricing.total.refused_code, till.pricing.total.refused_message) == (
        "INVALID_DISCOUNT_CODE",
        "Nope",
    )
    till.pricing.update(replace(DRAFT, title="Other"))
    assert till.pricing.total.refused_code == "INVALID_DISCOUNT_CODE"
    till.pricing.update(times(3))
    assert till.pricing.total.refused_code == ""


async def test_a_busy_dodo_is_asked_again_as_long_as_the_question_stands(till: Till) -> None:
    till.dodo.read_fault = lambda: GatewayError("throttled", wait=9.0)
    till.pricing.update(DRAFT)
    await till.clock.advance(AFTER)
    assert till.pricing.total.why_estimate == "unanswered"
    till.dodo.read_fault = lambda: None
    await till.clock.advance(8.5)
    assert not till.pricing.total.exact
    await till.clock.advance(1)
    assert till.pricing.total.exact
    till.dodo.read_fault = lambda: GatewayError("server")
    till.pricing.update(times(3))
    await till.clock.advance(600)
    assert len(till.dodo.previews) == 2 + TRIES


def test_what_is_out_of_sight_is_not_asked_for() -> None:
    hidden = BillingEntry("QA", "Street 1", "Doha", "Doha", "999")
    asked = json.loads(preview_body(replace(DRAFT, billing=hidden), "en") or "")
    assert asked["billing_address"] == {"country": "QA", "street": "Street 1", "city": "Doha"}
    shown = replace(hidden, every_field=True)
    asked = json.loads(preview_body(replace(DRAFT, billing=shown), "en") or "")
    assert asked["billing_address"]["zipcode"] == "999"
