"""Amounts as text: what is written reads back, and what means two things is refused."""

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.core.money import CURRENCIES, INT32_MAX, Money, exponent
from dodo_desktop.core.money_text import (
    MoneyTextError,
    format_amount,
    format_money,
    parse_money,
    plain_amount,
)
from dodo_desktop.core.number_style import number_style

NBSP = "\N{NO-BREAK SPACE}"
_NAMES = """
    en en_GB en_IN en_ZA en_AU de de_AT de_CH fr fr_CH fr_CA es es_MX it it_CH pt pt_BR pt_CV nl pl cs
    sv da nb fi lv hu ro bg ru uk el tr he ar ar_EG ar_AE ar_MA fa ur ps hi mr bn ne my dz ckb ff_Adlm
    sat mni nqo ja ko zh zh_TW th vi id gu ta ka hy et eu sl hr sr
    """
LOCALES = _NAMES.split()

codes = st.sampled_from(CURRENCIES)
locales = st.sampled_from(LOCALES)
sendable = st.integers(0, INT32_MAX)
EDGES = (0, 1, 9, 10, 99, 100, 999, 1000, 1234, 12345, 100_000, 123_456, 1_234_567, 24_750, 750, INT32_MAX)


def refusal(text: str, currency: str, locale: str) -> MoneyTextError:
    with pytest.raises(MoneyTextError) as caught:
        parse_money(text, currency, locale)
    return caught.value


@given(sendable, codes, locales)
def test_what_is_written_reads_back(minor: int, code: str, locale: str) -> None:
    money = Money(minor, code)
    assert parse_money(format_amount(money, locale), code, locale) == money
    assert parse_money(plain_amount(money, locale), code, locale) == money
    assert parse_money(format_money(money, locale), code, locale) == money


@pytest.mark.parametrize("locale", LOCALES)
def test_every_currency_reads_back(locale: str) -> None:
    for code in CURRENCIES:
        for minor in EDGES:
            money = Money(minor, code)
            assert parse_money(format_amount(money, locale), code, locale) == money
            assert parse_money(plain_amount(money, locale), code, locale) == money
        assert parse_money(format_money(Money(1_234_567, code), locale), code, locale).minor == 1_234_567


def test_every_locale_keeps_its_separators_apart() -> None:
    for locale in localedata.locale_identifiers():
        style = number_style(locale)
        assert not style.decimals & style.groups, locale
        money = Money(1_234_567_890, "KWD")
        assert parse_money(format_amount(money, locale), "KWD", locale) == money, locale


@given(sendable, codes)
def test_digits_are_counted_by_the_currency_alone(minor: int, code: str) -> None:
    text = format_amount(Money(minor, code), "en").replace(",", "")
    whole, point, decimals = text.partition(".")
    assert len(decimals) == exponent(code)
    assert bool(point) == bool(exponent(code))
    assert int(whole + decimals) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "expected"),
    [
        (32238, "USD", "en", "$322.38"),
        (124000, "EUR", "en", "€1,240.00"),
        (18700, "JPY", "en", "¥18,700"),
        (24750, "KWD", "en", f"KD{NBSP}24.750"),
        (-3290, "USD", "en", "−$32.90"),
        (1200050, "SEK", "en", f"SEK{NBSP}12,000.50"),
        (150000, "CAD", "en", "CA$1,500.00"),
        (150000, "ALL", "en", f"ALL{NBSP}1,500.00"),
        (124000, "EUR", "de_DE", f"1.240,00{NBSP}€"),
        (124000, "EUR", "fr", f"1\N{NARROW NO-BREAK SPACE}240,00{NBSP}€"),
        (124000, "CHF", "de-CH", f"CHF{NBSP}1’240.00"),
        (12345678900, "INR", "hi_IN", "₹12,34,56,789.00"),
        (124050, "CHF", "fr_CH", f"1\N{NARROW NO-BREAK SPACE}240.50{NBSP}CHF"),
        (124050, "CHF", "de_AT", f"CHF{NBSP}1.240,50"),
        (124050, "KWD", "agq", f"124,050{NBSP}KD"),
        (124050, "EUR", "agq", f"1{NBSP}240,50€"),
        (124000, "EUR", "not a locale", "€1,240.00"),
        (124000, "EUR", "", "€1,240.00"),
    ],
)
def test_amounts_read_as_people_know_them(minor: int, currency: str, locale: str, expected: str) -> None:
    assert format_money(Money(minor, currency), locale) == expected


def test_a_locale_writes_its_own_digits() -> None:
    assert format_amount(Money(123450, "EGP"), "ar_EG") == "١٬٢٣٤٫٥٠"
    assert format_amount(Money(123450, "INR"), "mr") == "१,२३४.५०"


def test_a_negative_number_has_a_true_minus() -> None:
    assert format_amount(Money(-5, "EUR"), "en") == "−0.05"
    assert plain_amount(Money(-500, "EUR"), "en") == "−5"


def test_a_plain_amount_has_no_groups_and_no_idle_decimals() -> None:
    assert plain_amount(Money(1_234_000, "KWD"), "en") == "1234"
    assert plain_amount(Money(1_234, "KWD"), "en") == "1.234"
    assert plain_amount(Money(1_234, "KWD"), "de") == "1,234"
    assert plain_amount(Money(1_234_050, "EUR"), "en") == "12340.50"


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1234", 123400),
        ("1234.5", 123450),
        ("1234,5", 123450),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1,234", 123400),
        ("1 234,50", 123450),
        (f"1{NBSP}234,50", 123450),
        ("1\N{NARROW NO-BREAK SPACE}234,50", 123450),
        ("1\N{THIN SPACE}234.50", 123450),
        ("1 234", 123400),
        ("1'234.50", 123450),
        ("1’234,50", 123450),
        ("1,00,000.00", 10000000),
        ("1,00,000", 10000000),
        ("12,34,567.89", 123456789),
        ("1.234.567", 123456700),
        ("1,234,567", 123456700),
        ("१२३४", 123400),
        ("١٢٣٤", 123400),
        ("١٬٢٣٤٫٥٠", 123450),
        ("۱٬۲۳۴٫۵۰", 123450),
        ("١٬٢٣٤", 123400),
        ("১২৩৪.৫", 123450),
        ("１２，３４５．００", 1234500),
        ("$1,234.50", 123450),
        ("US$ 5", 500),
        ("5 USD", 500),
        ("usd 5.25", 525),
        ("5$", 500),
        ("$5 USD", 500),
        ("\N{LEFT-TO-RIGHT MARK}$5.00\N{RIGHT-TO-LEFT MARK}", 500),
        ("+5", 500),
        ("5,-", 500),
        ("5.—", 500),
        (".5", 50),
        ("5.", 500),
        ("  7  ", 700),
        ("007", 700),
        ("0", 0),
        ("0.00", 0),
        ("21474836.47", INT32_MAX),
        ("0" * 5000 + "1", 100),
    ],
)
def test_forms_that_mean_one_amount(text: str, minor: int) -> None:
    assert parse_money(text, "USD", "en") == Money(minor, "USD")


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("1.234", "EUR", "de", 123400),
        ("1.234", "EUR", "de_AT", 123400),
        ("1’234", "CHF", "de_CH", 123400),
        ("18.700", "JPY", "de", 18700),
        ("18,700", "JPY", "en", 18700),
        ("1,234", "EGP", "ar_EG", 123400),
        ("kr 5", "SEK", "en", 500),
        ("5 zł", "PLN", "de", 500),
        ("Rs.500", "INR", "en_IN", 50000),
        ("Rs 1,00,000", "INR", "en_IN", 10000000),
        ("KD 24.750", "KWD", "en", 24750),
        ("24.750", "KWD", "en", 24750),
        ("24,750", "KWD", "de", 24750),
        ("0,750", "KWD", "en", 750),
        ("1234,567", "KWD", "en", 1234567),
        ("1 234,567", "KWD", "en", 1234567),
        ("1,234.567", "KWD", "en", 1234567),
        ("1 234", "KWD", "en", 1234000),
        ("1,234,567", "KWD", "en", 1234567000),
        ("24,5", "KWD", "en", 24500),
    ],
)
def test_forms_that_depend_on_currency_and_locale(text: str, currency: str, locale: str, minor: int) -> None:
    assert parse_money(text, currency, locale) == Money(minor, currency)


AMBIGUOUS = [
    ("1,234", "en", 1_234_000, 1_234),
    ("1,234", "en_IN", 1_234_000, 1_234),
    ("1,234", "de_CH", 1_234_000, 1_234),
    ("1.234", "de", 1_234_000, 1_234),
    ("1.234", "fr", 1_234_000, 1_234),
    ("1,234", "ar_EG", 1_234_000, 1_234),
    ("12,345", "hi", 12_345_000, 12_345),
    ("999,000", "en", 999_000_000, 999_000),
    ("KD 1,000", "en", 1_000_000, 1_000),
    ("१,२३४", "mr", 1_234_000, 1_234),
]


@pytest.mark.parametrize(("text", "locale", "larger", "smaller"), AMBIGUOUS)
def test_text_that_means_two_things_is_refused_with_both(
    text: str, locale: str, larger: int, smaller: int
) -> None:
    currency = "KWD"
    refused = refusal(text, currency, locale)
    assert refused.code == "ambiguous"
    assert refused.readings == (Money(larger, currency), Money(smaller, currency))
    assert refused.params["readings"] == refused.readings
    # What the sentence then asks to type is understood.
    for reading in refused.readings:
        assert parse_money(plain_amount(reading, locale), currency, locale) == reading


@given(
    st.integers(1, 999),
    st.integers(0, 999),
    st.sampled_from(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
    locales,
)
def test_three_decimals_are_never_guessed(whole: int, rest: int, currency: str, locale: str) -> None:
    decimals = number_style(locale).decimals
    for separator in ".,":
        text = f"{whole}{separator}{rest:03d}"
        if separator in decimals:
            assert parse_money(text, currency, locale) == Money(whole * 1000 + rest, currency)
        else:
            assert refusal(text, currency, locale).code == "ambiguous"


@pytest.mark.parametrize(
    ("text", "currency", "locale", "code"),
    [
        ("", "USD", "en", "empty"),
        (f" {NBSP}\N{LEFT-TO-RIGHT MARK}", "USD", "en", "empty"),
        ("ten", "USD", "en", "not_a_number"),
        ("$", "USD", "en", "not_a_number"),
        ("-", "USD", "en", "not_a_number"),
        (".", "USD", "en", "not_a_number"),
        ("5²", "USD", "en", "not_a_number"),
        ("½", "USD", "en", "not_a_number"),
        ("1e3", "USD", "en", "not_a_number"),
        ("1_000", "USD", "en", "not_a_number"),
        ("0x10", "USD", "en", "not_a_number"),
        ("1 2", "USD", "en", "not_a_number"),
        ("12,34,5", "USD", "en", "not_a_number"),
        ("1234,567.00", "USD", "en", "not_a_number"),
        ("1,234.567,00", "USD", "en", "not_a_number"),
        ("1.234 567,00", "EUR", "de", "not_a_number"),
        ("0,123,456", "USD", "en", "not_a_number"),
        ("1..5", "USD", "en", "not_a_number"),
        ("1٫2٫3", "USD", "en", "not_a_number"),
        ("(5", "USD", "en", "not_a_number"),
        ("€5", "USD", "en", "not_a_number"),
        ("5 EUR", "USD", "en", "not_a_number"),
        ("$5", "EUR", "en", "not_a_number"),
        ("5 and 6", "USD", "en", "not_a_number"),
        ("-5", "USD", "en", "negative"),
        ("−5.00", "USD", "en", "negative"),
        ("-$5", "USD", "en", "negative"),
        ("$-5", "USD", "en", "negative"),
        ("5-", "USD", "en", "negative"),
        ("5 USD-", "USD", "en", "negative"),
        ("(5.00)", "USD", "en", "negative"),
        ("1.234", "USD", "en", "too_many_decimals"),
        ("1,234", "EUR", "de", "too_many_decimals"),
        ("1.234", "EUR", "fr", "too_many_decimals"),
        ("1,234", "CHF", "de_CH", "too_many_decimals"),
        ("1.500", "USD", "en", "too_many_decimals"),
        ("0,750", "USD", "en", "too_many_decimals"),
        ("1,2345", "USD", "en", "too_many_decimals"),
        ("1.2345", "KWD", "en", "too_many_decimals"),
        ("18.700", "JPY", "en", "too_many_decimals"),
        ("5.0", "JPY", "en", "too_many_decimals"),
        ("21474836.48", "USD", "en", "too_large"),
        ("2147483648", "JPY", "en", "too_large"),
        ("2147483.648", "KWD", "en", "too_large"),
        ("9" * 10_000, "USD", "en", "too_large"),
    ],
)
def test_what_is_no_amount_is_refused_by_name(text: str, currency: str, locale: str, code: str) -> None:
    refused = refusal(text, currency, locale)
    assert refused.code == code
    assert refused.readings == ()


def test_a_refusal_says_what_would_do() -> None:
    assert refusal("1.234", "USD", "en").params == {"decimals": 2}
    assert refusal("3000000000", "JPY", "en").params == {"limit": Money(INT32_MAX, "JPY")}


def test_a_refusal_never_quotes_what_was_typed() -> None:
    for text in ("secret 4242", "1,234", "-4242", "42.4242", "424242424242"):
        refused = refusal(text, "KWD", "en")
        assert str(refused) == refused.code
        assert refused.args == (refused.code,)


@given(st.text(max_size=30) | st.text(alphabet="0123456789.,' -+$()٫٬", max_size=14), codes, locales)
def test_any_text_is_an_amount_or_refused(text: str, code: str, locale: str) -> None:
    try:
        readings: tuple[Money, ...] = (parse_money(text, code, locale),)
    except MoneyTextError as refused:
        readings = refused.readings
        expected = 2 if refused.code == "ambiguous" else 0
    else:
        expected = 1
    assert len(readings) == len(set(readings)) == expected
    assert all(money.sendable and money.currency == code for money in readings)
