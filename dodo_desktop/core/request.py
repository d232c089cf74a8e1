"""PaymentRequest: exactly what POST /payments takes; a Draft becomes one, or a list of Problems."""

import json
from collections import Counter
from collections.abc import Collection, Iterator

from dodo_desktop.core.checks_address import check_address
from dodo_desktop.core.checks_contact import check_email, check_phone, phone_as_sent
from dodo_desktop.core.checks_preview import check_preview
from dodo_desktop.core.checks_total import FIELD as CART
from dodo_desktop.core.checks_total import check_total
from dodo_desktop.core.checks_web import check_return_url
from dodo_desktop.core.countries import address_fields, resolve_country
from dodo_desktop.core.currencies import resolve_currency
from dodo_desktop.core.draft import (
    BillingEntry,
    CartLine,
    CustomerEntry,
    CustomerMode,
    Draft,
    OptionsEntry,
    proposed,
)
from dodo_desktop.core.limits import (
    CART_LIMIT,
    KEY_LIMIT,
    METADATA_LIMIT,
    REFERENCE_KEY,
    REQUEST_ID_KEY,
    VALUE_LIMIT,
    key_problem,
    quantity_of,
)
from dodo_desktop.core.methods import ALL_METHODS
from dodo_desktop.core.money import INT32_MAX
from dodo_desktop.core.money_text import MoneyTextError, parse_money
from dodo_desktop.core.preview import Total
from dodo_desktop.core.problem import Problem, Weight
from dodo_desktop.core.problem import problem as _problem
from dodo_desktop.core.tax_ids import check_tax_id
from dodo_desktop.core.value import value


@value
class AttachCustomer:
    """A customer that Dodo has."""

    customer_id: str


@value
class NewCustomer:
    """A customer that Dodo makes with the payment. `phone` is empty for none."""

    name: str
    email: str
    phone: str = ""


@value
class BillingAddress:
    """All five are sent; a field that was waived or that the country lacks is an empty string."""

    country: str
    state: str
    city: str
    street: str
    zipcode: str


@value
class CartItem:
    """`amount` in minor units of the product's currency, for pay-what-you-want products alone."""

    product_id: str
    quantity: int
    amount: int | None = None


@value
class PaymentRequest:
    """The eleven fields of a creation. None stands for null: as priced, all methods, no code."""

    customer: AttachCustomer | NewCustomer
    billing: BillingAddress
    cart: tuple[CartItem, ...]
    currency: str | None = None
    methods: tuple[str, ...] | None = None
    discount_code: str | None = None
    return_url: str | None = None
    show_saved_methods: bool = False
    tax_id: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()


@value
class Checked:
    """A draft read as an order: the request where nothing stands in its way, and all that is to be said."""

    request: PaymentRequest | None
    problems: tuple[Problem, ...] = ()


def body(request: PaymentRequest, request_id: str) -> str:
    """The exact JSON text to send. `request_id` is the order's UUID, by which it is found again."""
    match request.customer:
        case AttachCustomer(customer_id):
            customer: dict[str, str | None] = {"customer_id": customer_id}
        case NewCustomer(name, email, phone):
            customer = {"name": name, "email": email, "phone_number": phone or None}
    cart = [
        {"product_id": item.product_id, "quantity": item.quantity}
        | ({} if item.amount is None else {"amount": item.amount})
        for item in request.cart
    ]
    billing = request.billing
    document = {
        "payment_link": True,
        "customer": customer,
        "billing": {
            "country": billing.country,
            "state": billing.state,
            "city": billing.city,
            "street": billing.street,
            "zipcode": billing.zipcode,
        },
        "product_cart": cart,
        "billing_currency": request.currency,
        "allowed_payment_method_types": None if request.methods is None else list(request.methods),
        "discount_code": request.discount_code,
        "return_url": request.return_url,
        "show_saved_payment_methods": request.show_saved_methods,
        "tax_id": request.tax_id,
        "metadata": dict(request.metadata) | {REQUEST_ID_KEY: request_id},
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, as a paste can hold, has no place in UTF-8: neither disk nor wire would take it.
    return text.encode("utf-8", "replace").decode("utf-8")


def check(
    draft: Draft, locale: str, *, total: Total | None = None, sold_to: Collection[str] | None = None
) -> Checked:
    """Reads a draft as an order. `locale` is a Babel identifier, for amounts still kept as text.

    `total` is what the summary shows for just this draft, if anything; `sold_to` holds the codes of the
    countries that Dodo sells to, None where nobody knows.
    """
    problems: list[Problem] = []
    typed = draft.billing.country.strip()
    country = (resolve_country(typed, locale) or "") if typed else ""
    customer = _customer(draft.customer, country, problems)
    billing = _billing(draft.billing, country, problems)
    if country and sold_to is not None and country not in sold_to:
        problems.append(_problem("billing.country", "country_unsupported", Weight.ADVICE, country=country))
    cart, sums = _cart(draft.lines, locale, problems)
    options = draft.options
    currency = _currency(options, locale, problems)
    if not any(problem.field == CART for problem in problems):
        waived = CART in draft.billing.waived
        found = check_total(sums, currency, total)
        problems.extend(p for p in found if not (waived and p.weight is Weight.WAIVABLE))
    tax_id, return_url = options.tax_id.strip(), options.return_url.strip()
    problems.extend(check_preview(draft, total) if total else ())
    if total is None or not (total.tax_id_refused or total.tax_id_business):
        # Who looked it up knows better than its check digits tell.
        problems.extend(check_tax_id(tax_id, country))
    methods = _methods(options, problems)
    problems.extend(check_return_url(return_url))
    metadata = tuple(_metadata(options, problems))
    if waiting := proposed(draft):
        problems.append(_problem("billing.accept_all", "proposed", count=len(waiting)))
    walls = any(p.weight is not Weight.ADVICE for p in problems)
    if walls or customer is None or billing is None:
        return Checked(None, tuple(problems))
    request = PaymentRequest(
        customer=customer,
        billing=billing,
        cart=cart,
        currency=currency,
        methods=methods,
        discount_code=options.discount_code.strip() or None,
        return_url=return_url or None,
        show_saved_methods=options.show_saved_methods,
        tax_id=tax_id or None,
        metadata=metadata,
    )
    return Checked(request, tuple(problems))


def _customer(
    entry: CustomerEntry, country: str, problems: list[Problem]
) -> AttachCustomer | NewCustomer | None:
    if entry.mode is CustomerMode.EXISTING and entry.existing:
        return AttachCustomer(entry.existing.customer_id)
    if entry.mode is not CustomerMode.NEW:
        problems.append(_problem("customer.search", "not_chosen"))
        return None
    name, email = entry.name.strip(), entry.email.strip()
    if not name:
        problems.append(_problem("customer.name", "missing"))
    if not email:
        problems.append(_problem("customer.email", "missing"))
    elif doubt := check_email(email):
        problems.append(doubt)
    phone = entry.phone.strip()
    if phone and (doubt := check_phone(phone, country)):
        problems.append(doubt)
    # What is understood goes out in the form that is shown below the field.
    return NewCustomer(name, email, phone_as_sent(phone, country))


def _billing(entry: BillingEntry, country: str, problems: list[Problem]) -> BillingAddress | None:
    if not country:
        code = "unknown_country" if entry.country.strip() else "missing"
        problems.append(_problem("billing.country", code))
    form = address_fields(country or None, every=entry.every_field)
    values: dict[str, str] = {}
    for name in form.order:
        values[name] = getattr(entry, name).strip()
        field = f"billing.{name}"
        if not values[name] and name in form.required and field not in entry.waived:
            problems.append(_problem(field, "missing", Weight.WAIVABLE))
    if not country:
        return None
    state, zipcode = values.get("state", ""), values.get("zipcode", "")
    problems.extend(check_address(country, form, state=state, zipcode=zipcode))
    return BillingAddress(
        country=country, **{name: values.get(name, "") for name in ("state", "city", "street", "zipcode")}
    )


def _cart(
    lines: tuple[CartLine, ...], locale: str, problems: list[Problem]
) -> tuple[tuple[CartItem, ...], Counter[str]]:
    """The items, and what they come to in each currency."""
    if not lines:
        problems.append(_problem(CART, "cart_empty"))
    if len(lines) > CART_LIMIT:
        problems.append(_problem(CART, "cart_full", limit=CART_LIMIT))
    items = tuple(_item(number, line, locale, problems) for number, line in enumerate(lines, 1))
    sums: Counter[str] = Counter()
    for line, item in zip(lines, items, strict=True):
        each = (
            item.amount if item.amount is not None else line.product.price.minor if line.product.price else 0
        )
        sums[line.product.currency] += each * item.quantity
    return items, sums


def _item(number: int, line: CartLine, locale: str, problems: list[Problem]) -> CartItem:
    product = line.product
    if product.recurring:
        problems.append(_problem(CART, "product_recurring", line=number, product=product.name))
    if product.off_sale:
        problems.append(_problem(CART, "product_archived", line=number, product=product.name))
    quantity = quantity_of(line.quantity)
    if quantity is None or quantity > INT32_MAX:
        problems.append(_problem(CART, "quantity_bad", line=number))
        quantity = 0
    elif quantity == 0:
        problems.append(_problem(CART, "quantity_zero", line=number))
    amount = _amount(number, line, locale, problems) if product.pay_what_you_want else None
    return CartItem(product.product_id, quantity, amount)


_AMOUNT_CODES = {
    "empty": "amount_missing",
    "not_a_number": "amount_bad",
    "negative": "amount_bad",
    "ambiguous": "amount_ambiguous",
    "too_many_decimals": "amount_decimals",
    "too_large": "amount_too_large",
}


def _amount(number: int, line: CartLine, locale: str, problems: list[Problem]) -> int | None:
    product, amount = line.product, line.amount
    currency = product.currency
    if not currency:
        # Without a currency nobody knows how many minor units the text means.
        problems.append(_problem(CART, "amount_bad", line=number, text=line.price))
        return None
    if amount is None:
        try:
            amount = parse_money(line.price, currency, locale).minor
        except MoneyTextError as refused:
            readings = tuple(m.minor for m in refused.readings)
            problems.append(
                _problem(
                    CART,
                    _AMOUNT_CODES[refused.code],
                    line=number,
                    text=line.price,
                    currency=currency,
                    minors=readings,
                )
            )
            return None
    if amount > INT32_MAX:
        problems.append(_problem(CART, "amount_too_large", line=number))
    elif product.price is not None and amount < product.price.minor:
        problems.append(
            _problem(
                CART,
                "amount_below_minimum",
                line=number,
                minimum=product.price.minor,
                currency=currency,
            )
        )
    return amount


def _currency(options: OptionsEntry, locale: str, problems: list[Problem]) -> str | None:
    text = options.currency.strip()
    if not text:
        return None
    code = resolve_currency(text, locale)
    if code is None:
        problems.append(_problem("options.currency", "unknown_currency"))
    return code


def _methods(options: OptionsEntry, problems: list[Problem]) -> tuple[str, ...] | None:
    if not options.only_methods:
        return None
    known = tuple(method for method in ALL_METHODS if method in options.methods)
    if not known:
        problems.append(_problem("options.methods", "no_methods"))
    return known


def _metadata(options: OptionsEntry, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    pairs = [(key.strip(), value.strip()) for key, value in options.metadata]
    pairs = [pair for pair in pairs if any(pair)]
    reference = options.order_reference.strip()
    if len(reference) > VALUE_LIMIT:
        problems.append(_problem("options.order_reference", "too_long", limit=VALUE_LIMIT))
    if len(pairs) + bool(reference) > METADATA_LIMIT:
        problems.append(_problem("options.metadata", "metadata_full", limit=METADATA_LIMIT))
    seen: set[str] = set()
    for key, said in pairs:
        code = key_problem(key, said, seen, bool(reference))
        if code:
            limit = VALUE_LIMIT if code == "metadata_value_long" else KEY_LIMIT
            problems.append(_problem("options.metadata", code, key=key, limit=limit))
        seen.add(key)
        yield key, said
    if reference:
        yield REFERENCE_KEY, reference
