"""Every move of an order in every state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import FunctionType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.core import outgoing as o
from dodo_desktop.core import standing
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.events import last_event
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import (
    LONGEST_WAIT,
    Blocked,
    Created,
    CreatedPayment,
    NotSent,
    Outcome,
    Rejected,
    Unclear,
)
from dodo_desktop.core.outgoing import Hold, IllegalMove, OutgoingPayment, State

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
ORDER = OutgoingPayment("r", Draft("d"), "{}", "test", NOW, NOW)
PAYMENT = CreatedPayment("pay_1", 1200)

Move = Callable[[OutgoingPayment], OutgoingPayment]
MOVES: dict[str, tuple[Move, set[State], set[State]]] = {
    # name: (move, states that allow it, states that allow it once it was unconfirmed)
    "queue": (lambda x: o.queue(x, LATER), {State.QUEUED}, set()),
    "hold": (lambda x: o.hold(x, LATER, Hold.ASK_FIRST), {State.QUEUED}, set()),
    "release": (lambda x: o.release(x, LATER), {State.QUEUED, State.BLOCKED}, set()),
    "claim": (lambda x: o.claim(x, LATER, LATER), {State.QUEUED}, set()),
    "postpone": (lambda x: o.postpone(x, NotSent("dns"), LATER), {State.QUEUED}, set()),
    "left_behind": (lambda x: o.left_behind(x, LATER), {State.QUEUED}, set()),
    "block": (lambda x: o.block(x, "key_missing", LATER), {State.QUEUED, State.BLOCKED}, set()),
    "noted": (lambda x: o.noted(x, LATER, "slept"), set(State), set()),
    "unblock": (lambda x: o.unblock(x, LATER), {State.BLOCKED}, set()),
    "record": (lambda x: o.record(x, Created(PAYMENT), LATER), {State.SENDING}, set()),
    "recover": (lambda x: o.recover(x, LATER), {State.SENDING}, set()),
    "send_again": (lambda x: o.send_again(x, LATER), {State.UNCONFIRMED}, set()),
    "edit": (
        lambda x: o.discard(x, LATER, edited=True),
        {State.QUEUED, State.REJECTED, State.BLOCKED, State.UNCONFIRMED},
        set(),
    ),
    "discard": (
        lambda x: o.discard(x, LATER),
        {State.QUEUED, State.REJECTED, State.BLOCKED, State.UNCONFIRMED},
        set(),
    ),
    "look_from_start": (
        lambda x: o.look_from_start(x, LATER),
        {State.UNCONFIRMED},
        {State.REJECTED, State.DISCARDED},
    ),
    "look_once": (
        lambda x: o.look_once(x, LATER),
        {State.UNCONFIRMED},
        {State.REJECTED, State.DISCARDED},
    ),
    "looked_in_vain": (
        lambda x: o.looked(x, (), LATER),
        {State.UNCONFIRMED},
        {State.REJECTED, State.DISCARDED},
    ),
    "look_failed": (
        lambda x: o.look_failed(x, LATER, "offline"),
        {State.UNCONFIRMED},
        {State.REJECTED, State.DISCARDED},
    ),
    "looked_found": (
        lambda x: o.looked(x, ("pay_1",), LATER),
        {State.UNCONFIRMED, State.QUEUED, State.BLOCKED},
        {State.REJECTED, State.DISCARDED},
    ),
}


@pytest.mark.parametrize("ever", [False, True])
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", MOVES)
def test_each_state_allows_exactly_its_moves(name: str, state: State, ever: bool) -> None:
    move, always, once_unconfirmed = MOVES[name]
    order = replace(ORDER, state=state, ever_unconfirmed=ever)
    if state in always or (ever and state in once_unconfirmed):
        moved = move(order)
        assert moved.changed_at == LATER
        assert (moved.request_id, moved.body, moved.draft) == ("r", "{}", ORDER.draft)
    else:
        with pytest.raises(IllegalMove):
            move(order)


@pytest.mark.parametrize(
    "move",
    [
        lambda x: o.claim(x, NOW, NOW),
        lambda x: o.postpone(x, NotSent("dns"), NOW),
        lambda x: o.left_behind(x, NOW),
    ],
)
def test_a_held_order_is_never_taken(move: Move) -> None:
    with pytest.raises(IllegalMove):
        move(o.queue(ORDER, NOW, hold=Hold.ASK_FIRST))


def claimed(attempts: int = 0) -> OutgoingPayment:
    return o.claim(replace(o.queue(ORDER, NOW), attempts=attempts), NOW, NOW)


@pytest.mark.parametrize(
    ("outcome", "state", "event"),
    [
        (Created(PAYMENT), State.CREATED, "created"),
        (NotSent("dns"), State.QUEUED, "not_sent"),
        (NotSent("throttled", 7), State.QUEUED, "not_sent"),
        (Rejected(422, "INVALID_TAX_ID", "no"), State.REJECTED, "rejected"),
        (Blocked("key_refused"), State.BLOCKED, "blocked"),
        (Unclear("timeout"), State.UNCONFIRMED, "unclear"),
    ],
)
def test_what_an_outcome_makes_of_an_order(outcome: Outcome, state: State, event: str) -> None:
    order = o.record(claimed(), outcome, LATER)
    assert order.state is state
    assert order.dodo == outcome
    assert order.history[-1].code == event
    assert order.ever_unconfirmed is (state is State.UNCONFIRMED)


def test_created_ends_everything() -> None:
    order = o.record(claimed(), Created(PAYMENT), LATER)
    assert (order.found, order.next_at) == (("pay_1",), None)
    assert not order.needs_person


def test_a_rejection_keeps_dodos_word_for_the_form() -> None:
    order = o.record(claimed(), Rejected(422, "INVALID_TAX_ID"), LATER)
    assert dict(order.history[-1].params) == {"status": 422, "code": "INVALID_TAX_ID"}
    assert order.needs_person
    assert order.next_at is None


def test_a_told_wait_is_honoured_and_bounded() -> None:
    for told, kept in [(7.0, 7.0), (-5.0, 0.0), (float("inf"), LONGEST_WAIT), (float("nan"), 0.0)]:
        order = o.record(claimed(), NotSent("throttled", told), NOW)
        assert order.next_at == NOW + timedelta(seconds=kept)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_backoff_grows_within_bounds(attempts: int, jitter: float) -> None:
    wait = o.backoff(attempts, jitter)
    assert 0.5 * o.BACKOFF_FIRST <= wait <= o.BACKOFF_MOST
    assert wait <= o.backoff(attempts + 1, jitter)


def test_a_night_without_network_is_one_event() -> None:
    order = o.queue(ORDER, NOW)
    for _ in range(100):
        order = o.postpone(order, NotSent("offline"), LATER)
    assert [event.code for event in order.history] == ["saved", "not_sent"]
    assert order.attempts == 100


def test_the_looks_come_when_they_should_and_end() -> None:
    order = o.record(claimed(), Unclear("timeout"), NOW)
    waits = []
    now = NOW
    while order.next_at is not None:
        waits.append((order.next_at - now).total_seconds())
        now = order.next_at
        order = o.looked(order, (), now)
    assert waits == [0, 3, 10, 30, *[60] * 10]
    assert order.looks_over
    assert order.needs_person
    assert order.state is State.UNCONFIRMED
    again = o.look_from_start(order, now)
    assert (again.looks, again.next_at, again.needs_person) == (0, now, False)


def test_a_failed_look_does_not_count() -> None:
    order = o.record(claimed(), Unclear("timeout"), NOW)
    for _ in range(3):
        order = o.look_failed(order, NOW, "offline")
    assert order.looks == 0
    assert [event.code for event in order.history].count("look_failed") == 1
    assert order.next_at == NOW + timedelta(seconds=3)
    assert o.look_failed(order, NOW, "throttled", 90).next_at == NOW + timedelta(seconds=90)
    assert o.look_failed(order, NOW, "throttled", 1).next_at == NOW + timedelta(seconds=3)


def test_one_look_is_enough_long_after() -> None:
    order = o.look_once(o.record(claimed(), Unclear("timeout"), NOW), LATER)
    assert order.next_at == LATER
    assert o.looked(order, (), LATER).looks_over


def test_looks_begin_at_the_first_sending_whose_answer_is_unknown() -> None:
    order = o.record(claimed(), Unclear("timeout"), NOW)
    again = o.claim(o.send_again(order, LATER), LATER, LATER)
    assert again.sent_at == NOW
    assert (again.attempts, again.body, again.request_id) == (2, order.body, order.request_id)
    rejected = o.record(again, Rejected(422, "X"), LATER)
    assert o.watched(rejected)
    assert rejected.next_at == LATER


def test_a_sending_that_surely_failed_does_not_pull_the_looks_back() -> None:
    order = o.record(claimed(), NotSent("dns"), NOW)
    assert o.claim(order, LATER, LATER).sent_at == LATER


def test_discarded_ones_are_looked_for_only_if_they_may_exist() -> None:
    assert o.discard(o.queue(ORDER, NOW), LATER).next_at is None
    unclear = o.discard(o.record(claimed(), Unclear("reset"), NOW), LATER)
    assert (unclear.next_at, unclear.looks) == (LATER, 0)
    found = o.looked(unclear, ("pay_1", "pay_2"), LATER)
    assert (found.state, found.found) == (State.CREATED, ("pay_1", "pay_2"))
    assert o.discard(o.queue(ORDER, NOW), LATER, edited=True).history[-1].code == "edited"


def test_an_order_that_turns_out_to_be_made_was_sent_whatever_was_known() -> None:
    found = o.looked(o.queue(ORDER, NOW), ("pay_1",), LATER)
    assert (found.state, found.found, found.ever_unconfirmed) == (State.CREATED, ("pay_1",), True)


def test_holding_and_releasing() -> None:
    held = o.queue(ORDER, NOW, hold=Hold.ASK_FIRST)
    assert held.next_at is None
    assert held.needs_person
    dearer = o.hold(o.queue(ORDER, NOW), NOW, Hold.PRICE_CHANGED, Money(5, "EUR"))
    assert (dearer.hold, dearer.quote, dearer.history[-1].code) == (
        Hold.PRICE_CHANGED,
        Money(5, "EUR"),
        "held_price_changed",
    )
    free = o.release(dearer, LATER)
    assert (free.hold, free.next_at) == (Hold.NONE, LATER)
    assert o.unblock(o.block(held, "key_missing", NOW), LATER).next_at is None


def test_a_released_order_waits_for_no_key_any_more() -> None:
    blocked = o.block(o.queue(ORDER, NOW), "key_refused", NOW)
    free = o.release(blocked, LATER)
    assert (free.state, free.dodo, free.next_at) == (State.QUEUED, None, LATER)
    assert free.history[-1].code == "released"
    told = o.release(o.postpone(o.queue(ORDER, NOW), NotSent("dns"), NOW), LATER)
    assert told.dodo == NotSent("dns"), "why it waited is told until it goes out"


def test_only_queued_and_rejected_orders_can_be_edited() -> None:
    assert {s for s in State if standing.editable(replace(ORDER, state=s))} == {State.QUEUED, State.REJECTED}


def test_recovered_orders_count_as_sent() -> None:
    order = o.recover(claimed(), LATER)
    assert (order.state, order.dodo, order.next_at) == (State.UNCONFIRMED, Unclear("interrupted"), LATER)


def test_what_an_ended_app_left_untried_goes_on_and_counts_as_having_waited() -> None:
    order = o.left_behind(replace(o.queue(ORDER, NOW), next_at=LATER), LATER)
    assert (order.state, order.next_at, order.attempts) == (State.QUEUED, LATER, 0)
    assert [event.code for event in order.history] == ["saved", "not_sent"]
    assert standing.waited_offline(order)
    assert standing.waited(order)
    with pytest.raises(IllegalMove):
        o.left_behind(order, LATER)


def test_retiming_needs_a_time() -> None:
    assert o.retime(o.queue(ORDER, NOW), LATER).next_at == LATER
    with pytest.raises(IllegalMove):
        o.retime(ORDER, LATER)


def test_every_move_is_in_the_table() -> None:
    """A function that gives an order a new state or time has to stand in MOVES, or be one of these."""
    told = {name.removesuffix("_in_vain").removesuffix("_found") for name in MOVES} | {"retime"}
    moves = {
        name
        for name, function in vars(o).items()
        if isinstance(function, FunctionType)
        and not name.startswith("_")
        and function.__module__ == o.__name__
        and function.__annotations__.get("return") is OutgoingPayment
    }
    assert len(moves) > 15
    assert moves <= told


OUTCOMES: dict[str, Outcome] = {
    "created": Created(PAYMENT),
    "not_sent": NotSent("dns"),
    "rejected": Rejected(422, "X"),
    "blocked": Blocked("key_refused"),
    "unclear": Unclear("reset"),
}


@pytest.mark.parametrize("ever", [False, True])
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_only_a_claimed_order_takes_an_outcome(outcome: str, state: State, ever: bool) -> None:
    order = replace(ORDER, state=state, ever_unconfirmed=ever)
    if state is not State.SENDING:
        with pytest.raises(IllegalMove):
            o.record(order, OUTCOMES[outcome], LATER)
        return
    moved = o.record(order, OUTCOMES[outcome], LATER)
    assert moved.state is not State.SENDING
    # Once a payment may exist, that is never forgotten.
    assert moved.ever_unconfirmed is (ever or outcome == "unclear")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("due", [False, True])
def test_retiming_is_for_whatever_has_a_time(state: State, due: bool) -> None:
    order = replace(ORDER, state=state, next_at=NOW if due else None)
    if due:
        moved = o.retime(order, LATER)
        assert (moved.state, moved.next_at, moved.history) == (state, LATER, order.history)
    else:
        with pytest.raises(IllegalMove):
            o.retime(order, LATER)


WAITED = NotSent("offline")


@pytest.mark.parametrize(
    ("order", "waited"),
    [
        (o.postpone(ORDER, WAITED, NOW), True),
        (o.postpone(ORDER, NotSent("dns"), NOW), True),
        (o.postpone(ORDER, NotSent("throttled"), NOW), False),
        (o.queue(ORDER, NOW), False),
        (o.release(o.postpone(ORDER, WAITED, NOW), LATER), False),
        (o.hold(o.postpone(ORDER, WAITED, NOW), LATER, Hold.ASK_FIRST), False),
        (o.claim(o.postpone(ORDER, WAITED, NOW), LATER, LATER), False),
        (o.block(o.postpone(ORDER, WAITED, NOW), "key_missing", LATER), False),
        (o.discard(o.postpone(ORDER, WAITED, NOW), LATER), False),
    ],
)
def test_only_what_still_waits_for_the_network_waited_offline(order: OutgoingPayment, waited: bool) -> None:
    assert standing.waited_offline(order) is waited


@pytest.mark.parametrize("why", [why for why in Hold if why])
@pytest.mark.parametrize("state", State)
def test_holding_is_for_queued_orders(why: Hold, state: State) -> None:
    order = replace(ORDER, state=state)
    if state is not State.QUEUED:
        with pytest.raises(IllegalMove):
            o.hold(order, NOW, why)
        return
    held = o.hold(order, NOW, why)
    assert (held.hold, held.next_at, held.needs_person) == (why, None, True)
    with pytest.raises(IllegalMove):
        o.claim(held, NOW, NOW)
    with pytest.raises(IllegalMove):
        o.postpone(held, WAITED, NOW)
    free = o.release(held, LATER)
    assert o.claim(free, LATER, LATER).state is State.SENDING


def test_what_the_computer_went_through_is_not_what_happened_to_the_order() -> None:
    order = o.look_failed(o.record(claimed(), Unclear("reset"), NOW), NOW, "offline")
    slept = o.noted(order, LATER, "slept")
    assert slept.history[-1].code == "slept"
    last = last_event(slept.history)
    assert last is not None
    assert last.code == "look_failed"
    again = o.look_failed(slept, LATER, "offline")
    assert [event.code for event in again.history].count("look_failed") == 1
    assert last_event(ORDER.history) is None
