"""Values are what frozen dataclasses with slots are, in all that the program uses of them."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from dodo_desktop.core.value import value


@value
class Ours:
    """With each kind of field."""

    name: str
    size: int = 3
    more: tuple[str, ...] = field(default_factory=lambda: ("a",))
    kind: type = field(default=int)

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("too small")

    @property
    def double(self) -> int:
        """Something that a class adds."""
        return 2 * self.size


@dataclass(frozen=True, slots=True)
class Theirs:
    """The same, as the library makes it."""

    name: str
    size: int = 3
    more: tuple[str, ...] = field(default_factory=lambda: ("a",))
    kind: type = field(default=int)

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("too small")

    @property
    def double(self) -> int:
        """Something that a class adds."""
        return 2 * self.size


@value
class One:
    """Of a single field."""

    only: str


@value
class Secret:
    """Says by itself what may be shown of it."""

    key: str

    def __repr__(self) -> str:
        return "Secret()"


def _both(work: Callable[[Any], object]) -> None:
    told = []
    for kind in (Ours, Theirs):
        try:
            told.append(repr(work(kind)).replace("Theirs", "Ours"))
        except (TypeError, ValueError, AttributeError) as fault:
            told.append(type(fault).__name__)
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "work",
    [
        lambda kind: kind("x"),
        lambda kind: kind("x", 4, ("b",)),
        lambda kind: kind(name="x", more=()),
        lambda kind: kind("x", 4, (), str),
        lambda kind: [(each.name, each.default, each.init) for each in dataclasses.fields(kind("x"))],
        lambda kind: kind(),
        lambda kind: kind("x", other=1),
        lambda kind: kind("x", -1),
        lambda kind: kind("x").double,
        lambda kind: dataclasses.replace(kind("x"), size=9),
        lambda kind: dataclasses.replace(kind("x"), size=-9),
        lambda kind: dataclasses.asdict(kind("x")),
        lambda kind: [(each.name, each.type) for each in dataclasses.fields(kind)],
        dataclasses.is_dataclass,
        lambda kind: kind.__match_args__,
        lambda kind: kind.__slots__,
        lambda kind: hash(kind("x")) == hash(kind("x")),
        lambda kind: hash(kind("x")),
        lambda kind: {kind("x"), kind("x"), kind("y")} == {kind("x"), kind("y")},
        lambda kind: (kind("x") == kind("x"), kind("x") == kind("y"), kind("x") == ("x", 3, ("a",))),
        lambda kind: copy.copy(kind("x")),
        lambda kind: copy.deepcopy(kind("x", 5)),
        lambda kind: pickle.loads(pickle.dumps(kind("x", 5))),
        lambda kind: setattr(kind("x"), "name", "y"),
        lambda kind: delattr(kind("x"), "name"),
        lambda kind: vars(kind("x")),
    ],
)
def test_they_do_what_a_dataclass_does(work: Callable[[Any], object]) -> None:
    _both(work)


def test_nothing_can_be_added_to_one() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Ours("x").other = 1  # type: ignore[attr-defined] # which is the point


def test_a_default_is_made_anew_for_each() -> None:
    @value
    class Lists:
        """With something that can be changed."""

        rows: list[int] = field(default_factory=list)

    first, second = Lists(), Lists()
    first.rows.append(1)
    assert second.rows == []


def test_one_field_is_compared_as_many_are() -> None:
    assert One("a") == One("a")
    assert One("a") != One("b")
    assert hash(One("a")) == hash(One("a"))
    assert hash(One("a")) != hash("a")


def test_what_a_class_shows_of_itself_stays() -> None:
    assert repr(Secret("dodo")) == "Secret()"


def test_what_is_refused_names_no_value() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError) as refused:
        Secret("dodo").key = "other"  # type: ignore[misc] # which is the point
    assert "dodo" not in str(refused.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda kind: kind("x"),
        lambda kind: kind("x", 4, ("b",), str),
        lambda kind: kind(kind=str, name="x"),
        lambda kind: kind("x", more=("b",)),
        lambda kind: kind("x", 1, name="y"),
        lambda kind: kind("x", 1, (), int, 5),
        lambda kind: kind(size=1),
        lambda kind: kind("x", other=1),
        lambda kind: kind("x", -1),
    ],
)
def test_the_first_are_as_all_further_ones(make: Callable[[Any], object]) -> None:
    def told(kind: Any) -> str:
        try:
            return repr(make(kind))
        except (TypeError, ValueError) as fault:
            return f"{type(fault).__name__} {fault}"

    def fresh() -> Any:
        """A kind of which no value was made."""
        body = {"__annotations__": Ours.__annotations__, "__post_init__": Ours.__post_init__}
        defaults = {"size": 3, "more": field(default_factory=lambda: ("a",)), "kind": field(default=int)}
        kind: Any = value(type("Ours", (), body | defaults))
        return kind

    many = fresh()
    for _ in range(50):
        many("x")
    assert told(fresh()) == told(many)


def test_a_class_compiles_nothing_until_some_values_were_made() -> None:
    told = (
        "import builtins, dodo_desktop.core.value as module\n"
        "whole, compiled = builtins.exec, []\n"
        "builtins.exec = lambda source, *more: (compiled.append(source), whole(source, *more))[1]\n"
        "import dataclasses\n"
        "class Kind:\n '''Doc.'''\n name: str\n size: int = 3\n"
        "made = module.value(Kind)\nmade('x')\nprint(len(compiled))\n"
        "for _ in range(50): made('y')\n"
        "print(len(compiled))"
    )
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.split() == ["0", "1"]
