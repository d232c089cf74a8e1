"""Qt's enumerations, put together quickly, are those that the standard library makes."""

import enum
import subprocess
import sys
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
            print(each.__module__, each.__qualname__)
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
    enumerations.quick_enumerations()
    return calls


@pytest.mark.parametrize("kind", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
def test_it_is_the_quick_way_that_made_them(kind: type[enum.Enum], whole_calls: list[str]) -> None:
    made = _made(kind, [("One", 1), ("Two", 2), ("Uno", 1)])
    assert not whole_calls
    assert made(1) is made["Uno"] is made.__members__["One"]
    assert [each.name for each in made] == ["One", "Two"]


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
