"""The directory's store, the keyring, the settings and Dodo's hosts, in memory."""

import asyncio
import errno
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.records import (
    NEW_CUSTOMERS,
    PRODUCTS,
    FoundCustomer,
    HalfRead,
    Kept,
    PastAddress,
    Reading,
)
from dodo_desktop.services.ports import DirectoryState, Door, KeyAnswer, KeyState, Settings, VaultError


class FakeCountryStore:
    def __init__(self) -> None:
        self.kept: tuple[frozenset[str], datetime] | None = None
        self.fault = ""

    async def supported(self) -> tuple[frozenset[str], datetime] | None:
        if self.fault:
            raise StoreFault(self.fault)
        return self.kept

    async def put_supported(self, codes: Collection[str], at: datetime) -> None:
        if self.fault:
            raise StoreFault(self.fault)
        self.kept = frozenset(codes), at


class FakeDirectoryStore:
    """`fault` is the reason of a StoreFault that every write raises while it is not empty."""

    def __init__(self) -> None:
        self.customers: dict[str, Customer] = {}
        self.products: dict[str, Product] = {}
        self.complete_at: datetime | None = None
        self.products_at: datetime | None = None
        self.used: list[str] = []
        self.addresses: dict[str, PastAddress] = {}
        self.read_to = Reading()
        self.halves: dict[str, HalfRead] = {}
        self.met: dict[str, int] = {}
        self.sweep = 0
        self.untidy = 0
        self.fault = ""

    def _refuse(self) -> None:
        if self.fault:
            raise StoreFault(self.fault)

    async def search_customers(self, text: str, limit: int) -> Sequence[FoundCustomer]:
        found = [c for c in self.customers.values() if text.casefold() in f"{c.name} {c.email}".casefold()]
        return [FoundCustomer(c) for c in found[:limit]]

    async def found_customers(self, customer_ids: Sequence[str]) -> Sequence[FoundCustomer]:
        return [FoundCustomer(self.customers[one]) for one in customer_ids if one in self.customers]

    async def customers_of_email(self, email: str) -> Sequence[Customer]:
        return [c for c in self.customers.values() if c.email.casefold() == email.strip().casefold()]

    async def past_address(self, customer_id: str) -> PastAddress | None:
        return self.addresses.get(customer_id)

    async def reading(self) -> Reading:
        return self.read_to

    async def begin_sweep(self, at: datetime) -> None:
        self._refuse()
        for key in self.customers:
            self.met.setdefault(key, self.sweep)
        self.sweep += 1
        self.read_to = replace(self.read_to, place=0, upto=None, began_at=at)

    async def sweep_customers(
        self, customers: Sequence[Customer], *, first: bool, place: int, upto: datetime | None
    ) -> Kept:
        self._refuse()
        joined = first or any(self.met.get(c.customer_id) == self.sweep for c in customers)
        fresh = sum(self.met.get(c.customer_id) != self.sweep for c in customers)
        added = await self.put_customers(customers)
        if joined:
            self.met.update((c.customer_id, self.sweep) for c in customers)
            self.read_to = replace(self.read_to, place=place, upto=upto)
        return Kept(joined, fresh, added)

    async def end_sweep(self, *, sure: bool) -> None:
        for key, met in self.met.items():
            if sure and met < self.sweep:
                self.customers[key] = replace(self.customers[key], gone=True)
        self.read_to = replace(self.read_to, place=None, upto=None, ended_at=self.read_to.began_at)

    async def news_read(self, at: datetime) -> None:
        self.read_to = replace(self.read_to, news_at=at)
        self.halves.pop(NEW_CUSTOMERS, None)

    async def half_read(self, name: str) -> HalfRead | None:
        return self.halves.get(name)

    async def put_half_read(self, name: str, half: HalfRead, fresh: Collection[str]) -> None:
        self._refuse()
        known = self.halves[name].entries if name in self.halves else frozenset()
        self.halves[name] = replace(half, entries=known | set(fresh))

    async def tidy_customers(self, *, begin: bool) -> bool:
        self.untidy = 3 if begin else self.untidy - 1
        return self.untidy > 0

    async def search_products(self, text: str, limit: int) -> Sequence[Product]:
        return [p for p in self.products.values() if text.casefold() in p.name.casefold()][:limit]

    async def put_customers(self, customers: Sequence[Customer]) -> int:
        self._refuse()
        before = len(self.customers)
        self.customers.update((c.customer_id, c) for c in customers)
        return len(self.customers) - before

    async def put_products(self, products: Sequence[Product]) -> None:
        self.products.update((p.product_id, p) for p in products)

    async def products_swept(self, product_ids: Sequence[str] | None, at: datetime) -> None:
        for key in self.products.keys() - set(product_ids or self.products):
            self.products[key] = replace(self.products[key], gone=True)
        self.products_at = at
        self.halves.pop(PRODUCTS, None)

    async def complete(self, at: datetime) -> None:
        self.complete_at = at

    async def used_customer(self, *customer_ids: str) -> None:
        self.used += customer_ids

    async def product(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    async def currencies(self) -> Sequence[str]:
        priced = Counter(p.currency for p in self.products.values() if p.currency and not p.archived)
        return [currency for currency, _count in priced.most_common()]

    async def state(self) -> DirectoryState:
        here = sum(not c.gone for c in self.customers.values())
        return DirectoryState(here, len(self.products), self.complete_at, self.products_at)


class FakeVault:
    """`asked` counts how often a locked one asked a person. While `gate` is closed, it does not answer."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.fault = ""
        self.locked = False
        self.state: KeyState | None = None
        self.asked = 0
        self.gate = asyncio.Event()
        self.gate.set()

    def _refuse(self) -> None:
        if self.fault:
            raise VaultError(self.fault)

    async def get(self, profile_id: str) -> KeyAnswer:
        await self.gate.wait()
        self._refuse()
        if self.locked:
            self.asked += 1
            return KeyAnswer(KeyState.LOCKED)
        if self.state is not None:
            return KeyAnswer(self.state)
        key = self.keys.get(profile_id, "")
        return KeyAnswer(KeyState.READY if key else KeyState.MISSING, key)

    async def door(self) -> Door:
        if self.fault == "timeout":
            return Door.UNKNOWN
        if self.state is KeyState.ABSENT:
            return Door.ABSENT
        return Door.LOCKED if self.locked else Door.OPEN

    async def set(self, profile_id: str, key: str) -> KeyState:
        self._refuse()
        self.keys[profile_id] = key
        return KeyState.READY

    async def delete(self, profile_id: str) -> None:
        self._refuse()
        self.keys.pop(profile_id, None)


NO_SPACE = OSError(errno.ENOSPC, "no space")


class FakeSettings:
    def __init__(self) -> None:
        self.value = Settings()
        self.fault: OSError | None = None

    def load(self) -> Settings:
        return self.value

    def save(self, settings: Settings) -> None:
        if self.fault is not None:
            raise self.fault
        self.value = settings


class FakeData:
    """How many orders wait in which profile, and in which one the program works."""

    def __init__(self) -> None:
        self.orders: dict[str, int] = {}
        self.here = ""
        self.left: list[str] = []
        self.at_leaving: int | None = None

    async def waiting(self, profile_id: str) -> int:
        return self.orders.get(profile_id, 0)

    async def leave(self, profile_id: str) -> bool:
        if self.here != profile_id:
            return False
        self.here = "practice"
        self.left.append(profile_id)
        if self.at_leaving is not None:
            self.orders[profile_id] = self.at_leaving
        return True

    def folder(self, profile_id: str) -> str:
        return f"/data/{profile_id}"


class FakeHosts:
    """Which key each host takes, and whose it is; a host that is missing cannot be reached."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {"test": {}, "live": {}}
        self.reason = "offline"
        self.asked: list[tuple[str, str]] = []

    async def probe(self, mode: str, key: str) -> ProbeAnswer:
        self.asked.append((mode, key))
        if mode not in self.keys:
            return ProbeAnswer(None, reason=self.reason)
        business = self.keys[mode].get(key)
        return ProbeAnswer(business is not None, business or "", "Shop" if business else "")
