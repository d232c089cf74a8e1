"""The JSON that goes over the wire: strict models for what is sent, lenient ones for what Dodo answers.

What is sent must be right to the letter: no field too many, every code of the lists. What is answered is
read field by field: a field that is missing, new or of another type than documented costs that field, never
the answer. Only a payment's id and a preview's total are vital. No text here ever holds a value. What prices
are answered is in `wire_prices`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dodo_desktop.api import lenient
from dodo_desktop.api.lenient import Unreadable, first
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.methods import ALL_METHODS
from dodo_desktop.core.money import CURRENCIES, INT32_MAX, Money
from dodo_desktop.core.outcome import CreatedPayment

M = TypeVar("M", bound="Got")


class BadBody(ValueError):
    """A body of ours that Dodo's rules do not allow: nothing may be sent. Holds no value."""


# What is sent


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    codes = frozenset(known)

    def check(code: str) -> str:
        if code not in codes:
            raise ValueError("not a known code")
        return code

    return check


def _unlike(values: list[str] | None) -> list[str] | None:
    if values is not None and len(set(values)) != len(values):
        raise ValueError("a value twice")
    return values


Country = Annotated[str, AfterValidator(_one_of(COUNTRIES))]
Currency = Annotated[str, AfterValidator(_one_of(CURRENCIES))]
Method = Annotated[str, AfterValidator(_one_of(ALL_METHODS))]
Methods = Annotated[list[Method] | None, AfterValidator(_unlike)]
Int32 = Annotated[int, Field(ge=0, le=INT32_MAX)]
Metadata = Annotated[
    dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")], Annotated[str, Field(max_length=500)]],
    Field(max_length=50),
]


class AttachCustomer(_Sent):
    """A customer that Dodo has."""

    customer_id: Annotated[str, Field(min_length=1)]


class NewCustomer(_Sent):
    """A customer that Dodo makes."""

    name: str
    email: str
    phone_number: str | None = None


class Billing(_Sent):
    """All five are required; those that are not known are empty."""

    country: Country
    state: str
    city: str
    street: str
    zipcode: str


class CartItem(_Sent):
    """`amount` in minor units, for pay-what-you-want products."""

    product_id: Annotated[str, Field(min_length=1)]
    quantity: Int32
    amount: Int32 | None = None


class _Order(_Sent):
    product_cart: Annotated[list[CartItem], Field(min_length=1, max_length=100)]
    allowed_payment_method_types: Methods = None
    billing_currency: Currency | None = None
    discount_code: str | None = None
    return_url: str | None = None
    show_saved_payment_methods: bool = False
    tax_id: str | None = None


class CreatePayment(_Order):
    """The body of POST /payments, all of its eleven fields."""

    customer: AttachCustomer | NewCustomer
    billing: Billing
    payment_link: bool | None = None
    metadata: Metadata = Field(default_factory=dict)


class SessionBilling(_Sent):
    """An address of which the country alone is enough."""

    country: Country
    state: str | None = None
    city: str | None = None
    street: str | None = None
    zipcode: str | None = None


class PreviewRequest(_Order):
    """The body of POST /checkouts/preview, as far as it prices an order."""

    customer: AttachCustomer | NewCustomer | None = None
    billing_address: SessionBilling | None = None
    metadata: Metadata | None = None


def check_create_payment(body: str) -> None:
    """Raises BadBody where `body` is not what POST /payments takes."""
    _check(CreatePayment, body)


def check_preview(body: str) -> None:
    """Raises BadBody where `body` is not what POST /checkouts/preview takes."""
    _check(PreviewRequest, body)


def _check(model: type[_Sent], body: str) -> None:
    try:
        body.encode("utf-8")
        model.model_validate_json(body)
    except (ValidationError, UnicodeEncodeError):
        raise BadBody(f"the body is not a valid {model.__name__}") from None


# What is answered

Text = Annotated[str, BeforeValidator(lenient.as_text)]
Id = Annotated[str, BeforeValidator(lenient.as_id)]
SomeText = Annotated[str | None, BeforeValidator(lenient.as_some_text)]
Integer = Annotated[int | None, BeforeValidator(lenient.as_integer)]
Flag = Annotated[bool | None, BeforeValidator(lenient.as_flag)]
Moment = Annotated[datetime | None, BeforeValidator(lenient.as_moment)]
Texts = Annotated[list[str], BeforeValidator(lenient.as_texts)]
Pairs = Annotated[dict[str, str], BeforeValidator(lenient.as_pairs)]
_AsObject = BeforeValidator(lenient.as_object)
_AsObjects = BeforeValidator(lenient.as_objects)


class Got(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class ErrorBody(Got):
    """Dodo's own words about a refusal."""

    code: SomeText = None
    message: SomeText = None


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


class CartItemBody(Got):
    """A line of an answered cart."""

    product_id: Id = ""
    quantity: Integer = None


class PaymentBody(Got):
    """A payment: the answer to its creation, the payment itself, or its row in a list."""

    payment_id: Id = ""
    total_amount: Integer = None
    payment_link: SomeText = None
    currency: Id = ""
    expires_on: Moment = None
    customer: Annotated[CustomerBody, _AsObject] = CustomerBody()
    discount_id: Id = ""
    discount_ids: Texts = []
    metadata: Pairs = {}
    product_cart: Annotated[list[CartItemBody], _AsObjects] = []
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


class ProductBody(Got):
    """A product, or its row in a list."""

    product_id: Id = ""
    business_id: Id = ""
    name: Text = ""
    price: Annotated[PriceBody, BeforeValidator(lenient.as_price)] = PriceBody()
    price_detail: Annotated[PriceBody, _AsObject] = PriceBody()
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


class BrandBody(Got):
    """A brand."""

    business_id: Id = ""
    name: Text = ""
    enabled: Flag = None


# Reading


def read(model: type[M], body: bytes) -> M:
    """An answer that is one object. Raises Unreadable."""
    value = lenient.document(body)
    if not isinstance(value, dict):
        raise Unreadable("not an object")
    return _read(model, value)


def items(body: bytes) -> list[object]:
    """An answer that is a page: what is on it, read by `row`. Raises Unreadable."""
    value = lenient.document(body)
    found = value.get("items") if isinstance(value, dict) else value
    if not isinstance(found, list):
        raise Unreadable("not a page")
    return found


def row(model: type[M], item: object) -> M | None:
    """One of the items of a page; None for an odd one. Raises Unreadable."""
    return _read(model, item) if isinstance(item, dict) else None


def _read(model: type[M], value: dict[str, Any]) -> M:
    try:
        return model.model_validate(value)
    except ValidationError:
        raise Unreadable(f"not a {model.__name__}") from None
