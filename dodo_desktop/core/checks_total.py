"""Whether Dodo can charge the total: not less than the least of its currency, not more than fits."""

from collections.abc import Iterator, Mapping

from dodo_desktop.core.currency_facts import least_total
from dodo_desktop.core.money import INT32_MAX, Money
from dodo_desktop.core.preview import Total
from dodo_desktop.core.problem import Problem, Weight, problem

FIELD = "cart.table"


def check_total(sums: Mapping[str, int], currency: str | None, known: Total | None) -> Iterator[Problem]:
    """What is wrong with a cart that comes to `sums`, minor units by currency, before discount and tax.

    `currency` is the one that was asked for, None for that of the products; `known` is what the summary
    shows for just this order, if anything. The least comes from a dated table, so that it can be let go.
    """
    if any(total > INT32_MAX for total in sums.values()):
        yield problem(FIELD, "total_too_large")
        return
    total = _total(sums, currency, known)
    least = least_total(total.currency) if total is not None else None
    if total is not None and least is not None and total < least:
        exact = known is not None and known.exact
        yield problem(
            FIELD,
            "total_below_minimum",
            Weight.WAIVABLE,
            total=total.minor,
            minimum=least.minor,
            currency=least.currency,
            exact=int(exact),
        )


def _total(sums: Mapping[str, int], currency: str | None, known: Total | None) -> Money | None:
    """Dodo's own total, else the sum of the lines where no exchange stands between the two."""
    if known is not None and known.exact:
        return known.total
    if len(sums) != 1:
        return None
    ((priced_in, minor),) = sums.items()
    return Money(minor, priced_in) if currency in {None, priced_in} else None
