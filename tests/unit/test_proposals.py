"""What is proposed fills fields, waits, and leaves no trace when it is put back."""

from dataclasses import replace

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import (
    BillingEntry,
    CustomerEntry,
    CustomerMode,
    Draft,
    Edit,
    apply,
    copied,
    proposed,
)
from dodo_desktop.core.proposals import Offer, Proposals
from dodo_desktop.core.request import check

TYPED = Draft("d", billing=BillingEntry("US", "12 Main St", "Boston", "MA", "02108"))
HOME = (
    ("billing.country", "DE"),
    ("billing.street", "Weg 1"),
    ("billing.city", "Berlin"),
    ("billing.zipcode", "10115"),
)
LAST = Offer("last_order", HOME, "2026-11-02T09:00:00+00:00")
PASTED = Offer(
    "paste",
    (("customer.name", "Ada"), ("customer.email", "ada@example.com"), *HOME),
    "Ada\nWeg 1",
    customer_mode="new",
)
ZOE, ADA = Customer("cus_1", "Zoë", "zoe@example.com"), Customer("cus_2", "Ada", "ada@example.com")


def edited(draft: Draft, field: str, value: object = None) -> Draft:
    return apply(draft, Edit(field, value))


def test_an_offer_fills_the_fields_and_names_them() -> None:
    draft = edited(TYPED, "proposals.offer", LAST)
    assert draft.billing == BillingEntry("DE", "Weg 1", "Berlin", "MA", "10115")
    assert proposed(draft) == ("billing.country", "billing.street", "billing.zipcode", "billing.city")
    assert (draft.proposals.source, draft.proposals.about) == (LAST.source, LAST.about)


def test_putting_back_leaves_the_draft_as_it_was() -> None:
    for draft, offer in ((TYPED, LAST), (Draft("d"), PASTED), (TYPED, PASTED)):
        offered = edited(draft, "proposals.offer", offer)
        assert offered != draft
        assert edited(offered, "proposals.put_back") == draft


def test_accepting_keeps_the_texts_and_nothing_else() -> None:
    draft = edited(edited(TYPED, "proposals.offer", LAST), "proposals.accept")
    assert draft == replace(TYPED, billing=BillingEntry("DE", "Weg 1", "Berlin", "MA", "10115"))
    assert proposed(draft) == ()


def test_what_is_the_same_already_is_no_proposal() -> None:
    same = edited(TYPED, "proposals.offer", Offer("last_order", (("billing.city", "Boston"),)))
    assert same == TYPED
    one = edited(
        TYPED, "proposals.offer", Offer("last_order", (("billing.city", "Boston"), ("billing.zipcode", "1")))
    )
    assert proposed(one) == ("billing.zipcode",)


def test_another_text_in_a_field_accepts_that_field_alone() -> None:
    draft = edited(edited(TYPED, "proposals.offer", LAST), "billing.city", "Potsdam")
    assert proposed(draft) == ("billing.country", "billing.street", "billing.zipcode")
    back = edited(draft, "proposals.put_back")
    assert back.billing == replace(TYPED.billing, city="Potsdam")
    same = edited(draft, "billing.street", "Weg 1")
    assert proposed(same) == proposed(draft)
    for name, text in (("country", "AT"), ("street", "Ring 1"), ("zipcode", "1010")):
        draft = edited(draft, f"billing.{name}", text)
    assert draft.proposals == Proposals()


def test_a_whole_address_accepts_what_differs() -> None:
    draft = edited(
        edited(TYPED, "proposals.offer", LAST), "billing", BillingEntry("DE", "Weg 1", "Jena", "", "07743")
    )
    assert proposed(draft) == ("billing.country", "billing.street")


def test_a_later_offer_takes_the_place_of_the_first_and_puts_back_to_before_both() -> None:
    both = edited(edited(TYPED, "proposals.offer", LAST), "proposals.offer", PASTED)
    assert both.proposals.source == "paste"
    assert edited(both, "proposals.put_back") == TYPED


def test_the_face_of_the_customer_section_is_put_back_unless_one_typed_there() -> None:
    draft = edited(Draft("d"), "proposals.offer", PASTED)
    assert draft.customer.mode is CustomerMode.NEW
    assert edited(draft, "proposals.put_back").customer == CustomerEntry()
    typed = edited(edited(draft, "customer.name", "Ada L."), "proposals.put_back")
    assert (typed.customer.mode, typed.customer.name, typed.customer.email) == (
        CustomerMode.NEW,
        "Ada L.",
        "",
    )


def test_what_is_out_of_sight_does_not_wait() -> None:
    draft = edited(Draft("d"), "proposals.offer", PASTED)
    assert "customer.name" in proposed(draft)
    searching = edited(draft, "customer.mode", CustomerMode.SEARCH)
    assert all(field.startswith("billing.") for field in proposed(searching))
    assert "customer.name" in proposed(edited(searching, "customer.mode", CustomerMode.NEW))
    abroad = edited(Draft("d"), "proposals.offer", Offer("paste", (("billing.zipcode", "1"),)))
    assert proposed(abroad) == ("billing.zipcode",)
    assert proposed(edited(abroad, "billing.country", "QA")) == ()


def test_the_address_of_one_customer_is_no_proposal_for_another() -> None:
    picked = edited(TYPED, "customer.selected", ZOE)
    offered = edited(picked, "proposals.offer", LAST)
    assert proposed(edited(offered, "customer.selected", replace(ZOE, name="Zoë L."))) == proposed(offered)
    for other in (ADA, None):
        assert edited(offered, "customer.selected", other).billing == TYPED.billing
    pasted = edited(picked, "proposals.offer", Offer("paste", HOME))
    assert proposed(edited(pasted, "customer.selected", ADA)) == proposed(pasted)
    accepted = edited(offered, "proposals.accept")
    assert edited(accepted, "customer.selected", ADA).billing == offered.billing


def test_no_order_goes_out_while_anything_waits() -> None:
    draft = edited(TYPED, "proposals.offer", LAST)
    assert [p.code for p in check(draft, "en").problems][-1] == "proposed"
    codes = {p.code for p in check(edited(draft, "proposals.accept"), "en").problems}
    assert "proposed" not in codes


def test_an_address_accepted_for_one_customer_waits_again_with_another() -> None:
    accepted = edited(
        edited(edited(Draft("d"), "customer.selected", ZOE), "proposals.offer", LAST), "proposals.accept"
    )
    searching = edited(accepted, "customer.selected", None)
    assert proposed(searching) == ()
    assert proposed(edited(searching, "customer.selected", replace(ZOE, name="Zoë L."))) == ()
    other = edited(searching, "customer.selected", ADA)
    assert other.billing == accepted.billing
    assert set(proposed(other)) == {field for field, _text in HOME}
    assert other.proposals.source == "other_customer"
    assert edited(other, "proposals.put_back").billing == BillingEntry()
    new = edited(searching, "customer.mode", CustomerMode.NEW)
    assert set(proposed(new)) == {field for field, _text in HOME}
    # Right for her, too: it is hers from now on.
    hers = edited(other, "proposals.accept")
    assert proposed(edited(hers, "customer.selected", ADA)) == ()
    assert proposed(edited(hers, "customer.selected", ZOE)) == proposed(other)


def test_the_address_in_a_copy_waits_when_the_copy_is_for_somebody_else() -> None:
    copy = copied(edited(TYPED, "customer.selected", ZOE), "e")
    assert proposed(copy) == ()
    assert proposed(edited(copy, "customer.selected", ZOE)) == ()
    assert len(proposed(edited(copy, "customer.selected", ADA))) == 5


def test_an_address_that_was_typed_or_pasted_for_this_order_stays_with_any_customer() -> None:
    picked = edited(TYPED, "customer.selected", ZOE)
    assert proposed(edited(picked, "customer.selected", ADA)) == ()
    pasted = edited(edited(picked, "proposals.offer", Offer("paste", HOME)), "proposals.accept")
    assert proposed(edited(pasted, "customer.selected", ADA)) == ()


def test_an_order_from_which_all_was_taken_out_again_is_empty() -> None:
    draft = edited(edited(Draft("d"), "customer.selected", ZOE), "proposals.offer", LAST)
    cleared = edited(edited(draft, "proposals.accept"), "billing", BillingEntry())
    assert edited(cleared, "customer.selected").empty
