"""The panel beside the form: what the order costs, what still needs a person, and *Create link*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dodo_desktop.ui.compose import measures
from dodo_desktop.ui.compose.front import create_button
from dodo_desktop.ui.compose.totals import TotalBox
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import mode_promise

if TYPE_CHECKING:
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.ui.compose.problem_list import ProblemList
    from dodo_desktop.ui.widgets.banner import Banner
    from dodo_desktop.ui.widgets.buttons import Button

_ABOVE_BUTTON = ("note", "problems", "proposed")
"""What may stand between the total and the button, from the top."""

W = TypeVar("W", bound=QWidget)


class Summary(QFrame):
    """The panel. It never scrolls; its button stays where it is.

    Signals: `create_asked`; `problem_jumped` with the number of a shown problem.
    """

    create_asked = Signal()
    problem_jumped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._busy = self._looks_busy = False
        self._offline = False
        self.total = TotalBox(self)
        self.create_link = create_button()
        self.promise = Prose(parent=self)
        self.promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_text(self.promise, "small", "muted")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.total)
        self._column.addStretch(1)
        self._column.addSpacing(12)
        self._column.addWidget(self.create_link)
        self._column.addSpacing(8)
        self._column.addWidget(self.promise)
        self.create_link.clicked.connect(self.create_asked)
        self.set_narrow(False)
        self._show_button()

    @cached_property
    def note(self) -> Banner:
        """What is to be said over the button; as the other two made when it first is, or in a rest."""
        from dodo_desktop.ui.widgets.banner import Banner

        return self._put_above_button("note", Banner("warning", parent=self))

    @cached_property
    def problems(self) -> ProblemList:
        """The list of what is wrong."""
        from dodo_desktop.ui.compose.problem_list import ProblemList

        made = ProblemList(self)
        made.jumped.connect(self.problem_jumped)
        return self._put_above_button("problems", made)

    @cached_property
    def proposed(self) -> Banner:
        """Says that fields wait to be accepted."""
        from dodo_desktop.ui.widgets.banner import Banner

        return self._put_above_button("proposed", Banner("accent", parent=self))

    def _put_above_button(self, name: str, made: W) -> W:
        """Puts a banner that says nothing yet in its place, below those that come before it."""
        made.setObjectName(f"summary.{name}")
        made.hide()
        before = _ABOVE_BUTTON[: _ABOVE_BUTTON.index(name)]
        place = self._column.indexOf(self.total) + 2
        self._column.insertWidget(place + sum(one in vars(self) for one in before), made)
        return made

    def next_part(self) -> Callable[[], object] | None:
        """What makes a part that nobody wanted yet; None when all is there."""
        late = next((name for name in _ABOVE_BUTTON if name not in vars(self)), "")
        return (lambda: getattr(self, late)) if late else self.total.next_part()

    @property
    def problem_buttons(self) -> Sequence[Button]:
        """What leads to the problems."""
        return self.problems.buttons if "problems" in vars(self) else ()

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        across, down = measures.panel_margins(narrow)
        self._column.setContentsMargins(across, down, across, down)

    def set_mode(self, mode: str) -> None:
        """Say what the mode means for money; empty while it is not known yet."""
        self.promise.setText(mode_promise(mode) if mode else "")

    def set_offline(self, offline: bool) -> None:
        """Say what becomes of an order that is taken without a connection."""
        self._offline = offline
        self._show_button()
        if offline:
            self.say(
                _("You are offline"),
                _(
                    "Take the order as usual. It will be sent once, when you are back online; "
                    "the link then waits in the outbox."
                ),
                icon="offline",
            )
        else:
            self.say("")

    def say(self, title: str, text: str = "", *, icon: str = "warning") -> None:
        """A note over the button, such as that the disk is full; empty takes it back."""
        if not title and "note" not in vars(self):
            return
        self.note.set_tone("warning", icon)
        self.note.say(title, text)
        self.note.setAccessibleName(f"{title} {text}".strip())
        self.note.setVisible(bool(title))

    def say_refused(self, problem: Problem) -> None:
        """Say why Dodo refused the order, where no field is concerned."""
        from dodo_desktop.ui.words.problems import problem_sentence

        self.say(_("Dodo made no link"), problem_sentence(problem), icon="problem")

    def show_proposed(self, count: int) -> None:
        """Say that fields wait to be accepted before the link can be made."""
        if count:
            from dodo_desktop.ui.words.proposals import only_proposed, what_to_do

            title = only_proposed(count)
            self.proposed.say(title, what_to_do())
            self.proposed.setAccessibleName(f"{title}. {what_to_do()}")
        if count or "proposed" in vars(self):
            self.proposed.setVisible(bool(count))

    def set_busy(self, busy: bool) -> None:
        """While an order goes out the button says so, from `look_busy` on: mostly the link is there before,
        and to change the button would only hold it up. Whoever makes links does nothing when it is pressed
        again."""
        self._busy = busy
        if not busy:
            self.look_busy()

    def look_busy(self) -> None:
        """Show by now whether an order goes out."""
        busy = self._busy
        if busy == self._looks_busy:
            return
        self._looks_busy = busy
        if busy and self.create_link.hasFocus():
            # A disabled button hands the focus on; a second press must not land on another button.
            self.setFocus()
        self.create_link.setEnabled(not busy)
        self._show_button()

    def show_problems(self, problems: Sequence[Problem], words: Sequence[str]) -> None:
        """The problems that are shown beside their fields, in the same order."""
        if not problems and "problems" not in vars(self):
            return
        # Each cell of the cart that is named counts; a field with two problems is one field.
        places = {(problem.field, said) for problem, said in zip(problems, words, strict=True)}
        self.problems.show_problems(words, len(places))

    def _show_button(self) -> None:
        if self._looks_busy:
            self.create_link.setText(_("Creating…"))
        else:
            self.create_link.setText(_("Create link when online") if self._offline else _("Create link"))
        self.create_link.setAccessibleName(self.create_link.text())
