"""Currencies: their names and typed search. Their codes and decimals are in `money`."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dodo_desktop.core.locales import FALLBACK, find_locale
from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.core.money_symbols import SYMBOLS
from dodo_desktop.core.number_style import currency_symbol
from dodo_desktop.core.search import Entry, Index

_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AED": ("UAE dirham",),
        "CHF": ("Swiss francs",),
        "CNY": ("yuan", "renminbi", "RMB"),
        "EUR": ("euros",),
        "GBP": ("sterling", "pound sterling", "UK pound", "British pounds"),
        "ILS": ("NIS", "new shekel", "shekel"),
        "INR": ("Indian rupees",),
        "JPY": ("yen",),
        "PLN": ("zloty",),
        "THB": ("baht",),
        "TRY": ("lira", "Turkish Lira"),
        "UAH": ("hryvnia",),
        "USD": ("US dollars", "American dollar"),
        "VND": ("dong",),
        "XAF": ("Central African franc",),
        "XOF": ("West African franc",),
        "XPF": ("Pacific franc",),
        "ZAR": ("rand",),
    }
)


def currency_name(code: str, locale: str) -> str:
    """The name of a currency in the locale's language, else in English, else its code."""
    for found in (find_locale(locale), find_locale(FALLBACK)):
        name: str | None = found.currencies.get(code)
        if name:
            return name
    return code


@lru_cache(maxsize=8)
def _index(locale: str) -> Index:
    return Index.of(
        (
            Entry(
                code,
                currency_name(code, locale),
                (currency_name(code, FALLBACK), *_ALIASES.get(code, ())),
                # Most symbols are shared, so they find a currency but never name one.
                (currency_symbol(code, locale), *SYMBOLS.get(code, ())),
            )
            for code in CURRENCIES
        ),
        code_prefix=True,
    )


def find_currencies(text: str, locale: str) -> list[str]:
    """The codes that fit what has been typed so far, best first.

    An exact code comes first, then an exact name or symbol, then codes and then names that begin with the
    text, then names with words that do; names in the locale's language before English ones and other common
    names. All, by name, for an empty text.
    """
    return _index(locale).find(text)


def resolve_currency(text: str, locale: str) -> str | None:
    """The code that `text` means as a whole code or name, case and accents aside; None if it is unsure."""
    return _index(locale).resolve(text)
