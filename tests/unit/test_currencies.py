"""Currencies, found by code, name or symbol, and in which of them Dodo is known to bill."""

from pathlib import Path

import pytest
import yaml

from dodo_desktop.core.currencies import currency_name, find_currencies, resolve_currency
from dodo_desktop.core.currency_facts import ADAPTIVE, known_billable
from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.core.money_symbols import SYMBOLS


@pytest.mark.parametrize("locale", ["en", "de", "fr", "es", "ar", "hi", "ja", "ru"])
def test_every_currency_is_meant_by_its_name_and_code(locale: str) -> None:
    for code in CURRENCIES:
        name = currency_name(code, locale)
        assert name not in {"", code}
        assert resolve_currency(name, locale) == code
        assert resolve_currency(f" {code.lower()} ", locale) == code
        assert find_currencies(code, locale)[0] == code
    assert sorted(find_currencies("", locale)) == sorted(CURRENCIES)


def test_names_are_in_the_persons_language() -> None:
    assert currency_name("CHF", "de_CH") == "Schweizer Franken"
    assert currency_name("CHF", "no such locale") == "Swiss Franc"
    assert currency_name("QQQ", "de") == "QQQ"


@pytest.mark.parametrize(
    ("text", "code"),
    [("sterling", "GBP"), ("yen", "JPY"), ("RMB", "CNY"), ("euros", "EUR"), ("zloty", "PLN")],
)
def test_common_names_mean_their_currency(text: str, code: str) -> None:
    assert resolve_currency(text, "en") == code
    assert resolve_currency(text, "ja") == code


@pytest.mark.parametrize("text", ["", "dollar", "$", "kr", "US", "pesos", "bitcoin"])
def test_what_is_unsure_means_no_currency(text: str) -> None:
    assert resolve_currency(text, "en") is None


def test_found_currencies_are_ranked() -> None:
    assert find_currencies("eu", "en")[0] == "EUR"
    assert find_currencies("us", "en")[0] == "USD"
    assert find_currencies("€", "en") == ["EUR"]
    assert {"USD", "AUD", "CAD"} <= set(find_currencies("$", "en"))
    assert find_currencies("swiss", "en") == ["CHF"]
    assert find_currencies("swiss", "de") == ["CHF"]
    assert {"SEK", "NOK", "DKK"} <= set(find_currencies("kron", "de"))


def test_symbols_are_of_listed_currencies() -> None:
    assert set(SYMBOLS) <= set(CURRENCIES)
    assert all(len(symbols) == len(set(symbols)) for symbols in SYMBOLS.values())


def test_currencies_known_to_be_billed_are_the_documented_ones() -> None:
    file = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"
    schema = yaml.safe_load(file.read_text("utf-8"))["components"]["schemas"]["Currency"]
    assert set(schema["x-adaptive-minimum-2026-08"]) == ADAPTIVE <= set(CURRENCIES)
    assert len(ADAPTIVE) == 83
    assert known_billable("USD")
    assert not known_billable("ANG")
    assert known_billable("ANG", ("ANG",))
