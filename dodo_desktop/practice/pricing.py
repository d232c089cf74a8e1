"""What a cart costs in the practice shop, in integers only.

Each line is priced, converted, discounted and taxed on its own and rounded half up to the currency's minor
unit, so that the lines always add up to the total.
"""

from collections.abc import Sequence

from dodo_desktop.core.money import exponent
from dodo_desktop.core.value import value
from dodo_desktop.practice.refusal import Refusal
from dodo_desktop.practice.sample import Json, Rules

INT32_MAX = 2**31 - 1
_TAX_SCALE = 100_000
_BASIS = 10_000


@value
class CartLine:
    """One line as ordered; `unit` is the price of one in minor units of the product's own currency."""

    product: Json
    quantity: int
    unit: int


@value
class PricedLine:
    """One line as charged; money in minor units of the quote's currency."""

    line: CartLine
    listed: int
    """Quantity times price, before discount, as the product shows it (with tax if its price includes tax)."""
    cut: int
    """The discount on `listed`."""
    tax: int
    tax_rate: int
    inclusive: bool

    @property
    def due(self) -> int:
        """What the buyer pays for the line, tax included."""
        return self.listed - self.cut + (0 if self.inclusive else self.tax)

    @property
    def net_cut(self) -> int:
        """The discount without the tax that it saves."""
        return self.cut - _tax_within(self.cut, self.tax_rate) if self.inclusive else self.cut


@value
class Quote:
    """A priced cart; `subtotal - discount + tax == total`, all without floating point."""

    currency: str
    lines: tuple[PricedLine, ...]

    @property
    def total(self) -> int:
        """What is charged, tax included."""
        return sum(line.due for line in self.lines)

    @property
    def tax(self) -> int:
        """Tax in the total, added or included."""
        return sum(line.tax for line in self.lines)

    @property
    def discount(self) -> int:
        """The discount before tax."""
        return sum(line.net_cut for line in self.lines)

    @property
    def subtotal(self) -> int:
        """Before discount and before tax."""
        return self.total - self.tax + self.discount


def divide(numerator: int, denominator: int) -> int:
    """The quotient of two natural numbers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def convert(amount: int, source: str, target: str, rules: Rules) -> int:
    """`amount` minor units of `source` in minor units of `target`, by the made-up table."""
    if source == target:
        return amount
    rates = rules.rate_micro_per_usd
    return divide(
        amount * rates[target] * 10 ** exponent(target),
        rates[source] * 10 ** exponent(source),
    )


def price(
    cart: Sequence[CartLine], currency: str, discounts: Sequence[Json], rate: int, rules: Rules
) -> Quote:
    """Price a cart.

    `rate` is the tax in parts of 100,000. Raises Refusal if an amount leaves the range of an int32.
    """
    listed = [
        convert(line.unit, line.product["price"]["currency"], currency, rules) * line.quantity
        for line in cart
    ]
    if any(amount > INT32_MAX for amount in listed):
        raise Refusal("INTEGER_CONVERSION_FAILURE")
    cuts = _cuts(listed, currency, discounts, rules)
    quote = Quote(
        currency,
        tuple(_taxed(line, full, cut, rate) for line, full, cut in zip(cart, listed, cuts, strict=True)),
    )
    if quote.total > INT32_MAX:
        raise Refusal("INTEGER_CONVERSION_FAILURE")
    return quote


def least_total(currency: str, rules: Rules) -> int:
    """The least total that can be paid, in minor units; half a dollar's worth where Dodo lists no minimum."""
    known = rules.minimum_total.get(currency)
    return convert(rules.minimum_total["USD"], "USD", currency, rules) if known is None else known


def _taxed(line: CartLine, listed: int, cut: int, rate: int) -> PricedLine:
    inclusive = bool(line.product["price"].get("tax_inclusive"))
    after = listed - cut
    tax = _tax_within(after, rate) if inclusive else divide(after * rate, _TAX_SCALE)
    return PricedLine(line, listed, cut, tax, rate, inclusive)


def _tax_within(amount: int, rate: int) -> int:
    return divide(amount * rate, _TAX_SCALE + rate)


def _cuts(listed: Sequence[int], currency: str, discounts: Sequence[Json], rules: Rules) -> list[int]:
    """The discount of each line; several codes apply one after the other to what is left."""
    left = list(listed)
    for discount in discounts:
        base = sum(left)
        if discount["type"] == "percentage":
            cut = divide(base * discount["amount"], _BASIS)
        else:
            option = next(each for each in discount["currency_options"] if each["is_default"])
            cut = convert(option["max_amount_possible"], option["currency"], currency, rules)
        shares = _share(min(cut, base), left)
        left = [amount - share for amount, share in zip(left, shares, strict=True)]
    return [full - rest for full, rest in zip(listed, left, strict=True)]


def _share(amount: int, weights: Sequence[int]) -> list[int]:
    """Split `amount` by weight without losing a minor unit: the largest remainders get what is over."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: amount * weights[i] % whole, reverse=True)
    for index in by_remainder[: amount - sum(shares)]:
        shares[index] += 1
    return shares
