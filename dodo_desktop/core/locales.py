"""Babel's data of a locale, by whatever name the system gives it, without what nobody here asks for."""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"

_UNASKED = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names_plural",
    "date_fields",
    "interval_formats",
    "meta_zones",
    "scientific_formats",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
)
"""What is in a locale's data of units, zones of time and spans of it, which nothing here writes."""


@lru_cache(maxsize=64)
def find_locale(identifier: str) -> "Locale":
    """The locale named `identifier` (``de_CH``, ``pt-BR``); its language alone, or English, if unknown."""
    from babel import UnknownLocaleError

    parts = identifier.replace("-", "_").split("_")
    while parts:
        try:
            return read_locale("_".join(parts))
        except (ValueError, TypeError, UnknownLocaleError):
            parts.pop()
    return read_locale(FALLBACK)


def read_locale(identifier: str) -> "Locale":
    """The locale of this name with its data. Raises ValueError and Babel's UnknownLocaleError.

    Of its data, and of Babel's tables of all languages, only that stays in memory which something here asks
    for: most of the 4 MB of one locale are names of units, zones of time and languages without any data.
    """
    from babel import Locale, localedata

    found = Locale.parse(identifier)
    # First, so that the locale's own data take the place.
    _let_tables_go()
    localedata.load(str(found))
    # As it is kept there for the next who asks; with it the languages that it builds upon.
    for data in list(vars(localedata).get("_cache", {}).values()):
        for key in _UNASKED:
            data.pop(key, None)
    return found


def _let_tables_go() -> None:
    from babel import localedata
    from babel.core import get_global

    tables = [
        table
        for table in (
            get_global("meta_zones"),
            get_global("territory_currencies"),
            get_global("territory_zones"),
            get_global("windows_zone_mapping"),
            get_global("zone_aliases"),
            get_global("zone_territories"),
        )
        if isinstance(table, dict)
    ]
    if not any(tables):
        return
    for table in tables:
        table.clear()
    likely = get_global("likely_subtags")
    if isinstance(likely, dict):
        # Where zh_TW leads to; nine in ten lead to languages of which Babel knows nothing else.
        with os.scandir(Path(localedata.resolve_locale_filename("root")).parent) as files:
            known = {file.name.split(".")[0].split("_")[0] for file in files}
        for tag in [tag for tag, full in likely.items() if full.split("_")[0] not in known]:
            del likely[tag]
