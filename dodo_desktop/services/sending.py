"""Sending: the outbox runner. It sends what is queued once, and looks for what may have been sent."""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.outgoing import IllegalMove, OutgoingPayment, State
from dodo_desktop.core.standing import editable
from dodo_desktop.services.completing import Completing
from dodo_desktop.services.connection import Connection, Connectivity
from dodo_desktop.services.dispatch import Dispatch
from dodo_desktop.services.orderbook import OrderBook, OutboxCounts
from dodo_desktop.services.ports import BrokenOrder, Clock, Gateway, GatewayError, LinkStore, OutboxStore
from dodo_desktop.services.tidying import Tidying
from dodo_desktop.services.waiting import Bell, Sleep, ended, report
from dodo_desktop.services.workspace import Place

KEY_PENDING = "key_pending"
"""Reason of having no key that holds no order up yet: the keyring is being asked for it."""

LONGEST_NAP = 30.0
"""Seconds of monotonic time after which the wall clock is asked again, as it may have been set."""

REST = 5.0
"""Seconds before the disk is tried again after it refused."""

TURN = 1.0
"""Seconds after which what is due is read again, and the numbers told, while one order follows another."""

MOMENT = 0.05
"""Seconds after which all else goes on, while the answer about an order somebody waits for is awaited."""

_BATCH = 100


class Sending:
    """One runner for one outbox. Feeds:

    `changed` each move of an order; `link_made` a link that is new or is known better now; `link_coming`
    one of the order that was taken last, which Dodo told and which is being written down, not to be shown
    before; `counts_changed` the number of orders by state; `connection`; `fault` the reason of a StoreFault,
    "" once it is over.

    `jitter` answers numbers from 0 to 1. `business_id` is the recorded business; `on_business` is called with
    the first that Dodo names where none is recorded. `ask_first` answers whether orders that waited offline
    ask the person before they go out.
    """

    def __init__(
        self,
        outbox: OutboxStore,
        links: LinkStore,
        gateway: Gateway | None,
        clock: Clock,
        *,
        place: Place,
        jitter: Callable[[], float],
        business_id: str = "",
        on_business: Callable[[str], None] = lambda business_id: None,
        ask_first: Callable[[], bool] = lambda: False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._ask_first = ask_first
        self._bell = Bell(sleep)
        self._book = OrderBook(outbox)
        self.changed = self._book.changed
        self.link_made = self._book.link_made
        self.link_coming = self._book.link_coming
        self.counts_changed = self._book.counts_changed
        self.fault = self._book.fault
        self._connectivity = Connectivity(clock, practice=place.mode == "practice")
        self.connection = self._connectivity.changed
        self._completing = Completing(links, clock, self.link_made)
        self._dispatch = Dispatch(
            self._book,
            self._completing,
            clock,
            jitter=jitter,
            business_id=business_id,
            on_business=on_business,
            heard=self.heard,
            ring=self._bell.ring,
            holds=lambda: ask_first() == self._asking,
            sleep=sleep,
        )
        self._tidying = Tidying(self._book, clock)
        self._gateway = gateway
        self._absent = "key_missing"
        self._introduced = False
        self._prepared = False
        self._hurry = False
        self._unblock = False
        self._asking = False
        self._fresh: OutgoingPayment | None = None
        self._rest_until = 0.0
        self._runner: asyncio.Task[None] | None = None
        self._completer: asyncio.Task[None] | None = None

    @property
    def current_connection(self) -> Connection:
        """The connection as last seen."""
        return self._connectivity.current

    @property
    def counts_now(self) -> OutboxCounts:
        """The counts as last told."""
        return self._book.counts

    @property
    def fault_now(self) -> str:
        """The fault as last told: a runner can meet one as it starts, before anybody listens."""
        return self._book.fault_now

    async def start(self) -> None:
        """Recovers what an earlier run left behind, then runs until `stop`."""
        try:
            await self._prepare()
        except StoreFault as fault:
            self._book.ill(fault)
        self._runner = asyncio.create_task(self._run(), name="outbox runner")

    async def stop(self) -> None:
        """Ends. What is on its way gets a short grace, then stays `sending` and is recovered at the next
        start."""
        self._dispatch.close()
        await ended(self._runner)
        await ended(self._completer)
        await self._dispatch.finish()

    def wake(self) -> None:
        """Something was queued, or somebody wants to know: acts at once, offline or not."""
        self._book.mark()
        self._connectivity.probe_now()
        self._bell.ring()

    def take(self, order: OutgoingPayment) -> None:
        """An order was queued just now, which is on disk as it is here: it need not be read to go out.

        Somebody waits for its link.
        """
        self._fresh = order
        self._book.awaited = order.request_id
        self.wake()

    def compare(self, *, reached: bool) -> None:
        """Another who talks with Dodo reached it, or did not. Where that does not fit what is known here, it
        is asked at once: one answer that did not come may have been slow alone."""
        known = self._connectivity.current.state
        if known == ("offline" if reached else "online"):
            self._connectivity.doubt()
            self._bell.ring()

    def heard(self, reachable: bool) -> None:
        """An answer came, or Dodo was not reached."""
        before = self._connectivity.current.state
        if not reachable:
            self._connectivity.unreachable()
            self._dispatch.hold_back()
        elif self._connectivity.answered():
            self._hurry = True
        # That Dodo answers as before is no reason to do anything.
        if not reachable or self._connectivity.current.state != before:
            self._bell.ring()

    def gateway_changed(self, gateway: Gateway | None, reason: str = "") -> None:
        """Another key: blocked orders go on. None: no key, so orders are blocked for `reason`, one of
        KEYLESS, or wait for KEY_PENDING. What is on its way ends as it began."""
        self._gateway = gateway
        self._dispatch.forgive()
        self._absent = reason or "key_missing"
        self._introduced = False
        self._unblock = gateway is not None
        self._connectivity.probe_now()
        self._bell.ring()

    async def send_now(self, request_id: str) -> bool:
        """*Send*, *Send now*. False where the order has moved on meanwhile, as for all that persons do."""
        self._dispatch.forgive_key()
        return await self._act(request_id, lambda order: outgoing.release(order, self._clock.now()))

    async def look_again(self, request_id: str) -> bool:
        """*Look again*: the whole series of looks begins anew."""
        return await self._act(request_id, lambda order: outgoing.look_from_start(order, self._clock.now()))

    async def send_again(self, request_id: str) -> bool:
        """*Send again*: a person took the risk of a second link. It is looked for once more before."""
        return await self._act(request_id, lambda order: outgoing.send_again(order, self._clock.now()))

    async def discard(self, request_id: str) -> bool:
        """*Discard*: off the list; one that was ever unconfirmed is still looked for, if it can be read."""
        if await self._book.outbox.discard_broken(request_id):
            self.wake()
            return True
        return await self._act(request_id, lambda order: outgoing.discard(order, self._clock.now()))

    async def try_all(self) -> None:
        """*Try all now*: everything but what asks a person first, and what lacks a key that is not there."""
        self._dispatch.forgive_key()
        wait = (State.QUEUED, State.BLOCKED) if self._gateway is not None else (State.QUEUED,)
        for order in await self._book.outbox.in_state(*wait):
            if not order.hold:
                await self._act(order.request_id, lambda one: outgoing.release(one, self._clock.now()))
        for order in await self._book.outbox.in_state(State.UNCONFIRMED):
            await self.look_again(order.request_id)
        self.wake()

    async def edit(self, request_id: str) -> Draft | None:
        """Takes an order off the list and, in the same transaction, keeps its content as a new draft, which
        is answered; None where it has moved on. Raises StoreFault: the order then stays as it is."""
        draft_id = str(uuid.uuid4())

        def draft_of(order: OutgoingPayment) -> Draft:
            return replace(order.draft, draft_id=draft_id)

        def move(order: OutgoingPayment) -> OutgoingPayment:
            if not editable(order):
                raise IllegalMove(order.state, "edit")
            return outgoing.discard(order, self._clock.now(), edited=True)

        order = await self._book.change(request_id, move, draft_of)
        self.wake()
        return None if order is None else draft_of(order)

    async def get(self, request_id: str) -> OutgoingPayment | None:
        """One order. Raises StoreFault, as the following do."""
        return await self._book.outbox.get(request_id)

    async def rows(
        self, states: Sequence[State] | None, text: str, limit: int, offset: int = 0
    ) -> Sequence[OutgoingPayment | BrokenOrder]:
        """Orders, newest first; `states` None for all but discarded."""
        return await self._book.outbox.rows(states, text, limit, offset)

    async def of_reference(self, reference: str) -> OutgoingPayment | None:
        """The newest order under way with exactly this reference, whatever the case."""
        return await self._book.outbox.of_reference(reference)

    async def counts(self) -> dict[State, int]:
        """How many orders stand where."""
        return await self._book.outbox.counts()

    async def _act(self, request_id: str, move: Callable[[OutgoingPayment], OutgoingPayment]) -> bool:
        done = await self._book.change(request_id, move)
        self.wake()
        return done is not None

    async def _prepare(self) -> None:
        await self._tidying.at_start(key_there=self._gateway is not None)
        self._dispatch.inherit(await self._book.outbox.in_state(State.QUEUED, State.BLOCKED))
        await self._completing.load()
        self._prepared = True

    async def _run(self) -> None:
        while True:
            try:
                seconds = await self._turn()
            except StoreFault as fault:
                self._book.ill(fault)
                seconds = self._stumbled()
            except Exception as fault:  # noqa: BLE001 - a runner that ends would leave orders lying in silence
                report(fault, "the outbox runner stumbled")
                seconds = self._stumbled()
            await self._bell.wait(min(seconds, LONGEST_NAP))

    def _stumbled(self) -> float:
        self._rest_until = self._clock.monotonic() + REST
        return REST

    async def _turn(self) -> float:
        """Does what can be done now; the seconds until something can be done again. Raises StoreFault."""
        # Of this turn alone: what could not go out at once is read again, as it is then.
        fresh, self._fresh = self._fresh, None
        rest = max(self._rest_until, self._dispatch.rest_until) - self._clock.monotonic()
        if rest > 0:
            return rest
        if not self._prepared:
            await self._prepare()
        await self._tidying.mind_the_clock()
        await self._dispatch.record_kept()
        if not self._in_touch:
            await self._book.tell_counts()
        gateway = self._gateway
        if gateway is None:
            return await self._without_key()
        if not await self._reachable(gateway):
            return self._connectivity.seconds_to_probe
        await self._go_on()
        self._asking = self._ask_first()
        if self._asking:
            await self._tidying.ask_first()
        if fresh is not None and self._goes_alone:
            # Somebody waits for this one. What else is due, and the counts, are read once it is answered, or
            # its answer takes a moment.
            self._dispatch.start([fresh], gateway)
            return MOMENT
        self._dispatch.start(await self._book.outbox.due(self._clock.now(), _BATCH), gateway)
        self._complete(gateway)
        # Somebody waits for what is due; the counts come after it.
        await self._book.tell_counts()
        return TURN if self._dispatch.waiting else await self._seconds_to_next()

    async def _without_key(self) -> float:
        if self._absent == KEY_PENDING:
            self._connectivity.wait()
            return LONGEST_NAP
        self._connectivity.keyless(self._absent)
        await self._tidying.block_all(self._absent)
        await self._book.tell_counts()
        return LONGEST_NAP

    @property
    def _in_touch(self) -> bool:
        """Whether Dodo answered this key, and lately."""
        return self._introduced and not self._connectivity.offline and not self._connectivity.silent

    async def _reachable(self, gateway: Gateway) -> bool:
        """Probes where that is due: while offline, after a long silence, and once for each key, which also
        names the business."""
        if self._in_touch:
            return True
        if self._connectivity.offline and self._connectivity.seconds_to_probe > 0:
            return False
        try:
            # Not the server's time: that may come from memory, and says nothing about the network.
            business_id, _ = await gateway.account_name()
        except GatewayError as error:
            if error.reason == "offline":
                self._connectivity.unreachable()
                await self._tidying.postpone_due(self._dispatch.busy)
                await self._book.tell_counts()
                return False
        else:
            if gateway is self._gateway:
                self._dispatch.note_business(business_id)
        if gateway is not self._gateway:
            return False
        self._introduced = True
        # What an earlier start, or another key, could not send for want of a connection goes now.
        self._hurry = True
        self.heard(True)
        return True

    @property
    def _goes_alone(self) -> bool:
        """Whether an order that was just written down goes out before anything is read."""
        return not (self._asking or self._dispatch.busy or self._dispatch.waiting)

    async def _go_on(self) -> None:
        if self._unblock:
            await self._tidying.unblock_all(self._dispatch.business_id, self._dispatch.refusal)
            self._unblock = False
        if self._hurry:
            await self._tidying.hurry()
            self._hurry = False

    def _complete(self, gateway: Gateway) -> None:
        idle = self._completer is None or self._completer.done()
        # While orders wait for their turn, what a link alone lacks has time.
        hurried = bool(self._dispatch.waiting)
        if idle and self._completing.is_due(without_link=hurried):
            self._completer = asyncio.create_task(self._completed(gateway), name="completing links")

    async def _completed(self, gateway: Gateway) -> None:
        try:
            failed = await self._completing.run(gateway, lambda: bool(self._dispatch.waiting))
        except StoreFault as fault:
            self._book.ill(fault)
            self._stumbled()
        except Exception as fault:  # noqa: BLE001 - what stays due would be asked for again without a pause
            report(fault, "completing links stumbled")
            self._stumbled()
        else:
            if failed == "offline":
                self.heard(False)
        self._bell.ring()

    async def _seconds_to_next(self) -> float:
        waits = [LONGEST_NAP]
        due: datetime | None = await self._book.outbox.next_due()
        if due is not None:
            seconds = (due - self._clock.now()).total_seconds()
            # What is due by now is under way or waits for its turn, and rings when it ends.
            waits.extend([seconds] if seconds > 0 else [])
        completing = self._completing.seconds_to_next
        if completing is not None and (completing > 0 or self._completer is None or self._completer.done()):
            waits.append(completing)
        return min(waits)
