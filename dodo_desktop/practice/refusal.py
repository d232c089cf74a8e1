"""Dodo's refusals: a code, an HTTP status and a sentence in English that names no data of the request."""

_STATUS = {"UNAUTHORIZED": 401, "NOT_FOUND": 404, "INTERNAL_SERVER_ERROR": 500}

_MESSAGES = {
    "UNAUTHORIZED": "This key may not do that",
    "NOT_FOUND": "There is no such item",
    "INVALID_REQUEST_BODY": "The body of the request does not have the expected form",
    "INVALID_QUERY_PARAMS": "A query parameter does not have the expected form",
    "UNSUPPORTED_COUNTRY": "Buyers in this country cannot be billed",
    "UNSUPPORTED_CURRENCY": "This order cannot be billed in that currency",
    "INVALID_TAX_ID": "The tax ID did not pass its check",
    "INVALID_DISCOUNT_CODE": "There is no such discount code",
    "DISCOUNT_CODE_EXPIRED": "The discount code has ended",
    "PAY_AS_YOU_WANT_AMOUNT_REQUIRED": "A pay-what-you-want product needs an amount",
    "REQUEST_AMOUNT_BELOW_MINIMUM": "The amount is under the minimum of the product",
    "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": "The total is under the least amount that can be paid",
    "NO_ELIGIBLE_PAYMENT_METHODS": "No payment method is left",
    "MAXIMUM_KEYS_REACHED": "More than 50 pairs of metadata",
    "PRODUCT_CART_EMTPY": "The cart is empty",
    "INVALID_QUANTITY": "A quantity is under one",
    "INTEGER_CONVERSION_FAILURE": "An amount is larger than can be represented",
    # PRODUCT_IS_DELETED and INTERNAL_SERVER_ERROR come without a message, as Dodo documents them.
}


class Refusal(Exception):
    """The request is refused with one of Dodo's codes; the text holds the code alone."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        """HTTP status; 422 for everything that is wrong with an order."""
        return _STATUS.get(self.code, 422)

    def body(self) -> dict[str, str]:
        """The JSON answer."""
        message = _MESSAGES.get(self.code)
        return {"code": self.code} if message is None else {"code": self.code, "message": message}
