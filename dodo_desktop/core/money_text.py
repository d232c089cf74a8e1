"""Amounts as people write and read them, in any locale.

What `parse_money` takes
------------------------
Digits of any script; a sign; before or after the number the symbol or code of the currency asked for; groups
of three digits, or as in India of two and a last three, split by points, commas, spaces or apostrophes; and
one decimal separator. A last separator that stands once, unlike those before it, begins the decimals.

One point or comma before exactly three digits, as in ``1,234``, can split a group or begin decimals:

- the locale's own decimal separator begins decimals (too many of them, where the currency has fewer);
- in a currency with three decimals any other is refused with both readings: ambiguous;
- in other currencies the locale's own separator of groups splits a group;
- in other currencies one that is foreign to the locale is refused (too_many_decimals): as decimals it would
  be too long, and reading it as a group could charge a thousand times too much.

Nothing splits a group whose number begins with 0 or has more than three digits before the first separator, so
``0,750`` and ``1234,567`` mean one thing only. What `format_amount`, `plain_amount` and `format_money` write
always reads back as the same amount in the same locale, provided it is not negative and not too large.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from dodo_desktop.core.money import INT32_MAX, Money, exponent
from dodo_desktop.core.money_symbols import SYMBOLS
from dodo_desktop.core.number_style import affixes, currency_symbol, number_style

MoneyTextCode = Literal["empty", "not_a_number", "ambiguous", "too_many_decimals", "negative", "too_large"]

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´′＇", "'"),
        **dict.fromkeys("−–—‐‑‒﹣－", "-"),
        **dict.fromkeys("،，﹐", ","),
        **dict.fromkeys("．﹒", "."),
        "＋": "+",
        "＄": "$",
        "￥": "¥",
        "￡": "£",
        "￦": "₩",
        "（": "(",
        "）": ")",
    }
)
_ARABIC_DECIMAL = "\N{ARABIC DECIMAL SEPARATOR}"
_ARABIC_GROUP = "\N{ARABIC THOUSANDS SEPARATOR}"
_NUMBER_CHARACTERS = f"0-9.,' {_ARABIC_DECIMAL}{_ARABIC_GROUP}"
_SPLIT = re.compile(rf"[.,' {_ARABIC_DECIMAL}{_ARABIC_GROUP}]")
_MAY_BEGIN_DECIMALS = frozenset({".", ",", _ARABIC_DECIMAL})
_MAX_DIGITS = len(str(INT32_MAX))

_KEPT = 256
"""Amounts whose text is remembered: a table asks for those of its rows again and again."""


class MoneyTextError(ValueError):
    """A text that is no amount to rely on. Neither its message nor its arguments hold what was typed.

    `code` says why: empty; not_a_number; negative; ambiguous, with both `readings`, the larger first;
    too_many_decimals (params: decimals, the number that the currency has); too_large (params: limit, Money).
    """

    def __init__(
        self,
        code: MoneyTextCode,
        params: Mapping[str, object] = MappingProxyType({}),
        readings: tuple[Money, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code: MoneyTextCode = code
        self.readings = readings
        self.params: Mapping[str, object] = {**params, "readings": readings} if readings else dict(params)


@lru_cache(_KEPT)
def format_money(money: Money, locale: str) -> str:
    """The amount with its currency's symbol as the locale writes it, such as ``$1,240.00`` or ``KD 24.750``.

    The decimals are always the currency's own, and a negative amount has a true minus sign.
    """
    before, after = affixes(money.currency, locale, negative=money.minor < 0)
    return before + _number(money, locale) + after


def format_amount(money: Money, locale: str) -> str:
    """The number alone, grouped, with all of the currency's decimals: the text of a field to edit."""
    sign = number_style(locale).minus if money.minor < 0 else ""
    return sign + _number(money, locale)


def plain_amount(money: Money, locale: str) -> str:
    """The number as one would type it to mean nothing else: no groups, and no decimals that are all zero."""
    style = number_style(locale)
    whole, fraction = _parts(money)
    sign = style.minus if money.minor < 0 else ""
    return sign + style.digits(f"{whole}{style.decimal}{fraction}" if int(fraction or 0) else str(whole))


def _parts(money: Money) -> tuple[int, str]:
    places = exponent(money.currency)
    whole, rest = divmod(abs(money.minor), 10**places)
    return whole, f"{rest:0{places}d}" if places else ""


def _number(money: Money, locale: str) -> str:
    return number_style(locale).number(*_parts(money))


def parse_money(text: str, currency: str, locale: str) -> Money:
    """The amount that `text` means to a person of `locale`, by the rule that heads this module.

    Raises MoneyTextError where it means none, or more than one.
    """
    plain = _canonical(text)
    if not plain:
        raise MoneyTextError("empty")
    shape = _shape(currency, locale).fullmatch(plain)
    if not shape or bool(shape["open"]) != bool(shape["close"]):
        raise MoneyTextError("not_a_number")
    readings = [_money(*parts, currency) for parts in _readings(shape["number"].strip(), currency, locale)]
    if shape["open"] or "-" in (shape["sign"], shape["inner"], shape["trailing"], shape["last"]):
        raise MoneyTextError("negative")
    if len(readings) > 1:
        raise MoneyTextError("ambiguous", readings=tuple(sorted(readings, reverse=True)))
    return readings[0]


def _canonical(text: str) -> str:
    """`text` with digits as 0-9, look-alikes made one, runs of space one blank, and no invisible marks."""
    visible = _INVISIBLE.sub("", text).translate(_SAME)
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in visible)
    return " ".join(digits.split())


@lru_cache(maxsize=512)
def _shape(currency: str, locale: str) -> re.Pattern[str]:
    """Signs, currency and dashes around a number; what is inside the number is left to `_readings`."""
    known = {currency, currency_symbol(currency, locale), currency_symbol(currency, "en")}
    known = {_canonical(symbol) for symbol in known | set(SYMBOLS.get(currency, ()))}
    # The longest first, or the point of "Rs.500" would begin its decimals.
    symbol = "|".join(re.escape(s) for s in sorted(filter(None, known), key=len, reverse=True))
    return re.compile(
        rf"(?P<open>\()? ?(?P<sign>[-+])? ?(?:{symbol})? ?(?P<inner>[-+])? ?"
        rf"(?P<number>[{_NUMBER_CHARACTERS}]*?)(?:[.,]-+)?"  # "5,-" is five
        rf" ?(?P<trailing>-)? ?(?:{symbol})? ?(?P<last>-)? ?(?P<close>\))?",
        re.IGNORECASE,
    )


def _readings(number: str, currency: str, locale: str) -> list[tuple[str, str]]:
    """What a number can mean: whole digits and decimals, once or twice."""
    grouped, pointed = _as_grouped(number), _as_pointed(number)
    if grouped is None and pointed is None:
        raise MoneyTextError("not_a_number")
    if grouped is None or pointed is None:
        return [reading for reading in (grouped, pointed) if reading is not None]
    separator = _SPLIT.findall(number)[-1:]
    style = number_style(locale)
    if not separator or separator[0] in map(_separator, style.decimals):
        return [pointed]
    if exponent(currency) >= len(pointed[1]):
        return [grouped, pointed]
    return [grouped] if separator[0] in map(_separator, style.groups) else [pointed]


@lru_cache(maxsize=64)
def _separator(character: str) -> str:
    return _canonical(character) or " "


def _as_grouped(number: str) -> tuple[str, str] | None:
    """The reading in which every separator splits groups; None where there is none."""
    separators = set(_SPLIT.findall(number))
    groups = _SPLIT.split(number)
    if len(separators) > 1 or _ARABIC_DECIMAL in separators or not all(groups):
        return None
    if separators and (groups[0][0] == "0" or not _group_lengths_fit([len(group) for group in groups])):
        return None
    return "".join(groups), ""


def _group_lengths_fit(lengths: list[int]) -> bool:
    first, *middle, last = lengths
    in_threes = first <= 3 and all(length == 3 for length in middle)
    in_lakhs = first <= 2 and all(length == 2 for length in middle)
    return last == 3 and (in_threes or in_lakhs)


def _as_pointed(number: str) -> tuple[str, str] | None:
    """The reading in which the last separator, or none, begins the decimals; None where there is none."""
    separators = _SPLIT.findall(number)
    if not separators:
        return (number, "") if number else None
    last = separators[-1]
    if last not in _MAY_BEGIN_DECIMALS or separators.count(last) > 1:
        return None
    head, _, decimals = number.rpartition(last)
    whole = _as_grouped(head) if head else ("", "")
    if whole is None or not (head or decimals):
        return None
    return whole[0], decimals


def _money(whole: str, decimals: str, currency: str) -> Money:
    places = exponent(currency)
    if len(decimals) > places:
        raise MoneyTextError("too_many_decimals", {"decimals": places})
    digits = (whole + decimals.ljust(places, "0")).lstrip("0") or "0"
    # Told by length first: Python refuses to read numbers of thousands of digits.
    if len(digits) > _MAX_DIGITS or int(digits) > INT32_MAX:
        raise MoneyTextError("too_large", {"limit": Money(INT32_MAX, currency)})
    return Money(int(digits), currency)
