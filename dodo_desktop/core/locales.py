"""Babel's data of a locale, by whatever name the system gives it."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"


@lru_cache(maxsize=64)
def find_locale(identifier: str) -> "Locale":
    """The locale named `identifier` (``de_CH``, ``pt-BR``); its language alone, or English, if unknown."""
    from babel import Locale, UnknownLocaleError

    parts = identifier.replace("-", "_").split("_")
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (ValueError, TypeError, UnknownLocaleError):
            parts.pop()
    return Locale.parse(FALLBACK)
