"""What Dodo's refusals mean for an order. Its code is never shown, its sentence only where it is news."""

from dodo_desktop.ui.words import _, isolate


def dodo_sentence(code: str, message: str = "") -> str:
    """The sentence for a refusal by Dodo's code; `message` is Dodo's, told where the code is new to us."""
    sentences = _sentences()
    if code in sentences:
        return sentences[code]
    if message:
        said = isolate(message.strip().rstrip("."))
        return _(
            "Dodo refused the order and made no link. It says: “{said}”. Change it, then try again."
        ).format(said=said)
    return _("Dodo refused the order and made no link. Look through it, change it, then try again.")


def _sentences() -> dict[str, str]:
    currency = _("Dodo cannot charge in this currency, so no link was made. Choose “As priced”.")
    brand = _("The products’ brands cannot be sold together, so no link was made. Make a link for each.")
    return {
        "INVALID_REQUEST_BODY": _(
            "Dodo could not read something in this order, so no link was made. Look through it."
        ),
        "UNSUPPORTED_COUNTRY": _("Dodo does not sell to this country, so no link was made. Choose another."),
        "UNSUPPORTED_CURRENCY": currency,
        "UNSUPPORTED_PAYMENT_CURRENCY": currency,
        "EXCHANGE_RATE_NOT_FOUND": currency,
        "INVALID_TAX_ID": _("Dodo does not accept this tax ID, so no link was made. Correct or clear it."),
        "INVALID_DISCOUNT_CODE": _("Dodo does not know this code, so no link was made. Correct or clear it."),
        "DISCOUNT_CODE_EXPIRED": _("This code has ended, so no link was made. Correct or clear it."),
        "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED": _(
            "This code is used up, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_CODE_NOT_AVAILABLE_FOR_PRODUCT": _(
            "This code is not for these products, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_NOT_YET_ACTIVE": _(
            "This code does not hold yet, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_CUSTOMER_NOT_ELIGIBLE": _(
            "This code is not for this customer, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET": _(
            "The order is too small for this code, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED": _(
            "This customer has used the code as often as allowed, so no link was made. Correct or clear it."
        ),
        "PAY_AS_YOU_WANT_AMOUNT_REQUIRED": _("A price is missing in the cart, so no link was made. Type it."),
        "REQUEST_AMOUNT_BELOW_MINIMUM": _(
            "A price is under the product’s least, so no link was made. Raise it."
        ),
        "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": _(
            "The total is less than Dodo can charge, so no link was made. Raise it."
        ),
        "NO_ELIGIBLE_PAYMENT_METHODS": _(
            "None of the chosen payment methods fits this customer, so no link was made. Allow more."
        ),
        "PRODUCT_IS_DELETED": _(
            "A product is no longer sold, so no link was made. Refresh, then remove its line."
        ),
        "MISSING_PRODUCT_INFORMATION": _(
            "A product is not complete at Dodo, so no link was made. Complete it there."
        ),
        "NOT_FOUND": _(
            "Dodo does not know the customer or a product in this mode, so no link was made. Pick again."
        ),
        "BRAND_MISMATCH": brand,
        "BRAND_NOT_ENABLED": brand,
        "PRODUCT_CART_EMTPY": _("The cart was empty, so no link was made. Add a product."),
        "MAXIMUM_KEYS_REACHED": _("There are too many metadata pairs, so no link was made. Remove some."),
        "MERCHANT_NOT_LIVE": _(
            "Dodo has not verified the business yet, so no link was made. Finish that there; test mode works."
        ),
    }
