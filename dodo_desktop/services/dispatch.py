"""Dispatch: the orders that are under way right now; sends each once, looks for several in one pass."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, Literal

from dodo_desktop.core import outgoing
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import link_of
from dodo_desktop.core.outcome import UNREACHED, Blocked, Created, NotSent, Outcome, Unclear
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.repricing import stale
from dodo_desktop.services.completing import Completing
from dodo_desktop.services.dodos_clock import DodosClock
from dodo_desktop.services.looking import look
from dodo_desktop.services.orderbook import OrderBook
from dodo_desktop.services.ports import Clock, Gateway, GatewayError
from dodo_desktop.services.repricing import repriced
from dodo_desktop.services.settling import Settling
from dodo_desktop.services.waiting import Sleep, ended

AT_ONCE = 4
"""Orders that are sent at the same time."""

FEW = 2 * AT_ONCE
"""Orders that still wait when the next ones are asked for, so that nobody waits for the reading of them."""

GRACE = 5.0
"""Seconds that an order on its way gets when the app ends."""

_REST = 5.0

Phase = Literal["before", "wire", "after"]


class Dispatch:
    """Keeps a task for each order that is being sent and one for the look that is on.

    `heard` is told whether Dodo was reached, `ring` is called when something ended and too little waits.
    `holds` answers whether what was read as due may go out without another reading. `rest_until` is the
    monotonic time until which the disk is left alone after it refused.
    """

    def __init__(
        self,
        book: OrderBook,
        completing: Completing,
        clock: Clock,
        *,
        jitter: Callable[[], float],
        business_id: str,
        on_business: Callable[[str], None],
        heard: Callable[[bool], None],
        ring: Callable[[], None],
        holds: Callable[[], bool],
        sleep: Sleep,
    ) -> None:
        self._book = book
        self._completing = completing
        self._clock = clock
        self._jitter = jitter
        self._on_business = on_business
        self._heard = heard
        self._ring = ring
        self._holds = holds
        self._sleep = sleep
        self.business_id = business_id
        self.rest_until = 0.0
        self._refusal = ""
        self._keys = 0
        self._closed = False
        self._waiting: deque[tuple[OutgoingPayment, Gateway]] = deque()
        self._asked = False
        self._sends: dict[str, asyncio.Task[None]] = {}
        self._phases: dict[str, Phase] = {}
        self._look: asyncio.Task[None] | None = None
        self._looked_for: frozenset[str] = frozenset()
        self._kept: dict[str, tuple[OutgoingPayment, Outcome]] = {}
        self._dodos_clock = DodosClock(clock)
        self._settling = Settling(book, completing, clock, self.note_business)

    def inherit(self, orders: Sequence[OutgoingPayment]) -> None:
        """Orders that an earlier run left waiting: each is looked for once before it is sent."""
        self._settling.inherit(orders)

    @property
    def refusal(self) -> str:
        """Why the key is not used for sending; empty where nothing is known against it."""
        return self._refusal

    @property
    def busy(self) -> frozenset[str]:
        """Request ids that nobody else may move now."""
        return frozenset(self._sends) | self._looked_for

    def note_business(self, business_id: str) -> None:
        """Dodo named a business. One other than the recorded stops all further sending."""
        if not business_id:
            return
        if not self.business_id:
            self.business_id = business_id
            self._on_business(business_id)
        elif business_id != self.business_id:
            self._refusal = "other_business"

    def forgive(self) -> None:
        """There is another key; what the last one was refused for is past, also where that is told late."""
        self._refusal = ""
        self._keys += 1
        self.hold_back()

    def forgive_key(self) -> None:
        """A person wants the same key tried again, which another business's never is."""
        if self._refusal != "other_business":
            self._refusal = ""

    @property
    def waiting(self) -> int:
        """How many orders that were due go out as others end."""
        return len(self._waiting)

    def hold_back(self) -> None:
        """What waits does not go out before it was read again as due."""
        self._waiting.clear()

    def start(self, due: Sequence[OutgoingPayment], gateway: Gateway) -> None:
        """Begins with the orders that are due, as many as go at once; the others follow as these end."""
        if self._closed:
            return
        busy = self.busy
        waiting = [order for order in due if order.request_id not in busy]
        looks = [order for order in waiting if outgoing.watched(order)]
        if looks and self._look is None:
            self._looked_for = frozenset(order.request_id for order in looks)
            self._look = self._task(self._look_for(looks, gateway), self._look_ended)
        self._waiting = deque(
            (order, gateway) for order in waiting if order.state is State.QUEUED and not order.hold
        )
        self._asked = False
        self._go_on()

    def _go_on(self) -> None:
        if not self._holds() or self._closed:
            self.hold_back()
        while self._waiting and len(self._sends) < AT_ONCE:
            self._begin(*self._waiting.popleft())

    def _begin(self, order: OutgoingPayment, gateway: Gateway) -> None:
        self._phases[order.request_id] = "before"
        self._sends[order.request_id] = self._task(self._send(order, gateway), self._send_ended)

    def _send_ended(self, task: asyncio.Task[None]) -> None:
        # One order mostly, which is not the one that it began with where others followed.
        for request_id in [each for each, its_own in self._sends.items() if its_own is task]:
            self._forget(request_id)

    def _forget(self, request_id: str) -> None:
        self._sends.pop(request_id, None)
        self._phases.pop(request_id, None)

    def _task(
        self, work: Coroutine[Any, Any, None], over: Callable[[asyncio.Task[None]], None]
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(work)

        def ended_somehow(done: asyncio.Task[None]) -> None:
            over(done)
            fault = None if done.cancelled() else done.exception()
            if fault is not None:
                self._stumbled(fault)
            self._go_on()
            self._ask_for_more()

        task.add_done_callback(ended_somehow)
        return task

    def _stumbled(self, fault: BaseException) -> None:
        self.rest_until = self._clock.monotonic() + _REST
        if isinstance(fault, StoreFault):
            self._book.ill(fault)
        else:
            context = {"message": "an order was not finished", "exception": fault}
            asyncio.get_running_loop().call_exception_handler(context)
        self.hold_back()

    def _ask_for_more(self) -> None:
        if not self._waiting or (len(self._waiting) <= FEW and not self._asked):
            self._asked = True
            self._ring()

    def _look_ended(self, task: asyncio.Task[None]) -> None:
        self._look = None
        self._looked_for = frozenset()

    async def _send(self, order: OutgoingPayment, gateway: Gateway) -> None:
        keys = self._keys
        refusal = self._refusal or self._other_business(order)
        if refusal:
            await self._book.put(order, outgoing.block(order, refusal, self._clock.now()))
            return
        try:
            server_now = await self._ready(order, gateway)
        except GatewayError as error:
            if error.reason != "key" or keys == self._keys:
                await self._not_claimed(order, error)
            return
        if server_now is None or self._closed or keys != self._keys:
            return
        self._dodos_clock.note(server_now)
        claimed = outgoing.claim(order, self._clock.now(), server_now)
        if not await self._book.put(order, claimed):
            return
        await self._send_claimed(claimed, gateway, keys)

    async def _send_claimed(self, claimed: OutgoingPayment, gateway: Gateway, keys: int) -> None:
        """Sends it, and whatever waits behind it for as long as there is nothing to ask about."""
        following: OutgoingPayment | None = claimed
        while following is not None:
            claimed = following
            self._phases[claimed.request_id] = "wire"
            outcome = await self._post(gateway, claimed.body)
            self._phases[claimed.request_id] = "after"
            following = await self._recorded(claimed, outcome, gateway, keys)

    async def _recorded(
        self, claimed: OutgoingPayment, outcome: Outcome, gateway: Gateway, keys: int
    ) -> OutgoingPayment | None:
        """Writes what became of an order; the next one, where that was claimed with the same commit."""
        past = keys != self._keys
        following = None if past else self._following(outcome, gateway)
        if following is None:
            await self._record(claimed, outcome, past=past)
            if past and isinstance(outcome, Blocked):
                # The key that was refused is not in use any more, so the order waits for nothing.
                await self._book.change(
                    claimed.request_id, lambda row: outgoing.unblock(row, self._clock.now())
                )
            return None
        order, next_claimed = following
        # Both are asked for in one turn of the loop, so that the disk has them in one transaction. What
        # became of the first counts, however the second fares, and the other way round.
        recorded, taken = await asyncio.gather(
            self._record(claimed, outcome), self._book.put(order, next_claimed), return_exceptions=True
        )
        self._forget(claimed.request_id)
        for came_to in (recorded, taken):
            if isinstance(came_to, BaseException):
                self._stumbled(came_to)
        if taken is not True:
            return None
        if self._closed:
            # Nothing more leaves; it goes out at the next start.
            await self._record(next_claimed, NotSent("closed", 0.0))
            return None
        return next_claimed

    def _following(
        self, outcome: Outcome, gateway: Gateway
    ) -> tuple[OutgoingPayment, OutgoingPayment] | None:
        """The order that waits for its turn, and the same as claimed, where nothing about it is to be asked
        for and nothing that was just answered speaks against it."""
        if not isinstance(outcome, Created) or outcome.payment.business_id not in {"", self.business_id}:
            return None
        server_now = self._dodos_clock.now()
        if server_now is None or self._refusal or self._closed or not self._waiting or not self._holds():
            return None
        order, its_gateway = self._waiting[0]
        asked_for = order.ever_unconfirmed or self._settling.inherited(order)
        if asked_for or its_gateway is not gateway or self._other_business(order):
            return None
        now = self._clock.now()
        if stale(order, now):
            return None
        self._waiting.popleft()
        task = asyncio.current_task()
        assert task is not None
        # It shares its task with the one before it, whose outcome is to be written to the end.
        self._phases[order.request_id] = "after"
        self._sends[order.request_id] = task
        self._ask_for_more()
        return order, outgoing.claim(order, now, server_now)

    async def _ready(self, order: OutgoingPayment, gateway: Gateway) -> datetime | None:
        """Dodo's time, for the claim; None where the order does not go out after all, which is written then.

        Raises GatewayError.
        """
        if await self._settling.was_sent(order, gateway):
            return None
        if order.ever_unconfirmed and await self._settling.found_meanwhile(order, gateway):
            return None
        asking = await repriced(order, gateway, self._clock)
        if asking is not None:
            await self._book.put(order, asking)
            return None
        return await gateway.server_time()

    async def _post(self, gateway: Gateway, body: str) -> Outcome:
        try:
            return await gateway.create_payment(body)
        except Exception as fault:  # noqa: BLE001 - after the claim, whatever went wrong, a payment may exist
            context = {"message": "sending ended in an unforeseen way", "exception": fault}
            asyncio.get_running_loop().call_exception_handler(context)
            return Unclear("unexpected")

    def _other_business(self, order: OutgoingPayment) -> str:
        known = order.business_id and self.business_id
        return "other_business" if known and order.business_id != self.business_id else ""

    async def _not_claimed(self, order: OutgoingPayment, error: GatewayError) -> None:
        now = self._clock.now()
        self._heard(error.reason != "offline")
        if error.reason == "key":
            self._refusal = "key_refused"
            await self._book.put(order, outgoing.block(order, "key_refused", now))
            return
        reason = error.reason if error.reason in {"offline", "throttled"} else "unready"
        postponed = outgoing.postpone(order, NotSent(reason, error.wait), now, self._jitter())
        await self._book.put(order, postponed)

    async def _record(self, claimed: OutgoingPayment, outcome: Outcome, *, past: bool = False) -> None:
        """Writes what became of an order. Where the disk refuses, the outcome is kept and written later; the
        order is never sent again for that. `past`: it went out with a key that is not in use any more."""
        now = self._clock.now()
        moved = outgoing.record(claimed, outcome, now, self._jitter())
        links = (link_of(moved, outcome.payment, now),) if isinstance(outcome, Created) else ()
        try:
            await self._book.put(claimed, moved, links)
        except StoreFault:
            self._kept[claimed.request_id] = (claimed, outcome)
            raise
        self._kept.pop(claimed.request_id, None)
        for link in links:
            self._completing.add(link)
        self._learn(outcome, past=past)

    def _learn(self, outcome: Outcome, *, past: bool) -> None:
        match outcome:
            case Created(payment):
                self.note_business(payment.business_id)
            case Blocked(reason):
                self._refusal = self._refusal if past else reason
            case NotSent(reason):
                if reason in UNREACHED:
                    self._heard(False)
                if reason not in {"throttled", "discount_busy"}:
                    return
            case Unclear():
                return
        self._heard(True)

    async def record_kept(self) -> None:
        """Tries again to write outcomes that the disk refused. Raises StoreFault."""
        for claimed, outcome in tuple(self._kept.values()):
            await self._record(claimed, outcome)

    async def _look_for(self, orders: Sequence[OutgoingPayment], gateway: Gateway) -> None:
        try:
            found = await look(gateway, orders)
        except GatewayError as error:
            self._heard(error.reason != "offline")
            now = self._clock.now()
            for order in orders:
                await self._book.put(order, outgoing.look_failed(order, now, error.reason, error.wait))
            return
        self._heard(True)
        for order in orders:
            await self._settling.settle(order, found.get(order.request_id, ()))

    def close(self) -> None:
        """Nothing more is begun."""
        self._closed = True
        self.hold_back()

    async def finish(self) -> None:
        """Waits a short grace for what is on its way, then lets go of it; it stays `sending`."""
        await ended(self._look)
        sends = dict(self._sends)
        if sends:
            nap = asyncio.ensure_future(self._sleep(GRACE))
            everyone = asyncio.ensure_future(asyncio.wait(sends.values()))
            await asyncio.wait([everyone, nap], return_when=asyncio.FIRST_COMPLETED)
            nap.cancel()
            for request_id, task in sends.items():
                if self._phases.get(request_id) != "after":
                    task.cancel()
            await everyone
        try:
            await self.record_kept()
        except StoreFault as fault:
            self._book.ill(fault)
