"""Drafts, templates and orders as JSON.

Text that no longer parses is Unreadable.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar, cast

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.lately import Lately
from dodo_desktop.core.outcome import Blocked, Created, NotSent, Outcome, Rejected, Unclear
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.template import Template
from dodo_desktop.store.columns import storable
from dodo_desktop.store.typed import loads, reader

T = TypeVar("T")

_KINDS = {
    Created: "created",
    NotSent: "not_sent",
    Rejected: "rejected",
    Blocked: "blocked",
    Unclear: "unclear",
}
_BY_KIND: dict[str, type[Outcome]] = {kind: outcome for outcome, kind in _KINDS.items()}


class Unreadable(Exception):
    """Stored text that no longer parses. Names no value."""

    def __init__(self) -> None:
        super().__init__("a stored text no longer parses")


def _read(kind: type[T], given: Any) -> T:
    """`given` as JSON knows it as one of core's types. Raises Unreadable."""
    found = _sound(reader(kind), given)  # type: ignore[arg-type] # a class can be hashed
    return cast("T", found)


def _sound(work: Callable[[Any], Any], given: Any) -> Any:
    try:
        return work(given)
    except (TypeError, ValueError):
        pass
    # Raised here, so that not even its context holds a value.
    raise Unreadable


def _loaded(text: str) -> Any:
    return _sound(loads, text)


def draft_to_text(draft: Draft) -> str:
    """A draft as JSON."""
    known = _known_text(draft)
    return _text(_plain(draft)) if known is None else known


def draft_from_text(text: str) -> Draft:
    """The draft of a JSON text. Raises Unreadable."""
    return _read(Draft, _loaded(text))


def template_to_text(template: Template) -> str:
    """A template as JSON."""
    return _text(_plain(template))


def template_from_text(text: str) -> Template:
    """The template of a JSON text. Raises Unreadable."""
    return _read(Template, _loaded(text))


def order_to_text(order: OutgoingPayment) -> str:
    """An order as JSON, without its body, which is kept exactly and apart.

    Raises Unreadable where the text could not be read back, so that no such row is ever written.
    """
    plain = {name: _plain(getattr(order, name)) for name in _beside_the_draft()} | {"body": "", "dodo": None}
    outcome = None if order.dodo is None else {"kind": _KINDS[type(order.dodo)], **_plain(order.dodo)}
    # What is written is what is read: the text adds nothing that would have to be parsed for this.
    _parts_of_order({"order": plain | {"draft": _SOME_DRAFT}, "outcome": outcome})
    its_draft, rest, came_to = _draft_of_order(order.draft), _sound(_text, plain), _sound(_text, outcome)
    return f'{{"order":{rest[:-1]},"draft":{its_draft}}},"outcome":{came_to}}}'


def order_from_text(text: str) -> OutgoingPayment:
    """The order of a JSON text; its body is empty. Raises Unreadable."""
    return _order(_loaded(text))


def order_to_move(text: str) -> OutgoingPayment:
    """As `order_from_text`, of an order that is about to be written again. Its draft is then written as it is
    here, with what a later version put into it: it need not be put together and read back once more."""
    document = _loaded(text)
    order = _order(document)
    with suppress(Unreadable):
        _note(order.draft, _sound(_text, document["order"]["draft"]))
    return order


def _order(document: Any) -> OutgoingPayment:
    order, outcome = _parts_of_order(document)
    history = tuple(replace(event, params=_frozen(event.params)) for event in order.history)
    return replace(order, dodo=_frozen_outcome(outcome), history=history)


def _parts_of_order(document: Any) -> tuple[OutgoingPayment, Outcome | None]:
    if not isinstance(document, dict):
        raise Unreadable
    order, outcome = _read(OutgoingPayment, document.get("order")), document.get("outcome")
    return order, None if outcome is None else _outcome(outcome)


def _outcome(given: Any) -> Outcome:
    # Blocked, Unclear and NotSent look alike in JSON: only the kind that is written beside them tells.
    kind = given.get("kind") if isinstance(given, dict) else None
    if not isinstance(kind, str) or kind not in _BY_KIND:
        raise Unreadable
    return _read(_BY_KIND[kind], given)


def _text(plain: Any) -> str:
    return storable(json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


_lately: Lately[int, tuple[Draft, str]] = Lately(400_000)
"""How drafts are written, with as many letters; a hundred orders that are due fit in."""
_its_user = Lock()
"""The threads that read and that write share it."""

_SOME_DRAFT = {"draft_id": ""}
"""Stands for the one that was looked at before."""

_AS_IT_IS = (str, int, float, bool, type(None))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; of other types none. Asked for with each value of each order."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _plain(value: Any) -> Any:
    """A value of core's types as JSON knows it."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if names := _names(kind):
        return {name: _plain(getattr(value, name)) for name in names}
    # Before the mappings: whether it is one of those takes the longest to tell.
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        items = [_plain(item) for item in value]
        return sorted(items) if isinstance(value, frozenset) else items
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


@cache
def _beside_the_draft() -> tuple[str, ...]:
    return tuple(name for name in _names(OutgoingPayment) if name not in {"draft", "body", "dodo"})


def _draft_of_order(draft: Draft) -> str:
    """As `draft_to_text`; the same draft is written with its order at each move of it, and with its link.

    Raises Unreadable where it could not be read back.
    """
    known = _known_text(draft)
    if known is not None:
        return known
    plain = _plain(draft)
    _read(Draft, plain)
    text = cast("str", _sound(_text, plain))
    _note(draft, text)
    return text


def _known_text(draft: Draft) -> str | None:
    with _its_user:
        known = _lately.get(id(draft))
    # By what it is, not by what it equals: comparing two would take as long as writing one.
    return known[1] if known is not None and known[0] is draft else None


def _note(draft: Draft, text: str) -> None:
    with _its_user:
        # It is held, so that no other can come to its id.
        _lately.keep(id(draft), (draft, text), len(text))


def _frozen(params: Mapping[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(dict(params))


def _frozen_outcome(outcome: Outcome | None) -> Outcome | None:
    if not isinstance(outcome, Created):
        return outcome
    return Created(replace(outcome.payment, metadata=_frozen(outcome.payment.metadata)))
