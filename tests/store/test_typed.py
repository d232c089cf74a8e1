"""What is kept comes back as what it was, or not at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft
from dodo_desktop.core.events import Event
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import NotSent
from dodo_desktop.core.proposals import Proposals
from dodo_desktop.store.typed import loads, reader


@pytest.mark.parametrize(
    ("hint", "given", "found"),
    [
        (str, "Zoë", "Zoë"),
        (bool, True, True),
        (int, 5, 5),
        (int, 2.0, 2),
        (int, True, 1),
        (int | None, None, None),
        (float | None, 3, 3.0),
        (datetime, "2026-01-02T03:04:05.000006+00:00", datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)),
        (frozenset[str], ["b", "a"], frozenset({"a", "b"})),
        (tuple[str, ...], ["a"], ("a",)),
        (tuple[tuple[str, int], ...], [["a", 1]], (("a", 1),)),
        (CustomerMode, "new", CustomerMode.NEW),
        (Money, {"minor": 5, "currency": "EUR"}, Money(5, "EUR")),
        (NotSent, {"reason": "dns", "wait": None}, NotSent("dns")),
        (NotSent, {"reason": "dns", "of a later version": 1}, NotSent("dns")),
        (Proposals, {"source": "paste"}, Proposals("paste")),
        (
            Event,
            {"at": "2026-01-02T00:00:00+00:00", "code": "saved", "params": {"n": 1, "who": "me"}},
            Event(datetime(2026, 1, 2, tzinfo=UTC), "saved", {"n": 1, "who": "me"}),
        ),
        (Draft, {"draft_id": "d", "billing": {"waived": ["city"]}}, None),
    ],
)
def test_values_come_back_as_what_they_were(hint: Any, given: Any, found: Any) -> None:
    wanted = Draft("d", billing=BillingEntry(waived=frozenset({"city"}))) if hint is Draft else found
    back = reader(hint)(json.loads(json.dumps(given)))
    assert back == wanted
    assert type(back) is type(wanted)


@pytest.mark.parametrize(
    ("hint", "given"),
    [
        (str, 5),
        (str, None),
        (bool, 1),
        (bool, "true"),
        (int, "5"),
        (int, 2.5),
        (int, None),
        (int | None, "5"),
        (float | None, "5"),
        (datetime, 1),
        (datetime, "yesterday"),
        (frozenset[str], "ab"),
        (frozenset[str], [1]),
        (frozenset[str], [[]]),
        (tuple[str, ...], {"a": 1}),
        (tuple[tuple[str, int], ...], [["a"]]),
        (tuple[tuple[str, int], ...], [["a", 1, 2]]),
        (CustomerMode, "nobody"),
        (CustomerMode, ["new"]),
        (Money, {"minor": 5}),
        (Money, [5, "EUR"]),
        (Money, "5 EUR"),
        (Proposals, {"source": "elsewhere"}),
        (CustomerEntry, {"existing": {"name": "Ann"}}),
        (CartLine, {"line_id": "1", "product": None}),
    ],
)
def test_what_is_of_another_type_is_refused_and_not_repeated(hint: Any, given: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as refused:
        reader(hint)(given)
    assert "Ann" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", "[Infinity]", '"\\ud83d"', '{"a": "\\uDE00"}', "[" * 100_000]
)
def test_what_is_no_sound_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        loads(text)


def test_a_whole_character_may_be_written_as_two_escapes() -> None:
    assert loads('"\\ud83d\\ude00"') == "\U0001f600"
