"""Addresses: the fields of each country, its states, and what looks odd about a state or a postal code."""

import json
import re
from dataclasses import replace

import pytest

from dodo_desktop.assets import resources
from dodo_desktop.core import address_forms
from dodo_desktop.core.address_forms import AddressForm, address_fields
from dodo_desktop.core.address_table import address_row, names_of
from dodo_desktop.core.checks_address import check_address, states_of_zipcode
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.problem import Weight
from dodo_desktop.core.states import find_states, resolve_state, shown_name

FIELDS = {"street", "city", "state", "zipcode"}


def test_each_country_is_read_from_its_line() -> None:
    table = json.loads((resources() / "addresses.json").read_text(encoding="utf-8"))["countries"]
    assert len(table) > 200
    for code, row in table.items():
        shown = address_row(code)
        assert shown.names == names_of(code) == tuple(row.get("names", ()))
        assert [state.name for state in shown.states] == [name for name, *_more in row.get("states", ())]
        assert shown.pattern == row.get("pattern", "")
    assert names_of("QQ") == ()
    assert address_row("QQ") == address_row("")


def test_every_form_is_sound() -> None:
    labels = {
        "street": address_forms.STREET_LABELS,
        "city": address_forms.CITY_LABELS,
        "state": address_forms.STATE_LABELS,
        "zipcode": address_forms.ZIPCODE_LABELS,
    }
    used: set[str] = set()
    for code in (None, *COUNTRIES):
        form = address_fields(code)
        assert len(form.order) == len(set(form.order))
        assert set(form.labels) == set(form.order) <= FIELDS
        assert {"street"} <= form.required <= set(form.order), code
        assert all(form.labels[field] in labels[field] for field in form.order)
        assert "state" in form.order or not form.states
        assert "zipcode" in form.order or not form.pattern
        used |= set(form.labels.values())
    # A label that no country uses would be a word translated for nothing.
    assert used == frozenset().union(*labels.values())


def test_every_example_of_a_postal_code_fits_its_own_pattern() -> None:
    shown = 0
    for code in COUNTRIES:
        form = address_fields(code)
        re.compile(form.pattern)
        assert all(form.fits(example) for example in form.examples), code
        assert bool(form.examples) == bool(form.pattern), code
        shown += bool(form.examples)
        list(check_address(code, form, state="", zipcode="???"))
    assert shown > 170


def test_the_table_of_other_names_holds_countries_alone() -> None:
    tables = (
        address_forms._ORDERS,
        address_forms._STATE_NAMES,
        address_forms._ZIP_NAMES,
        address_forms._CITY_NAMES,
    )
    for table in tables:
        assert set(table) <= set(COUNTRIES)


def test_a_country_not_known_is_offered_every_field() -> None:
    expected = AddressForm(
        order=("street", "city", "state", "zipcode"),
        labels={
            "street": "street_and_house_number",
            "city": "city",
            "state": "state_or_region",
            "zipcode": "postal_code",
        },
        required=frozenset({"street", "city"}),
    )
    for code in (None, "", "ZZ"):
        form = address_fields(code)
        assert replace(form, labels=dict(form.labels)) == expected


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_field_can_come_back(code: str) -> None:
    usual, every = address_fields(code), address_fields(code, every=True)
    assert every.order[: len(usual.order)] == usual.order
    assert set(every.order) == FIELDS
    assert every.required == usual.required


@pytest.mark.parametrize(
    ("code", "order", "required", "labels"),
    [
        (
            "US",
            "street city state zipcode",
            "street city state zipcode",
            {"state": "state", "zipcode": "zip_code"},
        ),
        (
            "GB",
            "street city state zipcode",
            "street city zipcode",
            {"state": "county", "zipcode": "postcode"},
        ),
        ("DE", "street zipcode city", "street city zipcode", {"zipcode": "postal_code"}),
        ("FR", "street zipcode city", "street city zipcode", {}),
        ("IE", "street city state zipcode", "street city", {"state": "county", "zipcode": "eircode"}),
        ("IN", "street city zipcode state", "street city state zipcode", {"zipcode": "pin_code"}),
        ("AU", "street city state zipcode", "street city state zipcode", {"city": "suburb_or_city"}),
        ("CA", "street city state zipcode", "street city state zipcode", {"state": "province"}),
        ("BR", "street city state zipcode", "street city state zipcode", {"state": "state"}),
        ("JP", "zipcode state city street", "zipcode state street", {"state": "prefecture"}),
        ("KR", "state city street zipcode", "zipcode state city street", {"state": "province_or_city"}),
        ("HU", "city street zipcode", "street city zipcode", {}),
        ("AE", "street city state", "street state", {"state": "emirate"}),
        ("HK", "state city street", "street state", {"state": "area", "city": "city_or_district"}),
        ("QA", "street city", "street city", {}),
        ("SG", "street zipcode", "street zipcode", {}),
        ("MX", "street zipcode city state", "street city state zipcode", {"state": "state"}),
        ("NO", "street zipcode city", "street city zipcode", {"city": "town_or_city"}),
    ],
)
def test_known_addresses(code: str, order: str, required: str, labels: dict[str, str]) -> None:
    form = address_fields(code)
    assert form.order == tuple(order.split())
    assert form.required == set(required.split())
    assert labels.items() <= dict(form.labels).items()


def test_states_are_found_by_name_code_and_script() -> None:
    def meant(country: str, text: str) -> str:
        state = resolve_state(country, text)
        return shown_name(state, text) if state else ""

    assert meant("US", "NY") == meant("US", " new york ") == "New York"
    assert meant("US", "wa") == "Washington"
    assert meant("CA", "Colombie-Britannique") == "British Columbia"
    assert meant("JP", "tokyo") == meant("JP", "Tokyo-to") == "Tokyo"
    assert meant("JP", "東京都") == meant("JP", "東京") == "東京都"
    assert meant("IN", "mh") == "Maharashtra"
    assert meant("BR", "sao paulo") == "São Paulo"
    assert meant("CN", "Guangdong Sheng") == "Guangdong"
    assert meant("AE", "دبي") == "إمارة دبيّ"
    # Which of two nobody can know.
    assert meant("TW", "Hsinchu") == meant("US", "New") == meant("GB", "Kent") == meant("ZZ", "NY") == ""
    assert [state.name for state in find_states("US", "new")] == [
        "New Hampshire",
        "New Jersey",
        "New Mexico",
        "New York",
    ]
    assert find_states("US", "in")[0].name == "Indiana"
    assert find_states("DE", "") == []
    assert len(find_states("US", "")) == len(address_fields("US").states)


def test_every_state_is_meant_by_each_of_its_own_names() -> None:
    for country in COUNTRIES:
        for state in address_fields(country).states:
            for text in filter(None, (state.name, state.native)):
                assert resolve_state(country, text) == state, (country, text)


@pytest.mark.parametrize(
    ("country", "state", "zipcode", "expected"),
    [
        ("US", "New York", "11201", {}),
        ("US", "NY", "11201-1234", {}),
        ("US", "New York", "90210", {"zip_of_other_state": "California"}),
        ("US", "New York", "1120", {"zip_doubtful": "95014"}),
        ("US", "Yorkshire", "11201", {"state_unknown": None}),
        ("US", "Calif", "94105", {"state_unknown": "California"}),
        ("US", "", "", {}),
        ("GB", "Kent", "sw1a 1aa", {}),
        ("GB", "Kent", "SW1A-1AA", {"zip_spelt": "SW1A 1AA"}),
        ("DE", "", "D-10115", {"zip_spelt": "10115"}),
        ("DE", "", "101 15", {"zip_spelt": "10115"}),
        ("DE", "", "1011", {"zip_doubtful": "26133"}),
        ("CA", "Ontario", "k1a0b1", {}),
        ("CA", "Ontario", "K1A-0B1", {"zip_spelt": "K1A 0B1"}),
        ("JP", "Tokyo", "１００−０００１", {"zip_spelt": "100-0001"}),
        ("JP", "東京都", "〒100-0001", {"zip_spelt": "100-0001"}),
        ("JP", "Osaka", "100-0001", {"zip_of_other_state": "Tokyo"}),
        ("LV", "", "1010", {"zip_spelt": "LV-1010"}),
        ("CH", "", "CH-8001", {"zip_spelt": "8001"}),
        ("PL", "", "00950", {"zip_spelt": "00-950"}),
        ("BR", "SP", "20040-002", {"zip_of_other_state": "Rio de Janeiro"}),
        ("QA", "", "whatever", {}),
    ],
)
def test_what_looks_odd(country: str, state: str, zipcode: str, expected: dict[str, str | None]) -> None:
    found = list(check_address(country, address_fields(country), state=state, zipcode=zipcode))
    said = {p.code: p.params.get("fix", p.params.get("example", p.params.get("state"))) for p in found}
    assert said == expected
    assert all(p.weight is Weight.ADVICE for p in found)


def test_whose_a_postal_code_can_be() -> None:
    assert states_of_zipcode(address_fields("US"), "10001") == ["New York"]
    assert states_of_zipcode(address_fields("DE"), "10115") == []
    assert "Tokyo" in states_of_zipcode(address_fields("JP"), "100-0001")
