"""Dodo's own Python SDK as a foreign client of the practice server."""

from collections.abc import Iterator

import httpx
import pytest
from dodopayments import AuthenticationError, DefaultHttpxClient, DodoPayments, UnprocessableEntityError

from dodo_desktop.practice.server import PracticeServer
from tests.practice.conftest import Connect

# The SDK marks the call that this app is built on as deprecated, without naming an end.
DEPRECATED = pytest.mark.filterwarnings("ignore:deprecated:DeprecationWarning")


@pytest.fixture
def shop(open_shop: Connect) -> httpx.Client:
    return open_shop(PracticeServer())


@pytest.fixture
def sdk(shop: httpx.Client) -> Iterator[DodoPayments]:
    with DodoPayments(
        base_url=str(shop.base_url),
        bearer_token=shop.headers["Authorization"].removeprefix("Bearer "),
        max_retries=0,
        http_client=DefaultHttpxClient(trust_env=False),
    ) as client:
        yield client


def test_all_customers_arrive_page_by_page(sdk: DodoPayments) -> None:
    found: list[str] = []
    number = 0
    while items := sdk.customers.list(page_number=number, page_size=10).items:
        found += [each.customer_id for each in items]
        number += 1
    assert len(found) == len(set(found)) == 40


def test_the_sdks_own_paging_skips_a_page_as_it_does_with_dodo(sdk: DodoPayments) -> None:
    # If this fails, the SDK has been mended: then its paging may be trusted, here and in the notes.
    assert len({each.customer_id for each in sdk.customers.list(page_size=10)}) == 30


def test_products_are_listed_and_read(sdk: DodoPayments) -> None:
    items = sdk.products.list(page_size=100).items
    assert len(items) == 25
    by_name = {each.name: each for each in items}
    inscription = by_name["Hand-painted inscription"].price_detail
    assert inscription is not None
    assert (inscription.type, inscription.currency) == ("one_time_price", "USD")
    product = sdk.products.retrieve(by_name["Incense burner, hand-carved"].product_id)
    assert (product.price.type, product.price.currency) == ("one_time_price", "KWD")


@DEPRECATED
def test_a_payment_is_made_paid_and_retrieved(sdk: DodoPayments, shop: httpx.Client) -> None:
    made = sdk.payments.create(
        billing={
            "country": "GB",
            "state": "",
            "city": "Leeds",
            "street": "1 Kiln Lane",
            "zipcode": "LS1 1AA",
        },
        customer={"email": "ivy@kiln-lane.example", "name": "Ivy Marsh"},
        product_cart=[{"product_id": "pdt_BambooTeapot", "quantity": 2}],
        payment_link=True,
        metadata={"link_request_id": "3f0c5a4e"},
    )
    assert made.total_amount == 14400
    assert made.payment_link is not None
    assert made.expires_on is not None
    assert sdk.payments.retrieve(made.payment_id).status is None
    shop.post(f"{made.payment_link}/succeed")
    paid = sdk.payments.retrieve(made.payment_id)
    assert (paid.status, paid.currency, paid.total_amount) == ("succeeded", "GBP", 14400)
    assert [each.metadata for each in sdk.payments.list().items] == [{"link_request_id": "3f0c5a4e"}]
    assert [each.refundable_amount for each in sdk.payments.retrieve_line_items(made.payment_id).items] == [
        14400
    ]


def test_a_preview_a_discount_and_the_brand(sdk: DodoPayments) -> None:
    quote = sdk.checkout_sessions.preview(
        product_cart=[{"product_id": "pdt_SpeckledMug", "quantity": 10}],
        billing_address={"country": "US", "state": "NY"},
        discount_code="FIVEOFF",
    )
    assert quote.current_breakup.discount == 500
    assert quote.total_price == 27500 + 2441  # 8.875 % of 275.00 is 24.406...
    assert sdk.discounts.retrieve_by_code("FIVEOFF").amount == 500
    assert "JP" in sdk.misc.list_supported_countries()
    assert [each.name for each in sdk.brands.list().items] == ["Practice shop"]


@DEPRECATED
def test_refusals_are_dodos(sdk: DodoPayments, shop: httpx.Client) -> None:
    with pytest.raises(UnprocessableEntityError) as refused:
        sdk.payments.create(
            billing={"country": "CU"},
            customer={"customer_id": "cus_AyakaNakagawa"},
            product_cart=[{"product_id": "pdt_TeaBowl", "quantity": 1}],
        )
    assert refused.value.response.json()["code"] == "UNSUPPORTED_COUNTRY"
    with (
        DodoPayments(
            base_url=str(shop.base_url),
            bearer_token="wrong",
            max_retries=0,
            http_client=DefaultHttpxClient(trust_env=False),
        ) as stranger,
        pytest.raises(AuthenticationError),
    ):
        stranger.customers.list()
