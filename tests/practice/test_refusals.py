"""What Dodo refuses, practice refuses: with Dodo's code, and without making anything."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from dodo_desktop.practice.server import PracticeServer
from tests.api.openapi import assert_answer, schema
from tests.practice.conftest import Connect, Json

Change = Callable[[Json], object]
KNOWN = {code for codes in schema("Error")["x-known-codes"].values() for code in codes}


def cart(*lines: Json) -> Change:
    return lambda order: order.update(product_cart=list(lines))


def put(**fields: object) -> Change:
    return lambda order: order.update(fields)


def line(product_id: str, quantity: object = 1, **more: object) -> Json:
    return {"product_id": product_id, "quantity": quantity, **more}


MUG = line("pdt_SpeckledMug")

REFUSED: dict[str, tuple[Change, int, str]] = {
    "no billing": (lambda order: order.pop("billing"), 422, "INVALID_REQUEST_BODY"),
    "no customer": (lambda order: order.pop("customer"), 422, "INVALID_REQUEST_BODY"),
    "no cart": (lambda order: order.pop("product_cart"), 422, "INVALID_REQUEST_BODY"),
    "no country": (put(billing={"city": "Ghent"}), 422, "INVALID_REQUEST_BODY"),
    "country that is none": (put(billing={"country": "XX"}), 422, "INVALID_REQUEST_BODY"),
    "number as zip code": (put(billing={"country": "US", "zipcode": 11201}), 422, "INVALID_REQUEST_BODY"),
    "currency that is none": (put(billing_currency="XXX"), 422, "INVALID_REQUEST_BODY"),
    "method that is none": (put(allowed_payment_method_types=["cash"]), 422, "INVALID_REQUEST_BODY"),
    "method twice": (put(allowed_payment_method_types=["debit"] * 2), 422, "INVALID_REQUEST_BODY"),
    "no method at all": (put(allowed_payment_method_types=[]), 422, "NO_ELIGIBLE_PAYMENT_METHODS"),
    "both customers": (
        put(customer={"customer_id": "cus_AyakaNakagawa", "email": "a@b.example", "name": "A"}),
        422,
        "INVALID_REQUEST_BODY",
    ),
    "neither customer": (put(customer={"name": "A"}), 422, "INVALID_REQUEST_BODY"),
    "no e-mail address": (put(customer={"name": "A", "email": "a at b"}), 422, "INVALID_REQUEST_BODY"),
    "unknown customer": (put(customer={"customer_id": "cus_Nobody"}), 404, "NOT_FOUND"),
    "relative return address": (put(return_url="/thanks"), 422, "INVALID_REQUEST_BODY"),
    "broken return address": (put(return_url="https://[half"), 422, "INVALID_REQUEST_BODY"),
    "yes as text": (put(payment_link="true"), 422, "INVALID_REQUEST_BODY"),
    "null where a boolean is due": (put(show_saved_payment_methods=None), 422, "INVALID_REQUEST_BODY"),
    "two ways to discount": (put(discount_codes=["FIVEOFF"]), 422, "INVALID_REQUEST_BODY"),
    "metadata that nests": (put(metadata={"a": {"b": "c"}}), 422, "INVALID_REQUEST_BODY"),
    "metadata key with a blank": (put(metadata={"a b": "c"}), 422, "INVALID_REQUEST_BODY"),
    "metadata value too long": (put(metadata={"a": "x" * 501}), 422, "INVALID_REQUEST_BODY"),
    "51 pairs": (put(metadata={f"k{n}": "v" for n in range(51)}), 422, "MAXIMUM_KEYS_REACHED"),
    "empty cart": (cart(), 422, "PRODUCT_CART_EMTPY"),
    "101 lines": (cart(*[MUG] * 101), 422, "INVALID_REQUEST_BODY"),
    "none of a product": (cart(line("pdt_SpeckledMug", 0)), 422, "INVALID_QUANTITY"),
    "fewer than none": (cart(line("pdt_SpeckledMug", -1)), 422, "INVALID_REQUEST_BODY"),
    "half a product": (cart(line("pdt_SpeckledMug", 1.5)), 422, "INVALID_REQUEST_BODY"),
    "amount beyond int32": (cart(line("pdt_GiftVoucher", amount=2**31)), 422, "INVALID_REQUEST_BODY"),
    "total beyond int32": (cart(line("pdt_GardenPlanter", 50_000)), 422, "INTEGER_CONVERSION_FAILURE"),
    "unknown product": (cart(line("pdt_Nothing")), 404, "NOT_FOUND"),
    "archived product": (cart(line("pdt_AdventCalendar")), 422, "PRODUCT_IS_DELETED"),
    "subscription": (cart(line("pdt_StudioMembership")), 422, "INVALID_REQUEST_BODY"),
    "usage": (cart(line("pdt_KilnTime")), 422, "INVALID_REQUEST_BODY"),
    "open price left open": (cart(line("pdt_GiftVoucher")), 422, "PAY_AS_YOU_WANT_AMOUNT_REQUIRED"),
    "under the price's minimum": (
        cart(line("pdt_GiftVoucher", amount=1999)),
        422,
        "REQUEST_AMOUNT_BELOW_MINIMUM",
    ),
    "country not billed": (put(billing={"country": "KP"}), 422, "UNSUPPORTED_COUNTRY"),
    "currency not billed": (put(billing_currency="KWD"), 422, "UNSUPPORTED_CURRENCY"),
    "unknown code": (put(discount_code="HERBST15"), 422, "INVALID_DISCOUNT_CODE"),
    "tax id of another form": (put(tax_id="none"), 422, "INVALID_TAX_ID"),
    "tax id of another country": (
        put(tax_id="FR12345678901", billing={"country": "DE"}),
        422,
        "INVALID_TAX_ID",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_order_is_refused_with_dodos_code(shared: httpx.Client, order: Json, name: str) -> None:
    change, status, code = REFUSED[name]
    marker = f"refused-{list(REFUSED).index(name)}"
    order["metadata"] = {marker: "1"}
    change(order)
    answer = shared.post("/payments", json=order)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert code in KNOWN
    assert_answer("createPayment", status, answer.json())
    made = shared.get("/payments", params={"page_size": 100}).json()["items"]
    assert not [each for each in made if marker in each["metadata"]]


def test_what_is_just_right_is_accepted(shared: httpx.Client, order: Json) -> None:
    order["metadata"] = {f"k{n}": "v" * 500 for n in range(49)} | {"a-Z_0" * 8: "40 characters"}
    order["product_cart"] = [line("pdt_GiftVoucher", amount=2000), *[MUG] * 99]
    order["tax_id"] = "us-12.345/67"
    assert shared.post("/payments", json=order).status_code == 200


def test_a_total_under_the_least_is_refused(shared: httpx.Client, order: Json) -> None:
    order |= {"product_cart": [line("pdt_PottersTip", amount=100)], "discount_code": "FIVEOFF"}
    answer = shared.post("/payments", json=order)
    assert (answer.status_code, answer.json()["code"]) == (422, "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT")
    order["discount_code"] = None
    order["billing_currency"] = "MXN"  # 1.00 EUR would do as euros (0.50), as about 20 pesos too (10)
    assert shared.post("/payments", json=order).status_code == 200
    order["billing_currency"] = "ILS"  # but not as shekels: 4.00 for 1.00 EUR is over 3, half of it is not
    order["product_cart"] = [line("pdt_PottersTip", amount=100)]
    order["discount_codes"] = ["SPRING10"] * 5
    del order["discount_code"]
    assert shared.post("/payments", json=order).json()["code"] == "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT"


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'{"billing": NaN}', b"\xff\xfe"])
@pytest.mark.parametrize("path", ["/payments", "/customers", "/checkouts/preview"])
def test_a_body_that_is_no_object_is_refused(shared: httpx.Client, path: str, raw: bytes) -> None:
    answer = shared.post(path, content=raw, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_REQUEST_BODY")


def test_a_discount_ends(open_shop: Connect, order: Json) -> None:
    now = datetime(2026, 11, 23, 14, 6, tzinfo=UTC)
    client = open_shop(PracticeServer(clock=lambda: now))
    assert client.get("/discounts/code/SPRING10").json()["expires_at"] == "2026-11-30T23:59:59Z"
    assert client.post("/payments", json=order).status_code == 200
    now += timedelta(days=8)
    for answer, operation in (
        (client.post("/payments", json=order), "createPayment"),
        (client.get("/discounts/code/SPRING10"), "getDiscountByCode"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "DISCOUNT_CODE_EXPIRED")
        assert_answer(operation, 422, answer.json())
    assert [each["code"] for each in client.get("/discounts?active=true").json()["items"]] == ["FIVEOFF"]


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/payments/pay_None", "getPayment"),
        ("/payments/pay_None/line-items", "getPaymentLineItems"),
        ("/customers/cus_None", "getCustomer"),
        ("/products/pdt_None", "getProduct"),
        ("/discounts/code/NONE", "getDiscountByCode"),
    ],
)
def test_what_is_not_there_is_not_found(shared: httpx.Client, path: str, operation: str) -> None:
    answer = shared.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert_answer(operation, 404, answer.json())


def test_unknown_paths_and_methods_are_not_found_in_json(shared: httpx.Client) -> None:
    for answer in (shared.get("/refunds"), shared.delete("/payments"), shared.get("/")):
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/payments", "page_size=101"),
        ("/payments", "page_size=-1"),
        ("/payments", "page_number=x"),
        ("/payments", "created_at_gte=yesterday"),
        ("/payments", "created_at_lte=2026-01-01T00:00:00"),
        ("/payments", "status=paid"),
        ("/payments", "currency=XXX"),
        ("/customers", "page_size=1000"),
        ("/customers", "created_at_gte=0"),
        ("/products", "recurring=yes"),
        ("/discounts", "discount_type=free"),
    ],
)
def test_wrong_query_parameters_are_refused(shared: httpx.Client, path: str, query: str) -> None:
    answer = shared.get(f"{path}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_QUERY_PARAMS")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer practice_wrong", "Basic {key}", "{key}", "Bearer {key}x", "Bearer ké"],
)
def test_without_the_key_nothing_is_told(shared: httpx.Client, order: Json, header: str | None) -> None:
    key = shared.headers["Authorization"].removeprefix("Bearer ")
    headers = {} if header is None else {b"Authorization": header.replace("{key}", key).encode()}
    with httpx.Client(base_url=shared.base_url, headers=headers, trust_env=False) as stranger:
        answers = {
            "createPayment": stranger.post("/payments", json=order),
            "listPayments": stranger.get("/payments"),
            "listCustomers": stranger.get("/customers"),
            "listProducts": stranger.get("/products"),
            "listDiscounts": stranger.get("/discounts"),
            "previewCheckoutSession": stranger.post("/checkouts/preview", json={}),
            "listBrands": stranger.get("/brands"),
        }
    for operation, answer in answers.items():
        assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORIZED")
        assert_answer(operation, 401, answer.json())


def test_another_host_name_is_not_answered(shared: httpx.Client) -> None:
    answer = shared.get("/brands", headers={"Host": "practice.example"})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
