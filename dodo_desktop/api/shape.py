"""Shapes of JSON values, strict to the letter: no name too many, nothing of another type, no conversions.

A shape is called with a value as ``json`` reads it and raises Misfit where that does not fit.
"""

import re
from collections.abc import Callable, Collection, Mapping

Shape = Callable[[object], None]


class Misfit(ValueError):
    """A value that does not fit. Holds none of it."""


def text(
    *, least: int = 0, most: int | None = None, form: str = "", known: Collection[str] | None = None
) -> Shape:
    """Text of so many characters that UTF-8 can hold, of this form as a whole, or one of `known`."""
    whole = re.compile(form) if form else None
    codes = frozenset(known) if known is not None else None

    def check(given: object) -> None:
        if not isinstance(given, str):
            raise Misfit
        if not given.isascii():
            _encode(given)
        if len(given) < least or (most is not None and len(given) > most):
            raise Misfit
        if whole is not None and not whole.fullmatch(given):
            raise Misfit
        if codes is not None and given not in codes:
            raise Misfit

    return check


def integer(least: int, most: int) -> Shape:
    """A whole number from `least` to `most`; neither a truth nor 2.0 is one."""

    def check(given: object) -> None:
        if type(given) is not int or not least <= given <= most:
            raise Misfit

    return check


def truth(given: object) -> None:
    """True or false."""
    if type(given) is not bool:
        raise Misfit


def maybe(shape: Shape) -> Shape:
    """The same, or null."""

    def check(given: object) -> None:
        if given is not None:
            shape(given)

    return check


def either(one: Shape, other: Shape) -> Shape:
    """One shape or the other."""

    def check(given: object) -> None:
        try:
            one(given)
        except Misfit:
            other(given)

    return check


def several(each: Shape, *, least: int = 0, most: int | None = None) -> Shape:
    """A list of so many of a shape."""

    def check(given: object) -> None:
        if not isinstance(given, list) or len(given) < least or (most is not None and len(given) > most):
            raise Misfit
        for one in given:
            each(one)

    return check


def different(each: Shape) -> Shape:
    """A list of a shape of text in which none comes twice."""
    listed = several(each)

    def check(given: object) -> None:
        listed(given)
        if isinstance(given, list) and len(set(given)) != len(given):
            raise Misfit

    return check


def pairs(name: Shape, each: Shape, *, most: int) -> Shape:
    """An object of at most so many names of a shape, each with a value of another."""

    def check(given: object) -> None:
        if not isinstance(given, dict) or len(given) > most:
            raise Misfit
        for key, one in given.items():
            name(key)
            each(one)

    return check


def fields(needed: Mapping[str, Shape], free: Mapping[str, Shape] | None = None) -> Shape:
    """An object with all of `needed`, perhaps some of `free`, and nothing else."""
    known = {**needed, **(free or {})}
    missing = frozenset(needed)

    def check(given: object) -> None:
        if not isinstance(given, dict) or not missing <= given.keys():
            raise Misfit
        for name, one in given.items():
            if name not in known:
                raise Misfit
            known[name](one)

    return check


def _encode(given: str) -> None:
    try:
        given.encode()
    except UnicodeEncodeError:
        # From outside of it: that one holds the text.
        pass
    else:
        return
    raise Misfit
