"""Discounts, taxes and estimates in words that are never wrong."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import BillingEntry, CartLine, Draft, OptionsEntry
from dodo_desktop.core.money import INT32_MAX, Money
from dodo_desktop.core.preview import Discount, Total
from dodo_desktop.services.discounts import Verdict
from dodo_desktop.ui.compose.totals import TotalBox, amount_lines
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words.discounts import discount_hint
from dodo_desktop.ui.words.dodo_codes import preview_reason
from dodo_desktop.ui.words.prices import discount_label, left_out, tax_label

NOW = datetime(2026, 11, 22, 14, 6, tzinfo=UTC)
DINNER = Product("pdt_1", "Dinner set", Money(18600, "USD"))
MUG = Product("pdt_2", "Mug", Money(900, "USD"))
BOTH = (CartLine("1", DINNER), CartLine("2", MUG))
TEN = Discount("SPRING10", "percentage", 1000, ends="2026-11-30T20:00:00+00:00")
FIVE = Discount("FIVEOFF", "flat", 500, "USD")


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("discount", "said"),
    [
        (TEN, "10% off, until Nov 30"),
        (FIVE, "$5.00 off"),
        (replace(TEN, amount=1250, ends="2027-01-15T12:00:00+00:00"), "12.5% off, until Jan 15, 2027"),
        (replace(TEN, ends="", cap=Money(2000, "USD")), "10% off, at most $20.00"),
        (replace(FIVE, least=Money(5000, "USD")), "$5.00 off, from $50.00 on"),
        (replace(FIVE, restricted_to=("pdt_1",)), "$5.00 off, for Dinner set only"),
        (replace(FIVE, restricted_to=("pdt_1", "pdt_2")), "$5.00 off"),
        (replace(FIVE, eligible="first_time"), "$5.00 off, for a first order"),
    ],
)
def test_what_a_code_gives(discount: Discount, said: str) -> None:
    text, tone = discount_hint(Verdict(discount.code, "good", discount), BOTH, NOW)
    assert (plain(text), tone) == (said, "success")


def test_for_how_many_products_before_there_is_a_cart() -> None:
    text, tone = discount_hint(
        Verdict("FIVEOFF", "good", replace(FIVE, restricted_to=("pdt_7", "pdt_8"))), (), NOW
    )
    assert (plain(text), tone) == ("$5.00 off, for 2 products only", "success")


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict("NOPE", "unknown"), "Dodo does not know the code NOPE."),
        (Verdict("OLD", "refused", reason="DISCOUNT_CODE_EXPIRED"), "The code OLD has ended."),
        (
            Verdict("OLD", "refused", reason="DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED"),
            "The code OLD is used up.",
        ),
        (Verdict("OLD", "refused", reason="NEWS"), "The code OLD has ended or is used up."),
        (
            Verdict("X", "good", replace(TEN, code="X", starts="2026-12-01T12:00:00+00:00")),
            "The code X holds from Dec 1 on.",
        ),
        (
            Verdict("X", "good", replace(TEN, code="X", ends="2026-11-01T12:00:00+00:00")),
            "The code X has ended.",
        ),
        (
            Verdict("X", "good", replace(TEN, code="X", restricted_to=("pdt_9",))),
            "The code X is for nothing in the cart.",
        ),
    ],
)
def test_why_a_code_does_not_hold_is_advice(verdict: Verdict, said: str) -> None:
    text, tone = discount_hint(verdict, BOTH, NOW)
    assert tone == "warning"
    assert plain(text) == f"{said} The order can go out, but Dodo will make no link with it."


def test_nothing_is_said_of_what_nobody_knows() -> None:
    assert discount_hint(Verdict("X"), BOTH, NOW) == ("", "muted")
    assert discount_hint(Verdict("X", "checking"), BOTH, NOW) == ("Checking…", "muted")
    odd = replace(TEN, ends="soon", starts="2026-12-01T12:00:00")
    assert discount_hint(Verdict("X", "good", odd), BOTH, NOW) == ("10% off", "success")


@pytest.mark.parametrize(
    ("rate", "country", "said"),
    [
        (888, "US", "Sales tax, about 8.88%"),
        (913, "US", "Sales tax, about 9.13%"),
        (825, "US", "Sales tax, 8.25%"),
        (725, "US", "Sales tax, 7.25%"),
        (1900, "DE", "VAT, 19%"),
        (2550, "FI", "VAT, 25.5%"),
        (810, "CH", "VAT, 8.1%"),
        (1000, "AU", "GST, 10%"),
        (1000, "JP", "Consumption tax, 10%"),
        (0, "US", "Sales tax, 0%"),
        (None, "CL", "Tax"),
    ],
)
def test_a_rate_that_may_be_rounded_is_never_given_as_the_rate(
    rate: int | None, country: str, said: str
) -> None:
    assert tax_label(rate, country) == said


def test_a_discount_has_its_percentage() -> None:
    assert discount_label("SPRING10", 1000) == "Discount SPRING10, 10%"
    assert discount_label("FIVEOFF", None) == "Discount FIVEOFF"


INCLUSIVE = replace(DINNER, tax_inclusive=True)
GUESS = Total(Money(18600, "USD"), exact=False, subtotal=Money(18600, "USD"), why_estimate="offline")


@pytest.mark.parametrize(
    ("product", "options", "said"),
    [
        (DINNER, OptionsEntry(), "Without tax."),
        (DINNER, OptionsEntry(discount_code="X"), "Without discount and tax."),
        (DINNER, OptionsEntry(currency="USD"), "Without tax."),
        (
            DINNER,
            OptionsEntry(currency="EUR", discount_code="X"),
            "Without discount, tax, and the exchange into EUR.",
        ),
        # What nobody can change money into is no currency yet.
        (DINNER, OptionsEntry(currency="eur or so"), "Without tax."),
        (INCLUSIVE, OptionsEntry(discount_code="X"), "Without discount."),
        (INCLUSIVE, OptionsEntry(), ""),
    ],
)
def test_an_estimate_says_what_it_leaves_out(product: Product, options: OptionsEntry, said: str) -> None:
    draft = Draft("d", billing=BillingEntry("US"), lines=(CartLine("1", product),), options=options)
    assert plain(left_out(GUESS, draft)) == said
    assert amount_lines(GUESS, draft)


def test_why_there_is_no_price_in_one_sentence() -> None:
    assert plain(preview_reason("INVALID_DISCOUNT_CODE", value="X")) == "Dodo does not know the code X."
    assert plain(preview_reason("UNSUPPORTED_COUNTRY", value="KP")) == "Dodo does not sell to North Korea."
    assert plain(preview_reason("NEW_CODE", "The kiln is cold.")) == "Dodo says: “The kiln is cold”."
    assert preview_reason("") == "Dodo did not calculate a price."


def test_the_number_that_is_sent_is_a_sentence_of_its_own(qapp: QApplication) -> None:
    box = TotalBox()
    draft = Draft("d", billing=BillingEntry("CL"), lines=(CartLine("1", DINNER),))
    exact = Total(Money(192382, "CLP"), exact=True, subtotal=Money(176700, "CLP"), tax=Money(15682, "CLP"))
    box.show_total(exact, draft, checked=None, place="Santiago")
    assert box.note.text() == "Checked with Dodo for Santiago. Sent as the number 192382."
    box.show_total(replace(exact, total=Money(19238, "USD")), draft, checked=None, place="Brooklyn")
    assert box.note.text() == "Checked with Dodo for Brooklyn"
    box.deleteLater()


@pytest.mark.parametrize("width", [284, 304])
@pytest.mark.parametrize("currency", ["USD", "IDR", "KWD", "AED", "JPY"])
def test_no_amount_is_cut_where_it_is_checked(qapp: QApplication, width: int, currency: str) -> None:
    box = TotalBox()
    draft = Draft("d", billing=BillingEntry("AE"), lines=(CartLine("1", DINNER),))

    def show(minor: int) -> int:
        total = Money(minor, currency)
        exact = Total(total, exact=True, subtotal=total, tax=Money(0, currency))
        box.show_total(exact, draft, checked=None, place="Dubai")
        qapp.processEvents()
        return box.amount.height()

    box.resize(width, 300)
    box.show()
    usual = show(1234)
    assert box.amount.font().pointSizeF() == theme().font("amount").pointSizeF()
    assert show(INT32_MAX) == usual
    assert box.amount.shown_text() == box.amount.text()
    assert show(1234) == usual
    assert box.amount.font().pointSizeF() == theme().font("amount").pointSizeF()
    box.close()
    box.deleteLater()


def test_sums_in_many_currencies_stand_whole_on_their_lines(qapp: QApplication) -> None:
    box = TotalBox()
    draft = Draft("d", lines=BOTH, options=OptionsEntry(currency="KWD", discount_code="X"))
    sums = tuple(Money(124000, code) for code in ("USD", "EUR", "GBP", "INR", "KWD", "JPY"))
    box.resize(304, 300)
    box.show()

    def show(total: Total) -> str:
        box.show_total(total, draft, checked=None, place="")
        qapp.processEvents()
        assert box.amount.shown_text() == box.amount.text()
        return box.amount.text()

    mixed = Total(None, exact=False, per_currency=sums[:2], why_estimate="mixed")
    assert show(mixed) == "$1,240.00 + €1,240.00"
    assert box.note.text().startswith("Without discount and tax. Dodo turns these into one total.")
    assert show(replace(mixed, per_currency=sums)) == "6 currencies"
    assert len(amount_lines(replace(mixed, per_currency=sums), draft)) == len(sums)
    # Nobody makes one of them where Dodo said that it cannot.
    show(replace(mixed, why_estimate="refused", refused_code="UNSUPPORTED_CURRENCY"))
    assert "turns these" not in box.note.text()
    box.close()
    box.deleteLater()


def test_the_code_of_a_currency_is_said_once(qapp: QApplication) -> None:
    box = TotalBox()
    draft = Draft("d", billing=BillingEntry("AE"), lines=(CartLine("1", DINNER),))
    for currency, beside in (("USD", "USD"), ("AED", "")):
        total = Money(18600, currency)
        exact = Total(total, exact=True, subtotal=total, tax=Money(0, currency))
        box.show_total(exact, draft, checked=None, place="Dubai")
        assert box._currency.text() == beside
        assert currency in box.amount.text() + box._currency.text()
    box.deleteLater()
