"""What an order is going to cost: Dodo's word, or our own estimate labelled so."""

from dodo_desktop.core.money import Money
from dodo_desktop.core.value import value


@value
class Preview:
    """Dodo's calculation of a cart. Amounts in minor units of `currency`.

    `tax_rate` is in whole basis points where all lines share one, else None; a finer rate is rounded, so that
    it explains the tax and does not make it up. `discount_rate` likewise, for a percentage code.
    `tax_id_refused` holds Dodo's sentence where it refuses the tax ID, `tax_id_business` the name that a
    register of businesses has for it.
    """

    currency: str
    subtotal: int
    discount: int
    tax: int
    total: int
    tax_rate: int | None = None
    discount_rate: int | None = None
    tax_id_refused: str = ""
    tax_id_business: str = ""


@value
class Discount:
    """A discount code. `kind` is ``percentage`` (amount in basis points) or ``flat`` (minor units).

    `starts` and `ends` are ISO times between which it holds, empty for no such end. `restricted_to` holds the
    ids of the products that it is for, none for all. `least` is what the cart must come to, `cap` the most
    that a percentage takes off. `eligible` is Dodo's word for whose it is, ``any`` or empty for everybody's.
    """

    code: str
    kind: str
    amount: int
    currency: str = ""
    starts: str = ""
    ends: str = ""
    restricted_to: tuple[str, ...] = ()
    least: Money | None = None
    cap: Money | None = None
    eligible: str = ""


@value
class Total:
    """What the summary shows. `exact` is true for Dodo's own calculation of just this order.

    `per_currency` has a sum for each currency where the cart mixes them; `total` is then None. The rates and
    what is said of the tax ID are those of `Preview`; `refused_code` is Dodo's word where it refused to
    calculate, `refused_message` its sentence.
    """

    total: Money | None
    exact: bool
    subtotal: Money | None = None
    discount: Money | None = None
    tax: Money | None = None
    tax_rate: int | None = None
    discount_rate: int | None = None
    per_currency: tuple[Money, ...] = ()
    why_estimate: str = ""
    """One of: offline, unanswered, no_country, refused, checking, incomplete, mixed; empty where exact."""
    tax_id_refused: str = ""
    tax_id_business: str = ""
    refused_code: str = ""
    refused_message: str = ""
