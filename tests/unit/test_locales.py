"""Whatever Babel's data are let go of, each locale is found and written as before."""

import subprocess
import sys
from datetime import date, time
from decimal import Decimal

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from dodo_desktop.core.locales import find_locale, read_locale

_DAY, _CLOCK = date(2026, 11, 27), time(14, 6, 9)
_SKELETONS = ("yMMMEd", "MMMEd", "MMMd", "yMMMd", "yMMMM")
_NAMED = ("zh_TW", "zh_HK", "zh_CN", "sr_BA", "sr_ME", "pa_PK", "uz_AF", "yue_CN", "ks", "und_AT", "en_GB")


def _written(name: str) -> list[str]:
    """All that the words take from Babel, in the locale of this name."""
    try:
        found = Locale.parse(name)
    except (ValueError, UnknownLocaleError) as fault:
        return [type(fault).__name__]
    return [
        str(found),
        found.display_name or "",
        found.territories.get("AT", ""),
        found.currencies.get("EUR", ""),
        found.currency_symbols.get("JPY", ""),
        format_decimal(Decimal("1234567.5"), format="#,##0.##", locale=found),
        format_list(["a", "b", "c"], locale=found),
        format_date(_DAY, "medium", locale=found),
        *(format_time(_CLOCK, length, locale=found) for length in ("short", "medium")),
        *(format_skeleton(skeleton, _DAY, locale=found) for skeleton in _SKELETONS),
    ]


def _told() -> list[list[str]]:
    return [_written(name) for name in (*_NAMED, *localedata.locale_identifiers()[::7])]


_ALONE = """
import sys
from tests.unit import test_locales
print(*test_locales._told(), sep="\\n")
"""


def test_locale_is_written_the_same_without_what_was_let_go() -> None:
    as_shipped = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _ALONE], capture_output=True, encoding="utf-8", check=True
    )
    for name in (*_NAMED[:3], "de_CH"):
        read_locale(name)
    assert [str(line) for line in _told()] == as_shipped.stdout.splitlines()


def test_most_of_a_locale_is_let_go() -> None:
    read_locale("de_CH")
    kept = localedata.load("de_CH")
    assert "unit_patterns" not in kept
    assert "unit_patterns" not in localedata.load("de")
    assert {"territories", "currency_names", "datetime_skeletons"} <= kept.keys()


def test_unknown_names_lead_to_language_or_english() -> None:
    assert str(find_locale("de_QQ")) == "de"
    assert str(find_locale("zh-TW")) == "zh_Hant_TW"
    assert str(find_locale("nowhere")) == "en"
