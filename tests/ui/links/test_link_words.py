"""Links in words: total against quote, expiry, trust."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core.money import Money
from dodo_desktop.ui.words import links
from tests.ui.links.fakes import NOW, draft, link

USD = "USD"


def bare(text: str) -> str:
    """Without the marks that keep an amount's direction apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("total", "quote", "exact", "note"),
    [
        (32238, 32238, True, "Same as quoted"),
        (32240, 32238, True, "Dodo charges $322.40, 2 cents more than quoted."),
        (32239, 32238, True, "Dodo charges $322.39, 1 cent more than quoted."),
        (32138, 32238, True, "Dodo charges $321.38, $1.00 less than quoted."),
        (32240, 32238, False, "Estimated $322.38"),
        (32238, None, True, ""),
    ],
)
def test_total_against_quote(total: int, quote: int | None, exact: bool, note: str) -> None:
    made = link(
        total_minor=total,
        total=Money(total, USD),
        quote=None if quote is None else Money(quote, USD),
        quote_exact=exact,
    )
    assert bare(links.quote_note(made)) == note
    assert links.differs(made) is (exact and quote is not None and quote != total)


def test_another_currency_is_named_and_not_reckoned() -> None:
    made = link(total=Money(32238, USD), quote=Money(30000, "EUR"))
    assert bare(links.quote_note(made)) == "Dodo charges $322.38, not €300.00 as quoted."
    assert links.differs(made)
    untold = link(total=None, total_minor=None, quote=Money(30000, "EUR"))
    assert bare(links.quote_note(untold)) == "Quoted €300.00"
    assert not links.differs(untold)


def test_total_whose_currency_is_not_told_is_shown_in_the_orders_and_says_so() -> None:
    made = link(total=None, total_minor=32238)
    assert links.total_text(made) == ("$322.38", "USD, not confirmed")
    assert links.total_parts(made) == ("$322.38", "USD", "Currency not confirmed")
    assert "USD is the currency of the order" in links.why_unsure(made)
    assert links.quote_note(made) == "Same as quoted"
    dearer = link(total=None, total_minor=32240)
    assert "2 cents more than quoted" in links.quote_note(dearer)
    assert links.why_unsure(link()) == ""


def test_total_of_which_nobody_knows_the_currency_is_no_amount() -> None:
    made = link(total=None, total_minor=32238, quote=None, draft=replace(draft(), lines=()))
    assert links.total_text(made) == ("Total not known yet", "")
    assert "32,238" in links.total_parts(made)[2]
    assert "32,238" in links.why_unsure(made)
    assert links.quote_note(made) == ""
    unknown = link(total=None, total_minor=None)
    assert links.total_parts(unknown) == ("Total not known yet", "", "")
    assert links.why_unsure(unknown) == ""


def test_unproved_decimals_show_the_integer() -> None:
    made = link(total=Money(5000, "CLP"), total_minor=5000, quote=None)
    assert "5000" in links.quote_note(made)


def test_expiry() -> None:
    ahead = link()
    countdown, until = links.expiry(ahead, NOW)
    assert countdown == "23 h 58 min left"
    assert until.startswith("Customer can pay until Mon")
    assert "2026" in until
    assert links.expiry(ahead, NOW + timedelta(minutes=1))[0] == "23 h 57 min left"
    assert links.expiry(link(expires_at=None), NOW) == ("", "Dodo did not say until when")
    assert links.expiry_one_line(link(expires_at=None), NOW) == "Dodo did not say until when"
    gone = link(expires_at=NOW - timedelta(hours=18))
    assert links.expiry_column(gone, NOW) == "18 h ago"
    assert "could pay" in links.expiry(gone, NOW)[1]
    paid = link(status="succeeded")
    assert links.expiry(paid, NOW) == ("", "")
    assert links.expiry_column(paid, NOW) == links.expiry_one_line(paid, NOW) == ""


def test_history_tells_a_new_word_as_dodo_sent_it() -> None:
    lines = links.history(link(status="requires_moonlight"))
    assert "requires_moonlight" in lines[1][1]
    assert len(links.history(link(status=None))) == 1


def test_trust() -> None:
    assert "pay.example.net" in links.untrusted("pay.example.net")
    assert links.untrusted("")
    title, consequence = links.open_question("pay.example.net")
    assert title.endswith("?")
    assert "pay.example.net" in consequence
