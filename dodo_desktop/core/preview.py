"""What an order is going to cost: Dodo's word, or our own estimate labelled so."""

from dataclasses import dataclass

from dodo_desktop.core.money import Money


@dataclass(frozen=True, slots=True)
class Preview:
    """Dodo's calculation of a cart. Amounts in minor units of `currency`.

    `tax_rate` is in basis points where all lines share one, else None. `tax_id_refused` holds Dodo's
    sentence where it refuses the tax ID.
    """

    currency: str
    subtotal: int
    discount: int
    tax: int
    total: int
    tax_rate: int | None = None
    tax_id_refused: str = ""
    tax_id_business: str = ""


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount code. `kind` is ``percentage`` (amount in basis points) or ``flat`` (minor units)."""

    code: str
    kind: str
    amount: int
    currency: str = ""
    ends: str = ""
    """ISO time until when it holds; empty for no end."""
    restricted_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """What the summary shows. `exact` is true for Dodo's own calculation of just this order.

    `per_currency` has a sum for each currency where the cart mixes them; `total` is then None.
    """

    total: Money | None
    exact: bool
    subtotal: Money | None = None
    discount: Money | None = None
    tax: Money | None = None
    tax_rate: int | None = None
    per_currency: tuple[Money, ...] = ()
    why_estimate: str = ""
    """One of: offline, no_country, refused, checking, incomplete, mixed; empty where exact."""
