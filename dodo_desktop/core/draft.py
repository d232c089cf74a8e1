"""Draft: what has been typed so far, however incomplete. Everything typed is kept as typed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.proposals import NOTHING, Offer, Proposals
from dodo_desktop.core.value import value


class CustomerMode(StrEnum):
    """Which face the customer section shows."""

    SEARCH = "search"
    EXISTING = "existing"
    NEW = "new"


@value
class CustomerEntry:
    """Who pays: a customer picked, or the fields of a new one. Switching the mode keeps the other's text."""

    mode: CustomerMode = CustomerMode.SEARCH
    search: str = ""
    existing: Customer | None = None
    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def shown_name(self) -> str:
        """The name that titles and lists show; empty where there is none yet."""
        if self.mode is CustomerMode.EXISTING and self.existing:
            return self.existing.name or self.existing.email
        if self.mode is CustomerMode.NEW:
            return self.name or self.email
        return ""


@value
class BillingEntry:
    """The billing address. `country` is a two-letter code once picked, else the text as typed.

    `waived` names the fields whose waivable problem the person let go, such as those to send empty.
    `every_field`: also the fields that the country does not have, because Dodo refused the order without.
    """

    country: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zipcode: str = ""
    waived: frozenset[str] = frozenset()
    every_field: bool = False


@value
class CartLine:
    """One line of the cart.

    `line_id` is its identity in this draft. `quantity` and `price` are text as typed. `amount` is the price
    in minor units of the product's currency as it was understood while typing, or None; `price` and
    `amount` matter for pay-what-you-want products alone.
    """

    line_id: str
    product: Product
    quantity: str = "1"
    price: str = ""
    amount: int | None = None


@value
class OptionsEntry:
    """How it is paid. `currency` is empty for "as priced", a code once picked, else the text as typed.

    `only_methods` says whether `methods` limits what the customer is shown; the set is kept either way.
    """

    order_reference: str = ""
    currency: str = ""
    only_methods: bool = False
    methods: frozenset[str] = frozenset()
    discount_code: str = ""
    tax_id: str = ""
    return_url: str = ""
    show_saved_methods: bool = False
    metadata: tuple[tuple[str, str], ...] = ()


@value
class Fixed:
    """What the template of this name fixed in an order; no edit changes that until it is let go of."""

    template: str = ""
    currency: bool = False
    methods: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that no edit changes."""
        currency = {"options.currency"} if self.currency else set()
        return frozenset(currency | ({"options.methods"} if self.methods else set()))


@value
class Draft:
    """One order as typed so far. `title` is a name that the person gave it, else empty.

    `address_of` is the id of the customer out of whose earlier order the billing address comes, as far as
    that is known, else empty.
    """

    draft_id: str
    title: str = ""
    customer: CustomerEntry = CustomerEntry()
    billing: BillingEntry = BillingEntry()
    lines: tuple[CartLine, ...] = ()
    product_search: str = ""
    options: OptionsEntry = OptionsEntry()
    fixed: Fixed = Fixed()
    proposals: Proposals = NOTHING
    address_of: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing has been typed yet, so that nothing is worth keeping."""
        return replace(self, draft_id="", address_of="") == Draft("")


LOOKED_FOR = frozenset({"customer.search", "cart.product"})
"""Fields of what is only looked for, no part of an order: nothing else in the form hangs on them."""


def untouched(one: Draft, other: Draft, *parts: str) -> bool:
    """Whether no edit between these two touched any of `parts`. An edit leaves all other parts as the objects
    that they were, so that a long cart need not be compared; where this is False they can still be equal."""
    return all(getattr(one, part) is getattr(other, part) for part in parts)


@value
class Edit:
    """One change of one field. `field` is the field's object name, `value` its new value.

    Text fields take str; ``customer.selected`` a Customer, or None to search again; ``customer.mode`` a
    CustomerMode; ``cart.lines`` a tuple of CartLine; ``options.methods`` a frozenset of types or None for
    all; ``options.show_saved_methods`` a bool; ``options.metadata`` a tuple of pairs; ``billing.waived`` a
    frozenset of object names; ``billing.every_field`` a bool; ``billing`` a whole BillingEntry;
    ``draft.title`` a str; ``draft.fixed`` a Fixed; ``draft`` a whole Draft, of which all but the id is taken;
    ``proposals.offer`` an Offer, which takes the place of one before it; ``proposals.accept`` and
    ``proposals.put_back`` None, for all that is proposed. Another text in a proposed field accepts it.

    Edits that follow each other with the same `run`, unless that is empty, are taken back in one step; so are
    those of one text field.
    """

    field: str
    value: Any
    run: str = ""

    def sound(self) -> "Edit":
        """Without halves of surrogate pairs, as a paste can hold: neither disk nor wire takes them."""
        if type(self.value) is not str:
            return self
        return replace(self, value=self.value.encode("utf-8", "replace").decode("utf-8"))


def _part(part: str, name: str) -> Callable[[Draft, Any], Draft]:
    def change(draft: Draft, value: Any) -> Draft:
        return replace(draft, **{part: replace(getattr(draft, part), **{name: value})})

    return change


def _choose_country(draft: Draft, value: str) -> Draft:
    # What Dodo wanted of one country says nothing about another.
    return replace(draft, billing=replace(draft.billing, country=value, every_field=False))


def _text(draft: Draft, field: str) -> str:
    part, name = field.split(".")
    return str(getattr(getattr(draft, part), name))


def _with_texts(draft: Draft, texts: Iterable[tuple[str, str]]) -> Draft:
    for field, text in texts:
        part, name = field.split(".")
        draft = _part(part, name)(draft, text)
    return draft


def _with_mode(draft: Draft, mode: str) -> Draft:
    return _part("customer", "mode")(draft, CustomerMode(mode)) if mode else draft


def _offer(draft: Draft, offer: Offer) -> Draft:
    draft = _put_back(draft)
    news = [(field, text) for field, text in offer.values if _text(draft, field) != text]
    if not news:
        return draft
    before = tuple((field, _text(draft, field)) for field, _new in news)
    turned = bool(offer.customer_mode) and offer.customer_mode != draft.customer.mode
    proposals = Proposals(offer.source, offer.about, before, draft.customer.mode.value if turned else "")
    return replace(_with_mode(_with_texts(draft, news), offer.customer_mode), proposals=proposals)


def _put_back(draft: Draft) -> Draft:
    restored = _with_mode(_with_texts(draft, draft.proposals.before), draft.proposals.mode_before)
    return replace(restored, proposals=NOTHING)


def _accept(draft: Draft, _none: None) -> Draft:
    person = draft.customer.existing if draft.customer.mode is CustomerMode.EXISTING else None
    pasted = draft.proposals.source == "paste"
    return replace(draft, proposals=NOTHING, address_of=person.customer_id if person and not pasted else "")


def _doubt_address(draft: Draft, customer_id: str) -> Draft:
    """An address that was right for another customer waits for a person who says that it is right here."""
    if draft.address_of in ("", customer_id) or draft.proposals.before:
        return draft
    fields = [f"billing.{name}" for name in ("country", "street", "city", "state", "zipcode")]
    stands = tuple((field, "") for field in fields if _text(draft, field))
    doubted = Proposals("other_customer", before=stands) if stands else NOTHING
    return replace(draft, address_of="", proposals=doubted)


def _choose_mode(draft: Draft, value: CustomerMode) -> Draft:
    draft = _part("customer", "mode")(draft, value)
    return _doubt_address(draft, "") if value is CustomerMode.NEW else draft


def _select_customer(draft: Draft, value: Customer | None) -> Draft:
    old = draft.customer.existing
    same = old is not None and value is not None and value.customer_id == old.customer_id
    if draft.proposals.source == "last_order" and not same:
        # The address of one customer is no proposal for another.
        draft = _put_back(draft)
    if value is not None:
        draft = _doubt_address(draft, value.customer_id)
    mode = CustomerMode.EXISTING if value else CustomerMode.SEARCH
    return replace(draft, customer=replace(draft.customer, mode=mode, existing=value))


def _choose_methods(draft: Draft, value: frozenset[str] | None) -> Draft:
    kept = draft.options.methods if value is None else value
    return replace(draft, options=replace(draft.options, only_methods=value is not None, methods=kept))


_CHANGES: Mapping[str, Callable[[Draft, Any], Draft]] = MappingProxyType(
    {
        "draft": lambda draft, value: replace(value, draft_id=draft.draft_id),
        "draft.title": lambda draft, value: replace(draft, title=value),
        "draft.fixed": lambda draft, value: replace(draft, fixed=value),
        "customer.selected": _select_customer,
        **{f"customer.{n}": _part("customer", n) for n in ("search", "name", "email", "phone")},
        "customer.mode": _choose_mode,
        "proposals.offer": _offer,
        "proposals.accept": _accept,
        "proposals.put_back": lambda draft, _none: _put_back(draft),
        "billing": lambda draft, value: replace(draft, billing=value),
        "billing.country": _choose_country,
        **{
            f"billing.{n}": _part("billing", n)
            for n in ("street", "city", "state", "zipcode", "waived", "every_field")
        },
        "cart.lines": lambda draft, value: replace(draft, lines=value),
        "cart.product": lambda draft, value: replace(draft, product_search=value),
        "options.methods": _choose_methods,
        **{
            f"options.{n}": _part("options", n)
            for n in (
                "order_reference",
                "currency",
                "discount_code",
                "tax_id",
                "return_url",
                "show_saved_methods",
                "metadata",
            )
        },
    }
)


_OWN_TEXTS: Mapping[str, Callable[[Draft], str]] = MappingProxyType(
    {"draft.title": lambda draft: draft.title, "cart.product": lambda draft: draft.product_search}
)


def apply(draft: Draft, edit: Edit) -> Draft:
    """The draft after one edit; as it was where a template fixed the field.

    Raises KeyError for a field that no draft has.
    """
    change = _CHANGES[edit.field]
    if edit.field in draft.fixed.fields:
        return draft
    changed = change(draft, edit.value)
    if changed.proposals.before and changed.proposals == draft.proposals:
        typed = frozenset(f for f in changed.proposals.fields if _text(changed, f) != _text(draft, f))
        if typed:
            return replace(changed, proposals=changed.proposals.without(typed))
    return changed


def text_at(draft: Draft, field: str) -> str:
    """What a text field holds, by its object name. Raises KeyError for a field that is no text."""
    if field in _OWN_TEXTS:
        return _OWN_TEXTS[field](draft)
    part, _dot, name = field.partition(".")
    value = getattr(getattr(draft, part, None), name, None)
    if type(value) is not str:
        raise KeyError(field)
    return value


def copied(draft: Draft, draft_id: str) -> Draft:
    """What was typed and chosen, for another order; what is only proposed is so in the copy, too.

    Not what was decided about this one order alone: its name, what may be missing, and what a template fixed.
    """
    billing = replace(draft.billing, waived=frozenset())
    picked = draft.customer.mode is CustomerMode.EXISTING and draft.customer.existing
    address_of = picked.customer_id if picked else draft.address_of
    return replace(draft, draft_id=draft_id, title="", billing=billing, fixed=Fixed(), address_of=address_of)


def proposed(draft: Draft) -> tuple[str, ...]:
    """The object names of the fields that are only proposed and that this order uses, as they are read.

    Fields that are out of sight, such as a state in a country without any, do not count.
    """
    waiting = draft.proposals.fields
    if not waiting:
        return ()
    from dodo_desktop.core.address_forms import address_fields

    form = address_fields(draft.billing.country or None, every=draft.billing.every_field)
    order = ("country", *form.order)
    names = [f"billing.{name}" for name in order]
    if draft.customer.mode is CustomerMode.NEW:
        names = ["customer.name", "customer.email", "customer.phone", *names]
    names.append("options.tax_id")
    return tuple(name for name in names if name in waiting)
