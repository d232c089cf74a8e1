"""A directory over a store in memory, which Dodo fills."""

from datetime import timedelta

from dodo_desktop.core.catalog import Customer
from dodo_desktop.services.directory import Directory, DirectoryStatus

from .fake_edges import FakeDirectoryStore
from .fakes import FakeClock, FakeDodo, product


class Shelf:
    def __init__(self, customers: int = 250, products: int = 120) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.dodo.customers = [self.customer(n) for n in range(customers)]
        self.dodo.products = [product(n) for n in range(products)]
        self.store = FakeDirectoryStore()
        self.again()

    def customer(self, number: int) -> Customer:
        """The lower the number, the newer."""
        made = self.clock.now() - timedelta(days=1, seconds=number)
        return Customer(f"cus_{number}", f"Name {number}", f"n{number}@example.com", "", made)

    def again(self) -> None:
        """The program starts anew over the same store."""
        self.directory = Directory(self.store, self.dodo, self.clock, sleep=self.clock.sleep)
        self.told: list[DirectoryStatus] = []
        self.directory.changed.subscribe(self.told.append)

    @property
    def status(self) -> DirectoryStatus:
        return self.directory.status

    def asked(self, what: str) -> list[str]:
        return [call for call in self.dodo.calls if call.startswith(what)]
