from dataclasses import replace

import pytest

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import BillingEntry, CartLine, Draft
from dodo_desktop.core.estimate import estimate, line_total
from dodo_desktop.core.money import Money
from dodo_desktop.core.preview import Total

EUR = Product("pdt_1", "Thing", Money(1250, "EUR"))
JPY = Product("pdt_2", "Mono", Money(900, "JPY"))
OPEN = Product("pdt_3", "Gift", Money(500, "KWD"), pay_what_you_want=True)
GERMANY = BillingEntry("DE")


def draft(*lines: CartLine, billing: BillingEntry = GERMANY) -> Draft:
    return Draft("d", lines=lines, billing=billing)


def test_nothing_is_no_total() -> None:
    assert estimate(draft(), "en") == Total(None, exact=False, why_estimate="incomplete")


def test_a_sum() -> None:
    total = estimate(draft(CartLine("1", EUR, "3"), CartLine("2", EUR)), "en")
    assert (total.total, total.exact, total.why_estimate) == (Money(5000, "EUR"), False, "checking")
    assert estimate(draft(CartLine("1", EUR), billing=BillingEntry()), "en").why_estimate == "no_country"


def test_currencies_are_never_added_up() -> None:
    total = estimate(draft(CartLine("1", EUR), CartLine("2", JPY, "2"), CartLine("3", EUR)), "en")
    assert (total.total, total.why_estimate) == (None, "mixed")
    assert total.per_currency == (Money(2500, "EUR"), Money(1800, "JPY"))


def test_what_is_not_understood_is_left_out_and_said() -> None:
    unknown = CartLine("2", replace(EUR, price=None))
    total = estimate(draft(CartLine("1", EUR), unknown), "en")
    assert (total.total, total.why_estimate) == (Money(1250, "EUR"), "incomplete")


@pytest.mark.parametrize(
    ("line", "total"),
    [
        (CartLine("1", OPEN, "2", "1.5"), Money(3000, "KWD")),
        (CartLine("1", OPEN, "2", "whatever", amount=700), Money(1400, "KWD")),
        (CartLine("1", OPEN, "2", ""), None),
        (CartLine("1", OPEN, "2", "nonsense"), None),
        (CartLine("1", EUR, "2", "99", amount=99), Money(2500, "EUR")),
        (CartLine("1", EUR, "zwei"), None),
        (CartLine("1", EUR, "٣"), Money(3750, "EUR")),
        (CartLine("1", EUR, "0"), Money(0, "EUR")),
    ],
)
def test_lines(line: CartLine, total: Money | None) -> None:
    assert line_total(line, "en") == total
