"""Somebody at a form, with a clock that stands still."""

import itertools

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import (
    BillingEntry,
    CartLine,
    CustomerEntry,
    CustomerMode,
    Edit,
)
from dodo_desktop.services.drafting import DraftChange, Drafting, SaveState

from .fake_stores import FakeDrafts, FakeLinks, FakeOutbox
from .fakes import FakeClock, product

BILLING = BillingEntry("DE", "Weg 1", "Berlin", "", "10115")
NEW = CustomerEntry(CustomerMode.NEW, name="Ada", email="ada@example.com")


class Desk:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.drafts = FakeDrafts()
        self.outbox = FakeOutbox(FakeLinks(), self.drafts)
        self.changes: list[DraftChange] = []
        self.saves: list[SaveState] = []
        self.open()

    def open(self) -> Drafting:
        numbers = itertools.count(len(self.drafts.kept) + 100)
        self.drafting = Drafting(
            self.drafts,
            self.outbox,
            self.clock,
            mode="test",
            locale="en",
            new_id=lambda: f"id-{next(numbers)}",
            business_id=lambda: "bus_1",
            sleep=self.clock.sleep,
        )
        self.drafting.changed.subscribe(self.changes.append)
        self.drafting.saved.subscribe(self.saves.append)
        return self.drafting

    def type(self, text: str, field: str = "customer.name") -> None:
        for end in range(1, len(text) + 1):
            self.drafting.edit(Edit(field, text[:end]))

    def fill(self) -> None:
        self.drafting.edit(Edit("customer.selected", Customer("cus_1", "Zoë", "zoe@example.com")))
        self.drafting.edit(Edit("billing", BILLING))
        self.drafting.edit(Edit("cart.lines", (CartLine("1", product()),)))
