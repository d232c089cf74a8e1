"""Countries: their codes, names and typed search."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dodo_desktop.core.address_forms import AddressForm, address_fields
from dodo_desktop.core.locales import FALLBACK, find_locale
from dodo_desktop.core.search import Entry, Index

__all__ = ["COUNTRIES", "AddressForm", "address_fields", "country_name", "find_countries", "resolve_country"]

_CODES = """
    AF AX AL DZ AS AD AO AI AQ AG AR AM AW AU AT AZ BS BH BD BB BY BE BZ BJ BM BT BO BQ BA BW BV BR IO
    BN BG BF BI KH CM CA CV KY CF TD CL CN CX CC CO KM CG CD CK CR CI HR CU CW CY CZ DK DJ DM DO EC EG
    SV GQ ER EE ET FK FO FJ FI FR GF PF TF GA GM GE DE GH GI GR GL GD GP GU GT GG GN GW GY HT HM VA HN
    HK HU IS IN ID IR IQ IE IM IL IT JM JP JE JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MO MK
    MG MW MY MV ML MT MH MQ MR MU YT MX FM MD MC MN ME MS MA MZ MM NA NR NP NL NC NZ NI NE NG NU NF MP
    NO OM PK PW PS PA PG PY PE PH PN PL PT PR QA RE RO RU RW BL SH KN LC MF PM VC WS SM ST SA SN RS SC
    SL SG SX SK SI SB SO ZA GS SS ES LK SD SR SJ SZ SE CH SY TW TJ TZ TH TL TG TK TO TT TN TR TM TC TV
    UG UA AE GB UM US UY UZ VU VE VN VG VI WF EH YE ZM ZW
    """

COUNTRIES: tuple[str, ...] = tuple(_CODES.split())
"""Every two-letter code that the API knows, in its order; which can be billed is narrower."""

_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AE": ("UAE", "Emirates"),
        "BA": ("Bosnia", "Bosnia Herzegovina"),
        "BN": ("Brunei Darussalam",),
        "BO": ("Plurinational State of Bolivia",),
        "CD": ("DRC", "DR Congo", "Democratic Republic of the Congo"),
        "CG": ("Congo Republic", "Republic of the Congo"),
        "CI": ("Ivory Coast", "Cote d'Ivoire"),
        "CV": ("Cape Verde", "Cabo Verde"),
        "CZ": ("Czech Republic", "Czechia"),
        "FK": ("Falklands", "Malvinas"),
        "FM": ("Federated States of Micronesia",),
        "GB": ("UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
        "GM": ("The Gambia",),
        "HK": ("Hong Kong",),
        "IR": ("Islamic Republic of Iran",),
        "KP": ("Democratic People's Republic of Korea", "DPRK"),
        "KR": ("South Korea", "Republic of Korea"),
        "LA": ("Lao People's Democratic Republic", "Lao PDR"),
        "MD": ("Republic of Moldova",),
        "MK": ("Macedonia", "FYROM"),
        "MM": ("Burma", "Myanmar"),
        "MO": ("Macau", "Macao"),
        "NL": ("Holland", "The Netherlands"),
        "PH": ("The Philippines",),
        "PS": ("Palestine", "State of Palestine"),
        "RU": ("Russian Federation",),
        "SY": ("Syrian Arab Republic",),
        "SZ": ("Swaziland",),
        "TL": ("East Timor",),
        "TR": ("Turkey", "Turkiye"),
        "TW": ("Republic of China",),
        "TZ": ("United Republic of Tanzania",),
        "US": ("USA", "United States of America", "America", "U.S."),
        "VA": ("Vatican", "Holy See"),
        "VE": ("Bolivarian Republic of Venezuela",),
        "VN": ("Viet Nam",),
    }
)


def country_name(code: str, locale: str) -> str:
    """The name of a country in the locale's language, else in English, else its code."""
    for found in (find_locale(locale), find_locale(FALLBACK)):
        name: str | None = found.territories.get(code)
        if name:
            return name
    return code


@lru_cache(maxsize=8)
def _index(locale: str) -> Index:
    return Index.of(
        Entry(code, country_name(code, locale), (*_english(code), *_ALIASES.get(code, ())))
        for code in COUNTRIES
    )


def _english(code: str) -> tuple[str, ...]:
    name = country_name(code, FALLBACK)
    return (name, name.replace("St. ", "Saint ")) if name.startswith("St. ") else (name,)


def find_countries(text: str, locale: str) -> list[str]:
    """The codes that fit what has been typed so far, best first.

    An exact code comes first, then an exact name, then names that begin with the text, then names with
    words that do; names in the locale's language before English ones and other common names. All, by name,
    for an empty text.
    """
    return _index(locale).find(text)


def resolve_country(text: str, locale: str) -> str | None:
    """The code that `text` means as a whole code or name, case and accents aside; None if it is unsure."""
    return _index(locale).resolve(text)
