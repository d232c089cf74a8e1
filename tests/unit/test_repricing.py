"""When prices are to be looked up again, and what counts as a change."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dodo_desktop.core import outgoing as o
from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import CartLine, Draft
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import Hold, OutgoingPayment
from dodo_desktop.core.preview import Preview
from dodo_desktop.core.repricing import (
    STALE_AFTER,
    Prices,
    compared,
    compared_products,
    preview_of,
    priced_products,
    stale,
)
from dodo_desktop.core.request import (
    AttachCustomer,
    BillingAddress,
    CartItem,
    NewCustomer,
    PaymentRequest,
    body,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BOWL = Product("pdt_1", "Bowl", Money(1000, "EUR"))
GIFT = Product("pdt_2", "Gift", Money(500, "EUR"), pay_what_you_want=True)
CART = Draft("d", lines=(CartLine("1", BOWL), CartLine("2", GIFT, price="7", amount=700)))


def order() -> OutgoingPayment:
    return o.queue(OutgoingPayment("r", CART, "{}", "test", NOW, NOW), NOW)


@pytest.mark.parametrize(
    ("age", "is_stale"),
    [
        (timedelta(0), False),
        (STALE_AFTER, False),
        (STALE_AFTER + SECOND, True),
        (timedelta(days=3), True),
        (-SECOND, True),
    ],
)
def test_prices_hold_for_an_hour_and_a_clock_that_was_set_proves_nothing(
    age: timedelta, is_stale: bool
) -> None:
    assert stale(order(), NOW + age) is is_stale


@pytest.mark.parametrize("why", [Hold.PRICE_CHANGED, Hold.PRICE_UNKNOWN])
def test_a_price_that_a_person_agreed_to_holds_for_another_hour(why: Hold) -> None:
    agreed = NOW + timedelta(hours=5)
    held = o.hold(order(), agreed - SECOND, why, Money(1, "EUR"))
    assert stale(held, agreed)
    let_go = o.release(held, agreed)
    assert not stale(let_go, agreed + STALE_AFTER)
    assert stale(let_go, agreed + STALE_AFTER + SECOND)


def test_send_now_says_nothing_of_a_price_that_nobody_showed() -> None:
    later = NOW + timedelta(hours=5)
    assert stale(o.release(order(), later), later)
    asked = o.hold(order(), later, Hold.ASK_FIRST)
    assert stale(o.release(asked, later), later)


def test_a_new_total_replaces_the_old_and_the_history_keeps_it() -> None:
    was = replace(order(), quote=Money(41200, "NZD"), quote_exact=False)
    held = o.hold(was, NOW, Hold.PRICE_CHANGED, Money(42600, "NZD"), exact=True)
    assert (held.quote, held.quote_exact) == (Money(42600, "NZD"), True)
    assert dict(held.history[-1].params) == {"was": 41200, "currency": "NZD"}
    untold = o.hold(was, NOW, Hold.PRICE_UNKNOWN, exact=True)
    assert (untold.quote, untold.quote_exact) == (Money(41200, "NZD"), False)


def test_the_question_asks_for_the_very_order() -> None:
    request = PaymentRequest(
        AttachCustomer("cus_1"),
        BillingAddress("DE", "", "Berlin", "Weg 1", "10115"),
        (CartItem("pdt_1", 2), CartItem("pdt_2", 1, 700)),
        currency="USD",
        methods=("credit",),
        discount_code="SPRING",
        tax_id="DE1",
        metadata=(("order_reference", "W-1"),),
    )
    assert json.loads(preview_of(body(request, "r"))) == {
        "product_cart": [
            {"product_id": "pdt_1", "quantity": 2},
            {"product_id": "pdt_2", "quantity": 1, "amount": 700},
        ],
        "billing_address": {"country": "DE", "city": "Berlin", "street": "Weg 1", "zipcode": "10115"},
        "customer": {"customer_id": "cus_1"},
        "billing_currency": "USD",
        "discount_code": "SPRING",
        "tax_id": "DE1",
    }
    # Who is new has no prices of his own, and his name is nobody's business here.
    new = replace(request, customer=NewCustomer("Zoë", "z@x.example"), currency=None, discount_code=None)
    asked = json.loads(preview_of(body(new, "r")))
    assert asked.keys() == {"product_cart", "billing_address", "tax_id"}


def test_a_total_is_the_same_only_in_the_same_currency() -> None:
    preview = Preview("EUR", 1000, 0, 190, 1190)
    assert compared(Money(1190, "EUR"), preview) is Prices.SAME
    assert compared(Money(1191, "EUR"), preview) is Prices.CHANGED
    assert compared(Money(1190, "USD"), preview) is Prices.CHANGED


def test_products_are_compared_one_by_one() -> None:
    assert priced_products(CART) == {"pdt_1"}
    assert compared_products(CART, {"pdt_1": Money(1000, "EUR")}) is Prices.SAME
    assert compared_products(CART, {"pdt_1": Money(1001, "EUR")}) is Prices.CHANGED
    assert compared_products(CART, {"pdt_1": Money(1000, "USD")}) is Prices.CHANGED
    assert compared_products(CART, {"pdt_1": None}) is Prices.UNKNOWN
    assert compared_products(CART, {}) is Prices.UNKNOWN
    other = replace(CART, lines=(*CART.lines, CartLine("3", replace(BOWL, product_id="pdt_3"))))
    # One that is known to have changed outweighs one that nobody knows.
    assert compared_products(other, {"pdt_3": Money(5, "EUR")}) is Prices.CHANGED
    assert compared_products(other, {"pdt_1": Money(1000, "EUR")}) is Prices.UNKNOWN
