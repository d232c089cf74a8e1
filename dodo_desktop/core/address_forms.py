"""Which address fields a country has, in which order, what it calls them and which it needs.

A modest table of what is widely known; where it knows nothing, all four fields are offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

STREET_LABELS = frozenset({"street_and_house_number"})
CITY_LABELS = frozenset({"city", "suburb_or_city", "town_or_city"})
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
    }
)
ZIPCODE_LABELS = frozenset({"postal_code", "postcode", "zip_code", "pin_code", "eircode"})


@dataclass(frozen=True, slots=True)
class AddressForm:
    """The fields of an address: some of street, city, state and zipcode.

    `order` holds those that the country has, as they are read there; `labels` gives each a code for what it
    is called; `required` those without which mail or tax goes astray.
    """

    order: tuple[str, ...]
    labels: Mapping[str, str]
    required: frozenset[str]


# Orders and needs are spelt with one letter a field.
_FIELDS = {"A": "street", "C": "city", "S": "state", "Z": "zipcode"}
_USUAL_ORDER = "ACSZ"
_USUAL_NEEDS = "AC"


def _by_country(groups: Mapping[str, str]) -> dict[str, str]:
    return {code: value for value, codes in groups.items() for code in codes.split()}


_ORDERS = _by_country(
    {
        # The code stands before the city, and no state is written.
        "AZC": "AD AL AT AX BA BE BG BL CH CY CZ DE DK EE FI FO FR GF GL GP GR HR IS LI LT LU MA MC ME MF MK "
        "MQ NC NL NO PF PL PM PT RE RS SE SI SJ SK SM TN VA WF YT",
        "AZCS": "AR ES IT MX RO TR",
        "ACZ": "AS BM GG GI GU HU IL IM JE LV MP NZ PR SG VI ZA",
        "ZSCA": "CN JP KR TW",
        # No postal codes.
        "ACS": "AE AO BO BS BZ CD CM FJ GD GH GY HK JM KI KN LY ML MR MW NR PA SB SC SL SO SR SY TD TO "
        "TV UG YE ZW",
        "AC": "AG AW BF BI BJ BQ BW CF CG CI CK CW DJ DM ER GA GM GQ KM KP LC MO MS NU QA RW ST SX TG TK "
        "TL VU",
    }
)

_NEEDS = _by_country(
    {
        "ACSZ": "AU BR CA CN ES IN IT KR MX RU TW US",
        "ACZ": "AS AT AX BE CH CZ DE DK EE FI FO FR GB GF GG GL GP GR GU HU IL IM JE LI LT LU LV MC MF MP MQ "
        "MY NC NL NO NZ PF PL PM PR PT RE RO SE SI SJ SK SM TR UA VA VI WF YT ZA",
        "ASZ": "JP",
        "AS": "AE HK",
        "AZ": "SG",
    }
)

_STATE_NAMES = _by_country(
    {
        "state": "AU BR FM IN MX MY NG US VE",
        "province": "AR CA CD CN CR CU DO EC ES ID IT KR PA PH TH TR VN",
        "region": "CL PE RU UA",
        "county": "GB IE KE LR RO TW",
        "prefecture": "JP",
        "emirate": "AE",
        "department": "BO CO GT HN NI PY SV UY",
        "district": "BD BZ HK NR",
        "island": "BS KI KN KY SC TV",
        "parish": "BB JM",
    }
)

_CODE_NAMES = _by_country(
    {
        "zip_code": "AS FM GU MH MP PH PR PW UM US VI",
        "postcode": "AU CC CX GB GG IM JE MY NF NZ",
        "pin_code": "IN",
        "eircode": "IE",
    }
)

_CITY_NAMES = _by_country({"suburb_or_city": "AU", "town_or_city": "GB GG IE IM JE"})


@lru_cache(maxsize=300)
def address_fields(code: str | None) -> AddressForm:
    """The address of a country by its two-letter code; None or an unknown code offers every field."""
    country = code or ""
    names = {
        "street": "street_and_house_number",
        "city": _CITY_NAMES.get(country, "city"),
        "state": _STATE_NAMES.get(country, "state_or_region"),
        "zipcode": _CODE_NAMES.get(country, "postal_code"),
    }
    order = tuple(_FIELDS[letter] for letter in _ORDERS.get(country, _USUAL_ORDER))
    return AddressForm(
        order=order,
        labels=MappingProxyType({field: names[field] for field in order}),
        required=frozenset(_FIELDS[letter] for letter in _NEEDS.get(country, _USUAL_NEEDS)),
    )
