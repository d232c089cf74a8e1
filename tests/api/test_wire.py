"""What goes out is right to the letter; what comes in is understood however it comes."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dodo_desktop.api import wire, wire_prices
from dodo_desktop.api.lenient import Unreadable
from dodo_desktop.core.methods import ALL_METHODS, METHODS
from dodo_desktop.core.money import Money
from dodo_desktop.core.request import CartItem, PaymentRequest, body
from tests.api.conftest import BODY, CREATED, ORDER, PERSONAL, RETURNING
from tests.api.openapi import enum, request_problems

ID = "3f0c5a4e-8d0e-4c0e-9a55-5d9b2a1f7c10"


def same_through_wire(request: PaymentRequest) -> None:
    text = body(request, ID)
    wire.check_create_payment(text)
    model = wire.CreatePayment.model_validate_json(text)
    sent = json.loads(text)
    assert model.model_dump(mode="json", exclude_unset=True) == sent
    assert request_problems("createPayment", sent) == []


@pytest.mark.parametrize("country", enum("CountryCodeAlpha2"))
def test_every_country_goes_through(country: str) -> None:
    same_through_wire(replace(ORDER, billing=replace(ORDER.billing, country=country)))


@pytest.mark.parametrize("currency", enum("Currency"))
def test_every_currency_goes_through(currency: str) -> None:
    same_through_wire(replace(ORDER, currency=currency))


@pytest.mark.parametrize("method", enum("PaymentMethodTypes"))
def test_every_method_goes_through(method: str) -> None:
    same_through_wire(replace(ORDER, methods=(method,)))


PRIMARY_METHODS = frozenset(
    {
        *("credit", "debit", "upi_collect", "upi_intent", "apple_pay", "cashapp", "google_pay", "multibanco"),
        *("bancontact_card", "eps", "ideal", "przelewy24", "affirm", "klarna", "sepa", "ach", "amazon_pay"),
        "afterpay_clearpay",
    }
)


def test_all_methods_of_the_primary_source_are_known() -> None:
    assert set(METHODS) == PRIMARY_METHODS
    assert PRIMARY_METHODS < set(ALL_METHODS) == set(enum("PaymentMethodTypes"))


def test_the_smallest_and_the_largest_order_go_through() -> None:
    least = replace(
        ORDER,
        customer=RETURNING,
        currency=None,
        methods=None,
        discount_code=None,
        return_url=None,
        show_saved_methods=False,
        tax_id=None,
        metadata=(),
    )
    same_through_wire(least)
    pairs = tuple((f"{n:040d}", "€" * 500) for n in range(49))
    lines = tuple(CartItem(f"pdt_{n}", n, 2**31 - 1) for n in range(100))
    same_through_wire(replace(ORDER, cart=lines, metadata=pairs, methods=ALL_METHODS))


def changed(path: str, value: object) -> str:
    document: Any = json.loads(BODY)
    *parents, last = path.split(".")
    place = document
    for name in parents:
        place = place[int(name) if name.isdigit() else name]
    place[last] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("surprise", 1),
        ("billing.country", "Germany"),
        ("billing.country", "de"),
        ("billing.zipcode", 10115),
        ("billing.street", None),
        ("billing.floor", "3"),
        ("billing_currency", "XXX"),
        ("allowed_payment_method_types", ["cash"]),
        ("allowed_payment_method_types", ["credit", "credit"]),
        ("customer", {"customer_id": ""}),
        ("customer", {"customer_id": "cus_1", "email": "a@example.com", "name": "A"}),
        ("customer", {"email": "a@example.com"}),
        ("product_cart", []),
        ("product_cart", [{"product_id": "p", "quantity": 1}] * 101),
        ("product_cart.0.quantity", "2"),
        ("product_cart.0.quantity", 2.0),
        ("product_cart.0.quantity", True),
        ("product_cart.0.quantity", -1),
        ("product_cart.1.amount", 2**31),
        ("metadata", {"a b": "x"}),
        ("metadata", {"a": 1}),
        ("metadata", {"a": "x" * 501}),
        ("metadata", {"a" * 41: "x"}),
        ("metadata", {f"k{n}": "" for n in range(51)}),
        ("metadata", None),
        ("payment_link", "yes"),
        ("show_saved_payment_methods", None),
        ("tax_id", 7),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_without_naming_it(path: str, value: object) -> None:
    with pytest.raises(wire.BadBody) as refused:
        wire.check_create_payment(changed(path, value))
    assert str(refused.value) == "the body is not a valid CreatePayment"
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"tax_id": "\ud800"}'])
def test_what_is_no_body_is_refused(text: str) -> None:
    with pytest.raises(wire.BadBody):
        wire.check_create_payment(text)


def test_even_pydantics_own_words_hold_no_value() -> None:
    with pytest.raises(ValueError, match="CreatePayment") as refused:
        wire.CreatePayment.model_validate_json(changed("billing.country", "Personal"))
    assert not any(part in str(refused.value) for part in PERSONAL)


def test_a_preview_needs_no_more_than_cart_and_country() -> None:
    least = {"product_cart": [{"product_id": "pdt_1", "quantity": 1}], "billing_address": {"country": "US"}}
    wire.check_preview(json.dumps(least))
    assert request_problems("previewCheckoutSession", least) == []
    with pytest.raises(wire.BadBody):
        wire.check_preview(json.dumps(least | {"confirm": True}))


def payment(**changes: object) -> Any:
    return wire.read(wire.PaymentBody, json.dumps(CREATED | changes).encode()).core()


def test_a_payment_is_read_whole() -> None:
    made = payment(
        currency="EUR", status="succeeded", business_id="bus_1", created_at="2026-08-19T10:30:00.152Z"
    )
    assert (made.payment_id, made.total_minor, made.currency, made.status) == (
        "pay_1",
        4760,
        "EUR",
        "succeeded",
    )
    assert (made.customer_id, made.customer_name, made.customer_email) == (
        "cus_1",
        "Ada Personal",
        "ada.personal@example.com",
    )
    assert made.expires_on == datetime(2026, 8, 20, 10, 30, tzinfo=UTC)
    assert made.created_at == datetime(2026, 8, 19, 10, 30, 0, 152000, tzinfo=UTC)
    assert made.metadata == {"link_request_id": ID}
    assert (made.discount_id, made.business_id, made.products) == ("dsc_1", "bus_1", (("pdt_one", 2),))


@pytest.mark.parametrize(
    ("field", "sent", "name", "understood"),
    [
        ("total_amount", "4760", "total_minor", 4760),
        ("total_amount", 4760.0, "total_minor", 4760),
        ("total_amount", 47.6, "total_minor", None),
        ("total_amount", True, "total_minor", None),
        ("total_amount", 10**30, "total_minor", None),
        ("expires_on", None, "expires_on", None),
        ("expires_on", 7, "expires_on", None),
        ("expires_on", "tomorrow", "expires_on", None),
        ("expires_on", "0001-01-01T00:00:00+14:00", "expires_on", None),
        ("expires_on", "9999-12-31T23:59:59Z", "expires_on", None),
        ("expires_on", "3000-12-31T23:59:59Z", "expires_on", None),
        ("created_at", "0001-01-01T00:00:00Z", "created_at", None),
        ("created_at", "1970-01-01T00:00:00Z", "created_at", None),
        ("expires_on", "2026-08-20T12:30:00+02:00", "expires_on", datetime(2026, 8, 20, 10, 30, tzinfo=UTC)),
        ("expires_on", "2026-08-20T10:30:00", "expires_on", datetime(2026, 8, 20, 10, 30, tzinfo=UTC)),
        ("status", "quantum", "status", "quantum"),
        ("status", None, "status", None),
        ("status", 3, "status", None),
        ("customer", None, "customer_name", ""),
        ("customer", "Ada", "customer_name", ""),
        ("customer", {"name": "\ud83d"}, "customer_name", "?"),
        (
            "metadata",
            {"n": 3, "b": True, "f": 1.5, "t": "x", "z": None, "o": {}},
            "metadata",
            {"n": "3", "b": "true", "f": "1.5", "t": "x"},
        ),
        ("metadata", [], "metadata", {}),
        ("product_cart", {"0": 1}, "products", ()),
        ("product_cart", [7, {"product_id": "p"}, {"quantity": 2}], "products", (("p", 0),)),
        ("discount_id", None, "discount_id", ""),
        ("payment_id", 12, "payment_id", "12"),
        ("payment_link", " https://example.com/x ", "link", "https://example.com/x"),
    ],
)
def test_an_odd_field_costs_that_field_alone(field: str, sent: object, name: str, understood: object) -> None:
    made = payment(**{field: sent})
    assert getattr(made, name) == understood
    assert made.payment_id
    assert field == "total_amount" or made.total_minor == 4760


def test_the_first_of_several_discounts_is_kept() -> None:
    assert payment(discount_id=None, discount_ids=["dsc_7", "dsc_8"]).discount_id == "dsc_7"


def product(**fields: object) -> Any:
    row = {"product_id": "pdt_1", "name": "Vase", "price": 2000, "currency": "USD", "is_recurring": False}
    return wire.read(wire.ProductBody, json.dumps(row | fields).encode()).core()


def test_products_are_understood_in_both_forms() -> None:
    plain = product()
    assert (plain.price, plain.kind, plain.pay_what_you_want) == (Money(2000, "USD"), "one_time_price", False)
    detail = {"type": "one_time_price", "currency": "KWD", "price": 1500}
    assert product(price=detail, currency=None).price == Money(1500, "KWD")
    tip = product(
        currency="JPY",
        price=500,
        price_detail=detail
        | {
            "currency": "JPY",
            "price": 500,
            "pay_what_you_want": True,
            "suggested_price": 1500,
            "tax_inclusive": True,
        },
        tax_inclusive=False,
    )
    assert (tip.price, tip.suggested) == (Money(500, "JPY"), Money(1500, "JPY"))
    assert tip.pay_what_you_want
    assert tip.tax_inclusive


def test_products_that_need_a_subscription_are_known_as_such() -> None:
    usage = {"type": "usage_based_price", "fixed_price": 0, "currency": "USD"}
    assert product(price=None, is_recurring=True, price_detail=usage).kind == "usage_based_price"
    assert product(price=None, is_recurring=True, price_detail=usage).price == Money(0, "USD")
    assert product(is_recurring=True).recurring
    assert product(price_detail={"type": "barter"}).kind == "barter"


@pytest.mark.parametrize("price", [None, "free", -1, True, []])
def test_a_product_without_a_usable_price_has_none(price: object) -> None:
    assert product(price=price).price is None


@pytest.mark.parametrize(("off", "minor"), [(0, 1999), (15, 1699), (50, 1000), (100, 0), (101, 1999)])
def test_a_products_own_discount_is_taken_off(off: int, minor: int) -> None:
    detail = {"type": "one_time_price", "price": 1999, "currency": "USD", "discount": off}
    assert product(price_detail=detail).price == Money(minor, "USD")


def preview(**changes: object) -> Any:
    answer: dict[str, object] = {
        "currency": "USD",
        "current_breakup": {"subtotal": 2000, "discount": 400, "tax": 132, "total_amount": 1732},
        "product_cart": [{"tax_rate": 825}, {"tax_rate": 825}],
        "total_price": 1732,
        "tax_id_err_msg": None,
    }
    return wire.read(wire_prices.PreviewBody, json.dumps(answer | changes).encode()).core()


def test_a_preview_is_read() -> None:
    known = preview()
    assert (known.subtotal, known.discount, known.tax, known.total) == (2000, 400, 132, 1732)
    assert (known.currency, known.tax_rate, known.tax_id_refused) == ("USD", 825, "")
    assert preview(product_cart=[{"tax_rate": 825}, {"tax_rate": 0}]).tax_rate is None
    assert preview(tax_id_err_msg="No such number").tax_id_refused == "No such number"
    assert preview(tax_id_business_name="Weg GmbH").tax_id_business == "Weg GmbH"
    assert preview(product_cart=[{"discount_amount": 1000}, {"discount_amount": 1000}]).discount_rate == 1000
    assert preview(product_cart=[{"discount_amount": 1000}, {}]).discount_rate is None
    bare = preview(current_breakup=None, total_tax=132)
    assert (bare.subtotal, bare.discount, bare.tax, bare.total) == (1600, 0, 132, 1732)


@pytest.mark.parametrize("changes", [{"currency": None}, {"current_breakup": {}, "total_price": None}])
def test_a_preview_without_a_total_is_none(changes: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        preview(**changes)


def test_discounts_of_both_kinds_are_read() -> None:
    row = {
        "code": "SAVE20",
        "type": "percentage",
        "amount": 2000,
        "expires_at": "2027-01-01T00:00:00Z",
        "restricted_to": [],
    }
    saved = wire.read(wire_prices.DiscountBody, json.dumps(row).encode()).core()
    assert (saved.kind, saved.amount, saved.currency) == ("percentage", 2000, "")
    assert saved.ends == "2027-01-01T00:00:00+00:00"
    options = [
        {"currency": "EUR", "is_default": False, "max_amount_possible": 400},
        {"currency": "USD", "is_default": True, "max_amount_possible": 500},
    ]
    flat = row | {"type": "flat", "expires_at": None, "currency_options": options, "restricted_to": ["pdt_1"]}
    off = wire.read(wire_prices.DiscountBody, json.dumps(flat).encode()).core()
    assert (off.kind, off.amount, off.currency, off.ends) == ("flat", 500, "USD", "")
    assert off.restricted_to == ("pdt_1",)
    assert (saved.least, saved.cap, saved.starts, saved.eligible) == (None, None, "", "")
    option = {"currency": "usd", "is_default": True, "minimum_subtotal": 5000, "max_amount_possible": 900}
    held = row | {"currency_options": [option], "starts_at": "2026-12-01T00:00:00Z"}
    held |= {"customer_eligibility": "first_time"}
    limits = wire.read(wire_prices.DiscountBody, json.dumps(held).encode()).core()
    assert (limits.least, limits.cap) == (Money(5000, "USD"), Money(900, "USD"))
    assert (limits.starts, limits.eligible) == ("2026-12-01T00:00:00+00:00", "first_time")


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b'"x"', b"[]"])
def test_what_is_no_object_is_unreadable(text: bytes) -> None:
    with pytest.raises(Unreadable):
        wire.read(wire.PaymentBody, text)
