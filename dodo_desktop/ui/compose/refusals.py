"""Dodo's refusals: which field of the form each code concerns. The sentences are in `words`."""

from types import MappingProxyType

from dodo_desktop.core.problem import Problem

_DISCOUNT = "options.discount_code"
_CART = "cart.table"
_CURRENCY = "options.currency"

_FIELDS = MappingProxyType(
    {
        "UNSUPPORTED_COUNTRY": "billing.country",
        "UNSUPPORTED_CURRENCY": _CURRENCY,
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
        "PAY_AS_YOU_WANT_AMOUNT_REQUIRED": _CART,
        "REQUEST_AMOUNT_BELOW_MINIMUM": _CART,
        "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": _CART,
        "NO_ELIGIBLE_PAYMENT_METHODS": "options.methods",
        "PRODUCT_IS_DELETED": _CART,
        "MISSING_PRODUCT_INFORMATION": _CART,
        "NOT_FOUND": _CART,
        "BRAND_MISMATCH": _CART,
        "BRAND_NOT_ENABLED": _CART,
        "PRODUCT_CART_EMTPY": _CART,
        "MAXIMUM_KEYS_REACHED": "options.metadata",
    }
)


def field_of(code: str) -> str:
    """The field that a code of Dodo's concerns; ``summary`` where none is meant or the code is new."""
    if code in _FIELDS:
        return _FIELDS[code]
    return _DISCOUNT if code.startswith("DISCOUNT_") else "summary"


def refusal(code: str, message: str) -> Problem:
    """A refusal as a problem of the form. `message` is Dodo's sentence, or empty."""
    params = MappingProxyType({"code": code, "message": message})
    return Problem(field_of(code), "dodo", params)
