"""What the practice server accepts: the bodies of Dodo's POST calls, as strictly typed as Dodo reads them.

Fields that Dodo knows and practice has no use for are ignored, as are unknown ones.
"""

import re
from typing import Annotated, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.practice.refusal import Refusal
from dodo_desktop.practice.sample import rules

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


def _one_of(text: str, known: frozenset[str]) -> str:
    if text not in known:
        raise ValueError("not in the list")
    return text


def _country(code: str) -> str:
    return _one_of(code, rules().countries_refused | frozenset(rules().countries_supported))


def _currency(code: str) -> str:
    return _one_of(code, frozenset(CURRENCIES))


def _method(name: str) -> str:
    return _one_of(name, rules().payment_methods)


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise ValueError("not an e-mail address")
    return text


def _url(text: str) -> str:
    parts = urlsplit(text)  # raises ValueError itself for a malformed host
    if not parts.scheme or not parts.netloc:
        raise ValueError("not an absolute URL")
    return text


def _all_different(names: list[str]) -> list[str]:
    if len(set(names)) != len(names):
        raise ValueError("a name comes twice")
    return names


MetadataValue = Annotated[str, Field(max_length=500)] | bool | int | float
Metadata = dict[str, MetadataValue]


def _metadata(pairs: Metadata) -> Metadata:
    if not all(_KEY.fullmatch(key) for key in pairs):
        raise ValueError("a key has the wrong form")
    return pairs


Country = Annotated[str, AfterValidator(_country)]
Currency = Annotated[str, AfterValidator(_currency)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, AfterValidator(_url)]
Methods = Annotated[list[Annotated[str, AfterValidator(_method)]], AfterValidator(_all_different)]
Pairs = Annotated[Metadata, AfterValidator(_metadata)]
Int32 = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]


class Body(BaseModel):
    """Base of all bodies: no conversions, and no input in the text of a failure."""

    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True, allow_inf_nan=False)


class Billing(Body):
    """An address. Only the country is required, as Dodo has it since 2025-12."""

    country: Country
    state: str | None = None
    city: str | None = None
    street: str | None = None
    zipcode: str | None = None


class CustomerBody(Body):
    """Body of POST /customers."""

    name: str
    email: Email
    phone_number: str | None = None
    metadata: Pairs = {}


class OrderCustomer(Body):
    """An existing customer by id, or a new one by e-mail; never both."""

    customer_id: str | None = None
    email: Email | None = None
    name: str | None = None
    phone_number: str | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.customer_id is None) == (self.email is None):
            raise ValueError("either customer_id or email")
        return self


class CartItem(Body):
    """One line of a cart."""

    product_id: str
    quantity: Annotated[int, Field(ge=0, le=2**31 - 1)]
    amount: Int32 | None = None


class OrderBody(Body):
    """What POST /payments and POST /checkouts/preview have in common."""

    product_cart: Annotated[list[CartItem], Field(max_length=100)]
    allowed_payment_method_types: Methods | None = None
    billing_currency: Currency | None = None
    discount_code: str | None = None
    discount_codes: Annotated[list[str], Field(max_length=20)] | None = None
    return_url: Url | None = None
    show_saved_payment_methods: bool = False
    tax_id: str | None = None

    @model_validator(mode="after")
    def _one_way_to_discount(self) -> Self:
        if self.discount_code is not None and self.discount_codes is not None:
            raise ValueError("either discount_code or discount_codes")
        return self

    @property
    def codes(self) -> list[str]:
        """The discount codes in the order in which they apply."""
        return [self.discount_code] if self.discount_code is not None else list(self.discount_codes or [])


class PaymentBody(OrderBody):
    """Body of POST /payments."""

    billing: Billing
    customer: OrderCustomer
    payment_link: bool | None = None
    metadata: Pairs = {}


class PreviewBody(OrderBody):
    """Body of POST /checkouts/preview."""

    billing_address: Billing | None = None
    customer: OrderCustomer | None = None
    metadata: Pairs | None = None


Parsed = TypeVar("Parsed", bound=Body)


def parse(model: type[Parsed], raw: bytes) -> Parsed:
    """Read a body. Raises Refusal, which like Dodo's own names no field."""
    try:
        return model.model_validate_json(raw)
    except ValidationError:
        # Without the cause: nothing of what was typed may travel with the exception.
        raise Refusal("INVALID_REQUEST_BODY") from None
