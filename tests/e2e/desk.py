"""A database that has been worked with: drafts, orders in every state and links in every state.

It is written through the app's own store, with what a shop's names can look like.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft, OptionsEntry
from dodo_desktop.core.events import Event
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.core.request import AttachCustomer, BillingAddress, CartItem, PaymentRequest, body
from dodo_desktop.core.template import Template
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from dodo_desktop.store.templates import SqliteTemplates

_HOST = "https://test.checkout.dodopayments.com"
_REFUSED = 4
"""The number of the order whose discount code Dodo did not take."""
_MANY_LINKS = 140
_LONGEST_CART = 100
# (how long ago in minutes, Dodo's word, minutes until it expires or None where Dodo did not say)
_LINKS: tuple[tuple[int, str | None, int | None], ...] = (
    (2, None, 1438),
    (28, "requires_customer_action", 1412),
    (184, "succeeded", None),
    (231, "processing", 1207),
    (1500, "failed", None),
    (1620, None, -180),
    (2990, "cancelled", None),
    (3060, "in_review_by_bank", None),
    (4400, None, None),
)

_REQUEST = PaymentRequest(
    AttachCustomer("cus_ZoeLindqvist"),
    BillingAddress("US", "New York", "Brooklyn", "45 Old Fulton Street", "11201"),
    (CartItem("pdt_StonewareDinnerSet", 1),),
)


@dataclass(frozen=True)
class Person:
    """A customer and what they order."""

    name: str
    email: str
    total: Money
    items: int = 1


USUAL = (
    Person("Oluwaseun Adébáyò-Whitfield", "seun@lanternworks.example", Money(32238, "USD"), 3),
    Person("Núria Castellví i Puigdomènech", "nuria@vidre-i-fang.example", Money(124000, "EUR")),
    Person("Ayaka Nakagawa", "ayaka.nakagawa@tetoteto.example", Money(18700, "JPY"), 2),
    Person("Temuera Parata & Sons Joinery Ltd", "office@parata.example", Money(41200, "NZD"), 5),
    Person("Friederike von Hohenlohe-Oehringen", "f.hohenlohe@waldhof.example", Money(8840, "EUR"), 2),
    Person("Abdulrahman Al-Mutairi Trading Co.", "orders@almutairi.example", Money(24750, "KWD")),
    Person("Priyamvada Raghunathan", "priya@raghu.example", Money(749900, "INR"), 4),
)
LONG = (
    Person(
        "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior, Purchasing and Facilities",
        "hubert.blaine.wolfeschlegelsteinhausenbergerdorff@purchasing.long-winded-holdings.example",
        Money(2147483647, "USD"),
        100,
    ),
    Person(
        "شركة عبد الرحمن المطيري للتجارة العامة والمقاولات", "orders@almutairi.example", Money(24750, "KWD")
    ),
    Person(
        "בית המלאכה לקרמיקה של משפחת אברמוביץ׳ ושות׳", "office@abramovich.example", Money(88400, "ILS"), 2
    ),
    Person(
        "株式会社花鏡陶芸工房 東京本店 仕入部 中川彩佳", "ayaka@hanakagami.example", Money(1870000, "JPY"), 12
    ),
    Person(
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "vorstand@dampfschiff.example",
        Money(8840, "EUR"),
    ),
    Person("นางสาวกุลธิดา ศรีสุวรรณวงศ์ไพบูลย์เจริญกิจ", "kulthida@sri.example", Money(1999999900, "IDR"), 4),
    Person("김수한무 거북이와두루미 삼천갑자동방삭", "soo@geobuk.example", Money(74990000, "KRW"), 7),
)
_LONG_PRODUCT = (
    "Stoneware dinner set for twelve, oatmeal glaze with a hand-painted cobalt rim, dishwasher-safe, gift box"
)


def furnish(database: Path, people: Sequence[Person], *, much: bool = False) -> None:
    """Fill a database that no program has opened yet; `much` adds the longest cart and many links."""
    asyncio.run(_furnish(Database(database), people, much=much))


async def _furnish(database: Database, people: Sequence[Person], *, much: bool) -> None:
    now = datetime.now(UTC)
    await database.open()
    try:
        outbox, links, drafts = SqliteOutbox(database), SqliteLinks(database), SqliteDrafts(database)
        for order in _orders(people, now):
            await outbox.add(order)
        for number in range(_MANY_LINKS if much else len(_LINKS)):
            await links.put(_link(people, number, now))
        for number in (2, 1, 0):
            at = now - timedelta(minutes=47 * number)
            await drafts.save(_draft(people[number], f"draft-{number}", number), at)
        if much:
            await drafts.save(_long_draft(people[0]), now)
        for template in _templates():
            await SqliteTemplates(database).save(template)
    finally:
        await database.close()


def _long_draft(person: Person) -> Draft:
    product = Product("pdt_SpeckledMug", "Breakfast mug, speckled", Money(2800, "USD"))
    lines = tuple(
        CartLine(f"line-{n}", replace(product, name=f"{product.name}, batch {n + 1}"))
        for n in range(_LONGEST_CART)
    )
    return replace(_draft(person, "draft-long", 0), lines=lines)


def _templates() -> list[Template]:
    product = Product("pdt_GlazeWorkshop", "Glaze workshop, Saturday", Money(6400, "USD"))
    lines = (CartLine("line-0", product),)
    return [
        Template("tpl-0", "Saturday workshop", lines, OptionsEntry(currency="USD"), currency_fixed=True),
        Template("tpl-1", "Dinner for twelve, with the hand-painted inscription", lines * 2),
    ]


def _draft(person: Person, draft_id: str, number: int, title: str = "") -> Draft:
    long = people_are_long(person)
    product = Product(
        "pdt_StonewareDinnerSet",
        _LONG_PRODUCT if long else "Stoneware dinner set, 12 pieces",
        Money(18600, "USD"),
    )
    return Draft(
        draft_id,
        title=title,
        customer=CustomerEntry(
            CustomerMode.EXISTING, existing=Customer(f"cus_{number}", person.name, person.email)
        ),
        billing=BillingEntry("US", "45 Old Fulton Street", "Brooklyn", "New York", "11201"),
        lines=tuple(CartLine(f"line-{n}", product) for n in range(min(person.items, 12))),
        options=OptionsEntry(
            order_reference=f"W-{1183 - number}", discount_code="HERBST15" if number == _REFUSED else ""
        ),
    )


def people_are_long(person: Person) -> bool:
    """Whether the person is one of those whose names test the room for them."""
    return person in LONG


def _orders(people: Sequence[Person], now: datetime) -> list[OutgoingPayment]:
    """One order in each state; none of them is due within the next minutes."""
    later = now + timedelta(minutes=30)
    looked = ("saved", "sent", "unclear", "looked", "looked", "looked")
    states: tuple[tuple[State, dict[str, Any]], ...] = (
        (
            State.UNCONFIRMED,
            {
                "dodo": Unclear("reset"),
                "looks": 3,
                "attempts": 1,
                "next_at": now + timedelta(seconds=24),
                "sent_at": now - timedelta(minutes=1),
                "ever_unconfirmed": True,
                "history": _events(now, looked, reason="reset"),
            },
        ),
        (State.QUEUED, {"next_at": now}),
        # A pause that Dodo asked for; what only waited for the network would go out at the start.
        (State.QUEUED, {"dodo": NotSent("throttled"), "attempts": 2, "next_at": later}),
        (
            State.QUEUED,
            {
                "hold": Hold.PRICE_CHANGED,
                "history": (
                    *_events(now, ("saved",)),
                    *_events(now, ("held_price_changed",), was=people[3].total.minor - 1400, currency="NZD"),
                ),
            },
        ),
        (State.REJECTED, {"dodo": Rejected(422, "DISCOUNT_CODE_EXPIRED"), "attempts": 1}),
        (State.BLOCKED, {"dodo": Blocked("other_business"), "business_id": "bus_another"}),
        (
            State.CREATED,
            {"attempts": 1, "found": ("pay_9vQm2LrT0wXh6",), "history": _events(now, looked[:2])},
        ),
        (
            State.QUEUED,
            {"hold": Hold.ASK_FIRST, "history": _events(now, ("saved", "held_ask_first"))},
        ),
        # The second of the links, which is of the same person.
        (
            State.CREATED,
            {
                "request_id": _link_id(1),
                "attempts": 1,
                "found": (_payment_id(1),),
                "history": _events(now, ("saved", "sent", "created")),
            },
        ),
    )
    return [
        _order(people[n % len(people)], n, now, state, changes) for n, (state, changes) in enumerate(states)
    ]


def _link_id(number: int) -> str:
    return f"7b1c7a52-9d0e-4b7e-8a64-{number:012d}"


def _payment_id(number: int) -> str:
    return f"pay_3KdTn81VbQz6Y{number}"


def _order(
    person: Person, number: int, now: datetime, state: State, changes: dict[str, Any]
) -> OutgoingPayment:
    plain = OutgoingPayment(
        request_id=f"5f1c7a52-9d0e-4b7e-8a64-{number:012d}",
        draft=_draft(person, f"sent-{number}", number),
        body=body(_REQUEST, f"5f1c7a52-9d0e-4b7e-8a64-{number:012d}"),
        mode="test",
        created_at=now - timedelta(minutes=1 + 23 * number),
        changed_at=now - timedelta(seconds=2),
        state=state,
        quote=person.total,
        quote_exact=True,
        history=_events(now, ("saved",)),
    )
    return replace(plain, **changes)


def _events(now: datetime, codes: Sequence[str], **params: str | int) -> tuple[Event, ...]:
    start = now - timedelta(minutes=1)
    return tuple(
        Event(start + timedelta(seconds=4 * n), code, MappingProxyType(dict(params)))
        for n, code in enumerate(codes)
    )


def _link(people: Sequence[Person], number: int, now: datetime) -> PaymentLink:
    person = people[number % len(people)]
    ago, status, left = _LINKS[number % len(_LINKS)]
    ago += 9000 * (number // len(_LINKS))
    return PaymentLink(
        request_id=_link_id(number),
        payment_id=_payment_id(number),
        url=f"{_HOST}/Rb81nYcE{number}",
        mode="test",
        created_at=now - timedelta(minutes=ago),
        draft=_draft(person, f"link-{number}", number),
        total_minor=person.total.minor,
        total=person.total,
        expires_at=None if left is None else now + timedelta(minutes=left),
        status=status,
        checked_at=now - timedelta(seconds=20),
        customer_name=person.name,
        customer_email=person.email,
        order_reference=f"W-{1183 - number}",
        quote=person.total,
        quote_exact=True,
    )
