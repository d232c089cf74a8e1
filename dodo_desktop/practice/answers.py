"""The practice server's answers in Dodo's JSON forms."""

import secrets
from datetime import UTC, datetime

from dodo_desktop.practice.pricing import PricedLine, Quote, divide
from dodo_desktop.practice.records import Customer, Payment
from dodo_desktop.practice.sample import Json
from dodo_desktop.practice.shop import Shop


def instant(moment: datetime) -> str:
    """UTC in the form that Dodo uses."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def brand(shop: Shop) -> Json:
    """The one brand, whose name is the shop's."""
    about = shop.business
    return {
        "brand_id": about["business_id"],
        "business_id": about["business_id"],
        "name": about["name"],
        "description": about["description"],
        "image": None,
        "url": about["url"],
        "support_email": about["support_email"],
        "statement_descriptor": about["statement_descriptor"],
        "enabled": True,
        "verification_enabled": True,
        "verification_status": "Success",
        "reason_for_hold": None,
    }


def customer(shop: Shop, who: Customer) -> Json:
    """One customer."""
    return {
        **_payer(who),
        "business_id": shop.business["business_id"],
        "created_at": instant(who.created_at),
    }


def product_row(shop: Shop, product: Json) -> Json:
    """A row of GET /products, where the price is an integer."""
    price = product["price"]
    return {
        **_product(shop, product),
        "price": price.get("price"),
        "currency": price["currency"],
        "price_detail": price,
        "tax_inclusive": bool(price.get("tax_inclusive")),
    }


def product(shop: Shop, found: Json) -> Json:
    """Answer of GET /products/{id}, where the price is an object."""
    return {
        **_product(shop, found),
        "brand_id": shop.business["business_id"],
        "price": found["price"],
        "license_key_enabled": False,
        "addons": None,
        "credit_entitlements": [],
    }


def discount(shop: Shop, found: Json) -> Json:
    """One discount."""
    return {
        **_discount(shop, found),
        "starts_at": None,
        "per_customer_usage_limit": None,
        "customer_eligibility": "any",
        "currency_options": found["currency_options"],
    }


def created(payment: Payment, link: str | None) -> Json:
    """Answer of POST /payments; the secret is made up on the spot and kept nowhere."""
    return {
        "payment_id": payment.payment_id,
        "total_amount": payment.total,
        "client_secret": f"{payment.payment_id}_secret_{secrets.token_hex(8)}",
        "customer": _payer(payment.customer),
        "metadata": payment.metadata,
        "payment_link": link,
        "expires_on": instant(payment.expires_on) if link else None,
        "discount_id": payment.discount_ids[0] if payment.discount_ids else None,
        "discount_ids": payment.discount_ids or None,
        "product_cart": [
            {"product_id": line.product_id, "quantity": line.quantity}
            | ({} if line.amount is None else {"amount": line.amount})
            for line in payment.lines
        ],
    }


def payment_row(shop: Shop, payment: Payment) -> Json:
    """A row of GET /payments."""
    paid_by = _attempt(payment)
    return {
        "payment_id": payment.payment_id,
        "brand_id": shop.business["business_id"],
        "created_at": instant(payment.created_at),
        "currency": payment.currency,
        "customer": _payer(payment.customer),
        "total_amount": payment.total,
        "metadata": payment.metadata,
        "digital_products_delivered": False,
        "status": payment.status,
        "payment_method": paid_by["payment_method"],
        "payment_method_type": None,
        "card_last_four": paid_by["card_last_four"],
        "card_network": paid_by["card_network"],
        "subscription_id": None,
        "payment_provider": "dodo",
        "has_license_key": False,
        "invoice_id": None,
        "invoice_url": None,
        "refund_status": None,
        "dispute_status": None,
    }


def payment(shop: Shop, found: Payment, link: str | None) -> Json:
    """Answer of GET /payments/{payment_id}; like Dodo's it does not tell when the link ends."""
    used = [each for each in shop.discounts if each["discount_id"] in found.discount_ids]
    return {
        **_attempt(found),
        "payment_id": found.payment_id,
        "business_id": shop.business["business_id"],
        "brand_id": shop.business["business_id"],
        "status": found.status,
        "created_at": instant(found.created_at),
        "updated_at": instant(found.updated_at) if found.updated_at else None,
        "currency": found.currency,
        "total_amount": found.total,
        "tax": found.tax,
        "settlement_currency": "USD",
        "settlement_amount": found.settlement_amount,
        "settlement_tax": found.settlement_tax,
        "customer": _payer(found.customer),
        "billing": found.billing,
        "metadata": found.metadata,
        "product_cart": [{"product_id": each.product_id, "quantity": each.quantity} for each in found.lines],
        "payment_link": link,
        "checkout_session_id": None,
        "subscription_id": None,
        "payment_method_type": None,
        "card_issuing_country": None,
        "discount_id": found.discount_ids[0] if found.discount_ids else None,
        "discounts": [
            {**_discount(shop, each), "position": at, "cycles_remaining": None}
            for at, each in enumerate(used)
        ]
        or None,
        "digital_products_delivered": False,
        "refunds": [],
        "disputes": [],
        "payment_provider": "dodo",
        "retry_attempt": 0,
        "is_update_payment_method": False,
        "refund_status": None,
    }


def line_items(payment: Payment) -> Json:
    """Answer of GET /payments/{payment_id}/line-items; the lines add up to the total."""
    return {
        "currency": payment.currency,
        "items": [
            {
                "items_id": line.product_id,
                "name": line.name,
                "description": line.description,
                "amount": line.net,
                "tax": line.tax,
                "refundable_amount": line.due,
            }
            for line in payment.lines
        ],
    }


def preview(quote: Quote, country: str, percent: int | None, tax_problem: str | None) -> Json:
    """Answer of POST /checkouts/preview; `percent` is the discount in basis points, if it is one."""
    again = Quote(quote.currency, tuple(line for line in quote.lines if _recurs(line)))
    return {
        "billing_country": country,
        "currency": quote.currency,
        "current_breakup": _breakup(quote),
        "product_cart": [_preview_line(quote.currency, line, percent) for line in quote.lines],
        "total_price": quote.total,
        "total_tax": quote.tax,
        "recurring_breakup": _breakup(again) if again.lines else None,
        "is_byop": False,
        "tax_id_err_msg": tax_problem,
    }


def _payer(who: Customer) -> Json:
    return {
        "customer_id": who.customer_id,
        "name": who.name,
        "email": who.email,
        "phone_number": who.phone_number,
        "metadata": who.metadata,
    }


def _product(shop: Shop, product: Json) -> Json:
    return {
        "product_id": product["product_id"],
        "business_id": shop.business["business_id"],
        "name": product["name"],
        "description": product["description"],
        "image": None,
        "is_recurring": product["price"]["type"] != "one_time_price",
        "tax_category": product["tax_category"],
        "metadata": {},
        "created_at": product["created_at"],
        "updated_at": product["updated_at"],
        "pricing_mode": None,
        "entitlements": [],
    }


def _discount(shop: Shop, found: Json) -> Json:
    expires = found["expires_at"]
    return {
        "discount_id": found["discount_id"],
        "business_id": shop.business["business_id"],
        "code": found["code"],
        "name": found["name"],
        "type": found["type"],
        "amount": found["amount"],
        "times_used": sum(
            found["discount_id"] in each.discount_ids for each in shop.payments if each.status == "succeeded"
        ),
        "usage_limit": None,
        "restricted_to": [],
        "created_at": "2025-09-01T08:30:00Z",
        "expires_at": expires and instant(datetime.fromisoformat(expires)),
        "subscription_cycles": None,
        "preserve_on_plan_change": False,
        "metadata": {},
    }


def _attempt(payment: Payment) -> Json:
    """How the last attempt on the page went: always the same made-up card."""
    tried = payment.status is not None
    declined = payment.error_code is not None
    return {
        "payment_method": "card" if tried else None,
        "card_network": "VISA" if tried else None,
        "card_type": "CREDIT" if tried else None,
        "card_last_four": ("0002" if declined else "4242") if tried else None,
        "error_code": payment.error_code,
        "error_message": "Declined on the practice page." if declined else None,
    }


def _breakup(quote: Quote) -> Json:
    return {
        "subtotal": quote.subtotal,
        "discount": quote.discount,
        "tax": quote.tax,
        "total_amount": quote.total,
    }


def _recurs(line: PricedLine) -> bool:
    return bool(line.line.product["price"]["type"] != "one_time_price")


def _preview_line(currency: str, priced: PricedLine, percent: int | None) -> Json:
    line = priced.line
    return {
        "product_id": line.product["product_id"],
        "name": line.product["name"],
        "description": line.product["description"],
        "quantity": line.quantity,
        "currency": currency,
        "og_currency": line.product["price"]["currency"],
        "og_price": line.unit,
        "discounted_price": divide(priced.listed - priced.cut, line.quantity),
        "discount_amount": percent,
        "tax": priced.tax,
        # Basis points, an integer: New York's 8.875 % is answered as 888 though it is reckoned exactly.
        "tax_rate": divide(priced.tax_rate, 10),
        "tax_category": line.product["tax_category"],
        "tax_inclusive": priced.inclusive,
        "is_subscription": line.product["price"]["type"] == "recurring_price",
        "is_usage_based": line.product["price"]["type"] == "usage_based_price",
        "meters": [],
        "credit_entitlements": [],
    }
