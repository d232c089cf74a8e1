"""What Dodo's refusals mean for an order. Its code is never shown, its sentence only where it is news."""

import unicodedata

from dodo_desktop.core.refusals import field_of
from dodo_desktop.ui.words import _, isolate, locale, spoken

_LONGEST = 300
"""Characters of a message that are shown."""


def code_short(code: str, typed: str) -> str:
    """A refused discount code in a few words; `typed` is the code, empty where it is not known."""
    if not typed:
        return _("Discount not accepted")
    if code == "DISCOUNT_CODE_EXPIRED":
        return _("{code} has ended").format(code=isolate(typed))
    if code in {"DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED", "DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED"}:
        return _("{code} is used up").format(code=isolate(typed))
    return _("{code} is not accepted").format(code=isolate(typed))


def dodo_sentence(code: str, message: str = "", value: str = "") -> str:
    """The sentence for a refusal by Dodo's code.

    `message` is Dodo's, told where the code is new to us. `value` is what the order holds in the field that
    the code concerns; where it is empty, the sentence does without.
    """
    named, plain = _naming().get(code, ""), _sentences()
    if named and value:
        return named.format(value=isolate(_shown(field_of(code), value)))
    if named:
        return _unnamed()[field_of(code)]
    if code in plain:
        return plain[code]
    said = _foreign(message)
    if said:
        return _(
            "Dodo refused the order and made no link. It says: “{said}”. Change it, then try again."
        ).format(said=isolate(said))
    return _("Dodo refused the order and made no link. Look through it, change it, then try again.")


def preview_reason(code: str, message: str = "", value: str = "") -> str:
    """Why Dodo would not calculate a price, in one sentence without what becomes of the order."""
    reasons = _reasons()
    if code in reasons:
        named = value or ""
        return reasons[code].format(value=isolate(_shown(field_of(code), named))) if named else _no_price()
    said = _foreign(message)
    return _("Dodo says: “{said}”.").format(said=isolate(said)) if said else _no_price()


def _no_price() -> str:
    return _("Dodo did not calculate a price.")


def _reasons() -> dict[str, str]:
    currency = _("Dodo cannot charge this order in {value}.")
    for_others = _("The code {value} is not for these products.")
    return {
        "UNSUPPORTED_COUNTRY": _("Dodo does not sell to {value}."),
        "UNSUPPORTED_CURRENCY": currency,
        "UNSUPPORTED_BILLING_CURRENCY": currency,
        "UNSUPPORTED_PAYMENT_CURRENCY": currency,
        "EXCHANGE_RATE_NOT_FOUND": _("Dodo has no rate of exchange to {value}."),
        "INVALID_TAX_ID": _("Dodo does not accept the tax ID {value}."),
        "INVALID_DISCOUNT_CODE": _("Dodo does not know the code {value}."),
        "DISCOUNT_CODE_EXPIRED": _("The code {value} has ended."),
        "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED": _("The code {value} is used up."),
        "DISCOUNT_CODE_NOT_AVAILABLE_FOR_PRODUCT": for_others,
        "DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT": for_others,
        "DISCOUNT_NOT_YET_ACTIVE": _("The code {value} does not hold yet."),
        "DISCOUNT_CUSTOMER_NOT_ELIGIBLE": _("The code {value} is not for this customer."),
        "DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET": _("The order is too small for the code {value}."),
        "DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED": _(
            "This customer has used the code {value} as often as allowed."
        ),
        "UNSUPPORTED_DISCOUNT_TYPE": _("The code {value} is of a kind that links cannot have."),
    }


def _foreign(message: str) -> str:
    """Somebody else's text on one line: without what is not to be seen or turns the writing round, and not
    longer than a sentence may be."""
    seen = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"} else " " for c in message)
    line = " ".join(seen.split()).strip(" .")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _shown(field: str, value: str) -> str:
    if field != "billing.country":
        return _foreign(value)
    from dodo_desktop.core.countries import COUNTRIES, country_name

    return country_name(value, spoken(locale())) if value in COUNTRIES else _foreign(value)


def _naming() -> dict[str, str]:
    """Sentences that name what was typed."""
    currency = _("Dodo cannot charge this order in {value}, so no link was made. Choose “As priced”.")
    for_others = _("The code {value} is not for these products, so no link was made. Correct or clear it.")
    return {
        "UNSUPPORTED_COUNTRY": _(
            "Dodo does not sell to {value}, so no link was made. Choose another country."
        ),
        "UNSUPPORTED_CURRENCY": currency,
        "UNSUPPORTED_BILLING_CURRENCY": currency,
        "UNSUPPORTED_PAYMENT_CURRENCY": currency,
        "EXCHANGE_RATE_NOT_FOUND": _(
            "Dodo has no rate of exchange to {value}, so no link was made. Choose “As priced”."
        ),
        "INVALID_TAX_ID": _(
            "Dodo does not accept the tax ID {value}, so no link was made. Correct or clear it."
        ),
        "INVALID_DISCOUNT_CODE": _(
            "Dodo does not know the code {value}, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_CODE_EXPIRED": _("The code {value} has ended, so no link was made. Correct or clear it."),
        "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED": _(
            "The code {value} is used up, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_CODE_NOT_AVAILABLE_FOR_PRODUCT": for_others,
        "DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT": for_others,
        "DISCOUNT_NOT_YET_ACTIVE": _(
            "The code {value} does not hold yet, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_CUSTOMER_NOT_ELIGIBLE": _(
            "The code {value} is not for this customer, so no link was made. Correct or clear it."
        ),
        "DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET": _(
            "The order is too small for the code {value}, so no link was made. Add to it, or clear the code."
        ),
        "DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED": _(
            "This customer has used the code {value} as often as allowed, so no link was made. "
            "Correct or clear it."
        ),
        "UNSUPPORTED_DISCOUNT_TYPE": _(
            "The code {value} is of a kind that links cannot have, so no link was made. Correct or clear it."
        ),
    }


def _unnamed() -> dict[str, str]:
    """For an order that holds nothing in the field that Dodo complains about."""
    return {
        "billing.country": _("Dodo does not sell to this country, so no link was made. Choose another."),
        "options.currency": _(
            "Dodo cannot charge in the currency of the products, so no link was made. Choose another here."
        ),
        "options.tax_id": _("Dodo does not accept the tax ID, so no link was made. Correct or clear it."),
        "options.discount_code": _(
            "Dodo does not accept the discount, so no link was made. Correct or clear the code."
        ),
    }


def _sentences() -> dict[str, str]:
    unread = _("Dodo could not read something in this order, so no link was made. Look through it.")
    return {
        "INVALID_REQUEST": unread,
        "INVALID_REQUEST_BODY": unread,
        "INVALID_REQUEST_PARAMETERS": unread,
        "INVALID_QUERY_PARAMS": unread,
        "PAY_AS_YOU_WANT_AMOUNT_REQUIRED": _("A price is missing in the cart, so no link was made. Type it."),
        "REQUEST_AMOUNT_BELOW_MINIMUM": _(
            "A price is under the product’s least, so no link was made. Raise it."
        ),
        "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": _(
            "The total is less than Dodo can charge, so no link was made. Raise it."
        ),
        "INTEGER_CONVERSION_FAILURE": _(
            "An amount is larger than Dodo can take, so no link was made. Split the order over several links."
        ),
        "INVALID_QUANTITY": _(
            "Dodo does not accept a quantity, so no link was made. Correct it in the cart."
        ),
        "NO_ELIGIBLE_PAYMENT_METHODS": _(
            "None of the chosen payment methods fits this customer, so no link was made. Allow more."
        ),
        "PRODUCT_IS_DELETED": _(
            "A product is no longer sold, so no link was made. Refresh, then remove its line."
        ),
        "MISSING_PRODUCT_INFORMATION": _(
            "A product is not complete at Dodo, so no link was made. Complete it there, or remove its line."
        ),
        "UNSUPPORTED_TAX_CATEGORY": _(
            "Dodo cannot tax a product here, so no link was made. Change its tax category there, "
            "or remove its line."
        ),
        "NOT_FOUND": _(
            "Dodo does not know the customer or a product in this mode, so no link was made. Pick again."
        ),
        "BRAND_MISMATCH": _(
            "The products’ brands cannot be sold together, so no link was made. Make a link for each."
        ),
        "BRAND_NOT_ENABLED": _(
            "A product’s brand is not enabled at Dodo, so no link was made. Enable it there, "
            "or remove the line."
        ),
        "PRODUCT_CART_EMTPY": _("The cart was empty, so no link was made. Add a product."),
        "MAXIMUM_KEYS_REACHED": _("There are too many metadata pairs, so no link was made. Remove some."),
        "MERCHANT_NOT_LIVE": _(
            "Dodo has not verified the business yet, so no link was made. Finish that there; test mode works."
        ),
        "UNSUPPORTED_ACTION": _(
            "Dodo does not do this for your account, so no link was made. "
            "Look through the order, or ask Dodo."
        ),
    }
