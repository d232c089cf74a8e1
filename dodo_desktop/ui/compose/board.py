"""What is wrong with the order: said beside each field and listed in the panel, the same things in both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from dodo_desktop.core.draft import Edit
from dodo_desktop.core.problem import Problem, Weight
from dodo_desktop.ui.compose.summary import Summary
from dodo_desktop.ui.words.problems import problem_sentence, problem_short

_EDITED = {"cart.table": ("cart.lines",), "options.methods": ("options.methods",)}
"""Edits that concern a problem's field where the names differ."""

_MARGIN = 32
"""Pixels kept free round a field that is scrolled to, for its label and the focus ring."""


@dataclass(frozen=True)
class Spot:
    """Where problems of one field are said.

    `say` shows a sentence, or takes it back when empty. `target` answers what gets the focus. `open` makes it
    visible. `waive` shows or hides *Send without it*. `label` answers the field's name where it varies.
    """

    say: Callable[[str], None]
    target: Callable[[], QWidget]
    open: Callable[[], None] = lambda: None
    waive: Callable[[bool], None] = lambda offered: None
    label: Callable[[], str] = field(default=str)


class ProblemBoard(QObject):
    """Shows problems all at once, drops each as soon as it is mended, and leads from one to the next.

    Signals: `shown` after the list changed; `line_wanted` with a problem of the cart that names a line.
    """

    shown = Signal()
    line_wanted = Signal(object)

    def __init__(self, spots: Mapping[str, Spot], summary: Summary, area: QScrollArea) -> None:
        super().__init__(area)
        self._spots = spots
        self._summary = summary
        self._area = area
        self._refusal: Problem | None = None
        self.problems: tuple[Problem, ...] = ()
        summary.problem_jumped.connect(self.go)

    def show_all(self, problems: Sequence[Problem], *, refusal: Problem | None = None) -> None:
        """Say all of these; `refusal` is Dodo's and stays until its field is edited."""
        self._refusal = refusal
        said = [refusal] if refusal else []
        self._show([*said, *(p for p in problems if p.weight is not Weight.ADVICE)])
        for problem in self.problems:
            # Nothing that is wrong stays in a part that is closed.
            if problem.field in self._spots:
                self._spots[problem.field].open()

    def add(self, problems: Sequence[Problem]) -> None:
        """Say these, too, such as a price that cannot be read, as soon as its cell is left."""
        known = set(map(_key, self.problems))
        self._show([*self.problems, *(p for p in problems if _key(p) not in known)])

    def clear(self) -> None:
        """Nothing is wrong, or the order is another one."""
        self._refusal = None
        self._show([])

    def edited(self, edit: Edit, check: Callable[[], Sequence[Problem]]) -> None:
        """After an edit: what is mended goes; what is still wrong with the same fields is said as it is."""
        if not self.problems:
            return
        if self._refusal is not None and _concerns(edit, self._refusal.field):
            self._refusal = None
        marked = {problem.field for problem in self.problems}
        said = [self._refusal] if self._refusal else []
        kept = [p for p in check() if p.field in marked and p.weight is not Weight.ADVICE]
        self._show([*said, *kept])

    def go(self, number: int) -> None:
        """Lead to a problem: open what hides it, scroll, put the focus there."""
        if not 0 <= number < len(self.problems):
            return
        problem = self.problems[number]
        spot = self._spots.get(problem.field)
        if spot is None:
            return
        spot.open()
        if "line" in problem.params:
            self.line_wanted.emit(problem)
        target = spot.target()
        # What was opened just now has no place yet.
        QApplication.sendPostedEvents()
        self._area.ensureWidgetVisible(target, _MARGIN, _MARGIN)
        target.setFocus()

    def step(self, by: int) -> None:
        """Lead to the next (1) or previous (-1) problem, from where the focus is."""
        if not self.problems:
            return
        here = QApplication.focusWidget()
        numbers = [n for n, p in enumerate(self.problems) if p.field in self._spots]
        at = [n for n in numbers if self._spots[self.problems[n].field].target() is here]
        if not numbers:
            return
        if not at:
            self.go(numbers[0 if by > 0 else -1])
            return
        # Several problems of one field share its place, so that the step goes from the last or first of them.
        place = numbers.index(at[-1] if by > 0 else at[0])
        self.go(numbers[(place + by) % len(numbers)])

    def _show(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        by_field: dict[str, list[Problem]] = {}
        for problem in problems:
            by_field.setdefault(problem.field, []).append(problem)
        for name, spot in self._spots.items():
            here = by_field.get(name, [])
            spot.say("\n".join(problem_sentence(p, spot.label()) for p in here))
            spot.waive(any(p.weight is Weight.WAIVABLE for p in here))
        self._summary.show_problems(self.problems, [self._short(p) for p in problems])
        self.shown.emit()

    def _short(self, problem: Problem) -> str:
        spot = self._spots.get(problem.field)
        return problem_short(problem, spot.label() if spot else "")


def _key(problem: Problem) -> tuple[str, str, object]:
    return problem.field, problem.code, problem.params.get("line")


def _concerns(edit: Edit, where: str) -> bool:
    return where == "summary" or edit.field in _EDITED.get(where, (where,))
