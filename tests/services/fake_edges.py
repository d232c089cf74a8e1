"""The directory's store, the keyring, the settings and Dodo's hosts, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.services.ports import DirectoryState, KeyAnswer, KeyState, Settings, VaultError


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

    async
