"""Drafts, templates and orders as JSON, moments as whole microseconds.

Text that no longer parses is Unreadable.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Discriminator, Tag, TypeAdapter, ValidationError

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked, Created, NotSent, Outcome, Rejected, Unclear
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.template import Template
from dodo_desktop.core.value import value

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_KINDS = {
    Created: "created",
    NotSent: "not_sent",
    Rejected: "rejected",
    Blocked: "blocked",
    Unclear: "unclear",
}


class Unreadable(Exception):
    """Stored text that no longer parses. Names no value."""

    def __init__(self) -> None:
        super().__init__("a stored text no longer parses")


def _kind(value: Any) -> str:
    return str(value.get("kind")) if isinstance(value, dict) else ""


# Blocked, Unclear and NotSent look alike in JSON: only the kind that is written beside them tells.
_Outcome = Annotated[
    Annotated[Created, Tag("created")]
    | Annotated[NotSent, Tag("not_sent")]
    | Annotated[Rejected, Tag("rejected")]
    | Annotated[Blocked, Tag("blocked")]
    | Annotated[Unclear, Tag("unclear")],
    Discriminator(_kind),
]


@value
class _OrderDocument:
    order: OutgoingPayment
    outcome: _Outcome | None


# Adapters take a while to build: when first used, in a thread of the database, and never twice at once.
_building = Lock()


@cache
def _build_draft() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)


@cache
def _build_template() -> TypeAdapter[Template]:
    return TypeAdapter(Template)


@cache
def _build_order() -> TypeAdapter[_OrderDocument]:
    return TypeAdapter(_OrderDocument)


def draft_to_text(draft: Draft) -> str:
    """A draft as JSON."""
    return _text(_plain(draft))


def draft_from_text(text: str) -> Draft:
    """The draft of a JSON text. Raises Unreadable."""
    with _building:
        adapter = _build_draft()
    try:
        return adapter.validate_json(text)
    except (ValidationError, TypeError, ValueError):
        pass
    raise Unreadable


def template_to_text(template: Template) -> str:
    """A template as JSON."""
    return _text(_plain(template))


def template_from_text(text: str) -> Template:
    """The template of a JSON text. Raises Unreadable."""
    with _building:
        adapter = _build_template()
    try:
        return adapter.validate_json(text)
    except (ValidationError, TypeError, ValueError):
        pass
    raise Unreadable


def order_to_text(order: OutgoingPayment) -> str:
    """An order as JSON, without its body, which is kept exactly and apart.

    Raises Unreadable where the text could not be read back, so that no such row is ever written.
    """
    document = {
        "order": _plain(replace(order, body="", dodo=None)),
        "outcome": None if order.dodo is None else {"kind": _KINDS[type(order.dodo)], **_plain(order.dodo)},
    }
    text = _text(document)
    _order_document(text)
    return text


def order_from_text(text: str) -> OutgoingPayment:
    """The order of a JSON text; its body is empty. Raises Unreadable."""
    document = _order_document(text)
    order = document.order
    history = tuple(replace(event, params=_frozen(event.params)) for event in order.history)
    return replace(order, dodo=_frozen_outcome(document.outcome), history=history)


def _order_document(text: str) -> _OrderDocument:
    with _building:
        adapter = _build_order()
    try:
        return adapter.validate_json(text)
    except (ValidationError, TypeError, ValueError):
        pass
    raise Unreadable


def micros(moment: datetime | None) -> int | None:
    """Microseconds since 1970 in UTC. Raises TypeError for a moment without a time zone."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The moment of `micros`, in UTC."""
    return _EPOCH + value * _MICROSECOND


def moment_or_epoch(value: int) -> datetime:
    """The moment of `micros`, and 1970 for what is none, as in a row that is broken."""
    try:
        return moment(value)
    except (TypeError, OverflowError):
        return _EPOCH


def moment_or_none(value: int | None) -> datetime | None:
    """The moment of `micros`, None for None."""
    return None if value is None else moment(value)


def money(minor: int | None, currency: str | None) -> Money | None:
    """The amount of two columns, None where either is missing."""
    return None if minor is None or currency is None else Money(minor, currency)


def money_columns(amount: Money | None) -> tuple[int | None, str | None]:
    """Minor units and currency, for two columns."""
    return (None, None) if amount is None else (amount.minor, amount.currency)


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: half a character, as a broken paste leaves one, becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _text(plain: Any) -> str:
    return storable(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


_MOST_LATELY = 16
_lately: dict[int, tuple[Draft, dict[str, Any]]] = {}

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
        lately = kind is Draft
        return _plain_draft(value) if lately else {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _plain_draft(draft: Draft) -> dict[str, Any]:
    """As `_plain`. The same draft is written with its order at each move of it, and with its link."""
    # By what it is, not by what it equals: comparing two would take as long as this does.
    known = _lately.get(id(draft))
    if known is not None and known[0] is draft:
        return known[1]
    plain = {name: _plain(getattr(draft, name)) for name in _names(Draft)}
    if len(_lately) >= _MOST_LATELY:
        _lately.clear()
    # It is held, so that no other can come to its id.
    _lately[id(draft)] = (draft, plain)
    return plain


def _frozen(params: Mapping[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(dict(params))


def _frozen_outcome(outcome: Outcome | None) -> Outcome | None:
    if not isinstance(outcome, Created):
        return outcome
    return Created(replace(outcome.payment, metadata=_frozen(outcome.payment.metadata)))
