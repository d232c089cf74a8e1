"""Which address fields a country has, in which order, what it calls them and which it needs."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dodo_desktop.core.address_table import AddressRow, State, address_row
from dodo_desktop.core.value import value

STREET_LABELS = frozenset({"street_and_house_number"})
CITY_LABELS = frozenset({"city", "suburb_or_city", "town_or_city", "city_or_district"})
STATE_LABELS = frozenset(
    {
        "state_or_region",
        "state",
        "province",
        "region",
        "county",
        "prefecture",
        "emirate",
        "department",
        "district",
        "island",
        "parish",
        "area",
        "municipality",
        "province_or_city",
        "county_or_city",
    }
)
ZIPCODE_LABELS = frozenset({"postal_code", "postcode", "zip_code", "pin_code", "eircode"})


@value
class AddressForm:
    """The fields of an address: some of street, city, state and zipcode.

    `order` holds those that the country has, as they are written there; `labels` gives each a code for what
    it is called; `required` those without which mail or tax goes astray. `pattern` matches a whole postal
    code, `examples` show some, `prefix` is what may stand before one; all empty where nothing is known.
    `states` is the list of states, empty where there is none.
    """

    order: tuple[str, ...]
    labels: Mapping[str, str]
    required: frozenset[str]
    pattern: str = ""
    examples: tuple[str, ...] = ()
    prefix: str = ""
    states: tuple[State, ...] = ()

    def fits(self, zipcode: str) -> bool:
        """Whether a postal code looks like one of the country; every text does where nothing is known."""
        return not self.pattern or re.fullmatch(self.pattern, zipcode, re.IGNORECASE) is not None


# Fields are spelt with one letter each.
_FIELDS = {"A": "street", "C": "city", "S": "state", "Z": "zipcode"}


def _by_country(groups: Mapping[str, str]) -> dict[str, str]:
    return {code: value for value, codes in groups.items() for code in codes.split()}


_ORDERS = {
    # An emirate is no city: Al Ain lies in Abu Dhabi.
    "AE": "ACS",
    # Post does without the county, people do not.
    "GB": "ACSZ",
    # The table has ward, city and block in one; nobody in Japan fills in a form like that.
    "JP": "ZSCA",
}

_STATE_KINDS = {
    "area": "area",
    "county": "county",
    "department": "department",
    "district": "district",
    "do_si": "province_or_city",
    "emirate": "emirate",
    "island": "island",
    "oblast": "region",
    "parish": "parish",
    "prefecture": "prefecture",
    "state": "state",
}

_STATE_NAMES = _by_country(
    {
        # Where the table says nothing or "province" of what people there call otherwise.
        "state": "CC CX HM NF",
        "region": "BY CL KZ MN PE SO UZ",
        "department": "SV UY",
        "county": "EE GB LT RO",
        "county_or_city": "TW",
        "municipality": "LV",
        "island": "CV PF",
        "district": "SR",
        "state_or_region": "IQ IR KP MZ PG",
    }
)

_ZIP_KINDS = {"zip": "zip_code", "pin": "pin_code", "eircode": "eircode"}
_ZIP_NAMES = _by_country({"postcode": "AU CC CX GB GG IM JE MY NF NZ"})

_CITY_KINDS = {"suburb": "suburb_or_city", "post_town": "town_or_city", "district": "city_or_district"}
_CITY_NAMES = _by_country({"town_or_city": "GG IE IM JE"})


@lru_cache(maxsize=600)
def address_fields(code: str | None, *, every: bool = False) -> AddressForm:
    """The address of a country by its two-letter code; None or an unknown code offers every field.

    `every`: also the fields that the country does not have, behind the others, none of them needed.
    """
    country = code or ""
    row = address_row(country)
    written = _ORDERS.get(country, row.order)
    order = written + "".join(letter for letter in _FIELDS if every and letter not in written)
    names = {
        "street": "street_and_house_number",
        "city": _CITY_NAMES.get(country) or _CITY_KINDS.get(row.city, "city"),
        "state": _state_name(country, row.state, written="S" in written and row != AddressRow()),
        "zipcode": _ZIP_NAMES.get(country) or _ZIP_KINDS.get(row.zip, "postal_code"),
    }
    fields = tuple(_FIELDS[letter] for letter in order)
    return AddressForm(
        order=fields,
        labels=MappingProxyType({field: names[field] for field in fields}),
        required=frozenset(_FIELDS[letter] for letter in row.needs if letter in written),
        pattern=row.pattern,
        examples=row.examples,
        prefix=row.prefix,
        states=row.states,
    )


def _state_name(country: str, kind: str, *, written: bool) -> str:
    if country in _STATE_NAMES:
        return _STATE_NAMES[country]
    if kind in _STATE_KINDS:
        return _STATE_KINDS[kind]
    return "province" if written else "state_or_region"
