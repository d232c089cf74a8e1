from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import pytest
from hypothesis import given

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.events import Event
from dodo_desktop.core.outcome import Blocked, Created, CreatedPayment, Unclear
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.store import codec, columns
from tests.store.samples import NOW, draft, drafts, moments, order, orders


@given(drafts)
def test_every_draft_comes_back_as_it_was(some: Draft) -> None:
    assert codec.draft_from_text(codec.draft_to_text(some)) == some


@given(orders)
def test_every_order_comes_back_as_it_was_but_for_its_body(some: OutgoingPayment) -> None:
    back = codec.order_from_text(codec.order_to_text(some))
    assert back == replace(some, body="")
    assert type(back.dodo) is type(some.dodo)


@given(moments)
def test_moments_keep_their_microseconds(some: datetime) -> None:
    value = columns.micros(some)
    assert value is not None
    assert columns.moment(value) == some


def test_outcomes_that_look_alike_are_told_apart() -> None:
    for outcome in (Blocked("timeout"), Unclear("timeout")):
        assert codec.order_from_text(codec.order_to_text(order(dodo=outcome))).dodo == outcome


def test_a_draft_that_could_not_be_written_as_it_was_read_is_written_anew() -> None:
    odd = codec.order_to_text(order()).replace('"draft":{', '"draft":{"of_a_later_version":1e999,')
    assert codec.order_to_text(codec.order_to_move(odd)) == codec.order_to_text(order())


def test_what_came_back_cannot_be_changed() -> None:
    sent = order(
        history=(Event(NOW, "saved", MappingProxyType({"n": 1})),),
        dodo=Created(CreatedPayment("pay_1", 5, metadata=MappingProxyType({"seat": "7"}))),
    )
    back = codec.order_from_text(codec.order_to_text(sent))
    assert isinstance(back.history[0].params, MappingProxyType)
    assert isinstance(back.dodo, Created)
    assert isinstance(back.dodo.payment.metadata, MappingProxyType)


def test_half_a_character_does_not_stop_a_draft_from_being_kept() -> None:
    torn = draft(name="Ann \ud83d end, \ud83d\ude00 whole")
    back = codec.draft_from_text(codec.draft_to_text(torn))
    assert back.customer.name == "Ann \ufffd end, \U0001f600 whole"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"draft_id": 5}', '{"order": {"draft": "Ann"}}'])
def test_text_that_is_no_draft_or_order_is_unreadable_and_not_repeated(text: str) -> None:
    for parse in (codec.draft_from_text, codec.order_from_text):
        with pytest.raises(codec.Unreadable) as raised:
            parse(text)
        assert raised.value.__context__ is None
        assert "Ann" not in str(raised.value)


def test_an_order_that_could_not_be_read_back_is_never_written() -> None:
    torn = order(history=(Event(NOW, "saved", MappingProxyType({"wait": [1]})),))  # type: ignore[dict-item]
    with pytest.raises(codec.Unreadable):
        codec.order_to_text(torn)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        columns.micros(NOW.replace(tzinfo=None))
