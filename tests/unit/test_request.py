"""A draft as a request, and every reason why it is none."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from dodo_desktop.core import problem
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft, Edit, apply
from dodo_desktop.core.limits import quantity_of
from dodo_desktop.core.methods import METHODS
from dodo_desktop.core.money import INT32_MAX, Money
from dodo_desktop.core.problem import Weight
from dodo_desktop.core.proposals import Offer
from dodo_desktop.core.request import AttachCustomer, body, check

API = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"
THING = Product("pdt_1", "Thing", Money(1250, "EUR"))
GIFT = Product("pdt_2", "Gift", Money(500, "EUR"), pay_what_you_want=True)
GOOD = Draft(
    "d",
    customer=CustomerEntry(CustomerMode.EXISTING, existing=Customer("cus_1", "Zoë", "zoe@example.com")),
    billing=BillingEntry("DE", "Weg 1", "Berlin", "", "10115"),
    lines=(CartLine("1", THING, "2"),),
)


def line(product: Product = THING, quantity: str = "1", price: str = "", amount: int | None = None) -> Draft:
    return replace(GOOD, lines=(CartLine("1", product, quantity, price, amount),))


def edited(field: str, value: Any, draft: Draft = GOOD) -> Draft:
    return apply(draft, Edit(field, value))


def new(name: str = "Ada", email: str = "ada@example.com") -> Draft:
    return replace(GOOD, customer=CustomerEntry(CustomerMode.NEW, name=name, email=email))


def pairs(*some: tuple[str, str]) -> Draft:
    return edited("options.metadata", some)


def offered(*values: tuple[str, str]) -> Draft:
    return edited("proposals.offer", Offer("paste", values))


CASES: list[tuple[str, str, Draft, dict[str, Any]]] = [
    (
        "billing.accept_all",
        "proposed",
        offered(("billing.city", "Bonn"), ("billing.street", "Am Hof 1")),
        {"count": 2},
    ),
    ("customer.search", "not_chosen", replace(GOOD, customer=CustomerEntry()), {}),
    ("customer.search", "not_chosen", replace(GOOD, customer=CustomerEntry(CustomerMode.EXISTING)), {}),
    ("customer.name", "missing", new(name=" "), {}),
    ("customer.email", "missing", new(email=" "), {}),
    ("customer.email", "bad_email", new(email="ada@"), {}),
    ("customer.email", "bad_email", new(email="Ada <ada@example.com>"), {"fix": "ada@example.com"}),
    ("billing.country", "missing", edited("billing.country", " "), {}),
    ("billing.country", "unknown_country", edited("billing.country", "Nowhere"), {}),
    ("billing.street", "missing", edited("billing.street", " "), {}),
    ("cart.table", "cart_empty", replace(GOOD, lines=()), {}),
    ("cart.table", "cart_full", replace(GOOD, lines=GOOD.lines * 101), {"limit": 100}),
    ("cart.table", "quantity_bad", line(quantity="two"), {"line": 1}),
    ("cart.table", "quantity_bad", line(quantity="1.5"), {"line": 1}),
    ("cart.table", "quantity_bad", line(quantity="-1"), {"line": 1}),
    ("cart.table", "quantity_bad", line(quantity="9999999999"), {"line": 1}),
    ("cart.table", "quantity_zero", line(quantity="0"), {"line": 1}),
    ("cart.table", "amount_missing", line(GIFT), {"line": 1, "currency": "EUR"}),
    ("cart.table", "amount_bad", line(GIFT, price="lots"), {"line": 1, "text": "lots"}),
    ("cart.table", "amount_bad", line(GIFT, price="-7"), {"line": 1, "text": "-7"}),
    ("cart.table", "amount_bad", line(replace(GIFT, price=None), price="7"), {"line": 1, "text": "7"}),
    (
        "cart.table",
        "amount_ambiguous",
        line(replace(GIFT, price=Money(5, "KWD")), price="1.234"),
        {"line": 1, "text": "1.234", "currency": "KWD", "minors": (1234000, 1234)},
    ),
    ("cart.table", "amount_decimals", line(GIFT, price="7.123"), {"line": 1, "currency": "EUR"}),
    ("cart.table", "amount_too_large", line(GIFT, price="99999999999"), {"line": 1}),
    ("cart.table", "amount_too_large", line(GIFT, amount=INT32_MAX + 1), {"line": 1}),
    ("cart.table", "amount_below_minimum", line(GIFT, price="4.99"), {"line": 1, "minimum": 500}),
    ("cart.table", "amount_below_minimum", line(GIFT, amount=-1), {"line": 1, "currency": "EUR"}),
    ("cart.table", "product_recurring", line(replace(THING, kind="recurring_price")), {"line": 1}),
    ("cart.table", "product_archived", line(replace(THING, archived=True)), {"product": "Thing"}),
    ("cart.table", "total_too_large", line(quantity=str(INT32_MAX // 1250 + 1)), {}),
    ("options.currency", "unknown_currency", edited("options.currency", "shells"), {}),
    ("options.methods", "no_methods", edited("options.methods", frozenset()), {}),
    (
        "options.return_url",
        "bad_url",
        edited("options.return_url", "example.com/back"),
        {"fix": "https://example.com/back"},
    ),
    ("options.return_url", "bad_url", edited("options.return_url", "javascript://example.com"), {}),
    ("options.return_url", "bad_url", edited("options.return_url", "nowhere"), {}),
    ("options.return_url", "bad_url", edited("options.return_url", "https://a..example"), {}),
    ("options.return_url", "bad_url", edited("options.return_url", "https://-a.example"), {}),
    ("options.return_url", "bad_url", edited("options.return_url", "https://exa mple.com"), {}),
    ("options.return_url", "bad_url", edited("options.return_url", "https://[::1"), {}),
    ("options.return_url", "bad_url", edited("options.return_url", "https://example.com:x/"), {}),
    ("options.order_reference", "too_long", edited("options.order_reference", "x" * 501), {"limit": 500}),
    ("options.metadata", "metadata_key_bad", pairs(("a b", "1")), {"key": "a b"}),
    ("options.metadata", "metadata_key_long", pairs(("k" * 41, "1")), {"limit": 40}),
    ("options.metadata", "metadata_value_long", pairs(("k", "v" * 501)), {"key": "k", "limit": 500}),
    ("options.metadata", "metadata_key_twice", pairs(("k", "1"), (" k ", "2")), {"key": "k"}),
    ("options.metadata", "metadata_full", pairs(*((f"k{n}", "1") for n in range(50))), {"limit": 49}),
    ("options.metadata", "metadata_key_reserved", pairs(("link_request_id", "1")), {}),
    (
        "options.metadata",
        "metadata_key_reserved",
        edited("options.order_reference", "A", pairs(("order_reference", "B"))),
        {},
    ),
    ("options.metadata", "metadata_key_missing", pairs(("", "1")), {}),
    ("cart.table", "total_below_minimum", line(replace(THING, price=Money(49, "EUR"))), {"minimum": 50}),
]


@pytest.mark.parametrize(("field", "code", "draft", "params"), CASES)
def test_each_problem_stands_at_its_field(
    field: str, code: str, draft: Draft, params: dict[str, Any]
) -> None:
    checked = check(draft, "de" if "KWD" in str(params) else "en")
    assert checked.request is None
    (found,) = [p for p in checked.problems if p.code == code]
    assert found.field == field
    assert dict(found.params).items() >= params.items()


def test_every_code_that_is_documented_is_tested() -> None:
    text = problem.Problem.__doc__ or ""
    listed = text.split("Found before sending:")[1].split("Answered by Dodo")[0]
    codes = set(re.findall(r"[a-z]+(?:_[a-z]+)*", re.sub(r"\([^)]*\)", "", listed)))
    assert codes == {code for _, code, _, _ in CASES}


def test_all_problems_are_told_at_once_in_the_order_of_the_form() -> None:
    draft = Draft("d", lines=(CartLine("1", THING, "0"), CartLine("2", THING, "x")))
    draft = edited("options.currency", "shells", edited("options.return_url", "x", draft))
    found = [(p.field, p.code) for p in check(draft, "en").problems if p.weight is Weight.WALL]
    assert found == [
        ("customer.search", "not_chosen"),
        ("billing.country", "missing"),
        ("cart.table", "quantity_zero"),
        ("cart.table", "quantity_bad"),
        ("options.currency", "unknown_currency"),
        ("options.return_url", "bad_url"),
    ]


def test_what_a_country_needs_can_be_waived() -> None:
    bare = replace(GOOD, billing=BillingEntry("DE"))
    missing = [p for p in check(bare, "en").problems if p.code == "missing"]
    assert missing
    assert {p.weight for p in missing} == {Weight.WAIVABLE}
    waived = edited("billing.waived", frozenset(p.field for p in missing), bare)
    request = check(waived, "en").request
    assert request is not None
    assert (request.billing.street, request.billing.city, request.billing.zipcode) == ("", "", "")


def test_the_good_draft_is_a_request() -> None:
    checked = check(GOOD, "en")
    assert checked.problems == ()
    assert checked.request is not None
    assert checked.request.customer == AttachCustomer("cus_1")


def test_all_eleven_fields_reach_the_body() -> None:
    draft = replace(new(), lines=(CartLine("1", THING, "2"), CartLine("2", GIFT, "1", "7.50")))
    steps: list[tuple[str, Any]] = [
        ("customer.phone", " 030 901820 "),
        ("options.currency", "usd"),
        ("options.methods", frozenset(METHODS)),
        ("options.discount_code", " SUMMER "),
        ("options.tax_id", " DE123456788 "),
        ("options.return_url", "https://example.com/back?x=1"),
        ("options.show_saved_methods", True),
        ("options.order_reference", "A-7"),
        ("options.metadata", (("table", "7"), ("", ""))),
    ]
    for field, value in steps:
        draft = edited(field, value, draft)
    checked = check(draft, "en")
    assert checked.problems == ()
    assert checked.request is not None
    assert json.loads(body(checked.request, "uuid")) == {
        "payment_link": True,
        "customer": {"name": "Ada", "email": "ada@example.com", "phone_number": "+49 30 901820"},
        "billing": {"country": "DE", "state": "", "city": "Berlin", "street": "Weg 1", "zipcode": "10115"},
        "product_cart": [
            {"product_id": "pdt_1", "quantity": 2},
            {"product_id": "pdt_2", "quantity": 1, "amount": 750},
        ],
        "billing_currency": "USD",
        "allowed_payment_method_types": list(METHODS),
        "discount_code": "SUMMER",
        "return_url": "https://example.com/back?x=1",
        "show_saved_payment_methods": True,
        "tax_id": "DE123456788",
        "metadata": {"table": "7", "order_reference": "A-7", "link_request_id": "uuid"},
    }


def test_what_was_left_alone_is_null() -> None:
    checked = check(GOOD, "en")
    assert checked.request is not None
    document = json.loads(body(checked.request, "uuid"))
    empty = ("billing_currency", "allowed_payment_method_types", "discount_code", "return_url", "tax_id")
    assert {document[name] for name in empty} == {None}
    assert (document["show_saved_payment_methods"], document["payment_link"]) == (False, True)
    assert document["customer"] == {"customer_id": "cus_1"}


def test_49_pairs_of_ones_own_and_our_own_make_fifty() -> None:
    checked = check(pairs(*((f"k{n}", "1") for n in range(49))), "en")
    assert checked.request is not None
    assert len(json.loads(body(checked.request, "uuid"))["metadata"]) == 50


def test_the_body_is_always_good_utf_8() -> None:
    checked = check(new(name="Zo\ud83d"), "en")
    assert checked.request is not None
    assert json.loads(body(checked.request, "u").encode("utf-8"))["customer"]["name"] == "Zo?"


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1", 1),
        (" 12 ", 12),
        ("٣", 3),
        ("", None),
        ("1.5", None),
        ("²", None),
        ("+1", None),
        ("1" * 11, None),
    ],
)
def test_quantities(text: str, quantity: int | None) -> None:
    assert quantity_of(text) == quantity


def test_the_body_fits_the_described_request() -> None:
    from jsonschema import Draft202012Validator

    spec = yaml.safe_load((Path(__file__).parents[1] / "api" / "dodo-openapi.yml").read_text("utf-8"))
    path = spec["paths"]["/payments"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**path, "components": spec["components"]})
    makers: list[Callable[[], Draft]] = [lambda: GOOD, new, lambda: line(GIFT, "1", "7.50")]
    for maker in makers:
        checked = check(maker(), "en")
        assert checked.request is not None
        validator.validate(json.loads(body(checked.request, "uuid")))
