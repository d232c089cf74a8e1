from dataclasses import replace

import pytest

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import (
    BillingEntry,
    CartLine,
    CustomerEntry,
    CustomerMode,
    Draft,
    Edit,
    Fixed,
    OptionsEntry,
    apply,
    copied,
)
from dodo_desktop.core.money import Money
from dodo_desktop.core.template import (
    NAME_LIMIT,
    Template,
    clean_name,
    filled,
    name_key,
    taken_from,
    untouched,
    worth_keeping,
)

LINES = (
    CartLine("1", Product("pdt_1", "Thing", Money(100, "EUR")), "3"),
    CartLine("2", Product("pdt_2", "Gift", Money(100, "EUR"), pay_what_you_want=True), "1", "7.50", 750),
)
OPTIONS = OptionsEntry(
    order_reference="A-7",
    currency="EUR",
    only_methods=True,
    methods=frozenset({"credit", "ideal"}),
    discount_code="SUMMER",
    tax_id="DE123456789",
    return_url="https://example.com/thanks",
    show_saved_methods=True,
    metadata=(("table", "7"), ("", " ")),
)
WHOLE = Draft(
    "d1",
    title="For the fair",
    customer=CustomerEntry(CustomerMode.EXISTING, "zo", Customer("cus_1", "Zoë", "zoe@example.com")),
    billing=BillingEntry("DE", "Weg 1", "Berlin", "BE", "10115", frozenset({"billing.state"})),
    lines=LINES,
    product_search="tea",
    options=OPTIONS,
)


def template(**more: bool) -> Template:
    return taken_from(
        WHOLE, "t1", " For the  fair ", **{"currency_fixed": False, "methods_fixed": False} | more
    )


def test_a_template_has_cart_and_options_and_nothing_of_the_customer() -> None:
    made = template()
    assert made.name == "For the fair"
    assert made.lines == LINES
    assert made.options == replace(OPTIONS, order_reference="", tax_id="", metadata=(("table", "7"),))
    for secret in ("Zoë", "zoe@", "cus_1", "Weg 1", "Berlin", "10115", "A-7", "DE123456789"):
        assert secret not in repr(made)


def test_a_draft_is_filled_and_keeps_what_is_its_own() -> None:
    own = replace(
        Draft("d2", customer=WHOLE.customer, billing=WHOLE.billing),
        options=OptionsEntry(order_reference="B-1", tax_id="FR1"),
    )
    got = filled(own, template())
    assert (got.draft_id, got.customer, got.billing) == ("d2", own.customer, own.billing)
    assert got.lines == LINES
    assert got.options == replace(template().options, order_reference="B-1", tax_id="FR1")
    assert got.fixed == Fixed()


@pytest.mark.parametrize(
    ("currency", "methods", "fields"),
    [
        (True, False, {"options.currency"}),
        (False, True, {"options.methods"}),
        (True, True, {"options.currency", "options.methods"}),
    ],
)
def test_what_is_fixed_is_not_changed_until_it_is_let_go_of(
    currency: bool, methods: bool, fields: set[str]
) -> None:
    draft = filled(Draft("d"), template(currency_fixed=currency, methods_fixed=methods))
    assert draft.fixed == Fixed("For the fair", currency, methods)
    assert draft.fixed.fields == fields
    edits = {"options.currency": "USD", "options.methods": None, "options.discount_code": "OTHER"}
    for field, value in edits.items():
        changed = apply(draft, Edit(field, value)) != draft
        assert changed == (field not in fields)
    free = apply(draft, Edit("draft.fixed", Fixed()))
    assert free.options == draft.options
    assert all(apply(free, Edit(field, value)) != free for field, value in edits.items())


def test_a_new_orders_cart_is_untouched_whoever_pays() -> None:
    assert untouched(Draft("d"))
    assert untouched(replace(WHOLE, lines=(), product_search=" ", options=OptionsEntry()))
    own = OptionsEntry(order_reference="A-7", tax_id="DE1", metadata=(("", ""),))
    assert untouched(replace(WHOLE, lines=(), product_search="", options=own))
    switched_back = OptionsEntry(only_methods=False, methods=frozenset({"credit"}))
    assert untouched(Draft("d", options=switched_back))


@pytest.mark.parametrize(
    "touched",
    [
        Draft("d", lines=LINES),
        Draft("d", product_search="te"),
        Draft("d", options=OptionsEntry(currency="EUR")),
        Draft("d", options=OptionsEntry(only_methods=True)),
        Draft("d", options=OptionsEntry(return_url="https://")),
        Draft("d", options=OptionsEntry(show_saved_methods=True)),
        Draft("d", options=OptionsEntry(discount_code="S")),
        Draft("d", options=OptionsEntry(metadata=(("a", ""),))),
        Draft("d", fixed=Fixed("T", currency=True)),
    ],
)
def test_a_cart_or_an_option_of_ones_own_is_not_filled_over(touched: Draft) -> None:
    assert not untouched(touched)


def test_what_is_not_worth_a_template() -> None:
    assert not worth_keeping(replace(WHOLE, lines=(), options=OptionsEntry(order_reference="A", tax_id="B")))
    assert worth_keeping(Draft("d", options=OptionsEntry(currency="EUR")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wholesale", " WHOLESALE  "),
        ("Café", "Cafe\u0301"),
        ("Straße", "STRASSE"),
        ("\u200fלקוחות\u200f", "לקוחות"),
        ("two\u00a0words", "two words"),
    ],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_differ_in_an_accent_are_others() -> None:
    assert name_key("Café") != name_key("Cafe")


def test_a_name_is_one_line_of_some_length() -> None:
    assert clean_name(" a\n b\t") == "a b"
    assert len(clean_name("x" * 500)) == NAME_LIMIT
    assert name_key("\u200f \u2068\u2069") == ""


def test_a_copy_is_what_was_typed_and_nothing_that_was_decided_about_one_order() -> None:
    source = replace(WHOLE, fixed=Fixed("T", currency=True, methods=True))
    got = copied(source, "d9")
    assert (got.draft_id, got.title, got.fixed, got.billing.waived) == ("d9", "", Fixed(), frozenset())
    assert replace(got, draft_id="d1", title=WHOLE.title, billing=WHOLE.billing, address_of="") == WHOLE
