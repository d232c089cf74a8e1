"""Lines of a total in words: what a tax is called, at which rate, and what an estimate leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.core.tax_ids import EU_PREFIXES
from dodo_desktop.ui.words import _, isolate, locale, ngettext, spoken

if TYPE_CHECKING:
    from dodo_desktop.core.draft import Draft
    from dodo_desktop.core.preview import Total

_MOST_LINES = 4
"""So many lines of the cart are named one by one."""

_GST = frozenset(["AU", "IN", "NZ", "SG"])
_VAT = frozenset({*EU_PREFIXES, *["AE", "CH", "GB", "IS", "LI", "NO", "SA", "TR", "UA", "ZA"]})


def tax_label(rate: int | None, country: str) -> str:
    """The tax by the country's name for it, with its rate in whole basis points where one is known.

    A rate that is no plain number of tenths or quarters of a percent may be rounded: New York's 8.875 %
    comes as 888. It is said to be about that, so that nobody reckons with it.
    """
    name = _tax_name(country)
    if rate is None:
        return name
    words = _("{tax}, {rate}%") if rate % 10 == 0 or rate % 25 == 0 else _("{tax}, about {rate}%")
    return words.format(tax=name, rate=percent(rate))


def _tax_name(country: str) -> str:
    if country == "US":
        return _("Sales tax")
    if country in _GST:
        return _("GST")
    if country in _VAT:
        return _("VAT")
    return _("Consumption tax") if country == "JP" else _("Tax")


def discount_label(code: str, rate: int | None) -> str:
    """The discount with its code, and its percentage where it is one."""
    if rate is None:
        return _("Discount {code}").format(code=code)
    return _("Discount {code}, {rate}%").format(code=code, rate=percent(rate))


def percent(basis_points: int) -> str:
    """A rate in hundredths of a percent, as this computer writes it, without the sign."""
    from decimal import Decimal

    from babel.numbers import format_decimal

    return format_decimal(Decimal(basis_points) / 100, format="#,##0.##", locale=locale())


def taxed_already(draft: Draft) -> bool:
    """Whether all prices of the cart have their tax in them."""
    return bool(draft.lines) and all(line.product.tax_inclusive for line in draft.lines)


def left_out(total: Total, draft: Draft) -> str:
    """What an estimate does not know, in a sentence; empty where it leaves nothing out."""
    from babel.lists import format_list

    # Of several currencies it is said anyway that Dodo makes one of them.
    priced_in = total.total.currency if total.total is not None else None
    chosen = draft.options.currency.strip()
    parts = [
        _("discount") if draft.options.discount_code.strip() else "",
        "" if taxed_already(draft) else _("tax"),
        _("the exchange into {currency}").format(currency=isolate(chosen))
        if priced_in and chosen in CURRENCIES and chosen != priced_in
        else "",
    ]
    said = [part for part in parts if part]
    if not said:
        return ""
    return _("Without {parts}.").format(parts=format_list(said, locale=spoken(locale())))


def lines_left_out(draft: Draft) -> str:
    """Which lines of the cart are in no sum, because nobody knows what they cost; empty where all are."""
    from babel.lists import format_list

    from dodo_desktop.core.estimate import line_total

    where = locale()
    missing = [at for at, line in enumerate(draft.lines, start=1) if line_total(line, where) is None]
    if not missing:
        return ""
    if len(missing) == len(draft.lines):
        return _("The cart cannot be added up yet. Look at the lines that are marked.")
    if len(missing) > _MOST_LINES:
        return ngettext(
            "{count} line is not counted: complete it.",
            "{count} lines are not counted: complete them.",
            len(missing),
        ).format(count=len(missing))
    named = format_list([str(at) for at in missing], locale=spoken(where))
    return ngettext(
        "Line {lines} is not counted: complete it.",
        "Lines {lines} are not counted: complete them.",
        len(missing),
    ).format(lines=named)
