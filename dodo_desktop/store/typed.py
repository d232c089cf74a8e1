"""JSON back into core's types, by their annotations: what does not fit raises TypeError or ValueError.

Plain Python: a library for this takes longer to import than all that a start reads.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, get_args, get_origin, get_type_hints

Read = Callable[[Any], Any]


def loads(text: str) -> Any:
    """The JSON value of a text. Raises ValueError, also where no UTF-8 could hold what it says."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if "\\ud" in text or "\\uD" in text:
        # Half a character can be written as an escape.
        json.dumps(found, ensure_ascii=False).encode()
    return found


@cache
def reader(hint: Any) -> Read:
    """What reads a value of the type that an annotation names.

    Names that are not known are passed over, and what is missing has its default: both are so where another
    version of the program wrote the text.
    """
    if (plain := _PLAIN.get(hint)) is not None:
        return plain
    if isinstance(hint, type):
        return _of_members(hint) if issubclass(hint, Enum) else _of_fields(hint)
    return _FORMS[get_origin(hint)](get_args(hint))


def _no_number(_name: str) -> NoReturn:
    raise ValueError("no number")


def _wrong() -> NoReturn:
    # It names neither what was found nor where: both are a customer's.
    raise TypeError("a value of another type")


def _text(given: Any) -> str:
    return given if isinstance(given, str) else _wrong()


def _truth(given: Any) -> bool:
    return given if type(given) is bool else _wrong()


def _whole(given: Any) -> int:
    if type(given) is int:
        return given
    # As they count in Python: a truth is 1 or 0, and 2.0 is 2.
    if isinstance(given, int) or (type(given) is float and given.is_integer()):
        return int(given)
    _wrong()


def _real(given: Any) -> float:
    return float(given) if type(given) in (float, int) else _wrong()


def _nothing(given: Any) -> None:
    if given is not None:
        _wrong()


def _moment(given: Any) -> datetime:
    return datetime.fromisoformat(_text(given))


_PLAIN: Mapping[Any, Read] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _real,
    NoneType: _nothing,
    datetime: _moment,
}


def _of_fields(kind: Any) -> Read:
    hints = get_type_hints(kind)
    parts = [(each.name, reader(hints[each.name])) for each in fields(kind)]

    def read(given: Any) -> Any:
        if type(given) is not dict:
            _wrong()
        return kind(**{name: part(given[name]) for name, part in parts if name in given})

    return read


def _of_members(kind: type[Enum]) -> Read:
    members = {each.value: each for each in kind}

    def read(given: Any) -> Any:
        return members[given] if isinstance(given, str) and given in members else _wrong()

    return read


def _of_words(words: tuple[Any, ...]) -> Read:
    def read(given: Any) -> Any:
        return given if isinstance(given, str) and given in words else _wrong()

    return read


def _of_any(kinds: tuple[Any, ...]) -> Read:
    parts = [reader(each) for each in kinds if each is not NoneType]
    empty = NoneType in kinds

    def read(given: Any) -> Any:
        if given is None and empty:
            return None
        for part in parts[:-1]:
            try:
                return part(given)
            except (TypeError, ValueError):
                continue
        return parts[-1](given)

    return read


def _of_many(kind: Any, into: Callable[[list[Any]], Any]) -> Read:
    part = reader(kind)

    def read(given: Any) -> Any:
        return into([part(each) for each in given]) if type(given) is list else _wrong()

    return read


def _of_tuple(kinds: tuple[Any, ...]) -> Read:
    return _of_many(kinds[0], tuple) if kinds[-1] is Ellipsis else _of_places(kinds)


def _of_places(kinds: tuple[Any, ...]) -> Read:
    parts = [reader(each) for each in kinds]

    def read(given: Any) -> Any:
        if type(given) is not list or len(given) != len(parts):
            _wrong()
        return tuple(part(each) for part, each in zip(parts, given, strict=True))

    return read


def _of_names(kind: Any) -> Read:
    part = reader(kind)

    def read(given: Any) -> Any:
        return {name: part(each) for name, each in given.items()} if type(given) is dict else _wrong()

    return read


_FORMS: Mapping[Any, Callable[[tuple[Any, ...]], Read]] = {
    Literal: _of_words,
    UnionType: _of_any,
    tuple: _of_tuple,
    frozenset: lambda kinds: _of_many(kinds[0], frozenset),
    Mapping: lambda kinds: _of_names(kinds[1]),
}
