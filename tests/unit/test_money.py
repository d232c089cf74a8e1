"""Amounts: whole minor units that never mix currencies."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.core.money import (
    CURRENCIES,
    INT32_MAX,
    UNPROVED_EXPONENT,
    CurrencyMismatch,
    Money,
    exponent,
)

API = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"

codes = st.sampled_from(CURRENCIES)
minors = st.integers(-(10**12), 10**12)


@pytest.fixture(scope="module")
def currency_schema() -> dict[str, object]:
    schema: dict[str, object] = yaml.safe_load(API.read_text("utf-8"))["components"]["schemas"]["Currency"]
    return schema


def test_the_currencies_are_those_of_the_api_in_its_order(currency_schema: dict[str, object]) -> None:
    assert list(CURRENCIES) == currency_schema["enum"]
    assert len(CURRENCIES) == 145


def test_exponents_are_those_of_the_payment_engine(currency_schema: dict[str, object]) -> None:
    said = currency_schema["x-exponent"]
    assert isinstance(said, dict)
    expected = dict.fromkeys(CURRENCIES, 2) | dict.fromkeys(said["zero"], 0) | dict.fromkeys(said["three"], 3)
    assert {code: exponent(code) for code in CURRENCIES} == expected


@pytest.mark.parametrize("code", ["ALL", "RSD", "LBP", "COP", "IDR", "HUF", "TWD", "MMK", "XXX"])
def test_exponents_are_not_cldrs(code: str) -> None:
    assert exponent(code) == 2


def test_unproved_exponents_are_those_named() -> None:
    assert {"CLP", "MGA"} == UNPROVED_EXPONENT
    assert {exponent(code) for code in UNPROVED_EXPONENT} == {0}


@pytest.mark.parametrize("minor", [1.0, True, "1", None])
def test_an_amount_is_a_whole_number(minor: object) -> None:
    with pytest.raises(TypeError):
        Money(minor, "EUR")  # type: ignore[arg-type]  # that is the test


def test_a_currency_is_text() -> None:
    with pytest.raises(TypeError):
        Money(1, None)  # type: ignore[arg-type]  # that is the test


@given(minors, minors, minors, codes)
def test_amounts_add_like_whole_numbers(a: int, b: int, c: int, code: str) -> None:
    x, y, z = Money(a, code), Money(b, code), Money(c, code)
    assert x + y == y + x == Money(a + b, code)
    assert (x + y) + z == x + (y + z)
    assert x - y == x + -y
    assert Money.total([x, y, z], code) == x + y + z


@given(minors, minors, st.integers(-1000, 1000), codes)
def test_multiplying_spreads_over_a_sum(a: int, b: int, times: int, code: str) -> None:
    x, y = Money(a, code), Money(b, code)
    assert (x + y) * times == x * times + y * times == times * (x + y)
    assert type((x * times).minor) is int


@given(minors, minors, codes)
def test_amounts_order_by_their_units(a: int, b: int, code: str) -> None:
    x, y = Money(a, code), Money(b, code)
    assert (x < y, x <= y, x > y, x >= y) == (a < b, a <= b, a > b, a >= b)


@given(minors, codes, codes)
def test_currencies_never_mix(minor: int, one: str, other: str) -> None:
    x, y = Money(minor, one), Money(minor, other)
    if one == other:
        assert x - y == Money(0, one)
        return
    assert x != y
    for mix in (x.__add__, x.__sub__, x.__lt__, x.__le__, x.__gt__, x.__ge__):
        with pytest.raises(CurrencyMismatch):
            mix(y)
    with pytest.raises(CurrencyMismatch):
        Money.total([x], other)


@pytest.mark.parametrize("times", [1.5, True, "2"])
def test_only_a_whole_number_multiplies(times: object) -> None:
    with pytest.raises(TypeError):
        Money(5, "EUR") * times  # type: ignore[operator]  # that is the test


@pytest.mark.parametrize("other", [1, 1.0, "1"])
def test_a_bare_number_is_no_amount(other: object) -> None:
    with pytest.raises(TypeError):
        Money(5, "EUR") + other  # type: ignore[operator]  # that is the test
    with pytest.raises(TypeError):
        Money(5, "EUR") - other  # type: ignore[operator]  # that is the test


def test_a_sum_of_nothing_is_zero() -> None:
    assert Money.total([], "JPY") == Money(0, "JPY")


def test_what_a_payment_can_carry() -> None:
    assert INT32_MAX == 2_147_483_647
    assert Money(0, "IDR").sendable
    assert Money(INT32_MAX, "IDR").sendable
    assert not Money(INT32_MAX + 1, "IDR").sendable
    assert not Money(-1, "IDR").sendable
