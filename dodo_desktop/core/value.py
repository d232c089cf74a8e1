"""Values: the same as frozen dataclasses with slots, made when the program starts at a tenth of the price."""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")

_NOT_GIVEN = object()
_NOT_TAKEN_OVER = ("__dict__", "__weakref__")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(kind: type[T]) -> type[T]:
    """As ``dataclass(frozen=True, slots=True)``, of which it understands fields with defaults and
    `__post_init__`; a `__repr__` of the class itself stays.

    A dataclass compiles six functions when its class is made, which takes a millisecond, and a start makes a
    hundred of them. This one compiles its constructor when the first value is made, and nothing else.
    """
    # Notes the fields, and compiles nothing.
    declared: Any = dataclass(init=False, repr=False, eq=False)(kind)
    declared.__dataclass_params__.frozen = True
    names = tuple(each.name for each in fields(declared))
    kept = {name: it for name, it in vars(kind).items() if name not in (*names, *_NOT_TAKEN_OVER)}
    meta: Any = type(kind)
    made = meta(kind.__name__, kind.__bases__, _methods(names) | kept | {"__slots__": names})
    made.__qualname__ = kind.__qualname__

    def first(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = whole = _constructor(made)
        whole(self, *given, **named)

    made.__init__ = first
    done: type[T] = made
    return done


def _methods(names: tuple[str, ...]) -> dict[str, Any]:
    contents = _contents(names)

    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return contents(self) == contents(other)

    def hashed(self: object) -> int:
        return hash(contents(self))

    def shown(self: object) -> str:
        each = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({each})"

    def refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def refuse_to_delete(_self: object, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def state(self: object) -> list[Any]:
        return [getattr(self, name) for name in names]

    def take_state(self: object, values: list[Any]) -> None:
        for name, it in zip(names, values, strict=True):
            object.__setattr__(self, name, it)

    return {
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": shown,
        "__setattr__": refuse_to_set,
        "__delattr__": refuse_to_delete,
        # Copies and pickles go by the slots, which must not be set in any other way.
        "__getstate__": state,
        "__setstate__": take_state,
    }


def _contents(names: tuple[str, ...]) -> Callable[[object], Any]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda it: tuple(getattr(it, name) for name in names)


def _constructor(made: Any) -> Callable[..., None]:
    """Compiled, as a dataclass has it: values are made by the hundred thousand."""
    known: dict[str, Any] = {"_not_given": _NOT_GIVEN}
    arguments, lines = ["self"], []
    for each in fields(made):
        arguments.append(_argument(each, known))
        given = each.name
        if each.default_factory is not MISSING:
            given = f"_make_{given}() if {given} is _not_given else {given}"
        # The slot's own, as the class forbids to set it.
        known[f"_set_{each.name}"] = vars(made)[each.name].__set__
        lines.append(f"_set_{each.name}(self, {given})")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    source = f"def __init__({', '.join(arguments)}):\n " + ("\n ".join(lines) or "pass")
    exec(source, known)  # noqa: S102 - put together from the names of fields alone
    constructor: Callable[..., None] = known["__init__"]
    constructor.__qualname__ = f"{made.__qualname__}.__init__"
    return constructor


def _argument(each: "Field[Any]", known: dict[str, Any]) -> str:
    if each.default_factory is not MISSING:
        known[f"_make_{each.name}"] = each.default_factory
        return f"{each.name}=_not_given"
    if each.default is MISSING:
        return each.name
    known[f"_default_{each.name}"] = each.default
    return f"{each.name}=_default_{each.name}"
