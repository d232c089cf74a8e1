"""The services of a shop in memory: the real ones over small stores and a gateway that answers as told."""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import LinkState, PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Created, CreatedPayment, Outcome
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.services.directory import Directory, DirectoryStatus
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.services.ports import DirectoryState, DraftRow, Gateway, GatewayError
from dodo_desktop.services.pricing import Pricing
from dodo_desktop.services.sending import Sending
from dodo_desktop.services.tracking import Tracking
from dodo_desktop.services.workspace import Place, Workspace

LOCALE = "en_US"
NOW = datetime(2026, 11, 22, 14, 6, tzinfo=UTC)

SEUN = Customer("cus_1", "Oluwaseun Adébáyò-Whitfield", "seun@lanternworks.example", "+1 718 555 0142")
NAKATO = Customer("cus_2", "Nakato Ssemakula-Wright", "nakato@pearlbooks.example")
AYAKA = Customer("cus_3", "Ayaka Nakagawa", "ayaka.nakagawa@hanakagami.example")
DINNER = Product("pdt_1", "Stoneware dinner set, 12 pieces", Money(18600, "USD"))
WORKSHOP = Product("pdt_2", "Glaze workshop, Saturday", Money(6400, "USD"))
INSCRIPTION = Product("pdt_3", "Hand-painted inscription", Money(1000, "USD"), pay_what_you_want=True)
CLUB = Product("pdt_4", "Clay club", Money(2500, "USD"), kind="recurring_price")
RETIRED = Product("pdt_5", "Retired mug", Money(900, "USD"), archived=True)
TEA_BOWL = Product("pdt_6", "Raku tea bowl, one of a kind", Money(14500, "JPY"))
INCENSE = Product("pdt_7", "Incense, by donation", Money(1000, "KWD"), pay_what_you_want=True)
KILN = Product("pdt_8", "Kiln hours", Money(300, "USD"), kind="usage_based_price")
MANTA = Product("pdt_9", "Manta de Chiloé", Money(5000, "CLP"), pay_what_you_want=True)
PRODUCTS = (DINNER, WORKSHOP, INSCRIPTION, CLUB, RETIRED, TEA_BOWL, INCENSE, KILN, MANTA)


class Clock:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


class MemoryDrafts:
    def __init__(self) -> None:
        self.kept: dict[str, DraftRow] = {}
        self.fault = ""

    def _touch(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)

    async def save(self, draft: Draft, at: datetime) -> None:
        self._touch()
        self.kept[draft.draft_id] = DraftRow(draft, at)

    async def get(self, draft_id: str) -> Draft | None:
        row = self.kept.get(draft_id)
        return row.draft if row else None

    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow]:
        return list(reversed(self.kept.values()))[offset : offset + limit]

    async def count(self) -> int:
        return len(self.kept)

    async def delete(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)


class MemoryOutbox:
    def __init__(self, drafts: MemoryDrafts, links: "MemoryLinks") -> None:
        self.orders: dict[str, OutgoingPayment] = {}
        self.fault = ""
        self._drafts = drafts
        self._links = links

    async def add(self, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        if self.fault:
            raise StoreFault(self.fault)
        self.orders[order.request_id] = order
        self._drafts.kept.pop(drop_draft or "", None)

    async def update(
        self, old: OutgoingPayment, new: OutgoingPayment, links: Sequence[PaymentLink] = ()
    ) -> None:
        self.orders[new.request_id] = new
        for link in links:
            await self._links.put(link)

    async def get(self, request_id: str) -> OutgoingPayment | None:
        return self.orders.get(request_id)

    async def in_state(self, *states: State) -> Sequence[OutgoingPayment]:
        return [order for order in self.orders.values() if order.state in states]

    async def due(self, now: datetime, limit: int) -> Sequence[OutgoingPayment]:
        return [o for o in self.orders.values() if o.next_at is not None and o.next_at <= now][:limit]

    async def next_due(self) -> datetime | None:
        return min((o.next_at for o in self.orders.values() if o.next_at), default=None)

    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment]:
        return list(self.orders.values())

    async def counts(self) -> dict[State, int]:
        return {}

    async def needing(self) -> int:
        return sum(order.needs_person for order in self.orders.values())


class MemoryLinks:
    def __init__(self) -> None:
        self.links: dict[str, PaymentLink] = {}

    async def put(self, link: PaymentLink) -> None:
        self.links[link.payment_id] = link

    async def get(self, payment_id: str) -> PaymentLink | None:
        return self.links.get(payment_id)

    async def of_order(self, request_id: str) -> Sequence[PaymentLink]:
        return [link for link in self.links.values() if link.request_id == request_id]

    async def rows(
        self,
        states: Sequence[LinkState] | None,
        text: str,
        now: datetime,
        limit: int,
        offset: int = 0,
        *,
        since: datetime | None = None,
    ) -> Sequence[PaymentLink]:
        return list(self.links.values())

    async def counts(self, now: datetime, since: datetime | None = None) -> dict[LinkState, int]:
        return {}

    async def unsettled(self, limit: int) -> Sequence[PaymentLink]:
        return []


class MemoryDirectory:
    def __init__(self) -> None:
        self.customers = [SEUN, NAKATO, AYAKA]
        self.products = list(PRODUCTS)
        self.used: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def search_customers(self, text: str, limit: int) -> Sequence[Customer]:
        if text in self.gates:
            await self.gates[text].wait()
        return [c for c in self.customers if text.casefold() in f"{c.name} {c.email}".casefold()]

    async def search_products(self, text: str, limit: int) -> Sequence[Product]:
        return [p for p in self.products if text.casefold() in p.name.casefold()]

    async def put_customers(self, customers: Sequence[Customer]) -> None: ...
    async def put_products(self, products: Sequence[Product]) -> None: ...
    async def swept(self, product_ids: Sequence[str], at: datetime) -> None: ...
    async def used_customer(self, customer_id: str, at: datetime) -> None:
        self.used.append(customer_id)

    async def product(self, product_id: str) -> Product | None:
        return next((p for p in self.products if p.product_id == product_id), None)

    async def currencies(self) -> Sequence[str]:
        counted = Counter(p.currency for p in self.products if p.currency)
        return [currency for currency, _count in counted.most_common()]

    async def state(self) -> DirectoryState:
        return DirectoryState(len(self.customers), len(self.products), NOW)


class FakeGateway:
    """Answers a creation with the outcomes in `outcomes`, then with links; `gate` holds it back while set."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.outcomes: list[Outcome] = []
        self.gate: asyncio.Event | None = None

    async def create_payment(self, body: str) -> Outcome:
        self.bodies.append(body)
        if self.gate is not None:
            await self.gate.wait()
        if self.outcomes:
            return self.outcomes.pop(0)
        number = len(self.bodies)
        return Created(
            CreatedPayment(
                f"pay_{number}",
                32900,
                f"https://test.checkout.dodopayments.com/x{number}",
                currency="USD",
                expires_on=NOW + timedelta(hours=24),
                customer_id="cus_1",
                metadata=json.loads(body)["metadata"],
                business_id="bus_1",
                created_at=NOW,
            )
        )

    async def get_payment(self, payment_id: str) -> CreatedPayment:
        raise GatewayError("offline")

    async def list_payments(self, since: datetime, page: int) -> Sequence[CreatedPayment]:
        return []

    async def list_customers(self, page: int, since: datetime | None = None) -> Sequence[Customer]:
        return []

    async def list_products(self, page: int) -> Sequence[Product]:
        return []

    async def preview(self, body: str) -> Preview:
        raise GatewayError("offline")

    async def discount(self, code: str) -> Discount:
        raise GatewayError("not_found")

    async def account_name(self) -> tuple[str, str]:
        return "bus_1", "Juniper & Clay Ceramics"

    async def server_time(self) -> datetime:
        return NOW

    async def aclose(self) -> None: ...


async def _long(_seconds: float) -> None:
    """Time stands still: whoever waits for a clock waits until the end."""
    await asyncio.Event().wait()


@dataclass
class Shop:
    """A workspace and what it stands on."""

    mode: str = "test"
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    links: MemoryLinks = field(default_factory=MemoryLinks)
    directory: MemoryDirectory = field(default_factory=MemoryDirectory)
    gateway: FakeGateway = field(default_factory=FakeGateway)
    wire: Gateway | None = None
    """The gateway to use in place of the fake."""
    profile_id: str = "one"

    def __post_init__(self) -> None:
        gateway = self.wire or self.gateway
        ids: Callable[[], str] = map("id-{}".format, itertools.count(1)).__next__
        clock = Clock()
        self.outbox = MemoryOutbox(self.drafts, self.links)
        place = Place(self.mode, "Juniper & Clay Ceramics", profile_id=self.profile_id)
        sending = Sending(
            self.outbox, self.links, gateway, clock, place=place, jitter=lambda: 0.5, sleep=_long
        )
        drafting = Drafting(
            self.drafts, self.outbox, clock, mode=self.mode, locale=LOCALE, new_id=ids, sleep=_long
        )
        self.workspace = Workspace(
            place=place,
            drafting=drafting,
            sending=sending,
            directory=Directory(self.directory, gateway, clock, sleep=_long),
            pricing=Pricing(gateway, clock, locale=LOCALE, sleep=_long),
            tracking=Tracking(self.links, gateway, clock, sleep=_long),
        )
        self.workspace.directory.status = DirectoryStatus(3, 7, NOW)

    @property
    def draft(self) -> Draft:
        """The draft that is open."""
        return self.workspace.drafting.draft

    async def start(self) -> None:
        """Run the services that run."""
        await self.workspace.drafting.start()
        await self.workspace.sending.start()

    async def stop(self) -> None:
        """End all that runs."""
        await self.workspace.sending.stop()
        await self.workspace.tracking.stop()
        await self.workspace.pricing.stop()
        await self.workspace.drafting.close()

    def orders(self) -> list[OutgoingPayment]:
        """All orders ever queued."""
        return list(self.outbox.orders.values())


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until something is so; fails loudly after very many turns."""
    for _turn in range(2000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to be")


async def turns(count: int = 30) -> None:
    """Let all that can happen happen."""
    for _turn in range(count):
        await asyncio.sleep(0)


def complete(draft: Draft) -> Draft:
    """The draft with nothing missing, for tests of what comes after."""
    from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode

    return replace(
        draft,
        customer=CustomerEntry(CustomerMode.EXISTING, existing=SEUN),
        billing=BillingEntry("US", "45 Old Fulton Street", "Brooklyn", "New York", "11201"),
        lines=(
            CartLine("l1", DINNER),
            CartLine("l2", WORKSHOP, "2"),
            CartLine("l3", INSCRIPTION, "1", "15.00", 1500),
        ),
    )
