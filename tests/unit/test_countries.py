"""Countries: every code of the API, found by what people type."""

from pathlib import Path

import pytest
import yaml

from dodo_desktop.core.countries import COUNTRIES, country_name, find_countries, resolve_country

API = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"
LOCALES = ["en", "en_GB", "de", "fr", "es", "pt_BR", "it", "nl", "pl", "tr", "ru"]
LOCALES += ["ar", "he", "fa", "hi", "ja", "zh", "th", "ko"]


def test_the_countries_are_those_of_the_api_in_its_order() -> None:
    schemas = yaml.safe_load(API.read_text("utf-8"))["components"]["schemas"]
    assert list(COUNTRIES) == schemas["CountryCodeAlpha2"]["enum"]
    assert len(set(COUNTRIES)) == 249


@pytest.mark.parametrize("locale", LOCALES)
def test_every_country_is_meant_by_its_name_and_code(locale: str) -> None:
    for code in COUNTRIES:
        name = country_name(code, locale)
        assert name not in {"", code}
        assert resolve_country(name, locale) == code
        assert resolve_country(code.lower(), locale) == code
        assert resolve_country(country_name(code, "en"), locale) == code
        assert find_countries(code, locale)[0] == code
        assert code in find_countries(name, locale)[:2]
    assert sorted(find_countries("", locale)) == sorted(COUNTRIES)


def test_names_are_in_the_persons_language() -> None:
    assert country_name("DE", "fr_FR") == "Allemagne"
    assert country_name("DE", "no such locale") == "Germany"
    assert country_name("ZZ9", "fr") == "ZZ9"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"),
        ("great britain", "GB"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("united states of america", "US"),
        ("Holland", "NL"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Ivory Coast", "CI"),
        ("cote d'ivoire", "CI"),
        ("South Korea", "KR"),
        ("Saint Lucia", "LC"),
        ("st lucia", "LC"),
        ("Hong Kong", "HK"),
        ("Swaziland", "SZ"),
        ("aland islands", "AX"),
    ],
)
@pytest.mark.parametrize("locale", ["en", "de", "ja"])
def test_common_names_mean_their_country(text: str, code: str, locale: str) -> None:
    assert resolve_country(text, locale) == code
    assert find_countries(text, locale)[0] == code


@pytest.mark.parametrize(
    "text", ["", "  ", "Germ", "Congo", "Korea", "Guinea B", "Atlantis", "U", "G.B. and more"]
)
def test_what_is_unsure_means_no_country(text: str) -> None:
    assert resolve_country(text, "en") is None


def test_found_countries_are_ranked() -> None:
    assert find_countries("guinea", "en") == ["GN", "GW", "GQ", "PG"]
    assert find_countries("uni", "en")[:3] == ["AE", "GB", "US"]
    assert find_countries("in", "en")[:3] == ["IN", "ID", "IO"]
    assert find_countries("deut", "de") == ["DE"]
    assert find_countries("ger", "de") == ["DE"]
    assert find_countries("atlantis", "en") == []
