"""Payment-method types, in groups that people know. Their names are the window's."""

from dataclasses import dataclass

METHODS: tuple[str, ...] = (
    "credit",
    "debit",
    "upi_collect",
    "upi_intent",
    "apple_pay",
    "cashapp",
    "google_pay",
    "multibanco",
    "bancontact_card",
    "eps",
    "ideal",
    "przelewy24",
    "affirm",
    "klarna",
    "sepa",
    "ach",
    "amazon_pay",
    "afterpay_clearpay",
)
"""Every type that the form offers, in the API's order."""

CARD_METHODS = frozenset({"credit", "debit"})
"""The types that nearly every customer can use; without them an order can have none left that fits."""


@dataclass(frozen=True, slots=True)
class MethodGroup:
    """Types that are shown together. `code` stands for the group's title."""

    code: str
    members: tuple[str, ...]


GROUPS: tuple[MethodGroup, ...] = (
    MethodGroup("cards", ("credit", "debit")),
    MethodGroup("wallets", ("apple_pay", "google_pay", "amazon_pay", "cashapp")),
    MethodGroup("banks_europe", ("ideal", "bancontact_card", "eps", "przelewy24", "multibanco", "sepa")),
    MethodGroup("pay_later", ("klarna", "afterpay_clearpay", "affirm")),
    MethodGroup("india_usa", ("upi_collect", "upi_intent", "ach")),
)
"""All types, each in one group, in the order in which they are shown."""
