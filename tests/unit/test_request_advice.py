"""What is said against an order that can go out all the same, and what only a person can let go."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from dodo_desktop.core import problem
from dodo_desktop.core.address_forms import address_fields
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.currency_facts import ADAPTIVE, least_total
from dodo_desktop.core.draft import BillingEntry, Draft
from dodo_desktop.core.money import INT32_MAX, Money, exponent
from dodo_desktop.core.preview import Total
from dodo_desktop.core.problem import Weight
from dodo_desktop.core.request import NewCustomer, check
from dodo_desktop.core.tax_ids import EU_PREFIXES, check_tax_id, tax_id_of
from tests.unit.test_request import GOOD, THING, edited, line, new

API = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"


def abroad(country: str, field: str, value: str, draft: Draft = GOOD) -> Draft:
    form = address_fields(country)
    state = form.states[0].name if form.states else "Somewhere"
    zipcode = form.examples[0] if form.examples and not form.states else ""
    waived = frozenset({"billing.zipcode"})
    billing = replace(draft.billing, country=country, state=state, zipcode=zipcode, waived=waived)
    return edited(field, value, replace(draft, billing=billing))


ZIP, TAX, PHONE, BACK = "billing.zipcode", "options.tax_id", "customer.phone", "options.return_url"
ADVICE: list[tuple[str, str, Draft, dict[str, Any]]] = [
    ("customer.email", "email_doubtful", new(email="a..b@example.com"), {}),
    ("customer.email", "email_doubtful", new(email="ada@localhost"), {}),
    (PHONE, "phone_doubtful", edited(PHONE, "123", new()), {"country": "DE"}),
    (PHONE, "phone_doubtful", edited(PHONE, "+1 23", new()), {"country": "DE"}),
    (PHONE, "phone_doubtful", edited(PHONE, "ask Ben", new()), {"country": "DE"}),
    (PHONE, "phone_doubtful", edited(PHONE, "9" * 500, new()), {"country": "DE"}),
    (BACK, "url_not_https", edited(BACK, "http://example.com"), {}),
    (BACK, "url_not_https", edited(BACK, "shop-app://paid"), {}),
    (TAX, "tax_id_doubtful", edited(TAX, "DE123456789"), {"country": "DE", "example": "DE123456788"}),
    (TAX, "tax_id_doubtful", edited(TAX, "x" * 500), {"country": "DE"}),
    (TAX, "tax_id_doubtful", abroad("IN", TAX, "27ABCPE1234F7Z6"), {"country": "IN", "name": "GSTIN"}),
    (TAX, "tax_id_prefix", edited(TAX, "123456788"), {"prefix": "DE", "fix": "DE123456788"}),
    (TAX, "tax_id_prefix", abroad("GR", TAX, "123456783"), {"prefix": "EL", "fix": "EL123456783"}),
    (TAX, "tax_id_elsewhere", edited(TAX, "ATU12345675"), {"country": "DE", "home": "AT"}),
    (TAX, "tax_id_elsewhere", abroad("US", TAX, "DE123456788"), {"country": "US", "home": "DE"}),
    (ZIP, "zip_doubtful", edited(ZIP, "1011"), {"country": "DE", "example": "26133"}),
    (ZIP, "zip_spelt", edited(ZIP, "D-10115"), {"country": "DE", "fix": "10115"}),
    (ZIP, "zip_of_other_state", abroad("US", ZIP, "90210"), {"state": "California"}),
    ("billing.state", "state_unknown", abroad("US", "billing.state", "Nirvana"), {"country": "US"}),
]


@pytest.mark.parametrize(("field", "code", "draft", "params"), ADVICE)
def test_what_dodo_decides_is_only_advice(
    field: str, code: str, draft: Draft, params: dict[str, Any]
) -> None:
    checked = check(draft, "en")
    assert checked.request is not None
    (found,) = checked.problems
    assert (found.field, found.code, found.weight) == (field, code, Weight.ADVICE)
    assert dict(found.params).items() >= params.items()


def test_a_phone_without_a_country_is_asked_for_it() -> None:
    codes = {p.code for p in check(abroad("", PHONE, "030 901820", new()), "en").problems}
    assert codes == {"missing", "phone_country_unknown"}
    assert {p.code for p in check(abroad("", PHONE, "+49 30 901820", new()), "en").problems} == {"missing"}
    # No country makes a number of it.
    codes = {p.code for p in check(abroad("", PHONE, "ask Ben", new()), "en").problems}
    assert codes == {"missing", "phone_doubtful"}


def test_all_advice_that_is_documented_is_tested() -> None:
    text = (problem.Problem.__doc__ or "").split("Dodo decides:")[1].split("A `fix`")[0]
    codes = set(re.findall(r"[a-z]+(?:_[a-z]+)*", re.sub(r"\([^)]*\)", "", text)))
    from_dodo = {"country_unsupported", "tax_id_refused", "preview_refused"}
    assert codes == {code for _, code, _, _ in ADVICE} | {"phone_country_unknown"} | from_dodo


def exact(minor: int, currency: str = "EUR", **more: Any) -> Total:
    return Total(Money(minor, currency), exact=True, **more)


def test_a_country_that_dodo_does_not_sell_to_is_advised_against() -> None:
    assert check(GOOD, "en", sold_to={"DE", "FR"}).problems == ()
    (found,) = check(GOOD, "en", sold_to={"FR"}).problems
    assert (found.field, found.code, found.weight) == (
        "billing.country",
        "country_unsupported",
        Weight.ADVICE,
    )
    assert check(GOOD, "en", sold_to={"FR"}).request is not None


def test_what_the_preview_says_of_a_tax_id_takes_the_place_of_its_check_digits() -> None:
    wrong = edited(TAX, "DE123456789")
    refused = check(wrong, "en", total=exact(2500, tax_id_refused="No such number")).problems
    assert [(p.field, p.code, p.weight) for p in refused] == [(TAX, "tax_id_refused", Weight.ADVICE)]
    assert check(wrong, "en", total=exact(2500, tax_id_business="Weg GmbH")).problems == ()
    assert [p.code for p in check(wrong, "en", total=exact(2500)).problems] == ["tax_id_doubtful"]


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET", "options.discount_code"),
        ("UNSUPPORTED_COUNTRY", "billing.country"),
    ],
)
def test_why_there_is_no_preview_is_advice_at_its_field(code: str, field: str) -> None:
    total = Total(Money(2500, "EUR"), exact=False, why_estimate="refused", refused_code=code)
    checked = check(GOOD, "en", total=total)
    assert [(p.field, p.code, p.weight) for p in checked.problems] == [
        (field, "preview_refused", Weight.ADVICE)
    ]
    assert checked.request is not None
    assert check(GOOD, "en", total=replace(total, refused_code="SOMETHING_NEW")).problems == ()


def test_the_least_totals_are_those_of_the_dated_documentation() -> None:
    schemas = yaml.safe_load(API.read_text("utf-8"))["components"]["schemas"]
    least = schemas["Currency"]["x-adaptive-minimum-2026-08"]
    assert set(least) == ADAPTIVE
    for currency, major in {**least, "USD": 0.5}.items():
        minor = Decimal(str(major)) * 10 ** exponent(currency)
        assert least_total(currency) == Money(int(minor), currency)
    assert least_total("KWD") is None


@pytest.mark.parametrize(
    ("draft", "total", "told"),
    [
        (line(replace(THING, price=Money(49, "EUR"))), None, (49, 50, "EUR", 0)),
        (line(replace(THING, price=Money(50, "EUR"))), None, None),
        (line(replace(THING, price=Money(0, "EUR"))), None, (0, 50, "EUR", 0)),
        (line(replace(THING, price=Money(49, "JPY"))), None, (49, 50, "JPY", 0)),
        (line(replace(THING, price=Money(1, "KWD"))), None, None),
        # Another currency was asked for, so that only Dodo knows what it comes to there.
        (edited("options.currency", "USD", line(replace(THING, price=Money(49, "EUR")))), None, None),
        (
            edited("options.currency", "JPY", line(replace(THING, price=Money(49, "EUR")))),
            exact(80, "JPY"),
            None,
        ),
        # Dodo's word counts: tax lifts it over the least, a discount takes it under.
        (line(replace(THING, price=Money(49, "EUR"))), exact(58), None),
        (GOOD, exact(29, "GBP"), (29, 30, "GBP", 1)),
    ],
)
def test_a_total_under_the_least_stops_until_a_person_says_otherwise(
    draft: Draft, total: Total | None, told: tuple[int, int, str, int] | None
) -> None:
    checked = check(draft, "en", total=total)
    if told is None:
        assert checked.problems == ()
        return
    (found,) = checked.problems
    assert (found.field, found.code, found.weight) == ("cart.table", "total_below_minimum", Weight.WAIVABLE)
    assert tuple(found.params[name] for name in ("total", "minimum", "currency", "exact")) == told
    assert checked.request is None
    assert check(edited("billing.waived", frozenset({"cart.table"}), draft), "en", total=total).request


def test_no_waiver_lets_more_through_than_dodo_can_take() -> None:
    much = edited("billing.waived", frozenset({"cart.table"}), line(quantity=str(INT32_MAX // 1250 + 1)))
    assert [p.code for p in check(much, "en").problems] == ["total_too_large"]
    assert check(line(quantity=str(INT32_MAX // 1250)), "en").request is not None


def test_fields_that_came_back_are_sent_and_not_needed() -> None:
    qatar = replace(GOOD, billing=BillingEntry("QA", "Street 1", "Doha", "Doha", "999"))
    hidden, shown = check(qatar, "en"), check(edited("billing.every_field", True, qatar), "en")
    assert hidden.request is not None
    assert (hidden.request.billing.state, hidden.request.billing.zipcode) == ("", "")
    assert shown.request is not None
    assert (shown.request.billing.state, shown.request.billing.zipcode) == ("Doha", "999")
    empty = replace(qatar, billing=replace(qatar.billing, state="", zipcode="", every_field=True))
    assert check(empty, "en").problems == ()


GOOD_TEXTS = [
    (PHONE, "+1 718 555 0142", "DE"),
    (PHONE, "(718) 555-0142", "US"),
    (PHONE, "\N{FULLWIDTH PLUS SIGN}81 3 1234 5678", "DE"),
    (PHONE, "٠٣٠ ٩٠١٨٢٠", "DE"),
    (TAX, "de 123 456 788", "DE"),
    (TAX, "GR123456783", "GR"),
    (TAX, "T1234567890122", "JP"),
    (TAX, "123456785", "NO"),
    (TAX, "anything at all", "AE"),
    (BACK, "https://m\N{LATIN SMALL LETTER U WITH DIAERESIS}nchen.example/d%C3%A4nk?a=[1]#x", "DE"),
    (BACK, "https://my_shop.example:8443/", "DE"),
    (BACK, "http://localhost:3000/", "DE"),
    (BACK, "http://127.0.0.1/", "DE"),
    (BACK, "https://[2001:db8::1]/", "DE"),
]


@pytest.mark.parametrize(("field", "text", "country"), GOOD_TEXTS)
def test_nothing_is_said_against_what_can_be_right(field: str, text: str, country: str) -> None:
    assert check(abroad(country, field, text, new()), "en").problems == ()


def test_a_phone_goes_out_in_its_international_form_and_a_doubtful_one_as_typed() -> None:
    def sent(text: str) -> str:
        request = check(edited(PHONE, text, new()), "en").request
        assert request is not None
        assert isinstance(request.customer, NewCustomer)
        return request.customer.phone

    assert sent("0176 12345678") == "+49 176 12345678"
    assert sent("00 1 718 555 0142") == "+1 718-555-0142"
    assert sent(" 123 ") == "123"


@pytest.mark.parametrize("country", sorted(country for country in COUNTRIES if tax_id_of(country)))
def test_every_example_of_a_tax_id_can_be_right(country: str) -> None:
    known = tax_id_of(country)
    assert known is not None
    assert list(check_tax_id(known.example, country)) == []
    assert known.name


def test_every_country_of_the_union_is_known_by_its_prefix() -> None:
    assert len(EU_PREFIXES) == 27
    for country, prefix in EU_PREFIXES.items():
        known = tax_id_of(country)
        assert known is not None
        assert known.example.startswith(prefix)
