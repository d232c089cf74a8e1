"""Babel's tables: what is let go of them changes no locale that is found, and is asked for by nobody."""

import json
import subprocess
import sys
from pathlib import Path

from babel import localedata

from dodo_desktop.core.locales import UNUSED_TABLES, find_locale

_NAMES = (
    "de_CH",
    "pt-BR",
    "zh_TW",
    "zh_CN",
    "sr_ME",
    "nb_NO",
    "und_JP",
    "he_IL",
    "ff_XX",
    "xx_YY",
    "tlh",
    "",
)
_TELL = """
import json
from babel import Locale, UnknownLocaleError
{first}
def found(name):
    try:
        return str(Locale.parse(name))
    except (UnknownLocaleError, ValueError, TypeError) as unknown:
        return type(unknown).__name__
print(json.dumps([found(name) for name in {names}]))
"""


def _told(names: tuple[str, ...], first: str = "") -> list[str]:
    program = _TELL.format(first=first, names=names)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    told: list[str] = json.loads(ended.stdout)
    return told


def test_no_locale_is_lost_with_the_languages_that_have_no_words() -> None:
    languages = {file.stem.partition("_")[0] for file in Path(localedata.__file__).parent.glob("*/*.dat")}
    names = (*_NAMES, *sorted(languages - {"root"}))
    thinned = "from dodo_desktop.core.locales import find_locale\nfind_locale('en_US')"
    assert _told(names, thinned) == _told(names)


def test_what_nobody_asks_for_does_not_stay_in_memory() -> None:
    found = find_locale("fr_CA")
    assert found.territories["DE"] == "Allemagne"
    kept = localedata.load("fr_CA").keys() | localedata.load("fr").keys() | localedata.load("root").keys()
    assert not kept & set(UNUSED_TABLES)
    assert {"currency_names", "number_symbols", "datetime_skeletons"} <= kept
