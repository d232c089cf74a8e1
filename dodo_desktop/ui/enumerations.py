"""Qt's enumerations, put together at once and as far as they are used: the standard library takes each of
their thousands of members through all that one written by hand might need, and took a fifth of a start for
it."""

from __future__ import annotations

import sys
from enum import KEEP, Enum, EnumType, Flag, IntEnum, IntFlag
from functools import partial
from threading import RLock
from typing import Any

_KINDS: tuple[type[Enum], ...] = (Enum, IntEnum, Flag, IntFlag)

_SAMPLE = [("A", 1), ("B", 8), ("C", 8), ("D", 0), ("E", 3), ("F", 4)]
"""Among its members are one of several bits and one of none, a second name, and one out of order."""

_COUNTED = ("_member_names_", "_member_map_", "_value2member_map_")
_OF_FLAGS = ("_flag_mask_", "_singles_mask_", "_all_bits_", "_iter_member_")
"""What the members of an enumeration come to, as it is kept in it; the second are those of flags."""

_Names = list[tuple[str, int]]

_making = RLock()
"""The window's own thread and those that import may ask for the same member."""

_unfinished: list[_Members] | None = []
"""All whose members are not all made; None once none is left to be made later."""


def quick_enumerations() -> None:
    """From now on those that Qt's binding asks for are put together here.

    Only where that comes to the same as what the standard library makes, which is tried out on a sample of
    each kind; and only those with nothing unusual in them.
    """
    whole = vars(EnumType)["_create_"]
    kinds: dict[type[Enum], _Kind] = {}

    def create(
        cls: type[Enum], class_name: str, names: Any, *, module: str | None = None, **options: Any
    ) -> type[Enum]:
        if module is None and options.get("boundary") is KEEP and type(names) is list and cls in _KINDS:
            kind = kinds.get(cls) or kinds.setdefault(cls, _Kind(cls, whole))
            if kind.takes(names):
                return kind.build(class_name, names)
        # Where none is named it is that of the caller, from whom this function here would hide it.
        module = module or sys._getframe(2).f_globals.get("__name__")
        made: type[Enum] = whole(cls, class_name, names, module=module, **options)
        return made

    type.__setattr__(EnumType, "_create_", create)


def make_all_members() -> None:
    """Makes those that nobody asked for, and from now on all at once.

    For who finds members without asking their enumeration for them: the binding's texts about arguments name
    them as Qt does, without it.
    """
    global _unfinished
    with _making:
        waiting, _unfinished = _unfinished or (), None
        for members in waiting:
            members.make_all()


class _Kind:
    """What all enumerations over `base` have in common, as those have it that `whole` makes."""

    def __init__(self, base: type[Enum], whole: Any) -> None:
        self._base = base
        self.flags = issubclass(base, Flag)
        self.of_int = issubclass(base, int)
        sample = whole(base, "Sample", _SAMPLE, module=__name__, boundary=KEEP)
        names = {name for name, _value in _SAMPLE}
        left_out = {*names, *_OF_FLAGS, "__dict__", "__weakref__"}
        self._space = {name: held for name, held in vars(sample).items() if name not in left_out}
        self.fresh = {name: type(held) for name, held in self._space.items() if type(held) in (list, dict)}
        self._late = (*self.fresh, *(_OF_FLAGS if self.flags else ()))
        self._taken = {"mro", "", *(name for kind in base.__mro__ for name in vars(kind))}
        mine = self.build("Sample", _SAMPLE)
        self._same = len(mine) == len(sample) and _told(mine) == _told(sample)

    def takes(self, names: _Names) -> bool:
        """Whether these members can be put together here."""
        if not set(map(type, names)) <= {tuple}:
            return False
        values = dict(names)
        return (
            self._same
            and len(values) == len(names)
            and self._taken.isdisjoint(values)
            and "\n_" not in "\n".join(("", *values))
            and set(map(type, values.values())) <= {int}
            and not (self.flags and min(values.values(), default=0) < 0)
        )

    def build(self, class_name: str, names: _Names) -> type[Enum]:
        """The enumeration with these members."""
        members = _Members(self, dict(names))
        late = {name: _Late(members, name) for name in (*self._late, *members.values)}
        made: Any = type.__new__(EnumType, class_name, (self._base,), self._space | late)
        members.enumeration = made
        with _making:
            if _unfinished is None:
                members.make_all()
            else:
                _unfinished.append(members)
        enumeration: type[Enum] = made
        return enumeration


class _Late:
    """Stands in an enumeration for what is made of its members when somebody asks for it by this name."""

    __slots__ = ("_members", "_name")

    def __init__(self, members: _Members, name: str) -> None:
        self._members = members
        self._name = name

    def __get__(self, _member: object, _enumeration: object = None) -> Any:
        return self._members.find(self._name)

    def __contains__(self, name: str) -> bool:
        # Of one that is still to come the library asks whether a name may be set, and nothing else.
        return name in self._members.values


class _Members:
    """Those of one enumeration: hardly a third of all there are is ever asked for.

    Each is made when it is named, and all of them with the first question that is about more than one.
    """

    def __init__(self, kind: _Kind, values: dict[str, int]) -> None:
        self.values = values
        self.enumeration: Any = None
        self._kind = kind
        self._made: dict[int, Any] = {}
        self._all = False

    def find(self, attribute: str) -> Any:
        """What the enumeration has by this name; it has that itself from then on."""
        with _making:
            if not self._all:
                if attribute in self.values:
                    value = self.values[attribute]
                    # One with two names is called by the first.
                    name = next(name for name, same in self.values.items() if same == value)
                    type.__setattr__(self.enumeration, attribute, self._member(name, value))
                else:
                    self.make_all()
        return getattr(self.enumeration, attribute)

    def make_all(self) -> None:
        """Make those that are still to come."""
        if self._all:
            return
        self._all = True
        put, made, flags = partial(type.__setattr__, self.enumeration), self.enumeration, self._kind.flags
        fresh = {name: kind() for name, kind in self._kind.fresh.items()}
        listed, by_name, by_value = (fresh[name] for name in _COUNTED)
        for name, value in self.values.items():
            member = self._member(name, value)
            if value not in by_value:
                member._sort_order_ = len(listed)
                by_value[value] = member
                if not flags or (value and not value & (value - 1)):
                    listed.append(name)
            by_name[name] = member
            put(name, member)
        if "_hashable_values_" in fresh:
            fresh["_hashable_values_"].extend(by_value)
        if flags:
            _say_bits(made, list(by_value))
            order = [by_name[name]._value_ for name in listed]
            if order == sorted(order):
                type.__delattr__(made, "_iter_member_")
            else:
                put("_iter_member_", made._iter_member_by_def_)
        for name, held in fresh.items():
            put(name, held)
        self.values, self._made = {}, {}

    def _member(self, name: str, value: int) -> Any:
        member = self._made.get(value)
        if member is None:
            kind = self.enumeration
            member = int.__new__(kind, value) if self._kind.of_int else object.__new__(kind)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = kind
            self._made[value] = member
        return member


def _say_bits(made: Any, values: list[int]) -> None:
    mask = singles = 0
    for value in values:
        mask |= value
        singles |= 0 if value & (value - 1) else value
    bits = (("_flag_mask_", mask), ("_singles_mask_", singles), ("_all_bits_", 2 ** mask.bit_length() - 1))
    for name, value in bits:
        type.__setattr__(made, name, value)


def _told(made: Any) -> object:
    """All that an enumeration is, so that it can be compared with another one of the same members."""

    def told(held: Any) -> object:
        if isinstance(held, made):
            own = vars(held)
            return held._name_, [(name, own[name]) for name in own if own[name] is not made], repr(held)
        if isinstance(held, dict):
            return [(name, told(each)) for name, each in held.items()]
        if isinstance(held, list):
            return [told(each) for each in held]
        return getattr(held, "__func__", held)

    return {name: told(held) for name, held in vars(made).items()}, [told(each) for each in made]
