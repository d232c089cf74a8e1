"""The services of a shop in memory: the real ones over small stores and a gateway that answers as told."""

import asyncio
import itertools
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft, OptionsEntry
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Created, CreatedPayment, Outcome
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.paging import Window
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.core.records import FoundCustomer
from dodo_desktop.services.countries import Countries
from dodo_desktop.services.directory import Directory, DirectoryStatus
from dodo_desktop.services.discounts import Discounts
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.services.ports import Gateway, GatewayError
from dodo_desktop.services.pricing import Pricing
from dodo_desktop.services.sending import Sending
from dodo_desktop.services.templates import Templates
from dodo_desktop.services.tracking import Tracking
from dodo_desktop.services.workspace import Place, Workspace
from tests.services.fake_edges import FakeDirectoryStore
from tests.services.fake_stores import FakeLinks, FakeTemplates
from tests.ui.compose.memory import MemoryDrafts, MemoryOutbox
from tests.ui.turning import turn

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


class MemoryDirectory(FakeDirectoryStore):
    """`gates` hold back the search for a text until they are set."""

    def __init__(self) -> None:
        super().__init__()
        self.customers = {each.customer_id: each for each in (SEUN, NAKATO, AYAKA)}
        self.products = {each.product_id: each for each in PRODUCTS}
        self.complete_at = self.products_at = NOW
        self.gates: dict[str, asyncio.Event] = {}

    async def search_customers(self, text: str, limit: int) -> Sequence[FoundCustomer]:
        if text in self.gates:
            await self.gates[text].wait()
        return await super().search_customers(text, limit)


class MemoryCountries:
    def __init__(self) -> None:
        self.kept: tuple[frozenset[str], datetime] | None = None

    async def supported(self) -> tuple[frozenset[str], datetime] | None:
        return self.kept

    async def put_supported(self, codes: Collection[str], at: datetime) -> None:
        self.kept = frozenset(codes), at


class FakeGateway:
    """Answers a creation with the outcomes in `outcomes`, then with links; `gate` holds it back while set.

    Without a `price` and for codes that are not among `discounts` it cannot be reached.
    `customers` are those that it finds, held back by `find_gate` or refused for the reason `find_fault`.
    """

    def __init__(self) -> None:
        self.customers: list[Customer] = []
        self.asked: list[str] = []
        self.find_gate: asyncio.Event | None = None
        self.find_fault = ""
        self.bodies: list[str] = []
        self.price: Callable[[dict[str, Any]], Preview] | None = None
        self.discounts: dict[str, Discount] = {}
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

    async def list_customers(
        self, window: Window, since: datetime | None = None, upto: datetime | None = None
    ) -> Sequence[Customer]:
        return []

    async def find_customers(self, *, name: str = "", email: str = "") -> Sequence[Customer]:
        self.asked.append(name or email)
        if self.find_gate is not None:
            await self.find_gate.wait()
        if self.find_fault:
            raise GatewayError(self.find_fault)
        whole = f"{name}{email}".casefold()
        return [c for c in self.customers if whole in (c.email if email else c.name).casefold()]

    async def list_products(self, window: Window, *, background: bool = False) -> Sequence[Product]:
        return []

    async def preview(self, body: str) -> Preview:
        if self.price is None:
            raise GatewayError("offline")
        return self.price(json.loads(body))

    async def discount(self, code: str) -> Discount:
        if code not in self.discounts:
            raise GatewayError("not_found")
        return self.discounts[code]

    async def supported_countries(self) -> Sequence[str]:
        raise GatewayError("offline")

    async def account_name(self) -> tuple[str, str]:
        return "bus_1", "Juniper & Clay Ceramics"

    async def server_time(self) -> datetime:
        return NOW

    async def aclose(self) -> None: ...


async def _long(_seconds: float) -> None:
    """Time stands still: whoever waits for a clock waits until the end."""
    await asyncio.Event().wait()


_PAUSE = 10.0
"""Seconds that a pause lasts at most; what waits longer waits for a time."""


async def _at_once(seconds: float) -> None:
    """For pauses that only keep Dodo from being asked too often."""
    await asyncio.sleep(0 if seconds < _PAUSE else seconds)


@dataclass
class Shop:
    """A workspace and what it stands on."""

    mode: str = "test"
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    links: FakeLinks = field(default_factory=FakeLinks)
    directory: MemoryDirectory = field(default_factory=MemoryDirectory)
    templates: FakeTemplates = field(default_factory=FakeTemplates)
    countries: MemoryCountries = field(default_factory=MemoryCountries)
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
        directory = Directory(self.directory, gateway, clock, sleep=_long)
        self.workspace = Workspace(
            place=place,
            drafting=drafting,
            sending=sending,
            directory=directory,
            pricing=Pricing(gateway, clock, locale=LOCALE, sleep=_at_once),
            discounts=Discounts(gateway, clock, sleep=_at_once),
            countries=Countries(self.countries, gateway, clock, sleep=_long),
            tracking=Tracking(self.links, gateway, clock, sleep=_long),
            templates=Templates(self.templates, drafting, directory, locale=LOCALE, new_id=ids),
        )
        self.workspace.directory.status = DirectoryStatus(3, 7, NOW, products_at=NOW)

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
        await self.workspace.countries.stop()
        await self.workspace.pricing.stop()
        await self.workspace.discounts.stop()
        await self.workspace.drafting.close()

    def orders(self) -> list[OutgoingPayment]:
        """All orders ever queued."""
        return list(self.outbox.orders.values())


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until something is so; fails loudly after very many turns."""
    for _turn in range(2000):
        if condition():
            return
        await turn()
    raise AssertionError("it never came to be")


async def turns(count: int = 30) -> None:
    """Let all that can happen happen."""
    for _turn in range(count):
        await turn()


def complete(draft: Draft) -> Draft:
    """The draft with nothing missing, for tests of what comes after."""
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


WHOLE = replace(
    complete(Draft("")),
    customer=CustomerEntry(CustomerMode.NEW, name="Ada", email="ada@shop.example", phone="+1 718 555 0142"),
    options=OptionsEntry(metadata=(("table", "14"), ("note", "window"))),
)
"""A draft with something in every part of the form."""
