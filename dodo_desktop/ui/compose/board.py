"""What is wrong with the order: said beside each field and listed in the panel, the same things in both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from dodo_desktop.core.draft import Draft, Edit, text_at
from dodo_desktop.core.value import value
from dodo_desktop.ui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.ui.compose.summary import Summary

_EDITED = {"cart.table": ("cart.lines",), "options.methods": ("options.methods",)}
"""Edits that concern a problem's field where the names differ."""

_NOTHING_TYPED = frozenset({"missing", "not_chosen", "cart_empty", "amount_missing"})
"""What is said only once somebody pressed *Create link*: until then it is just not typed yet."""

_MARGIN = 32
"""Pixels kept free round a field that is scrolled to, for its label and the focus ring."""


@value
class Spot:
    """Where problems of one field are said.

    `say` shows a sentence, or takes it back when empty; `advise` one that does not stop the order; `offer`
    buttons that mend it. `mark` gets the problems themselves, for a field that has several places. `target`
    answers what gets the focus. `open` makes it visible. `waive` shows or hides *Send without it*. `label`
    answers the field's name where it varies.
    """

    say: Callable[[str], None]
    target: Callable[[], QWidget]
    open: Callable[[], None] = lambda: None
    waive: Callable[[bool], None] = lambda offered: None
    advise: Callable[[str], None] = lambda text: None
    offer: Callable[[Sequence[Choice]], None] = lambda choices: None
    mark: Callable[[Sequence[Problem]], None] = lambda problems: None
    label: Callable[[], str] = field(default=str)


class ProblemBoard(QObject):
    """Shows problems all at once, drops each as soon as it is mended, and leads from one to the next.

    `problems` are those that stop the order; they are listed and led to. `advice` is said beside its field.

    Signals: `shown` after the list changed; `line_wanted` with a problem of the cart that names a line;
    `mended` with a problem and the text or minor units that a person chose for it; `refusal_over` once a
    refusal that concerned no field does not hold any more.
    """

    shown = Signal()
    line_wanted = Signal(object)
    mended = Signal(object, object)
    refusal_over = Signal()

    def __init__(self, spots: Mapping[str, Spot], summary: Summary, area: QScrollArea) -> None:
        super().__init__(area)
        self._spots = spots
        self._summary = summary
        self._area = area
        self._refusal: Problem | None = None
        self._asked = False
        self.problems: tuple[Problem, ...] = ()
        self.advice: tuple[Problem, ...] = ()
        self._listed: tuple[int, ...] = ()
        self._said: set[str] = set()
        summary.problem_jumped.connect(self._jump)

    def show_all(self, problems: Sequence[Problem], *, refusal: Problem | None = None) -> None:
        """Say all of these; `refusal` is Dodo's and stays until its field is edited."""
        self._refusal = refusal
        self._asked = True
        said = [refusal] if refusal else []
        self._show([*said, *problems])
        for problem in self.problems:
            # Nothing that is wrong stays in a part that is closed.
            if problem.field in self._spots:
                self._spots[problem.field].open()

    def left(self, fields: Collection[str], problems: Sequence[Problem]) -> None:
        """Fields were left: say what is wrong there, too, of all that is wrong with the order."""
        self._keep({*self._marked(), *fields}, problems)

    def clear(self) -> None:
        """Nothing is wrong, or the order is another one."""
        self._asked = False
        self._forget_refusal()
        self._show([])

    def edited(self, edit: Edit, check: Callable[[], Sequence[Problem]]) -> None:
        """After an edit: what is mended goes; what is still wrong with the same fields is said as it is."""
        if not (self.problems or self.advice):
            return
        marked = self._marked()
        if self._refusal is not None and _concerns(edit, self._refusal.field):
            self._forget_refusal()
        self._keep(marked, check())

    def turned(self, before: Draft, now: Draft, check: Callable[[], Sequence[Problem]]) -> None:
        """After a step that was taken back or done again: what Dodo said of a field that is another by now is
        over, as after an edit of it."""
        where = self._refusal.field if self._refusal is not None else ""
        self.edited(Edit(where if _differs(before, now, where) else "draft.title", None), check)

    def _marked(self) -> set[str]:
        return {problem.field for problem in (*self.problems, *self.advice)}

    def _keep(self, fields: Collection[str], problems: Sequence[Problem]) -> None:
        said = [self._refusal] if self._refusal else []
        here = [p for p in problems if p.field in fields and (self._asked or p.code not in _NOTHING_TYPED)]
        self._show([*said, *here])

    def _forget_refusal(self) -> None:
        refusal, self._refusal = self._refusal, None
        if refusal is not None and refusal.field not in self._spots:
            self.refusal_over.emit()

    def _jump(self, listed: int) -> None:
        # The last line of a long list stands for all that are not shown.
        if listed < len(self._listed):
            self.go(self._listed[listed])

    def go(self, number: int) -> None:
        """Lead to a problem: open what hides it, scroll, put the focus there."""
        if not 0 <= number < len(self.problems):
            return
        problem = self.problems[number]
        spot = self._spots.get(problem.field)
        if spot is None:
            # It is said in the panel, where the way on is, too.
            self._summary.create_link.setFocus()
            return
        spot.open()
        if "line" in problem.params:
            self.line_wanted.emit(problem)
        target = spot.target()
        # What was opened just now has no place yet.
        QApplication.sendPostedEvents()
        for part in (*_sentences(target), target):
            self._area.ensureWidgetVisible(part, _MARGIN, _MARGIN)
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
        if not (problems or self.problems or self.advice):
            return
        from dodo_desktop.core.problem import Weight

        self.problems = tuple(p for p in problems if p.weight is not Weight.ADVICE)
        self.advice = tuple(p for p in problems if p.weight is Weight.ADVICE)
        said, self._said = self._said, {problem.field for problem in problems}
        for name, spot in self._spots.items():
            # Most have nothing to say, and had nothing before: to say so takes each its time.
            if name in said or name in self._said:
                self._tell(spot, [p for p in problems if p.field == name])
        # What is only proposed has a note of its own in the panel.
        listed = [p for p in self.problems if p.field in self._spots and p.code != "proposed"]
        self._listed = tuple(self.problems.index(p) for p in listed)
        self._summary.show_problems(listed, [self._short(p) for p in listed])
        self.shown.emit()

    def _tell(self, spot: Spot, here: Sequence[Problem]) -> None:
        from dodo_desktop.core.problem import Weight
        from dodo_desktop.ui.words.problems import problem_sentence

        stops = [p for p in here if p.weight is not Weight.ADVICE]
        told = stops or here
        sentence = "\n".join(problem_sentence(p, spot.label()) for p in told)
        spot.say(sentence if stops else "")
        if told and not stops:
            spot.advise(sentence)
        spot.waive(any(p.weight is Weight.WAIVABLE for p in here))
        spot.offer(self._choices(told))
        spot.mark(stops)

    def _choices(self, problems: Sequence[Problem]) -> list[Choice]:
        from dodo_desktop.ui.words.problems import problem_choices

        alone = len({p.params.get("line") for p in problems if problem_choices(p)}) < 2
        return [
            (label, partial(self.mended.emit, problem, value))
            for problem in problems
            for label, value in problem_choices(problem, alone=alone)
        ]

    def _short(self, problem: Problem) -> str:
        from dodo_desktop.ui.words.problems import problem_short

        spot = self._spots.get(problem.field)
        return problem_short(problem, spot.label() if spot else "")


def _sentences(target: QWidget) -> list[QWidget]:
    """What is said under a field, which is as much to be seen as the field itself."""
    above = target.parentWidget()
    while above is not None and not isinstance(above, Field):
        above = above.parentWidget()
    return [above.line] if above is not None and above.line.isVisible() else []


def _differs(before: Draft, now: Draft, where: str) -> bool:
    """Whether a field is another one, or all that stands near it where it is no text."""
    if where == "summary":
        return True
    try:
        return text_at(before, where) != text_at(now, where)
    except KeyError:
        part = {"cart": "lines"}.get(where.partition(".")[0], where.partition(".")[0])
        return getattr(before, part, None) != getattr(now, part, None)


def _concerns(edit: Edit, where: str) -> bool:
    return where == "summary" or edit.field in (where, *_EDITED.get(where, ()))
