"""The JSON that Dodo answers, read leniently.

It is read field by field: a field that is missing, new or of another type than documented costs that field,
never the answer. Only a payment's id and a preview's total are vital. What prices are answered is in
`wire_prices`, what is sent in `sent`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from dodo_desktop.api import lenient
from dodo_desktop.api.lenient import Unreadable, first
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.value import value

M = TypeVar("M", bound="Got")
Read = Callable[[object], Any]


class Got:
    """What is answered. The type of each field names what reads it, whatever comes."""

    __slots__ = ()


def one(model: type[M]) -> Read:
    """Reads an object as this; whatever else comes is an empty one."""
    return lambda given: _read(model, lenient.as_object(given))


def several(model: type[M]) -> Read:
    """Reads the objects of a list."""
    return lambda given: [_read(model, each) for each in lenient.as_objects(given)]


Text = Annotated[str, lenient.as_text]
Id = Annotated[str, lenient.as_id]
SomeText = Annotated[str | None, lenient.as_some_text]
Integer = Annotated[int | None, lenient.as_integer]
Flag = Annotated[bool | None, lenient.as_flag]
Moment = Annotated[datetime | None, lenient.as_moment]
Texts = Annotated[list[str], lenient.as_texts]
Pairs = Annotated[dict[str, str], lenient.as_pairs]


@value
class ErrorBody(Got):
    """Dodo's own words about a refusal."""

    code: SomeText = None
    message: SomeText = None


@value
class CustomerBody(Got):
    """A customer, whole or in short."""

    customer_id: Id = ""
    name: Text = ""
    email: Text = ""
    phone_number: Text = ""
    created_at: Moment = None

    def core(self) -> Customer:
        """As core knows it."""
        return Customer(self.customer_id, self.name, self.email, self.phone_number, self.created_at)


@value
class CartItemBody(Got):
    """A line of an answered cart."""

    product_id: Id = ""
    quantity: Integer = None


@value
class PaymentBody(Got):
    """A payment: the answer to its creation, the payment itself, or its row in a list."""

    payment_id: Id = ""
    total_amount: Integer = None
    payment_link: SomeText = None
    currency: Id = ""
    expires_on: Moment = None
    customer: Annotated[CustomerBody, one(CustomerBody)] = CustomerBody()
    discount_id: Id = ""
    discount_ids: Texts = field(default_factory=list)
    metadata: Pairs = field(default_factory=dict)
    product_cart: Annotated[Sequence[CartItemBody], several(CartItemBody)] = ()
    business_id: Id = ""
    status: SomeText = None
    created_at: Moment = None

    def core(self) -> CreatedPayment:
        """As core knows it."""
        return CreatedPayment(
            payment_id=self.payment_id,
            total_minor=self.total_amount,
            link=lenient.usable_link(self.payment_link),
            currency=self.currency.upper(),
            expires_on=self.expires_on,
            customer_id=self.customer.customer_id,
            customer_name=self.customer.name,
            customer_email=self.customer.email,
            discount_id=self.discount_id or next(iter(self.discount_ids), ""),
            metadata=MappingProxyType(self.metadata),
            products=tuple((i.product_id, i.quantity or 0) for i in self.product_cart if i.product_id),
            business_id=self.business_id,
            status=self.status,
            created_at=self.created_at,
        )


@value
class PriceBody(Got):
    """A price of any of the three types."""

    type: SomeText = None
    currency: Id = ""
    price: Integer = None
    fixed_price: Integer = None
    discount: Integer = None
    pay_what_you_want: Flag = None
    suggested_price: Integer = None
    tax_inclusive: Flag = None


def _price(given: object) -> PriceBody:
    return _read(PriceBody, lenient.as_price(given))


@value
class ProductBody(Got):
    """A product, or its row in a list."""

    product_id: Id = ""
    business_id: Id = ""
    name: Text = ""
    price: Annotated[PriceBody, _price] = PriceBody()
    price_detail: Annotated[PriceBody, one(PriceBody)] = PriceBody()
    currency: Id = ""
    is_recurring: Flag = None
    tax_category: Text = ""
    tax_inclusive: Flag = None

    def core(self) -> Product:
        """As core knows it: the price after the product's own percentage off, rounded half up."""
        detail, plain = self.price_detail, self.price
        currency = (detail.currency or plain.currency or self.currency).upper()
        kind = detail.type or plain.type or ("recurring_price" if self.is_recurring else "one_time_price")
        amounts = (detail.price, detail.fixed_price, plain.price, plain.fixed_price)
        minor = next((amount for amount in amounts if amount is not None and amount >= 0), None)
        open_price = bool(first(detail.pay_what_you_want, plain.pay_what_you_want))
        off = detail.discount or plain.discount or 0
        if minor is not None and not open_price and 0 < off <= 100:
            minor = (minor * (100 - off) + 50) // 100
        suggested = first(detail.suggested_price, plain.suggested_price)
        return Product(
            product_id=self.product_id,
            name=self.name,
            price=_money(minor, currency),
            kind=kind,
            pay_what_you_want=open_price,
            suggested=_money(suggested, currency),
            tax_inclusive=bool(first(detail.tax_inclusive, plain.tax_inclusive, self.tax_inclusive)),
            tax_category=self.tax_category,
        )


def _money(minor: int | None, currency: str) -> Money | None:
    return Money(minor, currency) if minor is not None and currency else None


@value
class BrandBody(Got):
    """A brand."""

    business_id: Id = ""
    name: Text = ""
    enabled: Flag = None


# Reading


def read(model: type[M], body: bytes) -> M:
    """An answer that is one object. Raises Unreadable."""
    found = lenient.document(body)
    if not isinstance(found, dict):
        raise Unreadable("not an object")
    return _read(model, found)


def items(body: bytes) -> list[object]:
    """An answer that is a page: what is on it, read by `row`. Raises Unreadable."""
    page = lenient.document(body)
    found = page.get("items") if isinstance(page, dict) else page
    if not isinstance(found, list):
        raise Unreadable("not a page")
    return found


def row(model: type[M], item: object) -> M | None:
    """One of the items of a page; None for an odd one."""
    return _read(model, item) if isinstance(item, dict) else None


def _read(model: type[M], given: Mapping[str, Any]) -> M:
    kind: Any = model
    made: M = kind(**{name: part(given[name]) for name, part in _parts(kind) if name in given})
    return made


@cache
def _parts(model: Any) -> Sequence[tuple[str, Read]]:
    hints = get_type_hints(model, include_extras=True)
    return [(name, get_args(hint)[-1]) for name, hint in hints.items()]
