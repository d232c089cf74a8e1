"""Dodo's refusals: which field of the order each code concerns, and what was typed there."""

from types import MappingProxyType

from dodo_desktop.core.address_forms import address_fields
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.problem import Problem, problem

_DISCOUNT = "options.discount_code"
_CART = "cart.table"
_CURRENCY = "options.currency"
_UNPROCESSABLE = 422
_FIELDS = 4
"""Fields of an address besides the country."""

FIELDS = MappingProxyType(
    {
        "UNSUPPORTED_COUNTRY": "billing.country",
        "UNSUPPORTED_CURRENCY": _CURRENCY,
        "UNSUPPORTED_BILLING_CURRENCY": _CURRENCY,
        "UNSUPPORTED_PAYMENT_CURRENCY": _CURRENCY,
        "EXCHANGE_RATE_NOT_FOUND": _CURRENCY,
        "INVALID_TAX_ID": "options.tax_id",
        "INVALID_DISCOUNT_CODE": _DISCOUNT,
        "DISCOUNT_CODE_EXPIRED": _DISCOUNT,
        "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED": _DISCOUNT,
        "DISCOUNT_CODE_NOT_AVAILABLE_FOR_PRODUCT": _DISCOUNT,
        "DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT": _DISCOUNT,
        "DISCOUNT_NOT_YET_ACTIVE": _DISCOUNT,
        "DISCOUNT_CUSTOMER_NOT_ELIGIBLE": _DISCOUNT,
        "DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET": _DISCOUNT,
        "DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED": _DISCOUNT,
        "UNSUPPORTED_DISCOUNT_TYPE": _DISCOUNT,
        "PAY_AS_YOU_WANT_AMOUNT_REQUIRED": _CART,
        "REQUEST_AMOUNT_BELOW_MINIMUM": _CART,
        "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": _CART,
        "INTEGER_CONVERSION_FAILURE": _CART,
        "INVALID_QUANTITY": _CART,
        "NO_ELIGIBLE_PAYMENT_METHODS": "options.methods",
        "PRODUCT_IS_DELETED": _CART,
        "MISSING_PRODUCT_INFORMATION": _CART,
        "UNSUPPORTED_TAX_CATEGORY": _CART,
        "NOT_FOUND": _CART,
        "BRAND_MISMATCH": _CART,
        "BRAND_NOT_ENABLED": _CART,
        "PRODUCT_CART_EMTPY": _CART,
        "MAXIMUM_KEYS_REACHED": "options.metadata",
    }
)
"""The field's object name for each code that is about one."""


def field_of(code: str) -> str:
    """The field that a code of Dodo's concerns; ``summary`` where none is meant or the code is new."""
    if code in FIELDS:
        return FIELDS[code]
    return _DISCOUNT if code.startswith("DISCOUNT_") else "summary"


def value_of(code: str, draft: Draft) -> str:
    """What the order holds in the field that a code concerns, for its sentence; empty where none is named."""
    values = {
        _DISCOUNT: draft.options.discount_code,
        _CURRENCY: draft.options.currency,
        "options.tax_id": draft.options.tax_id,
        "billing.country": draft.billing.country,
    }
    return values.get(field_of(code), "").strip()


def refusal(code: str, message: str, draft: Draft, status: int = 0) -> Problem:
    """A refusal of the order `draft` as a problem of the form. `message` is Dodo's sentence, or empty;
    `status` that of its answer, 0 where there was none."""
    value = value_of(code, draft)
    return problem(field_of(code), "dodo", code=code, message=message, value=value, status=status)


def wants_every_field(problem: Problem, country: str) -> bool:
    """Whether a refusal may come from an address without the fields that its country does not have.

    One that names a field of its own, such as the discount's, does not.
    """
    if problem.field != "summary":
        return False
    unprocessable = problem.code == "dodo" and problem.params.get("status") == _UNPROCESSABLE
    return unprocessable and len(address_fields(country).order) < _FIELDS
