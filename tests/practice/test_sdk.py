"""Dodo's own Python SDK as a foreign client of the practice server."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from dodopayments import (
    AsyncDodoPayments,
    AuthenticationError,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
    DodoPayments,
    NotFoundError,
    UnprocessableEntityError,
)

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


@pytest.fixture
async def async_sdk(shop: httpx.Client) -> AsyncIterator[AsyncDodoPayments]:
    async with AsyncDodoPayments(
        base_url=str(shop.base_url),
        bearer_token=shop.headers["Authorization"].removeprefix("Bearer "),
        max_retries=0,
        http_client=DefaultAsyncHttpxClient(trust_env=False),
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
    pages = [
        [each.customer_id for each in sdk.customers.list(page_number=n, page_size=10).items] for n in range(4)
    ]
    told = [each.customer_id for each in sdk.customers.list(page_size=10)]
    # It begins with page 0 and goes on with 2: rows 11 to 20 never come, so that whoever reads all pages has
    # to count them. If this fails, the SDK has been mended: then its paging may be trusted.
    assert told == [*pages[0], *pages[2], *pages[3]]
    assert not set(told) & set(pages[1])


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


@pytest.mark.anyio
async def test_the_async_client_skips_the_same_page(async_sdk: AsyncDodoPayments) -> None:
    found: list[str] = []
    number = 0
    while items := (await async_sdk.customers.list(page_number=number, page_size=10)).items:
        found += [each.customer_id for each in items]
        number += 1
    assert len(found) == len(set(found)) == 40
    told = [each.customer_id async for each in async_sdk.customers.list(page_size=10)]
    assert told == [*found[:10], *found[20:]]


@pytest.mark.anyio
async def test_a_list_of_one_page_comes_whole(async_sdk: AsyncDodoPayments) -> None:
    # Nothing is skipped where the first page is not full, which is why nobody notices at first.
    assert len([each async for each in async_sdk.customers.list(page_size=100)]) == 40


async def press(link: str | None, button: str) -> None:
    """A button of the page behind a link."""
    async with httpx.AsyncClient(trust_env=False) as buyer:
        await buyer.post(f"{link}/{button}")


@DEPRECATED
@pytest.mark.anyio
async def test_a_payment_is_declined_and_then_paid_by_the_async_client(
    async_sdk: AsyncDodoPayments,
) -> None:
    made = await async_sdk.payments.create(
        billing={"country": "GB", "city": "Leeds", "street": "1 Kiln Lane", "zipcode": "LS1 1AA"},
        customer={"customer_id": "cus_AyakaNakagawa"},
        product_cart=[{"product_id": "pdt_BambooTeapot", "quantity": 1}],
        payment_link=True,
    )
    await press(made.payment_link, "decline")
    declined = await async_sdk.payments.retrieve(made.payment_id)
    assert (declined.status, declined.error_code) == ("requires_payment_method", "INSUFFICIENT_FUNDS")
    await press(made.payment_link, "succeed")
    paid = await async_sdk.payments.retrieve(made.payment_id)
    assert (paid.status, paid.error_code) == ("succeeded", None)
    assert [each.payment_id async for each in async_sdk.payments.list()] == [made.payment_id]
    with pytest.raises(NotFoundError):
        await async_sdk.payments.retrieve("pay_nobody")
