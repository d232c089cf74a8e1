"""What a draft comes to by the prices known here. Whole numbers only; tax and discount are Dodo's to know."""

from collections import Counter

from dodo_desktop.core.countries import resolve_country
from dodo_desktop.core.draft import CartLine, Draft
from dodo_desktop.core.limits import quantity_of
from dodo_desktop.core.money import Money
from dodo_desktop.core.money_text import MoneyTextError, parse_money
from dodo_desktop.core.preview import Total


def line_price(line: CartLine, locale: str) -> Money | None:
    """What one of a line costs; None where nothing understandable says so."""
    product = line.product
    if product.price is None or not product.pay_what_you_want:
        return product.price
    if line.amount is not None:
        return Money(line.amount, product.currency)
    if not line.price:
        return None
    try:
        return parse_money(line.price, product.currency, locale)
    except MoneyTextError:
        return None


def line_total(line: CartLine, locale: str) -> Money | None:
    """What a line comes to; None where its price or its quantity is not understood."""
    price, quantity = line_price(line, locale), quantity_of(line.quantity)
    return None if price is None or quantity is None else price * quantity


def estimate(draft: Draft, locale: str) -> Total:
    """The sum of the lines, labelled as an estimate.

    `why_estimate` is ``incomplete`` where a line is not understood or there is none; `total` then counts the
    others and is None where there is none. It is ``mixed`` for several currencies, ``no_country`` where Dodo
    cannot be asked for want of a country, else ``checking``.
    """
    totals = [line_total(line, locale) for line in draft.lines]
    sums: Counter[str] = Counter()
    for money in totals:
        if money is not None:
            sums[money.currency] += money.minor
    each = tuple(Money(minor, currency) for currency, minor in sums.items())
    one = each[0] if len(each) == 1 else None
    if None in totals or not each:
        why = "incomplete"
    elif len(each) > 1:
        why = "mixed"
    elif resolve_country(draft.billing.country, locale) is None:
        why = "no_country"
    else:
        why = "checking"
    mixed = each if len(each) > 1 else ()
    return Total(one, exact=False, subtotal=one, per_currency=mixed, why_estimate=why)
