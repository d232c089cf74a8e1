"""The directory's store, the keyring, the settings and Dodo's hosts, in memory."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.services.ports import DirectoryState, Door, KeyAnswer, KeyState, Settings, VaultError


class FakeDirectoryStore:
    def __init__(self) -> None:
        self.customers: dict[str, Customer] = {}
        self.products: dict[str, Product] = {}
        self.complete_at: datetime | None = None
        self.used: list[str] = []

    async def search_customers(self, text: str, limit: int) -> Sequence[Customer]:
        return [c for c in self.customers.values() if text in c.name][:limit]

    async def search_products(self, text: str, limit: int) -> Sequence[Product]:
        return [p for p in self.products.values() if text in p.name][:limit]

    async def put_customers(self, customers: Sequence[Customer]) -> None:
        self.customers.update((c.customer_id, c) for c in customers)

    async def put_products(self, products: Sequence[Product]) -> None:
        self.products.update((p.product_id, p) for p in products)

    async def swept(self, product_ids: Sequence[str], at: datetime) -> None:
        for key in self.products.keys() - set(product_ids):
            self.products[key] = replace(self.products[key], archived=True)
        self.complete_at = at

    async def used_customer(self, customer_id: str, at: datetime) -> None:
        self.used.append(customer_id)

    async def product(self, product_id: str) -> Product | None:
        return self.products.get(product_id)

    async def currencies(self) -> Sequence[str]:
        priced = Counter(p.currency for p in self.products.values() if p.currency and not p.archived)
        return [currency for currency, _count in priced.most_common()]

    async def state(self) -> DirectoryState:
        return DirectoryState(len(self.customers), len(self.products), self.complete_at)


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


class FakeSettings:
    def __init__(self) -> None:
        self.value = Settings()
        self.full = False

    def load(self) -> Settings:
        return self.value

    def save(self, settings: Settings) -> None:
        if self.full:
            raise OSError(28, "no space")
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
