"""Qt's enumerations, put together quickly, are those that the standard library makes."""

import copy
import enum
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from dodo_desktop.ui import enumerations

_ALL = """
{first}
import enum, importlib, pickle, sys
from PySide6 import QtCore, QtGui, QtNetwork, QtSvg, QtWidgets


def told(made, held):
    if isinstance(held, made):
        own = held._name_, held._value_, getattr(held, "_sort_order_", None), sorted(vars(held))
        return own, str(held), repr(held)
    if isinstance(held, dict):
        return [(name, told(made, each)) for name, each in held.items()]
    if isinstance(held, list):
        return [told(made, each) for each in held]
    return repr(getattr(held, "__func__", held)).partition(" at 0x")[0]


def all_of(holder, seen):
    for name in sorted(dir(holder)):
        each = getattr(holder, name, None)
        if not isinstance(each, type) or each in seen or not each.__module__.startswith("PySide6"):
            continue
        seen.add(each)
        if isinstance(each, enum.EnumType):
            # Its members, each of which may be made only now.
            print(each.__module__, each.__qualname__, len(each))
            for attribute, held in sorted(vars(each).items()):
                print("", attribute, told(each, held))
            print("", *each, *map(pickle.dumps, each))
        else:
            all_of(each, seen)


sys.stdout.reconfigure(encoding="utf-8")
for module in (QtCore, QtGui, QtNetwork, QtSvg, QtWidgets):
    all_of(module, set())
"""


def _told(first: str) -> list[str]:
    command = [sys.executable, "-c", _ALL.format(first=first)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=True)
    return done.stdout.splitlines()


def test_all_of_qt_s_are_as_ever() -> None:
    quick, ever = _told("import dodo_desktop.ui"), _told("")
    assert sum(not line.startswith(" ") for line in ever) > 500
    different = [(mine, whole) for mine, whole in zip(quick, ever, strict=True) if mine != whole]
    assert not different


def _made(kind: Any, names: list[Any]) -> Any:
    """As the binding asks for one, with the quick way in place."""
    return kind("Made", names, boundary=enum.KEEP)


@pytest.fixture
def whole_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which of this test's own were left to the standard library."""
    ever = vars(enum.EnumType)["_create_"]
    calls: list[str] = []

    def whole(cls: type[enum.Enum], class_name: str, names: object, **options: object) -> object:
        if class_name in ("Made", "Else"):
            calls.append(class_name)
        return ever(cls, class_name, names, **options)

    monkeypatch.setattr(enum.EnumType, "_create_", whole)
    # Whatever was wanted in this process before.
    monkeypatch.setattr(enumerations, "_unfinished", [])
    enumerations.quick_enumerations()
    return calls


@pytest.mark.parametrize("kind", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
def test_it_is_the_quick_way_that_made_them(kind: type[enum.Enum], whole_calls: list[str]) -> None:
    made = _made(kind, [("One", 1), ("Two", 2), ("Uno", 1)])
    assert not whole_calls
    assert made(1) is made["Uno"] is made.__members__["One"]
    assert [each.name for each in made] == ["One", "Two"]


_MANY = [("Low", 1), ("High", 4), ("Mid", 2), ("Both", 6), ("Also", 4), ("None_", 0)]


@pytest.mark.parametrize("kind", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
@pytest.mark.parametrize(
    "ask",
    [
        lambda made: made.High,
        lambda made: made.Also,
        lambda made: (made.Also.name, made.High is made.Also, made.Both.value),
        lambda made: made(4),
        lambda made: (made.Mid, made(2), made["Mid"]),
        lambda made: [*made],
        lambda made: (made.Low, [*reversed(made)]),
        len,
        lambda made: list(made.__members__.items()),
        lambda made: "Both" in made.__members__,
        lambda made: (made.High in made, made.Both),
        lambda made: sorted(name for name in dir(made) if not name.startswith("_")),
        lambda made: [each.name for each in made.Both] if issubclass(made, enum.Flag) else None,
        lambda made: made.Low | made.High if issubclass(made, enum.Flag) else None,
        lambda made: ~made.Low if issubclass(made, enum.Flag) else None,
        lambda made: made(9) if issubclass(made, enum.Flag) else None,
        lambda made: getattr(made, "Nobody", "none"),
        lambda made: copy.deepcopy(made.Mid) is made.Mid,
        lambda made: setattr(made, "__qualname__", "Other.Made"),
    ],
)
def test_whatever_is_asked_first_is_answered_as_ever(
    kind: Any, ask: Callable[[Any], object], whole_calls: list[str]
) -> None:
    quick = _made(kind, _MANY)
    assert not whole_calls
    ever = kind("Made", _MANY, boundary=enum.KEEP, module=__name__)
    assert whole_calls == ["Made"]
    assert repr(ask(quick)) == repr(ask(ever))
    assert repr([*quick]) == repr([*ever])


def test_a_member_that_was_asked_for_alone_stays_the_same_one(whole_calls: list[str]) -> None:
    made = _made(enum.IntEnum, _MANY)
    alone = made.Both
    assert isinstance(vars(made)["High"], enumerations._Late)
    assert made(6) is alone is made.__members__["Both"] is vars(made)["Both"]
    assert vars(made)["High"] is made.High


def test_two_who_ask_at_once_have_the_same_members(whole_calls: list[str]) -> None:
    made = [_made(enum.Enum, [(f"One{number}", number) for number in range(50)]) for _ in range(20)]
    got: list[list[Any]] = [[], []]
    both = threading.Barrier(2)

    def ask(into: list[Any], names: list[int]) -> None:
        both.wait()
        into.extend(getattr(each, f"One{number}") for each in made for number in names)

    there, back = list(range(50)), list(range(49, -1, -1))
    asking = [threading.Thread(target=ask, args=pair) for pair in zip(got, (there, back), strict=True)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert {id(member) for member in got[0]} == {id(member) for member in got[1]}


def test_all_are_there_for_who_finds_them_without_asking() -> None:
    told = (
        "import dodo_desktop.ui\nfrom PySide6.QtCore import Qt\n"
        "from dodo_desktop.ui.enumerations import make_all_members\n"
        "print(hasattr(Qt, 'LeftButton'))\nmake_all_members()\n"
        "print(Qt.LeftButton is Qt.MouseButton.LeftButton)\n"
        "from PySide6.QtGui import QImage\nprint(QImage.Format_RGB32 is QImage.Format.Format_RGB32)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["False", "True", "True"]


@pytest.mark.parametrize(
    "names",
    [
        [("value", 1)],
        [("_private", 1)],
        [("Real", 1.5)],
        [("Below", -1)],
        [("name", 1)],
        ["Alone", "Other"],
    ],
)
def test_what_is_unusual_is_left_to_the_library(names: list[Any], whole_calls: list[str]) -> None:
    for kind in (enum.Flag, enum.IntFlag):
        with suppress(TypeError, ValueError, AttributeError):
            _made(kind, names)
        assert whole_calls.pop() == "Made"
        assert not whole_calls


def test_an_enumeration_of_anybody_else_is_the_library_s(whole_calls: list[str]) -> None:
    kind: Any = enum.Enum
    made = kind("Else", ["A", "B"])
    assert whole_calls == ["Else"]
    assert made.__module__ == __name__


def test_where_the_library_makes_them_otherwise_all_are_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ever = vars(enum.EnumType)["_create_"]
    calls: list[str] = []

    def whole(cls: type[enum.Enum], class_name: str, names: object, **options: object) -> object:
        calls.append(class_name)
        made = ever(cls, class_name, names, **options)
        made._of_a_later_python_ = len(list(made))
        for each in made:
            each._of_a_later_python_ = 1
        return made

    monkeypatch.setattr(enum.EnumType, "_create_", whole)
    enumerations.quick_enumerations()
    assert _made(enum.IntEnum, [("One", 1)])(1).name == "One"
    assert calls == ["Sample", "Made"]
