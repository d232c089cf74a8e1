"""The practice shop: its customers, products, discounts and payments, and what it refuses."""

import calendar
import re
import secrets
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from dodo_desktop.practice import records, sample
from dodo_desktop.practice.bodies import (
    CartItem,
    CustomerBody,
    OrderBody,
    OrderCustomer,
    PaymentBody,
    PreviewBody,
)
from dodo_desktop.practice.pricing import CartLine, Quote, convert, least_total, price
from dodo_desktop.practice.records import Customer, Line, Payment
from dodo_desktop.practice.refusal import Refusal
from dodo_desktop.practice.sample import Json

LINK_LIFE = timedelta(hours=24)
_DECLINED = "INSUFFICIENT_FUNDS"
_LETTERS = string.ascii_letters + string.digits
Thing = TypeVar("Thing")
_TAX_ID = re.compile(r"(?=.*\d)[A-Z0-9]{5,20}")


def new_id(prefix: str) -> str:
    """A fresh id that cannot be guessed."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(21))


class Shop:
    """All state of one practice server. Used from the server's own thread only."""

    def __init__(self, *, sample_data: bool, state_file: Path | None, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.rules = sample.rules()
        self.business = sample.shop()
        self._file = state_file
        self.kept = records.load(state_file)
        shipped = [Customer.model_validate(each) for each in sample.customers()] if sample_data else []
        self._customers = {each.customer_id: each for each in (*shipped, *self.kept.customers)}
        self._payments = {each.payment_id: each for each in self.kept.payments}
        self.products: dict[str, Json] = {
            each["product_id"]: each for each in (sample.products() if sample_data else [])
        }
        self.discounts = self._discounts(clock()) if sample_data else []

    @property
    def customers(self) -> list[Customer]:
        """Newest first."""
        return sorted(self._customers.values(), key=lambda each: each.created_at, reverse=True)

    @property
    def payments(self) -> list[Payment]:
        """Newest first."""
        return list(reversed(self._payments.values()))

    def remember_port(self, port: int) -> None:
        """Keep the port, so that links of today open tomorrow."""
        if self.kept.port != port:
            self.kept.port = port
            self._save()

    def customer(self, customer_id: str) -> Customer:
        """One customer. Raises Refusal."""
        return self._known(self._customers, customer_id)

    def product(self, product_id: str) -> Json:
        """One product, archived ones included. Raises Refusal."""
        return self._known(self.products, product_id)

    def payment(self, payment_id: str) -> Payment:
        """One payment. Raises Refusal."""
        return self._known(self._payments, payment_id)

    def discount(self, code: str) -> Json | None:
        """One discount by its code, ended or not."""
        return next((each for each in self.discounts if each["code"] == code), None)

    def ended(self, discount: Json) -> bool:
        """Whether a discount's time is over."""
        expires = discount["expires_at"]
        return expires is not None and datetime.fromisoformat(expires) <= self.clock()

    def add_customer(self, body: CustomerBody) -> Customer:
        """Make a customer; one who is known by the same e-mail is answered unchanged."""
        _check_pairs(len(body.metadata))
        return self._customer_by_email(body.email, body.name, body.phone_number, dict(body.metadata))

    def quote(self, body: PaymentBody | PreviewBody, *, session: bool) -> Quote:
        """Price an order. Raises Refusal.

        A session may hold subscriptions and leave out a pay-what-you-want amount; a payment may not.
        """
        address = body.billing if isinstance(body, PaymentBody) else body.billing_address
        country = address.country if address else "US"
        if country in self.rules.countries_refused:
            raise Refusal("UNSUPPORTED_COUNTRY")
        cart = [self._line(item, session=session) for item in _checked(body)]
        currency = self._currency(cart, body.billing_currency)
        rate = self.rules.tax_rate(country, address.state if address else None)
        return price(cart, currency, self._redeemed(body.codes), rate, self.rules)

    def pay(self, body: PaymentBody) -> Payment:
        """Make a payment, and keep it. Raises Refusal; then nothing was made."""
        _check_pairs(len(body.metadata))
        if body.customer.customer_id is not None:
            self.customer(body.customer.customer_id)
        if body.tax_id is not None and not self.tax_id_fits(body.tax_id, body.billing.country):
            raise Refusal("INVALID_TAX_ID")
        quote = self.quote(body, session=False)
        if quote.total < least_total(quote.currency, self.rules):
            raise Refusal("TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT")
        payment = self._payment(body, quote, self._payer(body.customer))
        self._payments[payment.payment_id] = payment
        self._save()
        return payment

    def succeed(self, payment_id: str) -> Payment:
        """The buyer paid. Nothing changes once it is paid or expired."""
        return self._settle(payment_id, "succeeded", None)

    def decline(self, payment_id: str) -> Payment:
        """An attempt was declined; like Dodo's, the payment goes on waiting for a method that works."""
        return self._settle(payment_id, "requires_payment_method", _DECLINED)

    def _settle(self, payment_id: str, status: str, error_code: str | None) -> Payment:
        payment = self.payment(payment_id)
        now = self.clock()
        if payment.status == "succeeded" or payment.expired(now):
            return payment
        payment = payment.model_copy(update={"status": status, "error_code": error_code, "updated_at": now})
        self._payments[payment_id] = payment
        self._save()
        return payment

    def tax_id_fits(self, text: str, country: str) -> bool:
        """A simple look at the form: letters and digits, and in the European Union the country in front."""
        compact = re.sub(r"[\s./-]", "", text).upper()
        if not _TAX_ID.fullmatch(compact):
            return False
        prefix = {"GR": "EL"}.get(country, country)
        return country not in self.rules.eu_countries or compact.startswith(prefix)

    def _line(self, item: CartItem, *, session: bool) -> CartLine:
        product = self.product(item.product_id)
        if product.get("archived"):
            raise Refusal("PRODUCT_IS_DELETED")
        asked = product["price"]
        if asked["type"] != "one_time_price":
            if not session:
                raise Refusal("INVALID_REQUEST_BODY")
            return CartLine(product, item.quantity, asked.get("price", asked.get("fixed_price", 0)))
        if not asked["pay_what_you_want"]:
            return CartLine(product, item.quantity, asked["price"])  # an amount is ignored here, silently
        if item.amount is None:
            if not session:
                raise Refusal("PAY_AS_YOU_WANT_AMOUNT_REQUIRED")
            return CartLine(product, item.quantity, asked["suggested_price"] or asked["price"])
        if item.amount < asked["price"]:
            raise Refusal("REQUEST_AMOUNT_BELOW_MINIMUM")
        return CartLine(product, item.quantity, item.amount)

    def _currency(self, cart: Sequence[CartLine], wanted: str | None) -> str:
        """What the buyer is billed in.

        Nothing is documented for a cart of several currencies without a choice: practice bills it in the
        currency of its first line.
        """
        own = [line.product["price"]["currency"] for line in cart]
        if wanted is None:
            return str(own[0])
        if wanted not in self.rules.minimum_total and set(own) != {wanted}:
            raise Refusal("UNSUPPORTED_CURRENCY")
        return wanted

    def _redeemed(self, codes: Sequence[str]) -> list[Json]:
        found = []
        for code in codes:
            discount = self.discount(code)
            if discount is None:
                raise Refusal("INVALID_DISCOUNT_CODE")
            if self.ended(discount):
                raise Refusal("DISCOUNT_CODE_EXPIRED")
            found.append(discount)
        return found

    def _payer(self, who: OrderCustomer) -> Customer:
        if who.customer_id is not None:
            return self.customer(who.customer_id)
        return self._customer_by_email(who.email or "", who.name or "", who.phone_number, {})

    def _customer_by_email(self, email: str, name: str, phone: str | None, metadata: Json) -> Customer:
        wanted = email.casefold()
        known = next((each for each in self._customers.values() if each.email.casefold() == wanted), None)
        if known is not None:
            return known
        made = Customer(
            customer_id=new_id("cus_"),
            name=name,
            email=email,
            phone_number=phone,
            created_at=self.clock(),
            metadata=metadata,
        )
        self._customers[made.customer_id] = made
        self.kept.customers.append(made)
        self._save()
        return made

    def _payment(self, body: PaymentBody, quote: Quote, payer: Customer) -> Payment:
        now = self.clock()
        items = zip(body.product_cart, quote.lines, strict=True)
        return Payment(
            payment_id=new_id("pay_"),
            created_at=now,
            expires_on=now + LINK_LIFE,
            currency=quote.currency,
            total=quote.total,
            tax=quote.tax,
            discount=sum(line.cut for line in quote.lines),
            tax_added=sum(line.tax for line in quote.lines if not line.inclusive),
            settlement_amount=convert(quote.total, quote.currency, "USD", self.rules),
            settlement_tax=convert(quote.tax, quote.currency, "USD", self.rules),
            customer=payer,
            billing=body.billing.model_dump(),
            metadata=dict(body.metadata),
            lines=[
                Line(
                    product_id=item.product_id,
                    name=line.line.product["name"],
                    description=line.line.product["description"],
                    quantity=item.quantity,
                    amount=item.amount,
                    listed=line.listed,
                    net=line.due - line.tax,
                    tax=line.tax,
                    due=line.due,
                )
                for item, line in items
            ],
            discount_ids=[each["discount_id"] for each in self._redeemed(body.codes)],
            has_link=bool(body.payment_link),
            return_url=body.return_url,
        )

    @staticmethod
    def _discounts(now: datetime) -> list[Json]:
        """The sample discounts, their end reckoned from now so that practice always has one that lasts."""
        soon = now + timedelta(days=7)
        last = calendar.monthrange(soon.year, soon.month)[1]
        end = soon.replace(day=last, hour=23, minute=59, second=59, microsecond=0).isoformat()
        return [
            {**each, "expires_at": end if each["expires"] == "end_of_month" else None}
            for each in sample.discounts()
        ]

    @staticmethod
    def _known(things: Mapping[str, Thing], key: str) -> Thing:
        found = things.get(key)
        if found is None:
            raise Refusal("NOT_FOUND")
        return found

    def _save(self) -> None:
        self.kept.payments = list(self._payments.values())[-records.KEPT_PAYMENTS :]
        records.save(self._file, self.kept)


def _check_pairs(count: int) -> None:
    if count > 50:
        raise Refusal("MAXIMUM_KEYS_REACHED")


def _checked(body: OrderBody) -> list[CartItem]:
    """The cart of an order whose lists are not empty. Raises Refusal."""
    if not body.product_cart:
        raise Refusal("PRODUCT_CART_EMTPY")
    if any(item.quantity < 1 for item in body.product_cart):
        raise Refusal("INVALID_QUANTITY")
    if body.allowed_payment_method_types == []:
        raise Refusal("NO_ELIGIBLE_PAYMENT_METHODS")
    return body.product_cart
