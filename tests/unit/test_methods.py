"""Payment-method types: those of the API, each shown once."""

from pathlib import Path

import pytest
import yaml

from dodo_desktop.core.method_facts import AS_OF, FACTS, Order, fact_of, misfit, usual
from dodo_desktop.core.methods import ALL_METHODS, CARD_METHODS, GROUPS, METHODS, NEWER_METHODS
from dodo_desktop.core.money import Money

API = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"


def test_the_methods_are_the_apis_first_eighteen() -> None:
    schemas = yaml.safe_load(API.read_text("utf-8"))["components"]["schemas"]
    assert list(METHODS) == schemas["PaymentMethodTypes"]["enum"][:18]
    assert list(METHODS) == schemas["PaymentMethodTypes"]["x-enum-source"]["seed"]


def test_all_methods_are_the_apis() -> None:
    schema = yaml.safe_load(API.read_text("utf-8"))["components"]["schemas"]["PaymentMethodTypes"]
    assert list(ALL_METHODS) == schema["enum"]
    assert list(NEWER_METHODS) == schema["x-enum-source"]["sdk-2026-08"]
    assert {method for method in ALL_METHODS if fact_of(method).listed} == set(schema["x-offered-2026-08"])
    assert f"{AS_OF:%Y-%m}" == "2026-08"
    assert set(FACTS) <= set(ALL_METHODS)


@pytest.mark.parametrize(
    ("method", "fits", "fails"),
    [
        ("ideal", Order("NL", ("EUR",)), Order("NL", ("USD",))),
        ("ideal", Order("", ()), Order("DE", ("EUR",))),
        ("upi_collect", Order("IN", ("INR",)), Order("IN", ("USD",))),
        ("google_pay", Order("DE", ("EUR",)), Order("IN", ("INR",))),
        ("amazon_pay", Order("JP", ("USD", "JPY")), Order("US", ("EUR",))),
        ("cashapp", Order("US", ("USD",)), Order("CA", ("USD",))),
        ("klarna", Order("SE", ("SEK",)), Order("JP", ("JPY",))),
        ("klarna", Order("US", ("USD",), Money(5001, "USD")), Order("US", ("USD",), Money(5000, "USD"))),
        ("afterpay_clearpay", Order("GB", ("GBP",), Money(1, "GBP")), Order("DE", ("EUR",))),
        ("pix", Order("BR", ("BRL",)), Order("PT", ("EUR",))),
        ("we_chat_pay", Order("CN", ("CNY",)), Order("CN", ("JPY",))),
    ],
)
def test_what_is_known_of_a_method_fits_an_order_or_not(method: str, fits: Order, fails: Order) -> None:
    assert misfit(method, fits) is None
    assert misfit(method, fails) is not None


def test_only_the_limits_that_matter_are_told() -> None:
    small = misfit("klarna", Order("US", ("USD",), Money(100, "USD")))
    assert small is not None
    assert (small.countries, small.europe, small.least) == ((), False, Money(5001, "USD"))
    far = misfit("klarna", Order("JP", ("JPY",)))
    assert far is not None
    assert (far.countries, far.europe, far.least) == (("US",), True, None)


def test_what_the_documentation_did_not_name_is_never_usual() -> None:
    assert usual(METHODS, Order("NL", ("EUR",))) == {
        *("credit", "debit", "apple_pay", "google_pay", "ideal", "sepa", "klarna")
    }
    assert misfit("paypal", Order()) is not None


def test_every_method_is_in_one_group() -> None:
    members = [method for group in GROUPS for method in group.members]
    assert sorted(members) == sorted(METHODS)
    assert [group.code for group in GROUPS] == ["cards", "wallets", "banks_europe", "pay_later", "india_usa"]


def test_the_cards_are_a_group() -> None:
    assert set(GROUPS[0].members) == CARD_METHODS == {"credit", "debit"}
