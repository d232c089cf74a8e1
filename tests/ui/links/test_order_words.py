"""Every state and every reason of an order has honest sentences, and no raw code among them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from dodo_desktop.core.draft import OptionsEntry
from dodo_desktop.core.events import Event
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import KEYLESS, UNREACHED, Blocked, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import LOOK_DELAYS, Hold, OutgoingPayment, State, looked
from dodo_desktop.ui.words import order_history, orders
from tests.ui.links.fakes import NOW, events, every_order, order

NOT_SENT = (*sorted(UNREACHED), "throttled", "discount_busy", "unready", "busy", "closed", "never_heard_of")
BLOCKED = (
    "key_refused",
    "key_forbidden",
    "key_missing",
    *sorted(KEYLESS - {"key_missing"}),
    "other_business",
    "never_heard_of",
)
UNCLEAR = (
    "reset",
    "timeout",
    "redirect",
    "conflict",
    "server",
    "proxy",
    "unreadable",
    "unexpected",
    "interrupted",
    "never_heard_of",
)
REFUSALS = ("DISCOUNT_CODE_EXPIRED", "UNSUPPORTED_COUNTRY", "NEVER_HEARD_OF", "")


def cases() -> list[OutgoingPayment]:
    later = NOW + timedelta(seconds=30)
    found = [order(0, dodo=NotSent(reason), attempts=1, next_at=later) for reason in NOT_SENT]
    found += [order(0, State.BLOCKED, dodo=Blocked(reason)) for reason in BLOCKED]
    for reason in UNCLEAR:
        unsure = order(0, State.UNCONFIRMED, dodo=Unclear(reason), ever_unconfirmed=True)
        found += [unsure, replace(unsure, next_at=later), replace(unsure, next_at=NOW)]
    found += [order(0, State.REJECTED, dodo=Rejected(422, code)) for code in REFUSALS]
    found += [order(0, hold=hold) for hold in Hold]
    found += [order(0, hold=Hold.PRICE_CHANGED, quote=None)]
    found += [order(0, state) for state in State]
    found += [order(0, state, ever_unconfirmed=True) for state in (State.REJECTED, State.DISCARDED)]
    found += [order(0, State.CREATED, found=("pay_1", "pay_2"))]
    return found + every_order()


def words_of(case: OutgoingPayment) -> list[str]:
    told = orders.story(case, NOW)
    return [told.happened, told.lead, told.next, orders.next_short(case, NOW)]


@pytest.mark.parametrize("case", cases())
def test_sentences_without_codes(case: OutgoingPayment) -> None:
    told = orders.story(case, NOW)
    assert told.happened.endswith(".")
    assert bool(told.next) == bool(told.lead)
    # A discarded order that nobody looks for is the only one of which nothing more can be said.
    assert told.next or (case.state is State.DISCARDED and not case.ever_unconfirmed)
    assert orders.next_short(case, NOW)
    for text in words_of(case):
        assert not re.search(r"[a-z]_[a-z]|[A-Z]{2,}_|None|\bplease\b|\berror\b|\{|\}", text), text


def test_a_code_that_is_new_tells_what_dodo_says() -> None:
    told = orders.story(order(0, State.REJECTED, dodo=Rejected(422, "NEW_ONE", "Moon is full")), NOW)
    assert "Moon is full" in told.happened
    assert "NEW_ONE" not in told.happened


def test_reasons_are_told_apart() -> None:
    for group, state, make in (
        (NOT_SENT, State.QUEUED, NotSent),
        (BLOCKED, State.BLOCKED, Blocked),
        (UNCLEAR, State.UNCONFIRMED, Unclear),
    ):
        told = {orders.story(order(0, state, dodo=make(reason)), NOW).happened for reason in group}
        assert len(told) == len(group)


def test_unsure_says_that_it_is_not_sent_again_and_until_when_it_looks() -> None:
    case = every_order()[0]
    told = orders.story(case, NOW)
    assert "not sent again by itself" in told.happened
    assert case.next_at is not None
    end = case.next_at
    while case.next_at is not None:
        end = case.next_at
        case = looked(case, (), case.next_at)
    assert orders.last_look(every_order()[0], NOW + timedelta(seconds=24)) == end
    assert "in 24 s" in told.next


def test_unsure_after_the_last_look_leaves_it_to_the_person() -> None:
    over = order(0, State.UNCONFIRMED, dodo=Unclear("reset"), looks=len(LOOK_DELAYS))
    assert orders.story(over, NOW).lead == "Your turn:"


def test_a_countdown_counts_down() -> None:
    case = every_order()[2]
    before = orders.next_short(case, NOW)
    assert before == "Goes out in 12 s, try 3"
    assert orders.next_short(case, NOW + timedelta(seconds=5)) == "Goes out in 7 s, try 3"
    assert orders.next_short(case, NOW + timedelta(seconds=50)) == "Goes out now"


def test_history_has_a_line_for_each_event_and_numbers_the_sendings() -> None:
    codes = (
        "saved",
        "held_ask_first",
        "held_price_changed",
        "released",
        "sent",
        "unclear",
        "looked",
        "looked",
        "look_failed",
        "looked_last",
        "sent_again",
        "sent",
        "not_sent",
        "blocked",
        "unblocked",
        "rejected",
        "created",
        "found",
        "discarded",
        "edited",
        "clock_set_back",
        "slept",
        "never_heard_of",
    )
    lines = order_history.event_lines(events(*codes, reason="reset"))
    assert len(lines) == len(codes)
    assert all(lines)
    assert lines[4] == "Sent to Dodo, once"
    assert lines[11] == "Sent to Dodo, time 2"
    assert lines[6] == "Looked at Dodo: not there"
    assert lines[7] == lines[9] == "Looked again: not there"
    assert len(set(lines[-3:])) == 3, "the clock's events have words of their own"
    assert not any("_" in line for line in lines)


def test_found_more_than_once_is_said() -> None:
    assert order_history.event_lines([Event(NOW, "found", {"count": 2})]) == ["Found at Dodo, 2 payments"]
    assert order_history.event_lines([Event(NOW, "found", {"count": 1})]) == ["Found at Dodo"]


def test_discarding_one_that_may_exist_says_so() -> None:
    sure = order_history.discard_question(order(0)).consequence
    unsure = order_history.discard_question(every_order()[0]).consequence
    assert "none will be" in sure
    assert "may have made a link already" in unsure


@pytest.mark.parametrize("reason", ["disk_full", "read_only", "corrupt", "newer", "locked", "other"])
def test_store_faults_have_sentences(reason: str) -> None:
    sentence = orders.store_sentence(reason)
    assert sentence.endswith(".")
    assert "_" not in sentence
    assert sentence != orders.store_sentence("never_heard_of") or reason == "other"


def test_quotes_and_items() -> None:
    exact, guess = order(0), order(0, quote_exact=False)
    assert "$322.38" in orders.quote_of(exact)
    assert "about" in orders.quote_of(guess)
    assert orders.quote_of(order(0, quote=None)) == ""
    assert "3 items" in orders.items_of(exact.draft)
    bare = replace(exact.draft, options=OptionsEntry())
    assert orders.items_of(bare) == "3 items"
    assert orders.money(Money(24750, "KWD")).endswith("24.750")


@pytest.mark.parametrize(("attempts", "says"), [(1, "Tried once, at "), (12, "Tried 12 times, last at ")])
def test_a_waiting_order_says_how_often_it_was_tried_and_when_last(attempts: int, says: str) -> None:
    waiting = order(0, dodo=NotSent("dns"), attempts=attempts, next_at=NOW + timedelta(seconds=30))
    assert says in orders.story(waiting, NOW).happened
    assert "Tried" not in orders.story(order(0, next_at=NOW), NOW).happened


def test_an_order_that_was_not_found_says_how_often_it_was_looked_for() -> None:
    gone = order(0, State.UNCONFIRMED, dodo=Unclear("reset"), ever_unconfirmed=True)
    gone = replace(gone, history=events("saved", "sent", "unclear", *["looked"] * 13, "looked_last"))
    assert "looked through 14 times" in orders.story(gone, NOW).happened
