"""What a proof has done so far, kept in a file, so that a run that was broken off goes on where it was."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

from tests.faults.day import Day
from tests.faults.kills import Deaths

R = TypeVar("R", Day, Deaths)


class Notes:
    """One line of JSON for each part that is done, by its name. Without a file nothing is kept."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file is not None and file.exists() else []
        self._known: dict[str, dict[str, Any]] = {}
        for line in lines:
            note = json.loads(line)
            self._known[note["part"]] = note["result"]

    def day(self, part: str) -> Day | None:
        """What came of a part of the orders, if that is done."""
        return _read(Day, self._known.get(part))

    def deaths(self, part: str) -> Deaths | None:
        """What came of a part of the kills, if that is done."""
        return _read(Deaths, self._known.get(part))

    def keep(self, part: str, result: Day | Deaths) -> None:
        """Notes a part that is done."""
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"part": part, "result": vars(result)}) + "\n")


def _read(kind: type[R], kept: dict[str, Any] | None) -> R | None:
    if kept is None:
        return None
    values: dict[str, Any] = {
        name: Counter(value) if isinstance(value, dict) else value for name, value in kept.items()
    }
    return kind(**values)
