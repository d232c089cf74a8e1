"""Events: what happened to an order, in the order in which it happened."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from types import MappingProxyType

from dodo_desktop.core.value import value

CLOCK_EVENTS = frozenset({"clock_set_back", "slept"})
"""Codes of events that happened to the computer, not to the order."""


@value
class Event:
    """One thing that was done with an order; `code` is a word, `params` fill its sentence."""

    at: datetime
    code: str
    params: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))


def last_event(history: Sequence[Event]) -> Event | None:
    """What happened to an order last; what happened to the computer meanwhile does not count."""
    return next((event for event in reversed(history) if event.code not in CLOCK_EVENTS), None)
