"""Qt's enumerations, put together at once: the standard library takes each of their thousands of members
through all that one written by hand might need, and took a fifth of a start for it."""

from __future__ import annotations

import sys
from enum import KEEP, Enum, EnumType, Flag, IntEnum, IntFlag
from typing import Any

_KINDS: tuple[type[Enum], ...] = (Enum, IntEnum, Flag, IntFlag)

_SAMPLE = [("A", 1), ("B", 8), ("C", 8), ("D", 0), ("E", 3), ("F", 4)]
"""Among its members are one of several bits and one of none, a second name, and one out of order."""

_COUNTED = ("_member_names_", "_member_map_", "_value2member_map_")
_Members = list[tuple[str, int]]


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


class _Kind:
    """What all enumerations over `base` have in common, as those have it that `whole` makes."""

    def __init__(self, base: type[Enum], whole: Any) -> None:
        self._base = base
        self._flags = issubclass(base, Flag)
        self._of_int = issubclass(base, int)
        sample = whole(base, "Sample", _SAMPLE, module=__name__, boundary=KEEP)
        names = {name for name, _value in _SAMPLE}
        left_out = {*names, "_iter_member_", "__dict__", "__weakref__"}
        self._space = {name: held for name, held in vars(sample).items() if name not in left_out}
        self._fresh = [(name, type(held)) for name, held in self._space.items() if type(held) in (list, dict)]
        self._taken = {"mro", "", *(name for kind in base.__mro__ for name in vars(kind))}
        self._same = _told(self.build("Sample", _SAMPLE)) == _told(sample)

    def takes(self, names: _Members) -> bool:
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
            and not (self._flags and min(values.values(), default=0) < 0)
        )

    def build(self, class_name: str, names: _Members) -> type[Enum]:
        """The enumeration with these members."""
        space = self._space | {name: kind() for name, kind in self._fresh}
        made: Any = type.__new__(EnumType, class_name, (self._base,), space)
        of_int, flags = self._of_int, self._flags
        listed, by_name, by_value = (space[name] for name in _COUNTED)
        mask = singles = 0
        for name, value in names:
            member = by_value.get(value)
            single = not flags or (value and not value & (value - 1))
            if member is None:
                member = int.__new__(made, value) if of_int else object.__new__(made)
                member._value_ = value
                member._name_ = name
                member.__objclass__ = made
                member._sort_order_ = len(listed)
                by_value[value] = member
                if single:
                    listed.append(name)
            if flags:
                mask |= value
                singles |= value if single else 0
            by_name[name] = member
        # Once all are made: while an enumeration changes, each attribute of a member is looked for in all of
        # its bases.
        for name, member in by_name.items():
            type.__setattr__(made, name, member)
        if "_hashable_values_" in space:
            space["_hashable_values_"].extend(by_value)
        if flags:
            _say_bits(made, mask, singles)
        enumeration: type[Enum] = made
        return enumeration


def _say_bits(made: Any, mask: int, singles: int) -> None:
    bits = (("_flag_mask_", mask), ("_singles_mask_", singles), ("_all_bits_", 2 ** mask.bit_length() - 1))
    for name, value in bits:
        type.__setattr__(made, name, value)
    order = [made._member_map_[name]._value_ for name in made._member_names_]
    if order != sorted(order):
        type.__setattr__(made, "_iter_member_", made._iter_member_by_def_)


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
