"""The bodies that are sent: no field too many, every code of the lists. No text here holds a value."""

import json

from dodo_desktop.api.shape import (
    Shape,
    different,
    either,
    fields,
    integer,
    maybe,
    pairs,
    several,
    text,
    truth,
)
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.methods import ALL_METHODS
from dodo_desktop.core.money import CURRENCIES, INT32_MAX


class BadBody(ValueError):
    """A body of ours that Dodo's rules do not allow: nothing may be sent. Holds no value."""


_ANY = text()
_SOME = text(least=1)
_COUNTRY = text(known=COUNTRIES)
_INT32 = integer(0, INT32_MAX)
_METADATA = pairs(text(form=r"[A-Za-z0-9_-]{1,40}"), text(most=500), most=50)
_HELD_CUSTOMER = fields({"customer_id": _SOME})
_NEW_CUSTOMER = fields({"name": _ANY, "email": _ANY}, {"phone_number": maybe(_ANY)})
_CUSTOMER = either(_HELD_CUSTOMER, _NEW_CUSTOMER)
_LINE = fields({"product_id": _SOME, "quantity": _INT32}, {"amount": maybe(_INT32)})
_CART = {"product_cart": several(_LINE, least=1, most=100)}
_OPTIONS = {
    "allowed_payment_method_types": maybe(different(text(known=ALL_METHODS))),
    "billing_currency": maybe(text(known=CURRENCIES)),
    "discount_code": maybe(_ANY),
    "return_url": maybe(_ANY),
    "show_saved_payment_methods": truth,
    "tax_id": maybe(_ANY),
}

_BILLING = fields({"country": _COUNTRY, "state": _ANY, "city": _ANY, "street": _ANY, "zipcode": _ANY})
"""All five are required; those that are not known are empty."""

_PAYMENT = fields(
    {**_CART, "customer": _CUSTOMER, "billing": _BILLING},
    {**_OPTIONS, "payment_link": maybe(truth), "metadata": _METADATA},
)
"""All fields of POST /payments; `amount` of a line is in minor units, for pay-what-you-want products."""

_PLACE = fields({"country": _COUNTRY}, dict.fromkeys(("state", "city", "street", "zipcode"), maybe(_ANY)))
"""An address of which the country alone is enough."""

_PREVIEW = fields(
    _CART,
    {
        **_OPTIONS,
        "customer": maybe(_CUSTOMER),
        "billing_address": maybe(_PLACE),
        "metadata": maybe(_METADATA),
    },
)
"""POST /checkouts/preview, as far as it prices an order."""


def check_create_payment(body: str) -> None:
    """Raises BadBody where `body` is not what POST /payments takes."""
    _check("CreatePayment", _PAYMENT, body)


def check_preview(body: str) -> None:
    """Raises BadBody where `body` is not what POST /checkouts/preview takes."""
    _check("PreviewRequest", _PREVIEW, body)


def _check(name: str, shape: Shape, body: str) -> None:
    try:
        body.encode("utf-8")
        shape(json.loads(body))
    except (ValueError, RecursionError):
        raise BadBody(f"the body is not a valid {name}") from None
