"""Babel's data of a locale, by whatever name the system gives it."""

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"

UNUSED_TABLES = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names_plural",
    "date_fields",
    "interval_formats",
    "measurement_systems",
    "meta_zones",
    "ordinal_form",
    "scientific_formats",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
)
"""Of each language: units of measure, names of time zones, spans of time, short and long large numbers. The
packaged program comes without them, and they do not stay in memory elsewhere."""

_SUBTAGS: Final = "likely_subtags"
_UNKNOWN = "und"
"""What CLDR calls a language that nobody named."""


@lru_cache(maxsize=64)
def find_locale(identifier: str) -> "Locale":
    """The locale named `identifier` (``de_CH``, ``pt-BR``); its language alone, or English, if unknown."""
    from babel import UnknownLocaleError

    parts = identifier.replace("-", "_").split("_")
    while parts:
        try:
            return _read("_".join(parts))
        except (ValueError, TypeError, UnknownLocaleError):
            parts.pop()
    return _read(FALLBACK)


def _read(identifier: str) -> "Locale":
    from babel import Locale, localedata

    found = Locale.parse(identifier)
    _thin_the_world()
    localedata.load(str(found))
    with localedata._cache_lock:
        for table in localedata._cache.values():
            for name in UNUSED_TABLES:
                table.pop(name, None)
    return found


@cache
def _thin_the_world() -> None:
    """Lets go of what Babel knows of 7,000 languages of whose words it knows none, a megabyte."""
    from babel import core, localedata

    subtags = core.get_global(_SUBTAGS)
    tables = Path(localedata.__file__).parent / "locale-data"
    spoken = {_UNKNOWN, *(table.stem.partition("_")[0] for table in tables.glob("*.dat"))}
    kept = {name: whole for name, whole in subtags.items() if name.partition("_")[0] in spoken}
    world = cast("dict[str, object]", core._global_data)
    world[_SUBTAGS] = kept
