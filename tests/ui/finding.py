"""Finding a widget that has to be there."""

from typing import TypeVar

from PySide6.QtCore import QObject

T = TypeVar("T", bound=QObject)


def find(parent: QObject, kind: type[T], name: str = "") -> T:
    """The child of this kind, and of this object name if one is given. Fails the test where there is none."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert isinstance(found, kind), f"no {kind.__name__} {name}"
    return found
