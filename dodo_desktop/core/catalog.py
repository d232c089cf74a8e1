"""Customers and products as Dodo knows them."""

from datetime import datetime

from dodo_desktop.core.money import Money
from dodo_desktop.core.value import value

PAGE_SIZE = 100
"""Rows a page of Dodo's lists; a shorter page is the last."""


@value
class Customer:
    """A customer of the account. `phone` is empty where none is known; `gone` says that Dodo has no longer
    listed it when all were read last."""

    customer_id: str
    name: str
    email: str
    phone: str = ""
    created_at: datetime | None = None
    gone: bool = False


@value
class Product:
    """A product as it was when last read.

    `price` is what one costs; for pay-what-you-want it is the minimum. It is None where the answer gave none
    that can be used. `kind` is Dodo's price type: ``one_time_price``, ``recurring_price``,
    ``usage_based_price`` or whatever else is new. `gone` says that Dodo has no longer listed it when all were
    read last.
    """

    product_id: str
    name: str
    price: Money | None
    kind: str = "one_time_price"
    pay_what_you_want: bool = False
    suggested: Money | None = None
    tax_inclusive: bool = False
    tax_category: str = ""
    archived: bool = False
    gone: bool = False

    @property
    def recurring(self) -> bool:
        """Whether it cannot be sold as a one-time payment."""
        return self.kind != "one_time_price"

    @property
    def off_sale(self) -> bool:
        """Whether Dodo sells it no more."""
        return self.archived or self.gone

    @property
    def currency(self) -> str:
        """The currency that it is priced in; empty where unknown."""
        return self.price.currency if self.price else ""
