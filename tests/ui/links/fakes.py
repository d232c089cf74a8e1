"""Orders, links and services in memory, as the pages see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import CartLine, CustomerEntry, CustomerMode, Draft, OptionsEntry
from dodo_desktop.core.events import Event
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import LinkState, PaymentLink, link_state
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import BrokenOrder
from dodo_desktop.services.workspace import Place, Workspace

NOW = datetime(2026, 11, 22, 14, 8, 5, tzinfo=UTC)
PLACE = Place("test", "Juniper & Clay Ceramics")
URL = "https://test.checkout.dodopayments.com/x7Kq2mWd"

PEOPLE = (
    ("Oluwaseun Adébáyò-Whitfield", "seun@lanternworks.example", "W-1183", Money(32238, "USD"), 3),
    ("Núria Castellví i Puigdomènech", "nuria@vidre-i-fang.example", "W-1184", Money(124000, "EUR"), 1),
    ("Ayaka Nakagawa", "ayaka@hanakagami.example", "W-1182", Money(18700, "JPY"), 2),
    ("Temuera Parata & Sons Joinery Ltd", "office@parata.example", "W-1180", Money(41200, "NZD"), 5),
    ("Friederike von Hohenlohe-Oehringen", "f.hohenlohe@waldhof.example", "W-1179", Money(8840, "EUR"), 2),
    ("Abdulrahman Al-Mutairi Trading Co.", "orders@almutairi.example", "W-1178", Money(24750, "KWD"), 1),
    ("Priyamvada Raghunathan", "priya@raghu.example", "W-1177", Money(749900, "INR"), 4),
)


def draft(who: int = 0) -> Draft:
    name, email, reference, total, items = PEOPLE[who % len(PEOPLE)]
    product = Product("pdt_1", "Stoneware dinner set", Money(18600, total.currency))
    return Draft(
        f"draft-{who}",
        customer=CustomerEntry(CustomerMode.EXISTING, existing=Customer(f"cus_{who}", name, email)),
        lines=tuple(CartLine(f"line-{n}", product) for n in range(items)),
        options=OptionsEntry(order_reference=reference),
    )


def link(who: int = 0, **changes: Any) -> PaymentLink:
    name, email, reference, total, _items = PEOPLE[who % len(PEOPLE)]
    made = PaymentLink(
        request_id=f"5f1c7a52-9d0e-4b7e-8a64-{who:012d}",
        payment_id=f"pay_9vQm2LrT0wXh{who}",
        url=URL if who == 0 else f"https://test.checkout.dodopayments.com/Rb81nYc{who}",
        mode="test",
        created_at=NOW - timedelta(minutes=2 + 30 * who),
        draft=draft(who),
        total_minor=total.minor,
        total=total,
        expires_at=NOW + timedelta(hours=23, minutes=58),
        checked_at=NOW - timedelta(seconds=20),
        customer_name=name,
        customer_email=email,
        order_reference=reference,
        quote=total,
        quote_exact=True,
    )
    return replace(made, **changes)


def events(
    *codes: str, start: datetime = NOW - timedelta(seconds=24), **params: str | int
) -> tuple[Event, ...]:
    return tuple(
        Event(start + timedelta(seconds=3 * n), code, MappingProxyType(dict(params)))
        for n, code in enumerate(codes)
    )


def order(who: int = 0, state: State = State.QUEUED, **changes: Any) -> OutgoingPayment:
    total = PEOPLE[who % len(PEOPLE)][3]
    made = OutgoingPayment(
        request_id=f"5f1c7a52-9d0e-4b7e-8a64-{who:012d}",
        draft=draft(who),
        body="{}",
        mode="test",
        created_at=NOW - timedelta(minutes=1 + 20 * who),
        changed_at=NOW - timedelta(seconds=2),
        state=state,
        quote=total,
        quote_exact=True,
        history=events("saved"),
    )
    return replace(made, **changes)


def every_order() -> list[OutgoingPayment]:
    """One of each state, as the pictures have them."""
    looks = events("saved", "sent", "unclear", "looked", "looked", "looked", reason="reset")
    return [
        order(
            0,
            State.UNCONFIRMED,
            dodo=Unclear("reset"),
            looks=3,
            next_at=NOW + timedelta(seconds=24),
            ever_unconfirmed=True,
            history=looks,
        ),
        order(1, State.SENDING, attempts=1),
        order(2, dodo=NotSent("dns"), attempts=2, next_at=NOW + timedelta(seconds=12)),
        order(3, hold=Hold.PRICE_CHANGED, quote=Money(42600, "NZD")),
        order(4, State.REJECTED, dodo=Rejected(422, "DISCOUNT_CODE_EXPIRED")),
        order(5, State.BLOCKED, dodo=Blocked("key_refused")),
        order(
            6,
            State.CREATED,
            attempts=1,
            found=("pay_9vQm2LrT0wXh6",),
            history=events("saved", "sent", "created"),
        ),
    ]


@dataclass
class OutboxCounts:
    by_state: dict[State, int]
    open: int
    needs_person: int


class FakeSending:
    """Keeps orders in a list; remembers what was asked for."""

    def __init__(self, orders: Sequence[OutgoingPayment | BrokenOrder] = ()) -> None:
        self.orders = list(orders)
        self.changed: Feed[OutgoingPayment] = Feed()
        self.link_made: Feed[PaymentLink] = Feed()
        self.counts_changed: Feed[OutboxCounts] = Feed()
        self.asked: list[tuple[str, str]] = []
        self.answer = True
        self.fault = ""

    @property
    def counts_now(self) -> OutboxCounts:
        whole = [row for row in self.orders if isinstance(row, OutgoingPayment)]
        by_state = {state: sum(row.state is state for row in whole) for state in State}
        still_open = sum(row.state not in (State.CREATED, State.DISCARDED) for row in whole)
        return OutboxCounts(by_state, still_open, sum(row.needs_person for row in whole))

    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment | BrokenOrder]:
        self._fail()
        fitting = [row for row in self.orders if self._fits(row, states, text)]
        return fitting[offset : offset + limit]

    def _fits(self, row: OutgoingPayment | BrokenOrder, states: Sequence[State] | None, text: str) -> bool:
        if isinstance(row, BrokenOrder):
            return not text and (states is None or row.state in states)
        named = row.draft.customer.shown_name + row.draft.options.order_reference
        fits = row.state is not State.DISCARDED if states is None else row.state in states
        return fits and text.casefold() in named.casefold()

    async def _act(self, code: str, request_id: str) -> bool:
        self._fail()
        self.asked.append((code, request_id))
        return self.answer

    async def send_now(self, request_id: str) -> bool:
        return await self._act("send_now", request_id)

    async def look_again(self, request_id: str) -> bool:
        return await self._act("look_again", request_id)

    async def send_again(self, request_id: str) -> bool:
        return await self._act("send_again", request_id)

    async def discard(self, request_id: str) -> bool:
        return await self._act("discard", request_id)

    async def try_all(self) -> None:
        await self._act("try_all", "")

    async def get(self, request_id: str) -> OutgoingPayment | None:
        self._fail()
        whole = [row for row in self.orders if isinstance(row, OutgoingPayment)]
        return next((row for row in whole if row.request_id == request_id), None)

    async def edit(self, request_id: str) -> Draft | None:
        await self._act("edit", request_id)
        row = await self.get(request_id)
        return row.draft if self.answer and row is not None else None

    def _fail(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)


class FakeTracking:
    """Keeps links in a list, newest first; counts the rows that were asked for."""

    def __init__(self, links: Sequence[PaymentLink] = ()) -> None:
        self.links = list(links)
        self.changed: Feed[PaymentLink] = Feed()
        self.asked: list[tuple[int, int]] = []
        self.watched: str | None = None
        self.refreshed = 0
        self.trouble: Exception | None = None

    async def rows(
        self,
        states: Sequence[LinkState] | None,
        text: str,
        limit: int,
        offset: int = 0,
        *,
        since: datetime | None = None,
    ) -> Sequence[PaymentLink]:
        self.asked.append((offset, limit))
        fitting = [
            made
            for made in self.links
            if (since is None or made.created_at >= since)
            and (states is None or link_state(made, NOW) in states)
            and text.casefold() in f"{made.customer_name} {made.order_reference}".casefold()
        ]
        return fitting[offset : offset + limit]

    async def counts(self, since: datetime | None = None) -> dict[LinkState, int]:
        states = [link_state(made, NOW) for made in self.links if since is None or made.created_at >= since]
        return {state: states.count(state) for state in LinkState}

    async def get(self, payment_id: str) -> PaymentLink | None:
        return next((made for made in self.links if made.payment_id == payment_id), None)

    async def refresh(self) -> None:
        self.refreshed += 1
        if self.trouble is not None:
            raise self.trouble

    def watch(self, payment_id: str | None, viewer: str) -> None:
        self.watched = payment_id


@dataclass
class FakeDrafting:
    """`opened` has the ids that were opened; `fault` is why the disk refuses."""

    duplicated: list[Draft] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    fault: str = ""

    async def keep(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)

    async def open(self, draft_id: str) -> bool:
        self.opened.append(draft_id)
        return True

    async def duplicate(self, source: Draft | None = None) -> None:
        assert source is not None
        self.duplicated.append(source)


def workspace(
    sending: FakeSending | None = None, tracking: FakeTracking | None = None, place: Place = PLACE
) -> Any:
    """A workspace of fakes; typed loosely, because they stand in for the services."""
    parts: dict[str, Any] = {
        "drafting": FakeDrafting(),
        "sending": sending or FakeSending(),
        "directory": None,
        "pricing": None,
        "discounts": None,
        "countries": None,
        "tracking": tracking or FakeTracking(),
        "templates": None,
    }
    return Workspace(place, **parts)
