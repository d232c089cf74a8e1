from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import CartLine, CustomerEntry, CustomerMode, Draft, OptionsEntry
from dodo_desktop.core.link import (
    INTENT_STATES,
    LinkState,
    PaymentLink,
    complete,
    host_of,
    likely_total,
    link_of,
    link_state,
    refreshed,
    settled,
    trusted,
)
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import CreatedPayment
from dodo_desktop.core.outgoing import OutgoingPayment

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINK = PaymentLink("r", "pay_1", "", "test", NOW, Draft("d"))
WORDS = {
    None: "not_paid",
    "requires_payment_method": "not_paid",
    "requires_confirmation": "not_paid",
    "requires_customer_action": "being_paid",
    "processing": "processing",
    "requires_merchant_action": "processing",
    "requires_capture": "processing",
    "partially_captured": "processing",
    "partially_captured_and_capturable": "processing",
    "succeeded": "paid",
    "failed": "failed",
    "cancelled": "cancelled",
    "brand_new_word": "other",
}


def line(currency: str) -> CartLine:
    return CartLine(currency, Product("pdt_1", "Set", Money(100, currency)))


@pytest.mark.parametrize(
    ("chosen", "quote", "priced", "likely"),
    [
        ("JPY", Money(1, "USD"), ("EUR",), "JPY"),
        ("", Money(1, "USD"), ("EUR",), "USD"),
        ("no currency", Money(1, "USD"), (), "USD"),
        ("", None, ("EUR", "EUR"), "EUR"),
        ("", None, ("EUR", "USD"), ""),
        ("", None, (), ""),
        ("", Money(1, "???"), (), ""),
    ],
)
def test_currency_that_is_likely_until_it_is_told(
    chosen: str, quote: Money | None, priced: tuple[str, ...], likely: str
) -> None:
    draft = replace(LINK.draft, lines=tuple(map(line, priced)), options=OptionsEntry(currency=chosen))
    link = replace(LINK, draft=draft, quote=quote, total_minor=20251)
    assert likely_total(link) == (Money(20251, likely) if likely else None)
    told = replace(link, total=Money(20251, "KWD"))
    assert likely_total(told) == told.total
    assert likely_total(replace(link, total_minor=None)) is None


def test_all_eleven_states_are_told_apart() -> None:
    assert set(INTENT_STATES) == set(WORDS) - {None, "brand_new_word"}
    assert len(INTENT_STATES) == 11


@pytest.mark.parametrize(("status", "word"), WORDS.items())
def test_what_staff_see(status: str | None, word: str) -> None:
    link = replace(LINK, status=status)
    assert link_state(link, NOW) == word
    past = replace(link, expires_at=NOW)
    assert link_state(past, NOW) == ("expired" if word == "not_paid" else word)
    assert link_state(replace(link, expires_at=NOW + timedelta(seconds=1)), NOW) == word


@pytest.mark.parametrize(
    "url",
    [
        "https://dodopayments.com/x",
        "https://test.checkout.dodopayments.com/cbq",
        "HTTPS://Checkout.DodoPayments.com/a?b=c#d",
    ],
)
def test_own_hosts_are_trusted(url: str) -> None:
    assert trusted(url, "test")
    assert trusted(url, "live")
    assert not trusted(url, "practice")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://checkout.dodopayments.com/x",
        "javascript:alert(1)//dodopayments.com",
        "https:dodopayments.com",
        "https:///dodopayments.com",
        "https://evildodopayments.com/",
        "https://dodopayments.com.evil.example/",
        "https://dodopayments.com./",
        "https://.dodopayments.com/",
        "https://a..dodopayments.com/",
        "https://evil.example%2F.dodopayments.com/",
        "https://evil.example;.dodopayments.com/",
        "https://-a.dodopayments.com/",
        "https://evil.example/.dodopayments.com",
        "https://evil.example?.dodopayments.com",
        "https://evil.example#.dodopayments.com",
        "https://evil.example\\.dodopayments.com/",
        "https://user@dodopayments.com/",
        "https://@dodopayments.com/",
        "https://a:b@dodopayments.com/",
        "https://dodopayments.com@evil.example/",
        "https://dodopayments.com:443/",
        "https://dodopayments.com:8443/",
        "https://dodopayments.com:x/",
        "https://[::1/",
        "https://ｄodopayments.com/",
        "https://dodopayments。com/",
        "https://dоdopayments.com/",  # a Cyrillic letter
        " https://dodopayments.com/",
        "https://dodo\npayments.com/",
        "https://dodopayments.com/\u202e",
        "https://127.0.0.1/",
    ],
)
def test_nasty_addresses_are_not(url: str) -> None:
    assert not trusted(url, "test")
    assert not trusted(url, "live")
    assert not trusted(url, "custom")
    assert isinstance(host_of(url), str)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8123/p/1", "http://localhost/x", "http://[::1]:9/"])
def test_loopback_is_trusted_in_practice_alone(url: str) -> None:
    assert trusted(url, "practice")
    assert not trusted(url, "test")


def test_host_of() -> None:
    assert host_of("https://a.example:8/x") == "a.example"
    assert host_of("https://[::1") == ""
    assert host_of("nonsense") == ""


def order(draft: Draft) -> OutgoingPayment:
    return OutgoingPayment("r", draft, "{}", "test", NOW, NOW, quote=Money(9, "EUR"), quote_exact=True)


def test_a_bare_answer_is_filled_from_the_order() -> None:
    picked = Customer("cus_1", "Zoë", "zoe@example.com")
    entry = CustomerEntry(CustomerMode.EXISTING, existing=picked, name="typed before", email="b@example.com")
    link = link_of(
        order(Draft("d", customer=entry, options=OptionsEntry(order_reference=" A-7 "))),
        CreatedPayment("pay_1", 1200),
        NOW,
    )
    assert (link.customer_id, link.customer_name, link.customer_email) == ("cus_1", "Zoë", "zoe@example.com")
    assert (link.order_reference, link.quote, link.quote_exact) == ("A-7", Money(9, "EUR"), True)
    assert (link.url, link.total_minor, link.total) == ("", 1200, None)
    assert not complete(link)
    new = CustomerEntry(CustomerMode.NEW, existing=picked, name="Ada", email="ada@example.com")
    typed = link_of(order(Draft("d", customer=new)), CreatedPayment("pay_1", 1200), NOW)
    assert (typed.customer_id, typed.customer_name, typed.customer_email) == ("", "Ada", "ada@example.com")


def test_later_answers_add_and_never_take_away() -> None:
    told = CreatedPayment("pay_1", 1200, "https://x", "JPY", NOW, "cus", "Zoë", "z@example.com", "dsc")
    full = refreshed(LINK, told, NOW)
    assert (full.url, full.total, full.expires_at, full.discount_id) == (
        "https://x",
        Money(1200, "JPY"),
        NOW,
        "dsc",
    )
    assert refreshed(full, CreatedPayment("pay_1", None), NOW) == full
    assert complete(full)
    assert not settled(full)
    paid = refreshed(full, CreatedPayment("pay_1", None, status="succeeded"), NOW)
    assert settled(paid)
    assert refreshed(paid, CreatedPayment("pay_1", None, status="processing"), NOW).status == "succeeded"
    odd = refreshed(full, CreatedPayment("pay_1", None, status="brand_new_word"), NOW)
    assert (odd.status, link_state(odd, NOW)) == ("brand_new_word", LinkState.OTHER)
