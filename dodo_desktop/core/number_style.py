"""How a locale writes amounts: its digits, separators, signs and where the currency goes."""

import unicodedata
from functools import lru_cache

from dodo_desktop.core.locales import find_locale
from dodo_desktop.core.value import value

TRUE_MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"
_SIGN = "\N{CURRENCY SIGN}"

# The zero of each numbering system whose ten digits follow one another.
_ZEROS = {
    "latn": 0x30,
    "arab": 0x660,
    "arabext": 0x6F0,
    "nkoo": 0x7C0,
    "deva": 0x966,
    "beng": 0x9E6,
    "tibt": 0xF20,
    "mymr": 0x1040,
    "olck": 0x1C50,
    "mtei": 0xABF0,
    "cakm": 0x11136,
    "hmnp": 0x1E140,
    "adlm": 0x1E950,
}

# Said by people where CLDR's English knows the code alone.
_KNOWN = {"BHD": "BD", "JOD": "JD", "KWD": "KD"}


@value
class NumberStyle:
    """What a locale writes.

    `zero` is the code point of its digit zero and `minus` its minus sign with any direction mark.
    `lakh` says that groups left of the last have two digits. `positive` and `negative` are what stands
    before and after an amount, with ¤ for the currency. `decimals` and `groups` are all separators that the
    locale's people use, in their own digits or in 0-9.
    """

    decimal: str
    group: str
    minus: str
    zero: int
    lakh: bool
    positive: tuple[str, str]
    negative: tuple[str, str]
    decimals: frozenset[str]
    groups: frozenset[str]

    def number(self, whole: int, fraction: str) -> str:
        """`whole`, from 0, in groups, then the decimals that `fraction` spells in 0-9, if any."""
        digits = str(whole)
        head, tail = digits[:-3], digits[-3:]
        step = 2 if self.lakh else 3
        parts = [head[max(end - step, 0) : end] for end in range(len(head), 0, -step)][::-1]
        text = self.group.join([*parts, tail])
        return self.digits(text + self.decimal + fraction if fraction else text)

    def digits(self, text: str) -> str:
        """`text` with 0-9 in the locale's own digits."""
        if self.zero == _ZEROS["latn"]:
            return text
        return text.translate({0x30 + n: self.zero + n for n in range(10)})


@lru_cache(maxsize=64)
def number_style(locale: str) -> NumberStyle:
    """The style of a locale named as Babel does."""
    found = find_locale(locale)
    system = found.default_numbering_system
    latin = found.number_symbols.get("latn", {})
    # A system that the locale names no symbols for is written with those of 0-9.
    symbols = found.number_symbols.get(system, {}) or latin
    if system not in _ZEROS:
        system, symbols = "latn", latin
    decimal = symbols.get("currencyDecimal") or symbols.get("decimal") or "."
    group = symbols.get("currencyGroup") or symbols.get("group") or ","
    minus = (symbols.get("minusSign") or "-").replace("-", TRUE_MINUS)
    pattern = found.currency_formats["standard"]
    (before, before_negative), (after, after_negative) = pattern.prefix, pattern.suffix
    decimals = {decimal, symbols.get("decimal"), latin.get("decimal")}
    groups = {group, symbols.get("group"), latin.get("group")}
    return NumberStyle(
        decimal=decimal,
        group=group,
        minus=minus,
        zero=_ZEROS[system],
        lakh=pattern.grouping == (3, 2),
        positive=(before, after),
        negative=(before_negative.replace("-", minus), after_negative.replace("-", minus)),
        decimals=frozenset(filter(None, decimals)),
        groups=frozenset(filter(None, groups)),
    )


def currency_symbol(currency: str, locale: str) -> str:
    """The symbol that people of the locale know, such as ``$`` or ``KD``; else the code."""
    symbol: str = find_locale(locale).currency_symbols.get(currency, "").strip("\N{ZERO WIDTH SPACE}")
    if symbol in {"", currency}:
        return _KNOWN.get(currency, currency)
    return symbol


def affixes(currency: str, locale: str, *, negative: bool) -> tuple[str, str]:
    """What stands before and after the number of an amount, the currency's symbol and the sign included."""
    style = number_style(locale)
    before, after = style.negative if negative else style.positive
    symbol = currency_symbol(currency, locale)
    # A letter never touches a digit, as CLDR has it: "KD 24.750" but "$24.75".
    if before.endswith(_SIGN) and not _is_sign(symbol[-1]):
        before += NBSP
    if after.startswith(_SIGN) and not _is_sign(symbol[0]):
        after = NBSP + after
    return before.replace(_SIGN, symbol), after.replace(_SIGN, symbol)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "SZ"
