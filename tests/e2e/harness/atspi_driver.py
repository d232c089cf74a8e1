"""Reads and works a program's widgets through AT-SPI, on command.

It runs under the system's Python, because the AT-SPI bindings are a system package, and knows the standard
library only. Each line of standard input is a JSON object with the member ``do``; each is answered by one
line, an object with ``answer`` or, if it could not be done, ``failure``.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

importlib.import_module("gi").require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")

_PAUSE = 0.03
_MOST_ROWS = 200


class Driver:
    """Works the widgets of one process. Elements are handed out as numbers, good while the driver lives."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._elements: list[Any] = []

    def find(self, *, seconds: float, **wanted: Any) -> dict[str, Any] | None:
        """The first element, in reading order, with all that is wanted; None if none appears in time."""
        return next(iter(self._wait(seconds, wanted)), None)

    def find_all(self, *, seconds: float, **wanted: Any) -> list[dict[str, Any]]:
        """All elements with all that is wanted, once there is at least one or the time is over."""
        return list(self._wait(seconds, wanted))

    def look(self, element: int) -> dict[str, Any] | None:
        """What an element is like now; None if it is no more."""
        try:
            return self._describe(self._elements[element], element)
        except GLib.Error:
            return None

    def act(self, element: int, action: str) -> None:
        """Do an element's action by its name, such as Press."""
        accessible = self._elements[element]
        count = Atspi.Action.get_n_actions(accessible)
        names = [Atspi.Action.get_action_name(accessible, index) for index in range(count)]
        if action not in names:
            raise LookupError(f"no action {action!r} among {names}")
        Atspi.Action.do_action(accessible, names.index(action))

    def set_text(self, element: int, text: str) -> None:
        """Replace an element's text, as an assistive tool does."""
        if not Atspi.EditableText.set_text_contents(self._elements[element], text):
            raise LookupError("the element takes no text")

    def focus(self, element: int) -> None:
        """Ask an element to take the keyboard."""
        Atspi.Component.grab_focus(self._elements[element])

    def cells(self, element: int) -> list[list[str]]:
        """The texts of a table or list, row by row."""
        table = self._elements[element]
        rows = min(Atspi.Table.get_n_rows(table), _MOST_ROWS)
        columns = range(Atspi.Table.get_n_columns(table))
        return [
            [Atspi.Table.get_accessible_at(table, row, column).get_name() for column in columns]
            for row in range(rows)
        ]

    def cell(self, element: int, row: int, column: int) -> dict[str, Any]:
        """One cell of a table or list as an element."""
        return self._hand_out(Atspi.Table.get_accessible_at(self._elements[element], row, column))

    def tree(self) -> list[str]:
        """The whole tree of widgets as indented lines, for a person who reads why a test failed."""
        lines = []
        for root in self._roots():
            for depth, accessible in _walk(root):
                seen = self._describe(accessible, -1)
                words = [repr(seen[key]) for key in ("id", "name", "text", "box")] + seen["states"]
                lines.append("  " * depth + " ".join([seen["role"], *words]))
        return lines

    def _wait(self, seconds: float, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        deadline = time.monotonic() + seconds
        while True:
            found = list(self._matches(wanted))
            if found or time.monotonic() > deadline:
                return found
            time.sleep(_PAUSE)

    def _matches(self, wanted: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for root in self._roots():
            for _, accessible in _walk(root):
                try:
                    if _matches(accessible, wanted):
                        yield self._hand_out(accessible)
                except GLib.Error:  # it went away while it was looked at
                    continue

    def _hand_out(self, accessible: Any) -> dict[str, Any]:
        self._elements.append(accessible)
        return self._describe(accessible, len(self._elements) - 1)

    def _roots(self) -> list[Any]:
        # Without a main loop of its own the library would never learn that what it remembers has changed.
        while GLib.MainContext.default().iteration(False):
            pass
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        roots = []
        for index in range(desktop.get_child_count()):
            try:
                application = desktop.get_child_at_index(index)
                if application is not None and application.get_process_id() == self._pid:
                    application.set_cache_mask(Atspi.Cache.NONE)
                    roots.append(application)
            except GLib.Error:
                continue
        return roots

    def _describe(self, accessible: Any, number: int) -> dict[str, Any]:
        interfaces = accessible.get_interfaces()
        box = [0, 0, 0, 0]
        if "Component" in interfaces:
            extents = Atspi.Component.get_extents(accessible, Atspi.CoordType.SCREEN)
            box = [extents.x, extents.y, extents.width, extents.height]
        return {
            "number": number,
            "id": accessible.get_accessible_id() or "",
            "role": accessible.get_role_name(),
            "name": accessible.get_name() or "",
            "description": accessible.get_description() or "",
            "text": Atspi.Text.get_text(accessible, 0, -1) if "Text" in interfaces else "",
            "value": Atspi.Value.get_current_value(accessible) if "Value" in interfaces else None,
            "states": sorted(state.value_nick for state in accessible.get_state_set().get_states()),
            "box": box,
        }


def _matches(accessible: Any, wanted: dict[str, Any]) -> bool:
    """Whether an element has the wanted object name, accessible name (whole), role and states."""
    identifier = wanted.get("id")
    if identifier is not None:
        # Qt prefixes the object name with those of the parents.
        own = accessible.get_accessible_id() or ""
        if own != identifier and not own.endswith("." + identifier):
            return False
    if wanted.get("name") is not None and accessible.get_name() != wanted["name"]:
        return False
    if wanted.get("role") is not None and accessible.get_role_name() != wanted["role"]:
        return False
    states = {state.value_nick for state in accessible.get_state_set().get_states()}
    return states.issuperset(wanted.get("states") or ())


def _walk(accessible: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """An element and all below it in reading order."""
    yield depth, accessible
    try:
        children = [
            accessible.get_child_at_index(index)
            for index in range(min(accessible.get_child_count(), _MOST_ROWS))
        ]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield from _walk(child, depth + 1)


def main() -> None:
    """Answer commands about the process whose number is the only argument, until the input ends."""
    driver = Driver(int(sys.argv[1]))
    for line in sys.stdin:
        order = json.loads(line)
        work = getattr(driver, order.pop("do"))
        try:
            answer = {"answer": work(**order)}
        except (GLib.Error, LookupError, AttributeError) as reason:
            answer = {"failure": str(reason)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
