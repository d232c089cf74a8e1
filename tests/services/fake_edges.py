"""The directory's store, the keyring, the settings and Dodo's hosts, in memory."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.ports import DirectoryState, KeyAnswer, KeyState, Settings, VaultError


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
    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.fault = ""
        self.locked = False

    def _refuse(self) -> None:
        if self.fault:
            raise VaultError(self.fault)

    async def get(self, profile_id: str) -> KeyAnswer:
        self._refuse()
        if self.locked:
            return KeyAnswer(KeyState.LOCKED)
        key = self.keys.get(profile_id, "")
        return KeyAnswer(KeyState.READY if key else KeyState.MISSING, key)

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


class FakeHosts:
    """Which key each host takes, and whose it is; a host that is missing cannot be reached."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {"test": {}, "live": {}}
        self.reason = "offline"

    async def probe(self, mode: str, key: str) -> ProbeAnswer:
        if mode not in self.keys:
            return ProbeAnswer(None, reason=self.reason)
        business = self.keys[mode].get(key)
        return ProbeAnswer(business is not None, business or "", "Shop" if business else "")
