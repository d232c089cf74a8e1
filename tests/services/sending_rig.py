"""A runner with all its fakes, which can be killed and started again."""

import asyncio
import itertools
from collections.abc import Callable, Iterable

from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.core.request import AttachCustomer, BillingAddress, CartItem, PaymentRequest, body
from dodo_desktop.services.connection import Connection
from dodo_desktop.services.orderbook import OutboxCounts
from dodo_desktop.services.sending import Sending
from dodo_desktop.services.workspace import Place

from .fake_stores import FakeLinks, FakeOutbox
from .fakes import FakeClock, FakeDodo, settle

REQUEST = PaymentRequest(
    AttachCustomer("cus_1"),
    BillingAddress("DE", "", "Berlin", "Weg 1", "10115"),
    (CartItem("pdt_1", 1),),
)


class Rig:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.dodo = FakeDodo(self.clock)
        self.links = FakeLinks()
        self.outbox = FakeOutbox(self.links)
        self.business: list[str] = []
        self.business_id = ""
        self.changes: list[OutgoingPayment] = []
        self.made: list[PaymentLink] = []
        self.faults: list[str] = []
        self.connections: list[Connection] = []
        self.counts: list[OutboxCounts] = []
        self.ask_first = False
        self.absent = ""
        self._numbers = itertools.count(1)

    async def start(self, *, key: bool = True, mode: str = "test") -> Sending:
        self.sending = Sending(
            self.outbox,
            self.links,
            self.dodo if key else None,
            self.clock,
            place=Place(mode, "Shop"),
            jitter=lambda: 0.5,
            business_id=self.business_id,
            on_business=self.business.append,
            ask_first=lambda: self.ask_first,
            sleep=self.clock.sleep,
        )
        self.sending.changed.subscribe(self.changes.append)
        self.sending.link_made.subscribe(self.made.append)
        self.sending.fault.subscribe(self.faults.append)
        self.sending.connection.subscribe(self.connections.append)
        self.sending.counts_changed.subscribe(self.counts.append)
        if self.absent:
            self.sending.gateway_changed(None, self.absent)
        await self.sending.start()
        await settle()
        return self.sending

    async def kill(self) -> None:
        """What a power cut does: whatever ran is gone, wherever it was."""
        for task in asyncio.all_tasks():
            if getattr(task.get_coro(), "__qualname__", "").startswith(("Sending._", "Dispatch._")):
                task.cancel()
        await settle()

    async def queue(self, hold: Hold = Hold.NONE, business_id: str = "") -> str:
        request_id = f"req-{next(self._numbers)}"
        now = self.clock.now()
        order = OutgoingPayment(
            request_id,
            Draft(f"draft-{request_id}"),
            body(REQUEST, request_id),
            "test",
            now,
            now,
            business_id=business_id,
        )
        await self.outbox.add(outgoing.queue(order, now, hold=hold))
        return request_id

    async def send(self, behaviour: str | Iterable[str] = "ok") -> str:
        self.dodo.behave = script(behaviour)
        request_id = await self.queue()
        self.sending.wake()
        await settle()
        return request_id

    def order(self, request_id: str) -> OutgoingPayment:
        return self.outbox.orders[request_id]

    def state(self, request_id: str) -> State:
        return self.order(request_id).state


def script(behaviour: str | Iterable[str]) -> Callable[[], str]:
    if isinstance(behaviour, str):
        return lambda: behaviour
    steps = iter(behaviour)
    return lambda: next(steps)
