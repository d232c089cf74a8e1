"""Orders, drafts and links for the tests of the store: some plain, some that hypothesis builds."""

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import (
    BillingEntry,
    CartLine,
    CustomerEntry,
    CustomerMode,
    Draft,
    Fixed,
    OptionsEntry,
)
from dodo_desktop.core.events import Event
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import CURRENCIES, Money
from dodo_desktop.core.outcome import Blocked, Created, CreatedPayment, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State

NOW = datetime(2026, 3, 4, 9, 30, 15, 123456, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def draft(draft_id: str = "d1", name: str = "Zoë Łuczak", reference: str = "Table 7") -> Draft:
    return Draft(
        draft_id,
        customer=CustomerEntry(CustomerMode.NEW, name=name, email="zoe@example.com", phone="+48 601 222 333"),
        billing=BillingEntry("PL", "Długa 1", "Łódź", "", "90-001", frozenset({"billing.state"})),
        lines=(CartLine("1", Product("pdt_1", "Soup", Money(1250, "PLN")), "2"),),
        options=OptionsEntry(order_reference=reference, metadata=(("seat", "7"),)),
    )


def order(request_id: str = "r1", **changes: Any) -> OutgoingPayment:
    plain = OutgoingPayment(
        request_id=request_id,
        draft=draft(),
        body='{"a": 1,  "name":"Zo\\u00eb"}\n',
        mode="test",
        created_at=NOW,
        changed_at=NOW,
        next_at=NOW,
    )
    return replace(plain, **changes)


def link(payment_id: str = "pay_1", **changes: Any) -> PaymentLink:
    plain = PaymentLink(
        request_id="r1",
        payment_id=payment_id,
        url="https://test.checkout.dodopayments.com/cbq",
        mode="test",
        created_at=NOW,
        draft=draft(),
        total_minor=2500,
        total=Money(2500, "PLN"),
        expires_at=later(3600),
        customer_name="Zoë Łuczak",
        customer_email="zoe@example.com",
        order_reference="Table 7",
        quote=Money(2400, "PLN"),
    )
    return replace(plain, **changes)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=12)
moments = st.datetimes(timezones=st.just(UTC))
maybe_moments = st.none() | moments
amounts = st.builds(Money, st.integers(-(2**40), 2**40), st.sampled_from(CURRENCIES))
maybe_amounts = st.none() | amounts


def proxies(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping[str, Any]]:
    return st.dictionaries(texts, values, max_size=3).map(MappingProxyType)


customers = st.builds(Customer, ids, texts, texts, texts, maybe_moments)
products = st.builds(
    Product,
    ids,
    texts,
    maybe_amounts,
    texts,
    st.booleans(),
    maybe_amounts,
    st.booleans(),
    texts,
    st.booleans(),
)
drafts = st.builds(
    Draft,
    ids,
    title=texts,
    customer=st.builds(
        CustomerEntry, st.sampled_from(CustomerMode), texts, st.none() | customers, texts, texts, texts
    ),
    billing=st.builds(BillingEntry, texts, texts, texts, texts, texts, st.frozensets(texts, max_size=3)),
    lines=st.lists(
        st.builds(CartLine, ids, products, texts, texts, st.none() | st.integers(-9, 2**40)), max_size=3
    ).map(tuple),
    product_search=texts,
    options=st.builds(
        OptionsEntry,
        texts,
        texts,
        st.booleans(),
        st.frozensets(texts, max_size=3),
        texts,
        texts,
        texts,
        st.booleans(),
        st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    ),
    fixed=st.builds(Fixed, texts, st.booleans(), st.booleans()),
)
payments = st.builds(
    CreatedPayment,
    ids,
    st.none() | st.integers(0, 2**40),
    st.none() | texts,
    texts,
    maybe_moments,
    texts,
    texts,
    texts,
    texts,
    proxies(texts),
    st.lists(st.tuples(ids, st.integers(0, 99)), max_size=3).map(tuple),
    texts,
    st.none() | texts,
    maybe_moments,
)
outcomes = st.one_of(
    st.builds(Created, payments),
    st.builds(NotSent, texts, st.none() | st.floats(0, 1e6)),
    st.builds(Rejected, st.integers(100, 599), texts, texts),
    st.builds(Blocked, texts),
    st.builds(Unclear, texts),
)
orders = st.builds(
    OutgoingPayment,
    ids,
    drafts,
    texts,
    st.sampled_from(["practice", "test", "live", "custom"]),
    moments,
    moments,
    st.sampled_from(State),
    texts,
    st.integers(0, 99),
    st.integers(0, 99),
    maybe_moments,
    maybe_moments,
    st.booleans(),
    st.sampled_from(Hold),
    st.none() | outcomes,
    st.lists(ids, max_size=3).map(tuple),
    maybe_amounts,
    st.booleans(),
    st.lists(st.builds(Event, moments, texts, proxies(texts | st.integers())), max_size=3).map(tuple),
)
links = st.builds(
    PaymentLink,
    ids,
    ids,
    texts,
    texts,
    moments,
    drafts,
    st.none() | st.integers(0, 2**40),
    maybe_amounts,
    maybe_moments,
    st.none() | texts,
    maybe_moments,
    texts,
    texts,
    texts,
    texts,
    texts,
    maybe_amounts,
    st.booleans(),
)
