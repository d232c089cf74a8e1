"""Values: the same as frozen dataclasses with slots, made when the program starts at a tenth of the price."""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_NOT_GIVEN = object()
_FEW = 20
"""Values of a kind that are made before its constructor is compiled, which takes as long as forty of them."""
_NOT_TAKEN_OVER = ("__dict__", "__weakref__")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(kind: type[T]) -> type[T]:
    """As ``dataclass(frozen=True, slots=True)``, of which it understands fields with defaults and
    `__post_init__`; a `__repr__` of the class itself stays. Its base has no fields.

    A dataclass compiles six functions when its class is made, which takes a millisecond, and a start makes a
    hundred of them. This one compiles its constructor once some values were made, and nothing else: of most
    kinds a start makes one or two.
    """
    own = vars(kind)
    annotations: dict[str, Any] = own.get("__annotations__", {})
    names = tuple(annotations)
    given = {name: own[name] for name in names if name in own}
    kept = {name: it for name, it in own.items() if name not in annotations and name not in _NOT_TAKEN_OVER}
    fields = {"__slots__": names, "__match_args__": names, "__dataclass_fields__": _Fields(kind)}
    meta: Any = type(kind)
    made = meta(kind.__name__, kind.__bases__, _methods(names) | kept | fields)
    made.__qualname__ = kind.__qualname__

    made.__init__ = _constructor_of_few(made, given)
    done: type[T] = made
    return done


class _Fields:
    """What the library asks a class for, such as to replace a field: noted when it first asks."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def __get__(self, _value: object, made: Any) -> dict[str, Field[Any]]:
        noted: Any = dataclass(init=False, repr=False, eq=False)(self._kind)
        found: dict[str, Field[Any]] = noted.__dataclass_fields__
        made.__dataclass_fields__ = found
        return found


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

    def state(self: object) -> list[Any]:
        return [getattr(self, name) for name in names]

    def take_state(self: object, values: list[Any]) -> None:
        for name, it in zip(names, values, strict=True):
            object.__setattr__(self, name, it)

    return {
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": shown,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        # Copies and pickles go by the slots, which must not be set in any other way.
        "__getstate__": state,
        "__setstate__": take_state,
    }


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _contents(names: tuple[str, ...]) -> Callable[[object], Any]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda it: tuple(getattr(it, name) for name in names)


def _constructor_of_few(made: Any, given: dict[str, Any]) -> Callable[..., None]:
    """Fills the first values one field after another, and leaves all further ones to one that is compiled."""
    names: tuple[str, ...] = made.__slots__
    count = 0

    def fill(self: Any, *arguments: Any, **named: Any) -> None:
        nonlocal count
        count += 1
        rest = names[len(arguments) :]
        told = [name in named for name in rest]
        # Who tells too little or too much hears of it as ever.
        fits = len(arguments) + len(rest) == len(names) and sum(told) == len(named)
        if count > _FEW or not fits or not all(map(or_, told, (name in given for name in rest))):
            made.__init__ = whole = _constructor(made, given)
            whole(self, *arguments, **named)
            return
        for name, it in zip(names, arguments, strict=False):
            object.__setattr__(self, name, it)
        for name in rest:
            object.__setattr__(self, name, named[name] if name in named else _made_default(given[name]))
        if hasattr(made, "__post_init__"):
            self.__post_init__()

    return fill


def _made_default(given: Any) -> Any:
    default, made_anew = _default(given)
    return default if made_anew is MISSING else made_anew()


def _constructor(made: Any, given: dict[str, Any]) -> Callable[..., None]:
    """Compiled, as a dataclass has it: values are made by the hundred thousand. `given` are the defaults."""
    known: dict[str, Any] = {"_not_given": _NOT_GIVEN}
    arguments, lines = ["self"], []
    for name in made.__slots__:
        default, made_anew = _default(given.get(name, MISSING))
        source = name
        if made_anew is not MISSING:
            known[f"_make_{name}"] = made_anew
            arguments.append(f"{name}=_not_given")
            source = f"_make_{name}() if {name} is _not_given else {name}"
        elif default is not MISSING:
            known[f"_default_{name}"] = default
            arguments.append(f"{name}=_default_{name}")
        else:
            arguments.append(name)
        # The slot's own, as the class forbids to set it.
        known[f"_set_{name}"] = vars(made)[name].__set__
        lines.append(f"_set_{name}(self, {source})")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    text = f"def __init__({', '.join(arguments)}):\n " + ("\n ".join(lines) or "pass")
    exec(text, known)  # noqa: S102 - put together from the names of fields alone
    constructor: Callable[..., None] = known["__init__"]
    constructor.__qualname__ = f"{made.__qualname__}.__init__"
    return constructor


def _default(given: Any) -> tuple[Any, Any]:
    """The default of a field and what makes one anew for each value, of what stands behind its name."""
    return (given.default, given.default_factory) if isinstance(given, Field) else (given, MISSING)
