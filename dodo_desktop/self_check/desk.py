"""What has to work: the keyring, and one order from its draft to its link, with the practice server."""

import asyncio
import secrets
import sys
from pathlib import Path

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerMode, Edit
from dodo_desktop.core.link import PaymentLink, complete, trusted
from dodo_desktop.core.money import Money
from dodo_desktop.core.paging import Window
from dodo_desktop.core.profiles import KeyState
from dodo_desktop.core.qr import QUIET_ZONE, qr_matrix
from dodo_desktop.self_check.report import NotWhole
from dodo_desktop.services.workspace import Place, Workspace
from dodo_desktop.shop import Shop, Spot
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory
from dodo_desktop.system.keyrings import system_keyring
from dodo_desktop.system.paths import PRACTICE, Paths
from dodo_desktop.system.vault import KeyringVault

SERVICE = "Dodo Payment Links self-check"
"""Under which the throw-away entry of the keyring is kept, for a moment."""

_LONGEST = 60.0
"""Seconds for the order; a slow computer that is starting up needs a few."""


def keyring() -> str:
    """Sets, reads and removes an entry of its own."""
    return asyncio.run(_keyring())


async def _keyring() -> str:
    vault = KeyringVault(SERVICE)
    name, value = f"check-{secrets.token_hex(8)}", secrets.token_urlsafe(24)
    try:
        state = await vault.set(name, value)
        try:
            found = await vault.get(name)
        finally:
            await vault.delete(name)
        gone = await vault.get(name)
    finally:
        vault.close()
    if found.key != value or gone.state not in {KeyState.MISSING, KeyState.ABSENT}:
        raise NotWhole("what was stored did not come back, or did not go")
    if state is KeyState.READY:
        best = await asyncio.to_thread(system_keyring)
        return f"{type(best).__module__}.{type(best).__name__} keeps and removes"
    if sys.platform != "linux":
        raise NotWhole("the system's keyring is not there")
    # A server or a bare desktop has none; the program says so in Settings and goes on.
    return "none answers here, so a key is kept for the session only"


def order(folder: Path) -> str:
    """One link, by the very way that an order of the window takes, in a database below `folder`."""
    return asyncio.run(_order(folder))


async def _order(folder: Path) -> str:
    paths = Paths(folder)
    place = Place("practice", "Self-check", profile_id=PRACTICE, folder=str(paths.profile(PRACTICE)))
    shop = Shop(Spot(place), paths, locale="en_US", on_business=_ignore, ask_first=lambda: False)
    async with asyncio.timeout(_LONGEST):
        workspace = await shop.open()
        try:
            link = await _make(workspace, await _product(shop))
        finally:
            await shop.close()
    return _judge(link)


async def _product(shop: Shop) -> Product:
    assert shop.client is not None
    for product in await shop.client.list_products(Window()):
        if not product.recurring and not product.pay_what_you_want and not product.archived:
            return product
    raise NotWhole("the practice shop sells nothing")


async def _make(workspace: Workspace, product: Product) -> PaymentLink:
    drafting = workspace.drafting
    made: asyncio.Future[PaymentLink] = asyncio.get_running_loop().create_future()

    def came(link: PaymentLink) -> None:
        # What it costs is known a moment after the link is.
        if complete(link) and not made.done():
            made.set_result(link)

    workspace.sending.link_made.subscribe(came)
    billing = BillingEntry("US", "1 Main Street", "New York", "NY", "10001")
    for field, value in (
        ("customer.mode", CustomerMode.NEW),
        ("customer.name", "Self-check"),
        ("customer.email", "self-check@shop.example"),
        ("billing", billing),
        ("cart.lines", (CartLine("1", product),)),
    ):
        drafting.edit(Edit(field, value))
    await drafting.enqueue(None)
    workspace.sending.wake()
    return await made


def _judge(link: PaymentLink) -> str:
    if not trusted(link.url, "practice"):
        raise NotWhole("the link is not one of the practice shop's")
    if link.total is None or link.total.minor <= 0:
        raise NotWhole("the link has no total")
    return f"made in practice, {link.total.minor} minor units of {link.total.currency}"


def database(folder: Path) -> str:
    """What the order left on disk, and the search that finds customers and products."""
    return asyncio.run(_database(folder))


async def _database(folder: Path) -> str:
    store = Database(Paths(folder).database(PRACTICE))
    await store.open()
    try:
        directory = SqliteDirectory(store)
        await directory.put_products([Product("pdt_check", "Crème brûlée dish", Money(1900, "EUR"))])
        found = await directory.search_products("dish creme", 5)
        sqlite, links = await store.read(
            lambda c: c.execute("SELECT sqlite_version(), (SELECT count(*) FROM links)").fetchone()
        )
    finally:
        await store.close()
    if not any(product.product_id == "pdt_check" for product in found):
        raise NotWhole("the search finds nothing")
    if links != 1:
        raise NotWhole(f"{links} links are on disk")
    return f"SQLite {sqlite}, the link is on disk, the search finds"


def qr() -> str:
    """A code with its three corner marks inside the quiet zone."""
    matrix = qr_matrix("https://checkout.dodopayments.com/self-check")
    first, last = QUIET_ZONE, matrix.size - QUIET_ZONE - 7
    for top, left in ((first, first), (first, last), (last, first)):
        rows = [matrix.dark[row][left : left + 7] for row in range(top, top + 7)]
        if not all(rows[0]) or not all(rows[6]) or any(rows[1][1:6]) or not all(rows[3][2:5]):
            raise NotWhole("a corner mark is wrong")
    if any(map(any, matrix.dark[:QUIET_ZONE])):
        raise NotWhole("the quiet zone is not quiet")
    return f"{matrix.size} modules a side"


def _ignore(_business_id: str) -> None:
    """The practice shop's business needs no recording."""
