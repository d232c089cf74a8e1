"""What an order in the outbox comes to: Dodo's answer counts more than what was reckoned before."""

from dataclasses import replace

import pytest

from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Created, CreatedPayment
from dodo_desktop.core.outgoing import State
from dodo_desktop.ui.words.orders import quote_of
from tests.ui.links.fakes import order


def answered(minor: int | None, currency: str = "") -> Created:
    return Created(CreatedPayment("pay_1", minor, currency=currency))


@pytest.mark.parametrize(
    ("quote", "exact", "dodo", "said"),
    [
        (Money(6400, "USD"), False, None, "about $64.00 USD"),
        (Money(6400, "USD"), True, None, "$64.00 USD"),
        # Dodo's answer names no currency: the one of the order is likely.
        (Money(6400, "USD"), False, answered(6968), "about $69.68 USD"),
        (Money(6400, "USD"), True, answered(6968), "about $69.68 USD"),
        (Money(6400, "USD"), True, answered(6400), "$64.00 USD"),
        (Money(6400, "USD"), False, answered(6400), "about $64.00 USD"),
        (Money(6400, "USD"), True, answered(6150, "EUR"), "€61.50 EUR"),
        (Money(6400, "USD"), True, answered(6150, "a new one"), "$64.00 USD"),
        (None, False, answered(6968), ""),
        (None, False, answered(None), ""),
        (None, False, answered(6968, "USD"), "$69.68 USD"),
    ],
)
def test_what_an_order_comes_to(quote: Money | None, exact: bool, dodo: Created | None, said: str) -> None:
    made = order(0, State.CREATED if dodo else State.QUEUED, quote=quote, quote_exact=exact, dodo=dodo)
    assert quote_of(made).replace("\u2068", "").replace("\u2069", "") == said


def test_a_currency_that_was_chosen_counts_more_than_that_of_the_prices() -> None:
    made = order(0, State.CREATED, quote=Money(6400, "USD"), quote_exact=False, dodo=answered(10450))
    chosen = replace(made.draft, options=replace(made.draft.options, currency="JPY"))
    assert "10,450" in quote_of(replace(made, draft=chosen))
