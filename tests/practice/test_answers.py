"""Every endpoint's good answers against the slice."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from dodo_desktop.practice.server import PracticeServer
from tests.api.openapi import assert_answer, assert_request, enum
from tests.practice.conftest import Connect, Json


def fits(answer: httpx.Response, operation: str) -> Any:
    """The body of a 200 that fits the slice."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert_answer(operation, 200, body)
    return body


def make(client: httpx.Client, order: Json) -> Json:
    return dict(fits(client.post("/payments", json=order), "createPayment"))


def test_a_payment_is_made_and_read_back(shared: httpx.Client, order: Json) -> None:
    assert_request("createPayment", order)
    made = make(shared, order)
    assert made["total_amount"] == 32238
    assert made["payment_link"] == str(shared.base_url.join(f"/pay/{made['payment_id']}"))
    assert made["metadata"] == order["metadata"]
    assert made["discount_id"] == "dsc_Spring10"
    assert made["product_cart"] == order["product_cart"]
    assert made["customer"]["name"] == "Oluwaseun Adébáyò-Whitfield"

    read = fits(shared.get(f"/payments/{made['payment_id']}"), "getPayment")
    assert (read["total_amount"], read["currency"], read["tax"]) == (32238, "USD", 2628)
    assert read["payment_link"] == made["payment_link"]
    assert "expires_on" not in read
    assert read["status"] is None
    assert read["billing"] == order["billing"]
    assert [each["code"] for each in read["discounts"]] == ["SPRING10"]


def test_the_link_lives_a_day(open_shop: Connect, order: Json) -> None:
    now = datetime(2026, 2, 28, 12, 0, tzinfo=UTC)
    client = open_shop(PracticeServer(clock=lambda: now))
    made = make(client, order)
    assert datetime.fromisoformat(made["expires_on"]) == now + timedelta(hours=24)


@pytest.mark.parametrize("asked", [False, None, "absent"])
def test_without_asking_there_is_no_link(shared: httpx.Client, order: Json, asked: object) -> None:
    if asked == "absent":
        del order["payment_link"]
    else:
        order["payment_link"] = asked
    made = make(shared, order)
    assert made["payment_link"] is None
    assert made["expires_on"] is None
    assert shared.get(f"/payments/{made['payment_id']}").json()["payment_link"] is None
    assert shared.get(f"/pay/{made['payment_id']}").status_code == 404


def test_line_items_add_up_to_the_total(shared: httpx.Client, order: Json) -> None:
    order["product_cart"].append({"product_id": "pdt_ServingPlatter", "quantity": 3})
    made = make(shared, order)
    lines = fits(shared.get(f"/payments/{made['payment_id']}/line-items"), "getPaymentLineItems")
    assert lines["currency"] == "USD"
    assert sum(each["amount"] + each["tax"] for each in lines["items"]) == made["total_amount"]


def test_the_preview_says_what_the_payment_costs(shared: httpx.Client, order: Json) -> None:
    session = {name: order[name] for name in ("product_cart", "discount_code", "customer")}
    session["billing_address"] = order["billing"]
    assert_request("previewCheckoutSession", session)
    quote = fits(shared.post("/checkouts/preview", json=session), "previewCheckoutSession")
    assert quote["current_breakup"] == {
        "subtotal": 32900,
        "discount": 3290,
        "tax": 2628,
        "total_amount": 32238,
    }
    assert quote["total_price"] == make(shared, order)["total_amount"]
    assert (quote["currency"], quote["billing_country"]) == ("USD", "US")
    assert quote["recurring_breakup"] is None


def test_a_session_may_recur_and_leave_the_amount_open(shared: httpx.Client) -> None:
    cart = [
        {"product_id": each, "quantity": 1}
        for each in ("pdt_StudioMembership", "pdt_GiftVoucher", "pdt_KilnTime")
    ]
    quote = fits(shared.post("/checkouts/preview", json={"product_cart": cart}), "previewCheckoutSession")
    assert quote["recurring_breakup"]["total_amount"] == 4500
    assert quote["total_price"] == 4500 + 5000


def test_a_doubtful_tax_id_is_told_in_the_preview(shared: httpx.Client, order: Json) -> None:
    session = {
        "product_cart": order["product_cart"],
        "billing_address": {"country": "DE"},
        "tax_id": "FR12345678901",
    }
    quote = fits(shared.post("/checkouts/preview", json=session), "previewCheckoutSession")
    assert quote["tax_id_err_msg"]
    session["tax_id"] = "DE 123 456 789"
    assert shared.post("/checkouts/preview", json=session).json()["tax_id_err_msg"] is None


def test_the_buyer_is_billed_in_the_currency_asked_for(shared: httpx.Client, order: Json) -> None:
    order |= {"billing_currency": "JPY", "billing": {"country": "BR"}}
    del order["discount_code"]
    made = make(shared, order)
    assert made["total_amount"] == 27900 + 2 * 9600 + 2250
    assert shared.get(f"/payments/{made['payment_id']}").json()["currency"] == "JPY"


def test_a_mixed_cart_is_billed_in_the_currency_of_its_first_line(shared: httpx.Client, order: Json) -> None:
    order["product_cart"] = [
        {"product_id": "pdt_IncenseBurner", "quantity": 1},
        {"product_id": "pdt_SpeckledMug", "quantity": 1},
    ]
    made = make(shared, order)
    assert shared.get(f"/payments/{made['payment_id']}").json()["currency"] == "KWD"


def test_a_product_may_be_billed_in_its_own_currency(shared: httpx.Client, order: Json) -> None:
    order |= {"billing_currency": "KWD", "product_cart": [{"product_id": "pdt_CoffeeCups", "quantity": 2}]}
    order |= {"billing": {"country": "KW"}, "discount_code": None}
    assert make(shared, order)["total_amount"] == 13000


def test_a_new_customer_is_kept_and_known_by_e_mail(shared: httpx.Client, order: Json) -> None:
    order["customer"] = {"name": "Ines Ferreira", "email": "ines@ferreira.example", "phone_number": "+351 1"}
    first = make(shared, order)["customer"]
    order["customer"] = {"name": "I. Ferreira", "email": "INES@ferreira.example"}
    assert make(shared, order)["customer"]["customer_id"] == first["customer_id"]
    kept = fits(shared.get(f"/customers/{first['customer_id']}"), "getCustomer")
    assert (kept["name"], kept["phone_number"]) == ("Ines Ferreira", "+351 1")


def test_a_customer_is_made(shared: httpx.Client) -> None:
    body = {"name": "Omar Naciri", "email": "omar@naciri.example", "metadata": {"since": "2026"}}
    assert_request("createCustomer", body)
    made = fits(shared.post("/customers", json=body), "createCustomer")
    assert made["metadata"] == {"since": "2026"}
    found = fits(shared.get("/customers", params={"email": "Omar@Naciri.example"}), "listCustomers")
    assert [each["customer_id"] for each in found["items"]] == [made["customer_id"]]


def test_all_pages_hold_every_sample_customer_once(open_shop: Connect) -> None:
    client = open_shop(PracticeServer())
    pages = [
        fits(client.get("/customers", params={"page_number": n}), "listCustomers")["items"] for n in range(5)
    ]
    assert [len(page) for page in pages] == [10, 10, 10, 10, 0]
    assert len({each["customer_id"] for page in pages for each in page}) == 40


def test_customers_by_name_and_time(shared: httpx.Client) -> None:
    found = fits(shared.get("/customers", params={"name": "zoë"}), "listCustomers")["items"]
    assert [each["name"] for each in found] == ["Zoë Lindqvist"]
    stamp = found[0]["created_at"]
    window = {"created_at_gte": stamp, "created_at_lte": stamp}
    assert shared.get("/customers", params=window).json()["items"] == found


def test_products_by_kind(shared: httpx.Client) -> None:
    def ids(**params: str) -> set[str]:
        items = fits(shared.get("/products", params={"page_size": "100", **params}), "listProducts")["items"]
        return {each["product_id"] for each in items}

    everything = ids()
    assert len(everything) == 25
    assert ids(recurring="true") == {"pdt_StudioMembership", "pdt_GlazeClub", "pdt_KilnTime"}
    assert ids(recurring="false") == everything - ids(recurring="true")
    assert ids(archived="true") == {"pdt_AdventCalendar"}
    assert ids(brand_id="bus_Other") == set()
    for each in (*everything, "pdt_AdventCalendar"):
        fits(shared.get(f"/products/{each}"), "getProduct")


def test_discounts(shared: httpx.Client) -> None:
    items = fits(shared.get("/discounts"), "listDiscounts")["items"]
    assert {each["code"]: (each["type"], each["amount"]) for each in items} == {
        "SPRING10": ("percentage", 1000),
        "FIVEOFF": ("flat", 500),
    }
    spring = fits(shared.get("/discounts/code/SPRING10"), "getDiscountByCode")
    assert datetime.fromisoformat(spring["expires_at"]) > datetime.now(UTC)
    assert [each["code"] for each in shared.get("/discounts?code=five").json()["items"]] == ["FIVEOFF"]
    assert shared.get("/discounts?active=false").json()["items"] == []


def test_countries_need_no_key_and_brands_tell_the_name(shared: httpx.Client) -> None:
    answer = httpx.get(shared.base_url.join("/checkout/supported_countries"), trust_env=False)
    assert "US" in fits(answer, "listSupportedCountries")
    assert "KP" not in answer.json()
    assert [each["name"] for each in fits(shared.get("/brands"), "listBrands")["items"]] == ["Practice shop"]


def test_payments_by_every_filter(open_shop: Connect, order: Json) -> None:
    now = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    client = open_shop(PracticeServer(clock=lambda: now))
    first = make(client, order)
    now += timedelta(minutes=10)
    second = make(
        client,
        {
            **order,
            "customer": {"customer_id": "cus_AyakaNakagawa"},
            "product_cart": [{"product_id": "pdt_TeaBowl", "quantity": 1}],
        },
    )
    client.post(f"/pay/{second['payment_id']}/succeed")

    def ids(**params: str) -> list[str]:
        rows = fits(client.get("/payments", params=params), "listPayments")["items"]
        return [each["payment_id"] for each in rows]

    both = [second["payment_id"], first["payment_id"]]
    assert ids() == both
    assert ids(customer_id="cus_AyakaNakagawa") == both[:1]
    assert ids(status="succeeded") == both[:1]
    assert ids(currency="USD") == both[1:]
    assert ids(product_id="pdt_GlazeWorkshop") == both[1:]
    assert ids(brand_id="bus_PracticeShop") == both
    assert ids(subscription_id="sub_1") == []
    assert ids(created_at_gte="2026-05-01T09:00:01Z") == both[:1]
    assert ids(created_at_lte="2026-05-01T09:00:00Z") == both[1:]
    assert ids(page_size="1", page_number="1") == both[1:]
    assert ids(page_size="0") == []
    assert client.get("/payments").json()["items"][1]["metadata"] == order["metadata"]


def test_every_answer_tells_time_and_limits(open_shop: Connect) -> None:
    now = datetime(2026, 5, 1, 9, 0, 20, tzinfo=UTC)
    client = open_shop(PracticeServer(clock=lambda: now))
    first, second = client.get("/brands"), client.get("/nothing")
    assert parsedate_to_datetime(first.headers["Date"]) == now
    assert [each.headers["X-RateLimit-Limit"] for each in (first, second)] == ["240", "240"]
    assert [each.headers["X-RateLimit-Remaining"] for each in (first, second)] == ["239", "238"]
    assert first.headers["X-RateLimit-Reset"] == "40"


def test_without_sample_data_the_shop_is_empty(open_shop: Connect) -> None:
    client = open_shop(PracticeServer(sample=False))
    for path in ("/customers", "/products", "/discounts", "/payments"):
        assert client.get(path).json() == {"items": []}


def test_every_value_of_the_lists_is_accepted(shared: httpx.Client, order: Json) -> None:
    order["allowed_payment_method_types"] = enum("PaymentMethodTypes")
    make(shared, order)
    refused = {"UNSUPPORTED_COUNTRY", None}
    for country in enum("CountryCodeAlpha2"):
        answer = shared.post(
            "/checkouts/preview",
            json={"product_cart": order["product_cart"], "billing_address": {"country": country}},
        )
        assert answer.json().get("code") in refused
    for currency in enum("Currency"):
        answer = shared.post(
            "/checkouts/preview", json={"product_cart": order["product_cart"], "billing_currency": currency}
        )
        assert answer.json().get("code") in {"UNSUPPORTED_CURRENCY", None}
