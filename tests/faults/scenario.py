"""A shop's day: orders are typed and queued while everything around them goes wrong."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerMode, Draft, Edit
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.records import DraftRow
from dodo_desktop.core.standing import waited_offline
from tests.faults.day import Day
from tests.faults.honesty import Verdict, early_lies, judge
from tests.faults.host import FaultHost
from tests.faults.life import HASTY, PATIENT, Life
from tests.faults.world import WorldClock

MINUTE = 60.0
DAY = timedelta(days=1)
_PRODUCT = Product("pdt_1", "Mug", Money(1000, "EUR"))
_HOUR = 3600.0
_MOST_LIVES = 24
"""After these a day ends although something rare did not come about, as when the program is sabotaged."""
_PATIENCE = 40
"""How often somebody looks whether an order came to wait."""


Deed = Callable[[Life], Awaitable[None]]


class Scenario:
    """`orders` orders on one database in `folder`; `seed` decides what goes wrong."""

    def __init__(self, seed: str, orders: int, folder: Path) -> None:
        self._dice = random.Random(f"{seed} person")
        self._orders = orders
        self._path = folder / "data.sqlite3"
        self._clock = WorldClock()
        self._host = FaultHost(
            seed, self._clock.true_now, stalled=lambda: self._clock.elapse(self._dice.uniform(1, 75))
        )
        self._day = Day(orders=orders)
        self._next = 0
        self._queued: dict[str, str] = {}
        self._saved: Draft | None = None
        self._again: set[str] = set()
        self._lives = 0
        self._rare = self._rare_deeds()

    async def run(self) -> Day:
        """Plays it to its end."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: self._day.lies.append(f"unforeseen: {context}"))
        self._director = asyncio.current_task()
        async with self._host:
            self._ticker = asyncio.create_task(self._clock.run())
            try:
                while self._next < self._orders or (self._rare and self._lives < _MOST_LIVES):
                    await self._one_life()
                await self._come_to_rest()
            finally:
                self._ticker.cancel()
        self._day.happened += self._host.done
        return self._day

    # Lives

    async def _one_life(self) -> None:
        life = await self._born(hasty=True)
        self._lives += 1
        if self._lives > 1 and self._rare:
            await self._something_rare(life)
        # Death comes early to the first life, so that no day passes without one.
        early = self._lives == 1
        self._clock.strike_in(self._dice.randrange(5, 20) if early else self._dice.randrange(20, 1500))
        deeds = asyncio.create_task(self._deeds(life), name="deeds")
        struck = asyncio.create_task(self._clock.struck.wait())
        await asyncio.wait({deeds, struck}, return_when=asyncio.FIRST_COMPLETED)
        struck.cancel()
        if deeds.done():
            deeds.result()
            await life.end()
            self._day.happened["the program ended and started"] += 1
        else:
            await life.kill(self._spared)
            self._day.happened["the program was killed"] += 1
        if not self._host.listening:
            await self._host.come_back()

    async def _born(self, *, hasty: bool) -> Life:
        limits = HASTY if hasty else PATIENT
        asks = hasty and self._dice.random() < 0.3
        life = Life(self._path, self._host.url, self._clock, self._dice, limits, ask_first=asks)
        await life.start(self._check)
        return life

    def _spared(self) -> set[asyncio.Task[Any]]:
        return {task for task in (self._director, self._ticker) if task is not None}

    async def _check(self, life: Life) -> None:
        """What was acknowledged is there after each start."""
        rows = await every_row(life)
        self._day.lies += early_lies(rows, self._host.by_request)
        there = {row.request_id for row in rows}
        gone = self._queued.keys() - there
        self._day.lost += len(gone)
        self._day.lies += ["a queued order is gone"] * len(gone)
        for request_id in gone:
            del self._queued[request_id]
        await self._check_edits(life, rows)
        await self._check_draft(life, rows)

    async def _check_edits(self, life: Life, rows: list[OutgoingPayment]) -> None:
        """An order that was taken back to edit is among the drafts, or in the outbox anew."""
        kept = await life.drafts.rows(10**6)
        drafts = {_reference_of(row.draft) for row in kept if isinstance(row, DraftRow)}
        left = {_reference(row) for row in rows if not any(event.code == "edited" for event in row.history)}
        gone = {_reference(row) for row in rows} - left - drafts
        self._day.lost += len(gone)
        self._day.lies += ["an order that was taken back to edit is gone"] * len(gone)

    async def _check_draft(self, life: Life, rows: list[OutgoingPayment]) -> None:
        saved, self._saved = self._saved, None
        if saved is None:
            return
        kept = await life.drafts.get(saved.draft_id)
        copies = [kept] if kept else [row.draft for row in rows if row.draft.draft_id == saved.draft_id]
        if not any(_holds(copy, saved) for copy in copies):
            self._day.lost += 1
            self._day.lies.append("a saved draft is gone")

    # What people do, and what happens to them

    def _rare_deeds(self) -> dict[str, Deed]:
        """What seldom happens, in any order: each comes about for sure, however few lives a day has."""
        rare: list[tuple[str, Deed]] = [
            ("the clock was set", self._set_clock),
            ("the computer slept eight hours", self._doze),
            ("connections were refused for a while", self._lose_network),
            ("the price was changed", self._set_price),
            ("an order was taken back and made anew", self._change_ones_mind),
            ("an order asked first and was let go", self._be_asked),
        ]
        self._dice.shuffle(rare)
        return dict(rare)

    async def _something_rare(self, life: Life) -> None:
        name = next(iter(self._rare))
        await self._rare[name](life)
        if self._day.happened[name]:
            del self._rare[name]

    async def _deeds(self, life: Life) -> None:
        if self._lives == 1:
            await self._type(life)
        for _ in range(self._dice.randrange(2, 9)):
            await self._dice.choices(
                (
                    self._type,
                    self._wait,
                    self._decide,
                    self._set_clock,
                    self._doze,
                    self._lose_network,
                    self._set_price,
                ),
                (60, 20, 15, 3, 3, 6, 2),
            )[0](life)

    async def _type(self, life: Life) -> None:
        # What is rare needs orders, too, which are left over for it.
        left = self._orders - len(self._rare) - self._next
        for _ in range(min(self._dice.randrange(1, 6), left)):
            await self._type_one(life)

    async def _type_one(self, life: Life) -> None:
        reference = str(self._next)
        # After a kill it may be in the outbox without our having heard of it: then it is not typed again.
        if not any(_reference(row) == reference for row in await every_row(life)):
            if _reference_of(life.drafting.draft) not in ("", reference):
                await life.drafting.new()
            await self._fill(life, reference)
            order = await life.drafting.enqueue(None)
            self._queued[order.request_id] = reference
            self._saved = None
            life.sending.wake()
        self._next += 1

    async def _fill(self, life: Life, reference: str) -> None:
        edits = (
            Edit("options.order_reference", reference),
            Edit("customer.mode", CustomerMode.NEW),
            Edit("customer.name", f"Customer {reference}"),
            Edit("customer.email", f"customer{reference}@example.com"),
            Edit("billing", BillingEntry("DE", "Weg 1", "Berlin", "", "10115")),
            Edit("cart.lines", (CartLine("1", _PRODUCT),)),
        )
        for edit in edits:
            life.drafting.edit(edit)
            if self._dice.random() < 0.3:
                await self._clock.sleep(self._dice.uniform(0.05, 0.5))
            if self._dice.random() < 0.2 and await life.drafting.flush():
                self._saved = life.drafting.draft

    async def _wait(self, life: Life) -> None:
        await self._clock.sleep(self._dice.choice((0.5, 5.0, 5.0, MINUTE, MINUTE, 12 * MINUTE)))

    async def _decide(self, life: Life) -> None:
        """A person looks through the outbox and presses buttons."""
        if any(row.state is State.BLOCKED for row in await every_row(life)):
            await life.sending.try_all()
        for row in await life.outbox.in_state(State.UNCONFIRMED):
            if row.looks_over:
                await self._decide_unconfirmed(life, row)
        for row in await life.outbox.in_state(State.REJECTED):
            if self._dice.random() < 0.3:
                await self._correct(life, row)
        for row in await life.outbox.in_state(State.QUEUED):
            await self._decide_queued(life, row)

    async def _decide_queued(self, life: Life, row: OutgoingPayment) -> None:
        what = self._dice.random()
        if what < 0.1 and not row.ever_unconfirmed:
            await self._correct(life, row)
        elif what < 0.15:
            self._day.happened["a waiting order was discarded"] += 1
            await life.sending.discard(row.request_id)
        elif what < (0.6 if row.hold else 0.2):
            await life.sending.send_now(row.request_id)

    async def _decide_unconfirmed(self, life: Life, row: OutgoingPayment) -> None:
        what = self._dice.random()
        if what < 0.3:
            # Noted before, as it may be done although we die before we hear of it.
            self._again.add(_reference(row))
            self._day.happened["Send again was pressed"] += 1
            await life.sending.send_again(row.request_id)
        elif what < 0.5:
            await life.sending.discard(row.request_id)
        elif what < 0.8:
            await life.sending.look_again(row.request_id)

    async def _correct(self, life: Life, row: OutgoingPayment) -> None:
        """*Edit* and *Create link* once more; for the customer it is the same order."""
        await life.drafting.keep()
        draft = await life.sending.edit(row.request_id)
        if draft is None or not await life.drafting.open(draft.draft_id):
            return
        self._day.happened["an order was taken back and made anew"] += 1
        order = await life.drafting.enqueue(None)
        self._queued[order.request_id] = _reference(row)
        life.sending.wake()

    async def _set_clock(self, life: Life) -> None:
        self._day.happened["the clock was set"] += 1
        self._clock.set(self._dice.choice((-DAY, DAY, timedelta(minutes=-7), timedelta(hours=3))))

    async def _doze(self, life: Life) -> None:
        self._day.happened["the computer slept eight hours"] += 1
        self._clock.doze(8 * _HOUR)

    async def _lose_network(self, life: Life) -> None:
        self._day.happened["connections were refused for a while"] += 1
        await self._host.go_away()
        for deed in (self._type, self._decide):
            if self._dice.random() < 0.6:
                await deed(life)
        await self._clock.sleep(self._dice.choice((1.0, 20.0, 2 * MINUTE, 10 * MINUTE)))
        await self._host.come_back()

    async def _change_ones_mind(self, life: Life) -> None:
        """An order that waits for the network is taken back and made anew."""
        await self._host.go_away()
        row = await self._waiting(life, await self._one_more(life), waited_offline)
        if row is not None:
            await self._correct(life, row)
        await self._clock.sleep(self._dice.choice((1.0, 20.0)))
        await self._host.come_back()

    async def _be_asked(self, life: Life) -> None:
        """An order that waited for the network asks before it goes out, and is let go."""
        asked, life.ask_first = life.ask_first, True
        await self._host.go_away()
        reference = await self._one_more(life)
        row = await self._waiting(life, reference, waited_offline)
        await self._host.come_back()
        if row is not None and (row := await self._waiting(life, reference, lambda row: bool(row.hold))):
            await self._let_go(life, row)
        life.ask_first = asked

    async def _one_more(self, life: Life) -> str:
        """Types an order, if one is left, and tells the reference of the newest."""
        if self._next < self._orders:
            await self._type_one(life)
        return str(self._next - 1)

    async def _waiting(
        self, life: Life, reference: str, so: Callable[[OutgoingPayment], bool]
    ) -> OutgoingPayment | None:
        """That order once it waits like that; None where it went another way."""
        for _ in range(_PATIENCE):
            for row in await life.outbox.in_state(State.QUEUED):
                if _reference(row) == reference and so(row):
                    return row
            await self._clock.sleep(5.0)
        return None

    async def _let_go(self, life: Life, row: OutgoingPayment) -> None:
        if await life.sending.send_now(row.request_id):
            self._day.happened["an order asked first and was let go"] += 1

    async def _set_price(self, life: Life) -> None:
        self._day.happened["the price was changed"] += 1
        self._host.price = self._dice.choice((900, 1000, 1100))

    # The end

    async def _come_to_rest(self) -> None:
        """Everything works again, and a person tries what waits for one, until nothing moves any more."""
        self._host.creations = self._host.reads = 0.0
        life = await self._born(hasty=False)
        for _ in range(3):
            for row in await life.outbox.in_state(State.QUEUED):
                if row.hold:
                    await self._let_go(life, row)
            await life.sending.try_all()
            await self._clock.sleep(15 * MINUTE)
        rows = await every_row(life)
        links = {link.payment_id: link for link in await every_link(life)}
        await life.end()
        for number in range(self._orders):
            reference = str(number)
            mine = [row for row in rows if _reference(row) == reference]
            ledger = self._host.by_order[reference]
            self._count(number, judge(mine, links, ledger, sent_again=reference in self._again), mine)

    def _count(self, number: int, verdict: Verdict, rows: list[OutgoingPayment]) -> None:
        day = self._day
        day.payments += verdict.payments
        day.lost += verdict.lost
        day.doubled += verdict.doubled
        day.twice_on_demand += verdict.twice_on_demand
        day.lies += [f"order {number}: {lie}" for lie in verdict.lies]
        day.states[_where(rows)] += 1


def _where(rows: list[OutgoingPayment]) -> str:
    """Where an order stands that has a row for each time that it was made anew."""
    states = [row.state for row in rows]
    for state in (State.CREATED, *(state for state in states if state is not State.DISCARDED)):
        if state in states:
            return state.value
    return State.DISCARDED.value if states else "gone"


async def every_row(life: Life) -> list[OutgoingPayment]:
    """All orders, newest first."""
    rows = await life.outbox.rows(list(State), "", 10**6)
    return [row for row in rows if isinstance(row, OutgoingPayment)]


async def every_link(life: Life) -> list[PaymentLink]:
    """All links."""
    return list(await life.links.rows(None, "", life.clock.now(), 10**6))


def _reference(row: OutgoingPayment) -> str:
    return _reference_of(row.draft)


def _reference_of(draft: Draft) -> str:
    return draft.options.order_reference


def _holds(copy: Draft, saved: Draft) -> bool:
    """Whether all that was saved is in the copy, which may hold what was typed later, too."""
    if saved.customer != copy.customer and saved.customer.name:
        same = replace(saved.customer, email=copy.customer.email) == copy.customer
        if saved.customer.email or not same:
            return False
    return (
        saved.options == copy.options
        and (saved.billing == copy.billing or saved.billing == BillingEntry())
        and saved.lines in ((), copy.lines)
    )


def play(seed: str, orders: int, folder: Path) -> Day:
    """Runs one scenario in a loop of its own."""
    work: Coroutine[Any, Any, Day] = Scenario(seed, orders, folder).run()
    return asyncio.run(work)
