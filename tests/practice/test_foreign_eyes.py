"""Requests that nobody here thought of, made from the description of Dodo's API, sent to practice.

Whatever comes, the answer is one that the description has: never a fault of the server, never another form.
"""

import copy
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dodo_desktop.practice.server import PracticeServer
from tests.api.openapi import document

with warnings.catch_warnings():
    # What it is built from is not ours to mend.
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
SERVED = [
    ("GET", "/payments"),
    ("POST", "/payments"),
    ("GET", "/payments/{payment_id}"),
    ("GET", "/payments/{payment_id}/line-items"),
    ("GET", "/customers"),
    ("POST", "/customers"),
    ("GET", "/customers/{customer_id}"),
    ("GET", "/products"),
    ("GET", "/products/{id}"),
    ("GET", "/discounts"),
    ("GET", "/discounts/code/{code}"),
    ("POST", "/checkouts/preview"),
    ("GET", "/checkout/supported_countries"),
    ("GET", "/brands"),
]
"""What practice offers of the description."""
PRODUCTS = ["pdt_StonewareDinnerSet", "pdt_GlazeWorkshop", "pdt_SpeckledMug", "pdt_BambooTeapot"]
CUSTOMER = "cus_OluwaseunAdebayo"


class Shop:
    """A running server with one payment, and a session that has its key."""

    def __init__(self) -> None:
        self.server = PracticeServer()
        self.url = self.server.start()
        self.session = requests.Session()
        self.session.trust_env = False
        self.headers = {"Authorization": f"Bearer {self.server.api_key}"}
        cart = [{"product_id": "pdt_BambooTeapot", "quantity": 1}]
        body: Any = {
            "billing": {"country": "GB"},
            "customer": {"customer_id": CUSTOMER},
            "product_cart": cart,
            "payment_link": True,
        }
        made = self.session.post(f"{self.url}/payments", json=body, headers=self.headers, timeout=10)
        self.ids = {
            "payment_id": made.json()["payment_id"],
            "customer_id": CUSTOMER,
            "id": PRODUCTS[0],
            "code": "SPRING10",
        }

    def close(self) -> None:
        self.session.close()
        self.server.stop()


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    opened = Shop()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def described() -> Any:
    return schemathesis.openapi.from_dict(copy.deepcopy(document()))


def familiar(body: Any, products: list[str]) -> Any:
    """The body with values that the shop has where the description says "text": else all would be refused.

    What has the wrong type stays wrong.
    """
    if not isinstance(body, dict):
        return body
    _put(
        body,
        {"email": "ivy@shop.example", "return_url": "https://shop.example/", "discount_code": "SPRING10"},
    )
    for name in ("tax_id", "billing_currency", "discount_codes", "metadata"):
        body.pop(name, None)
    cart = body.get("product_cart")
    if cart == []:
        cart.append({"product_id": products[0], "quantity": 1})
    for number, line in enumerate(cart if isinstance(cart, list) else []):
        _put(line, {"product_id": products[number % len(products)], "quantity": 1 + number % 3})
    _put(body.get("customer"), {"customer_id": CUSTOMER, "email": "ivy@shop.example"})
    for name in ("billing", "billing_address"):
        _put(body.get(name), {"country": "GB"})
    return body


def _put(part: Any, values: dict[str, str | int]) -> None:
    """Replaces what is there already and of the same type; a whole number may be written as 1.0."""
    for name, value in values.items():
        old = part.get(name) if isinstance(part, dict) else None
        whole = isinstance(old, float) and old.is_integer() and isinstance(value, int)
        if type(old) is type(value) or whole:
            part[name] = value


POSITIVE, NEGATIVE = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
ASKED = [(method, path, POSITIVE) for method, path in SERVED] + [
    (method, path, NEGATIVE)
    for method, path in SERVED
    # Nothing can be wrong with what takes no parameters.
    if path != "/checkout/supported_countries"
]


@pytest.mark.parametrize(("method", "path", "mode"), ASKED)
def test_whatever_is_asked_the_answer_is_a_described_one(
    shop: Shop, described: Any, method: str, path: str, mode: Any
) -> None:
    operation = described[path][method]
    names = {name: known for name, known in shop.ids.items() if f"{{{name}}}" in path}
    many = 15 if method == "POST" else 6
    answered: set[int] = set()

    @settings(
        max_examples=many,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=mode),
        known=st.sampled_from([True, True, False]),
        products=st.lists(st.sampled_from(PRODUCTS), min_size=1, max_size=3),
    )
    def ask(case: Any, known: bool, products: list[str]) -> None:
        if known:
            case.path_parameters.update(names)
            case.body = familiar(case.body, products)
        response = case.call(base_url=shop.url, session=shop.session, headers=shop.headers)
        answered.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    ask()
    assert answered
    if mode is POSITIVE:
        assert 200 in answered, answered
