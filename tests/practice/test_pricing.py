"""Totals of the practice shop: integers that always add up."""

from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.practice import sample
from dodo_desktop.practice.pricing import CartLine, convert, divide, least_total, price

RULES = sample.rules()
PERCENT = {"type": "percentage", "amount": 1000}
FLAT = next(each for each in sample.discounts() if each["type"] == "flat")
BILLABLE = sorted(RULES.rate_micro_per_usd)


def line(unit: int, quantity: int = 1, currency: str = "USD", *, inclusive: bool = False) -> CartLine:
    return CartLine({"price": {"currency": currency, "tax_inclusive": inclusive}}, quantity, unit)


def test_the_order_of_the_pictures_costs_what_they_show() -> None:
    cart = [line(18600), line(6400, 2), line(1500)]
    quote = price(cart, "USD", [PERCENT], RULES.tax_rate("US", "NY"), RULES)
    assert (quote.subtotal, quote.discount, quote.tax, quote.total) == (32900, 3290, 2628, 32238)


def test_tax_in_the_price_is_taken_out_not_added() -> None:
    quote = price([line(8840, currency="EUR", inclusive=True)], "EUR", [], 19000, RULES)
    assert quote.total == 8840
    assert quote.tax == 1411  # 88.40 * 19 / 119 = 14.114...
    assert quote.subtotal == 7429


def test_a_flat_discount_is_spread_over_the_cart_and_never_more_than_it() -> None:
    quote = price([line(1000), line(500), line(500)], "USD", [FLAT], 0, RULES)
    assert [each.cut for each in quote.lines] == [250, 125, 125]
    assert price([line(300)], "USD", [FLAT], 0, RULES).total == 0


def test_two_codes_apply_one_after_the_other() -> None:
    assert price([line(10000)], "USD", [PERCENT, FLAT], 0, RULES).total == 8500
    assert price([line(10000)], "USD", [FLAT, PERCENT], 0, RULES).total == 8550


def test_conversion_knows_the_places_of_each_currency() -> None:
    assert convert(10000, "USD", "JPY", RULES) == 15000  # 100.00 USD at 150
    assert convert(15000, "JPY", "USD", RULES) == 10000
    assert convert(10000, "USD", "KWD", RULES) == 30700  # 30.700 KWD at 0.307


def test_the_least_total_of_an_unlisted_currency_is_half_a_dollar() -> None:
    assert least_total("USD", RULES) == 50
    assert least_total("KWD", RULES) == 154  # 0.1535 KWD, half up


def test_division_rounds_half_up() -> None:
    assert [divide(n, 2) for n in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert divide(1, 3) == 0


@given(
    units=st.lists(
        st.tuples(st.integers(0, 500_000), st.integers(1, 20), st.booleans()), min_size=1, max_size=8
    ),
    source=st.sampled_from(("USD", "EUR", "KWD", "INR")),
    target=st.sampled_from(("USD", "EUR", "KWD", "GBP")),
    rate=st.integers(0, 30_000),
    discounts=st.lists(st.sampled_from((PERCENT, FLAT)), max_size=3),
)
def test_the_parts_always_add_up(
    units: list[tuple[int, int, bool]], source: str, target: str, rate: int, discounts: list[sample.Json]
) -> None:
    cart = [line(unit, count, source, inclusive=inside) for unit, count, inside in units]
    quote = price(cart, target, discounts, rate, RULES)
    assert quote.subtotal - quote.discount + quote.tax == quote.total
    assert all(each.due >= 0 and each.tax >= 0 and 0 <= each.cut <= each.listed for each in quote.lines)
    if not discounts:
        assert quote.discount == 0
    if rate == 0:
        assert quote.tax == 0
        assert quote.subtotal == sum(each.listed for each in quote.lines)
