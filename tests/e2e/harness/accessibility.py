"""The test's end of the AT-SPI driver."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SYSTEM_PYTHON = "/usr/bin/python3"  # the one that the system's AT-SPI bindings are made for


@dataclass(frozen=True)
class Element:
    """A widget as assistive tools see it, at the moment it was looked at.

    id: its object name behind those of its parents. box: left, top, width and height on the screen, in Qt's
    units (before scaling). states: such as showing, focused, checked, enabled, sensitive, editable.
    """

    number: int
    id: str
    role: str
    name: str
    description: str
    text: str
    value: float | None
    states: frozenset[str]
    box: tuple[int, int, int, int]


class Accessibility:
    """Finds, reads and works the widgets of one process through its accessibility interface."""

    def __init__(self, pid: int, environment: dict[str, str], log: Path) -> None:
        driver = Path(__file__).with_name("atspi_driver.py")
        command = [_SYSTEM_PYTHON, "-I", "-W", "ignore", str(driver), str(pid)]
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def close(self) -> None:
        """End the driver."""
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=10)

    def find(
        self,
        identifier: str | None = None,
        *,
        name: str | None = None,
        role: str | None = None,
        states: tuple[str, ...] = ("showing",),
        seconds: float = 20.0,
    ) -> Element:
        """The first widget with this object name, accessible name, role and states, waiting for it to appear.

        Raises LookupError if none appears in time.
        """
        wanted = {"id": identifier, "name": name, "role": role, "states": states}
        found = self._ask("find", seconds=seconds, **wanted)
        if found is None:
            said = ", ".join(f"{key} {value!r}" for key, value in wanted.items() if value)
            raise LookupError(f"no widget with {said} within {seconds:g} s")
        return _element(found)

    def find_all(
        self,
        identifier: str | None = None,
        *,
        name: str | None = None,
        role: str | None = None,
        states: tuple[str, ...] = ("showing",),
        seconds: float = 0.0,
    ) -> list[Element]:
        """All such widgets; an empty list if there is none when the time is over."""
        found = self._ask("find_all", seconds=seconds, id=identifier, name=name, role=role, states=states)
        return [_element(one) for one in found]

    def look(self, element: Element) -> Element:
        """The same widget as it is now. Raises LookupError if it is gone."""
        seen = self._ask("look", element=element.number)
        if seen is None:
            raise LookupError(f"{element.id} is gone")
        return _element(seen)

    def act(self, element: Element, action: str = "Press") -> None:
        """Do one of the widget's actions. Raises LookupError if it has none of this name."""
        self._ask("act", element=element.number, action=action)

    def set_text(self, element: Element, text: str) -> None:
        """Replace the widget's text as an assistive tool does. Raises LookupError if it takes none."""
        self._ask("set_text", element=element.number, text=text)

    def focus(self, element: Element) -> None:
        """Ask the widget to take the keyboard."""
        self._ask("focus", element=element.number)

    def cells(self, element: Element) -> list[list[str]]:
        """The texts of a table's or a list's cells, row by row."""
        rows: list[list[str]] = self._ask("cells", element=element.number)
        return rows

    def cell(self, element: Element, row: int, column: int = 0) -> Element:
        """One cell of a table or list, rows and columns counted from 0."""
        return _element(self._ask("cell", element=element.number, row=row, column=column))

    def tree(self) -> str:
        """All widgets as text, for a person who reads why a test failed."""
        return "\n".join(self._ask("tree"))

    def _ask(self, order: str, **arguments: Any) -> Any:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        if process.stdin.closed:
            raise RuntimeError("the program was stopped, so there is nothing to look at")
        process.stdin.write(json.dumps({"do": order, **arguments}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("the accessibility driver ended; its log says why")
        answer = json.loads(line)
        if "failure" in answer:
            raise LookupError(answer["failure"])
        return answer["answer"]


def _element(seen: dict[str, Any]) -> Element:
    return Element(**{**seen, "states": frozenset(seen["states"]), "box": tuple(seen["box"])})
