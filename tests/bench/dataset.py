"""A large shop on disk: customers, products, drafts and links, written through the app's own store.

It takes a while, so one is made for each size and kept in ``build`` until the store changes.
"""

import asyncio
import hashlib
import random
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft, OptionsEntry
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.request import AttachCustomer, BillingAddress, CartItem, PaymentRequest, body
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from tests.bench.places import BUILD, ROOT

LONG_CART = "a long cart"
"""Reference of the draft with a hundred lines, the newest one."""

_PAGE = 2000
_GIVEN = """
Zoë Amélie Oluwaseun Núria Ayaka Temuera Friederike Abdulrahman Priyamvada Nakato Hubert Kulthida Soo-ah
Björn Łukasz Søren Chiara Mateus Ana Yusuf Ingrid Þóra Dmitri Noor Élise Marek
""".split()  # noqa: SIM905 - a list of names reads better without quotes
_FAMILY = """
García Adébáyò Castellví Nakagawa Parata Hohenlohe Al-Mutairi Raghunathan Ssemakula Lindqvist Müller Nguyễn
Øvergaard Dvořák O’Brien Kowalczyk Fernández Haddad Okonkwo Sørensen Ivanova Rossi Yılmaz
""".split()  # noqa: SIM905 - as above
_THINGS = ("bowl", "mug", "teapot", "vase", "plate", "jug", "lamp", "tile", "workshop", "planter")
_GLAZES = ("stoneware", "celadon", "raku", "oatmeal", "cobalt", "tenmoku", "shino", "terracotta", "porcelain")


@dataclass(frozen=True)
class Size:
    """How much there is of everything. `queued` orders wait to be sent."""

    customers: int = 100_000
    products: int = 5_000
    drafts: int = 10_000
    links: int = 10_000
    queued: int = 0


LARGE = Size()
SMALL_DIRECTORY = Size(customers=1_000)
EMPTY = Size(0, 0, 0, 0)


class _Unsafe(Database):
    """A database that need not survive a power cut while it is made."""

    def _open_writer(self) -> None:
        super()._open_writer()
        assert self._writer is not None
        self._writer.execute("PRAGMA synchronous = OFF")


def put(size: Size, target: Path) -> None:
    """A shop of this size at `target`, as if it had been used until a moment ago."""
    lasting = replace(size, queued=0)
    kept = BUILD / f"shop-{_version()}-{'-'.join(map(str, vars(lasting).values()))}.sqlite3"
    if not kept.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.unlink(missing_ok=True)
        asyncio.run(_make(_Unsafe(part), lasting))
        part.replace(kept)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(kept, target)
    asyncio.run(_freshen(_Unsafe(target), size))


def _version() -> str:
    """Changes with whatever the kept shops are made by."""
    sources = [*sorted((ROOT / "dodo_desktop" / "store").rglob("*.*")), Path(__file__)]
    digest = hashlib.sha256()
    for source in sources:
        if source.suffix in (".py", ".sql"):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


async def _make(database: Database, size: Size) -> None:
    now = datetime.now(UTC)
    await database.open()
    try:
        directory = SqliteDirectory(database)
        for start in range(0, size.customers, _PAGE):
            part = range(start, min(start + _PAGE, size.customers))
            await directory.put_customers([customer(n) for n in part])
        await _tidy(directory)
        await directory.put_products([product(n) for n in range(size.products)])
        drafts, links = SqliteDrafts(database), SqliteLinks(database)
        for number in range(size.drafts):
            await drafts.save(draft(number), now - timedelta(minutes=size.drafts - number))
        if size.drafts:
            await drafts.save(long_draft(), now)
        for number in range(size.links):
            await links.put(link(number, now - timedelta(minutes=size.links - number)))
    finally:
        await database.close()


async def _tidy(directory: SqliteDirectory) -> None:
    """The index in order, as the program leaves it after it has read many customers."""
    begin = True
    while await directory.tidy_customers(begin=begin):
        begin = False


async def _freshen(database: Database, size: Size) -> None:
    """Customers and products were read whole a moment ago, so that the program does not begin with that; and
    orders were queued just now, because the price of one that waited for long is asked for anew."""
    await database.open()
    try:
        directory, now = SqliteDirectory(database), datetime.now(UTC)
        await directory.begin_sweep(now)
        await directory.end_sweep(sure=False)
        await directory.products_swept([product(n).product_id for n in range(size.products)], now)
        await directory.complete(now)
        outbox = SqliteOutbox(database)
        for number in range(size.queued):
            await outbox.add(queued(number, now))
    finally:
        await database.close()


def customer(number: int) -> Customer:
    """One of the customers; the same number is always the same one."""
    dice = random.Random(number)
    given, family = dice.choice(_GIVEN), dice.choice(_FAMILY)
    phone = f"+1 718 {dice.randrange(10**7):07d}"
    email = f"c{number}.{dice.randrange(10**4)}@shop{number % 977}.example"
    made = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Customer(f"cus_{number:08d}", f"{given} {family}", email, phone, made)


def product(number: int) -> Product:
    """One of the products."""
    dice = random.Random(number)
    name = f"{dice.choice(_GLAZES)} {dice.choice(_THINGS)}, no. {number}"
    return Product(f"pdt_{number:06d}", name.capitalize(), Money(dice.randrange(500, 50_000), "USD"))


def draft(number: int, lines: int = 3) -> Draft:
    """An order as it was typed, whole enough to be sent."""
    return Draft(
        f"draft-{number:08d}",
        customer=CustomerEntry(CustomerMode.EXISTING, existing=customer(number)),
        billing=BillingEntry("US", "45 Old Fulton Street", "Brooklyn", "New York", "11201"),
        lines=tuple(CartLine(f"line-{n}", product(number + n)) for n in range(lines)),
        options=OptionsEntry(order_reference=f"W-{number}"),
    )


def long_draft() -> Draft:
    """The order with a hundred lines, the most that Dodo takes."""
    made = draft(1, 100)
    return Draft(
        "draft-long",
        title=LONG_CART,
        customer=made.customer,
        billing=made.billing,
        lines=made.lines,
        options=made.options,
    )


def link(number: int, at: datetime) -> PaymentLink:
    """A link that was made earlier. One in three was paid; the others are settled otherwise."""
    who = customer(number)
    return PaymentLink(
        request_id=f"7b1c7a52-9d0e-4b7e-8a64-{number:012d}",
        payment_id=f"pay_old_{number}",
        url=f"https://test.checkout.dodopayments.com/old{number}",
        mode="custom",
        created_at=at,
        draft=draft(number),
        total_minor=32_900,
        total=Money(32_900, "USD"),
        expires_at=at + timedelta(days=1),
        status=("succeeded", "failed", "cancelled")[number % 3],
        checked_at=at,
        customer_name=who.name,
        customer_email=who.email,
        order_reference=f"W-{number}",
    )


def queued(number: int, now: datetime) -> OutgoingPayment:
    """An order that waits to be sent."""
    request_id = f"5f1c7a52-9d0e-4b7e-8a64-{number:012d}"
    return OutgoingPayment(
        request_id=request_id,
        draft=draft(number),
        body=body(request(number), request_id),
        mode="custom",
        created_at=now,
        changed_at=now,
        state=State.QUEUED,
        next_at=now,
    )


def request(number: int) -> PaymentRequest:
    """What such an order asks Dodo for."""
    address = BillingAddress("US", "New York", "Brooklyn", "45 Old Fulton Street", "11201")
    items = tuple(CartItem(product(number + n).product_id, 1) for n in range(3))
    reference = (("order_reference", f"W-{number}"),)
    return PaymentRequest(AttachCustomer(customer(number).customer_id), address, items, metadata=reference)
