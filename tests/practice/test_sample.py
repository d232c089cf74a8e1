"""The sample data and tables against the slice and against what the app promises of them."""

from dodo_desktop.core.money import exponent
from dodo_desktop.practice import sample
from tests.api.openapi import enum, schema, schema_problems


def test_forty_customers_with_names_of_many_scripts() -> None:
    customers = sample.customers()
    assert len(customers) == 40
    assert len({each["customer_id"] for each in customers}) == 40
    assert len({each["email"].casefold() for each in customers}) == 40
    assert all(each["email"].endswith(".example") for each in customers)
    names = [each["name"] for each in customers]
    for part in ("Zoë", "García", "Oluwaseun Adébáyò-Whitfield", "Núria Castellví i Puigdomènech"):
        assert any(part in name for name in names)
    assert max(map(len, names)) > 100
    blocks = {ord(letter) >> 8 for name in names for letter in name if letter.isalpha()}
    assert {0x00, 0x04, 0x05, 0x06, 0x0E} <= blocks  # Latin, Cyrillic, Hebrew, Arabic, Thai


def test_twenty_five_products_in_six_currencies() -> None:
    products = [each for each in sample.products() if not each.get("archived")]
    prices = [each["price"] for each in products]
    assert len(products) == 25
    assert {price["currency"] for price in prices} == {"USD", "EUR", "GBP", "INR", "JPY", "KWD"}
    assert sum(price["type"] == "recurring_price" for price in prices) >= 2
    assert sum(price["type"] == "usage_based_price" for price in prices) == 1
    wanted = [price for price in prices if price.get("pay_what_you_want")]
    assert len(wanted) >= 3
    assert all(price["suggested_price"] > price["price"] > 0 for price in wanted)
    assert not [problem for price in prices for problem in schema_problems("Price", price)]


def test_the_countries_are_the_slices_each_once() -> None:
    rules = sample.rules()
    assert sorted((*rules.countries_supported, *rules.countries_refused)) == sorted(enum("CountryCodeAlpha2"))
    assert {"KP", "IR", "CU", "SY"} <= rules.countries_refused
    assert len(rules.countries_refused) < 30


def test_the_payment_methods_are_the_slices() -> None:
    assert sample.rules().payment_methods == set(enum("PaymentMethodTypes"))


def test_the_least_totals_are_the_documented_ones_in_minor_units() -> None:
    documented = schema("Currency")["x-adaptive-minimum-2026-08"]
    expected = {code: round(major * 10 ** exponent(code)) for code, major in documented.items()}
    assert sample.rules().minimum_total == {"USD": 50, **expected}


def test_every_billable_currency_has_a_rate() -> None:
    rules = sample.rules()
    billable = {*rules.minimum_total, *(each["price"]["currency"] for each in sample.products())}
    assert billable <= set(rules.rate_micro_per_usd)
    assert all(rate > 0 for rate in rules.rate_micro_per_usd.values())


def test_tax_by_state_name_or_code_and_by_country() -> None:
    rules = sample.rules()
    assert rules.tax_rate("US", "NY") == rules.tax_rate("US", "new york ") == 8875
    assert rules.tax_rate("US", "Oregon") == rules.tax_rate("US", None) == 0
    assert rules.tax_rate("DE", "Berlin") == 19000
    assert rules.tax_rate("BR", None) == 0
