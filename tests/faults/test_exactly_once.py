"""A smaller run of ``dev.py prove``, and that it would notice."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outcome import NotSent
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.store.outbox import SqliteOutbox
from tests.faults.day import Day
from tests.faults.fault_server import serves
from tests.faults.honesty import early_lies, judge
from tests.faults.host import ANY, REFUSALS, FaultHost, Made
from tests.faults.kills import Deaths
from tests.faults.notes import Notes
from tests.faults.prove import exactly_once
from tests.faults.report import fault_table, outcome_table
from tests.faults.scenario import play

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DRAFT = Draft("d")
ORDER = OutgoingPayment("r", DRAFT, "{}", "test", NOW, NOW)
FIRST, SECOND = (
    Made(f"pay_{number}", "0", "r", NOW, NOW, f"https://pay.example/{number}", {}) for number in (1, 2)
)
LINKS = {
    made.payment_id: PaymentLink("r", made.payment_id, made.url, "test", NOW, DRAFT)
    for made in (FIRST, SECOND)
}


@pytest.mark.timeout(240)
def test_of_300_orders_under_faults_none_is_lost_or_doubled_or_told_wrongly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ours, sdk = exactly_once(300, seed=7, workers=2, notes=Notes())
    with capsys.disabled():
        print("\n" + outcome_table(ours, sdk, "with the same faults"))
    assert (ours.orders, ours.lost, ours.doubled, ours.lies) == (300, 0, 0, [])
    assert sum(ours.states.values()) == 300
    assert ours.states["created"] > 150
    for fault in ANY + REFUSALS:
        assert any(name.startswith(fault.name) for name in ours.happened), f"{fault.name} did not happen"
    for name in (
        "the program was killed",
        "the clock was set",
        "connections were refused for a while",
        "the price was changed",
        "an order was taken back and made anew",
        "an order asked first and was let go",
    ):
        assert ours.happened[name], name
    # The same faults are grave: a client that sends again by itself makes second payments of them.
    assert sdk.doubled > 10
    assert sdk.lies == []


def _requeue(order: OutgoingPayment, now: datetime, *rest: object) -> OutgoingPayment:
    return replace(order, state=State.QUEUED, next_at=now, dodo=NotSent("timeout"), changed_at=now)


def _send_again_what_is_unclear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "_unconfirmed", _requeue)


def _forget_new_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    async def add(self: SqliteOutbox, order: OutgoingPayment, drop_draft: str | None = None) -> None:
        pass

    monkeypatch.setattr(SqliteOutbox, "add", add)


def _forget_what_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    update = SqliteOutbox.update

    async def forgetful(self: SqliteOutbox, old: OutgoingPayment, new: OutgoingPayment, *rest: Any) -> None:
        await update(self, old, new, *rest[:1])

    async def open_nothing(self: Drafting, draft_id: str) -> bool:
        return False

    monkeypatch.setattr(SqliteOutbox, "update", forgetful)
    monkeypatch.setattr(Drafting, "open", open_nothing)


def _never_find(monkeypatch: pytest.MonkeyPatch) -> None:
    found = outgoing.looked
    monkeypatch.setattr(outgoing, "looked", lambda order, _, now: found(order, (), now))


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("sabotage", "shows"),
    [
        (_send_again_what_is_unclear, lambda day: day.doubled),
        (_forget_new_orders, lambda day: day.lost),
        (_forget_what_is_taken_back, lambda day: day.lost),
        (_never_find, lambda day: day.lost and day.lies),
    ],
)
def test_a_program_that_fails_its_people_is_noticed(
    sabotage: Callable[[pytest.MonkeyPatch], None],
    shows: Callable[[Day], bool],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    sabotage(monkeypatch)
    day = play("sabotage", 40, tmp_path)
    assert shows(day)
    assert not day.honest


def test_an_order_with_its_link_is_honest() -> None:
    verdict = judge([replace(ORDER, state=State.CREATED, found=("pay_1",))], LINKS, [FIRST], sent_again=False)
    assert (verdict.payments, verdict.lost, verdict.doubled, verdict.lies) == (1, 0, False, [])


@pytest.mark.parametrize("state", [State.REJECTED, State.UNCONFIRMED, State.BLOCKED, State.DISCARDED])
def test_an_order_that_no_payment_was_made_for_may_end_so(state: State) -> None:
    row = replace(ORDER, state=state)
    assert judge([row], {}, [], sent_again=False).lies == []
    with_payment = judge([row], LINKS, [FIRST], sent_again=False)
    assert with_payment.lost == 1
    assert with_payment.lies


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING])
def test_nothing_may_wait_for_ever(state: State) -> None:
    assert judge([replace(ORDER, state=state)], {}, [], sent_again=False).lies


def test_two_payments_are_doubled_unless_send_again_was_pressed() -> None:
    row = replace(ORDER, state=State.CREATED, found=("pay_1", "pay_2"))
    assert judge([row], LINKS, [FIRST, SECOND], sent_again=False).doubled
    pressed = judge([row], LINKS, [FIRST, SECOND], sent_again=True)
    assert (pressed.doubled, pressed.twice_on_demand, pressed.lost) == (False, True, 0)


def test_a_link_that_is_not_the_hosts_or_made_up_is_a_lie() -> None:
    row = replace(ORDER, state=State.CREATED, found=("pay_1",))
    assert judge([row], {}, [FIRST], sent_again=False).lies
    assert judge([replace(row, found=("pay_9",))], LINKS, [FIRST], sent_again=False).lies
    assert early_lies([row], {})
    assert early_lies([replace(ORDER, state=State.QUEUED)], {"r": [FIRST]})
    assert not early_lies([replace(ORDER, state=State.QUEUED, ever_unconfirmed=True)], {"r": [FIRST]})


def test_an_order_without_a_row_is_lost() -> None:
    assert judge([], {}, [], sent_again=False).lost == 1


@pytest.mark.parametrize("day", [Day(lost=1), Day(doubled=1), Day(lies=["x"])])
def test_one_is_enough_to_fail(day: Day) -> None:
    total = Day()
    total.add(day)
    assert not total.honest
    assert Day(orders=1, payments=2, twice_on_demand=1).honest


def test_the_same_seed_brings_the_same_faults_upon_an_order() -> None:
    def faults(seed: str) -> object:
        host = FaultHost(seed, lambda: NOW)
        for number in range(200):
            host._creation(
                {
                    "metadata": {"order_reference": str(number), "link_request_id": str(number)},
                    "product_cart": [],
                }
            )
        return host.done

    assert faults("one") == faults("one")
    assert faults("one") != faults("two")


@pytest.mark.anyio
async def test_a_connection_that_is_just_taken_in_is_the_servers_to_close() -> None:
    async with FaultHost("seed", lambda: NOW) as host:
        before = asyncio.all_tasks()
        address = urlsplit(host.url)
        with socket.create_connection((address.hostname, address.port)):
            for _ in range(1000):
                await asyncio.sleep(0)
                if new := asyncio.all_tasks() - before:
                    break
            assert all(serves(task) for task in new)


@pytest.mark.anyio
@pytest.mark.parametrize("turns", range(8))
async def test_whoever_is_ended_while_the_host_comes_back_leaves_its_address_free(turns: int) -> None:
    async with FaultHost("seed", lambda: NOW) as host:

        async def lose_network() -> None:
            await host.go_away()
            await host.come_back()

        lost = asyncio.create_task(lose_network())
        for _ in range(turns):
            await asyncio.sleep(0)
        lost.cancel()
        await asyncio.wait({lost})
        if not host.listening:
            await host.come_back()
        with socket.create_connection(("127.0.0.1", host.port)):
            pass


def test_a_proof_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    day, deaths = Day(orders=3, lies=["x"]), Deaths(kills=2)
    day.happened["500"] += 2
    deaths.caught["sending"] += 1
    notes = Notes(tmp_path / "notes")
    assert notes.day("ours 1 0 3") is None
    notes.keep("ours 1 0 3", day)
    notes.keep("kills 1 0 2", deaths)
    again = Notes(tmp_path / "notes")
    assert again.day("ours 1 0 3") == day
    assert again.deaths("kills 1 0 2") == deaths
    assert again.day("ours 2 0 3") is None
    known = again.day("ours 1 0 3")
    assert known is not None
    assert known.happened["never"] == 0


def test_the_tables_name_what_went_wrong() -> None:
    ours = Day(orders=1, lies=["x"])
    ours.happened["500 before commit"] += 3
    assert "500 before commit" in fault_table(ours.happened, Day().happened)
    assert "lies" in outcome_table(ours, Day(), "1")
