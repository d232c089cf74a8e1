from dataclasses import fields, replace

import pytest

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import (
    LOOKED_FOR,
    BillingEntry,
    CartLine,
    CustomerEntry,
    CustomerMode,
    Draft,
    Edit,
    OptionsEntry,
    apply,
    text_at,
)
from dodo_desktop.core.estimate import estimate
from dodo_desktop.core.money import Money

ZOE = Customer("cus_1", "Zoë", "zoe@example.com")
LINE = CartLine("1", Product("pdt_1", "Thing", Money(100, "EUR")))
NEW_BILLING = BillingEntry("DE", "Weg 1")

PLAIN: dict[str, object] = {
    "customer.mode": CustomerMode.NEW,
    "customer.search": "zo",
    "customer.name": "Ada",
    "customer.email": "ada@example.com",
    "customer.phone": "+49 1",
    "billing.country": "DE",
    "billing.street": "Weg 1",
    "billing.city": "Berlin",
    "billing.state": "BE",
    "billing.zipcode": "10115",
    "billing.waived": frozenset({"billing.city"}),
    "billing.every_field": True,
    "options.order_reference": "A-7",
    "options.currency": "EUR",
    "options.discount_code": "SUMMER",
    "options.tax_id": "DE1",
    "options.return_url": "https://example.com",
    "options.show_saved_methods": True,
    "options.metadata": (("table", "7"),),
}


@pytest.mark.parametrize(("field", "value"), PLAIN.items())
def test_a_field_changes_and_nothing_else(field: str, value: object) -> None:
    draft = apply(Draft("d"), Edit(field, value))
    part, name = field.split(".")
    assert getattr(getattr(draft, part), name) == value
    differing = {f.name for f in fields(Draft) if getattr(draft, f.name) != getattr(Draft("d"), f.name)}
    assert differing == {part}
    assert not draft.empty


def test_every_field_of_the_parts_can_be_edited() -> None:
    parts = {"customer": CustomerEntry, "billing": BillingEntry, "options": OptionsEntry}
    names = {f"{part}.{f.name}" for part, kind in parts.items() for f in fields(kind)}
    own_ways = {"customer.existing", "options.methods", "options.only_methods"}
    assert names - own_ways == set(PLAIN)


def test_the_fields_with_ways_of_their_own() -> None:
    assert apply(Draft("d"), Edit("draft.title", "Table 7")).title == "Table 7"
    assert apply(Draft("d"), Edit("billing", NEW_BILLING)).billing == NEW_BILLING
    assert apply(Draft("d"), Edit("cart.lines", (LINE,))).lines == (LINE,)
    assert apply(Draft("d"), Edit("cart.product", "tea")).product_search == "tea"


@pytest.mark.parametrize("field", sorted(LOOKED_FOR))
def test_what_is_looked_for_is_no_part_of_an_order(field: str) -> None:
    customer = CustomerEntry(CustomerMode.EXISTING, existing=ZOE)
    before = Draft("d", customer=customer, billing=NEW_BILLING, lines=(LINE,))
    after = apply(before, Edit(field, "tea"))
    assert text_at(after, field) == "tea"
    assert estimate(after, "en_US") == estimate(before, "en_US")
    assert replace(after, customer=customer, product_search="") == before


def test_another_country_has_fields_of_its_own_again() -> None:
    every = Draft("d", billing=BillingEntry("DE", "Weg 1", every_field=True))
    assert apply(every, Edit("billing.country", "FR")).billing == BillingEntry("FR", "Weg 1")


def test_picking_a_customer_and_searching_again() -> None:
    typed = apply(Draft("d"), Edit("customer.name", "Ada"))
    picked = apply(typed, Edit("customer.selected", ZOE)).customer
    assert (picked.mode, picked.existing, picked.name, picked.shown_name) == (
        CustomerMode.EXISTING,
        ZOE,
        "Ada",
        "Zoë",
    )
    cleared = apply(Draft("d", customer=picked), Edit("customer.selected", None)).customer
    assert (cleared.mode, cleared.existing, cleared.name, cleared.shown_name) == (
        CustomerMode.SEARCH,
        None,
        "Ada",
        "",
    )


def test_the_name_that_lists_show() -> None:
    assert CustomerEntry(CustomerMode.NEW, email="a@example.com").shown_name == "a@example.com"
    nameless = CustomerEntry(CustomerMode.EXISTING, existing=Customer("c", "", "b@example.com"))
    assert nameless.shown_name == "b@example.com"
    assert CustomerEntry(CustomerMode.EXISTING).shown_name == ""


def test_all_methods_keeps_the_choice_for_later() -> None:
    some = apply(Draft("d"), Edit("options.methods", frozenset({"credit"})))
    assert (some.options.only_methods, some.options.methods) == (True, {"credit"})
    every = apply(some, Edit("options.methods", None))
    assert (every.options.only_methods, every.options.methods) == (False, {"credit"})


def test_no_such_field() -> None:
    with pytest.raises(KeyError):
        apply(Draft("d"), Edit("customer.shoe_size", "43"))


def test_empty() -> None:
    assert Draft("whatever").empty
    assert not Draft("d", title="x").empty
