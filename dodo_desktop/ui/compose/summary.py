"""The panel beside the form: what the order costs, what still needs a person, and *Create link*."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dodo_desktop.core.problem import Problem
from dodo_desktop.ui.compose import measures
from dodo_desktop.ui.compose.front import create_button
from dodo_desktop.ui.compose.totals import TotalBox
from dodo_desktop.ui.theme import set_property, set_text
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import mode_promise
from dodo_desktop.ui.words.problems import fields_need_you, problem_sentence
from dodo_desktop.ui.words.proposals import only_proposed, what_to_do

_MOST = 6


class ProblemList(Banner):
    """The problems as buttons that jump to their fields.

    Signals: `jumped` with the number of a problem in the list.
    """

    jumped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("danger", parent=parent)
        self.setObjectName("summary.problems")
        self.buttons: list[Button] = []
        self.hide()

    def show_problems(self, words: Sequence[str], fields: int) -> None:
        """One button for each text, and the number of fields that they are about."""
        title = fields_need_you(fields)
        self.say(title)
        self.setAccessibleName(title)
        shown = list(words[:_MOST])
        if len(words) > _MOST:
            shown.append(_("and {count} more").format(count=len(words) - _MOST))
        # Those that stay keep the focus: the list changes while somebody goes through it.
        while len(self.buttons) < len(shown):
            self._add_button()
        while len(self.buttons) > len(shown):
            old = self.buttons.pop()
            old.hide()
            old.deleteLater()
        for made, text in zip(self.buttons, shown, strict=True):
            made.setText(text)
        self.setVisible(bool(words))

    def _add_button(self) -> None:
        made = button("", "link")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_property(made, "tone", "danger")
        made.setProperty("underlined", True)
        made.clicked.connect(partial(self.jumped.emit, len(self.buttons)))
        self.add_line(made)
        self.buttons.append(made)


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
        self.problems = ProblemList(self)
        self.note = Banner("warning", parent=self)
        self.note.setObjectName("summary.note")
        self.note.hide()
        self.proposed = Banner("accent", parent=self)
        self.proposed.setObjectName("summary.proposed")
        self.proposed.hide()
        self.create_link = create_button()
        self.promise = Prose(parent=self)
        self.promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_text(self.promise, "small", "muted")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.total)
        self._column.addStretch(1)
        self._column.addWidget(self.note)
        self._column.addWidget(self.problems)
        self._column.addWidget(self.proposed)
        self._column.addSpacing(12)
        self._column.addWidget(self.create_link)
        self._column.addSpacing(8)
        self._column.addWidget(self.promise)
        self.problems.jumped.connect(self.problem_jumped)
        self.create_link.clicked.connect(self.create_asked)
        self.set_narrow(False)
        self._show_button()

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
        self.note.set_tone("warning", icon)
        self.note.say(title, text)
        self.note.setAccessibleName(f"{title} {text}".strip())
        self.note.setVisible(bool(title))

    def say_refused(self, problem: Problem) -> None:
        """Say why Dodo refused the order, where no field is concerned."""
        self.say(_("Dodo made no link"), problem_sentence(problem), icon="problem")

    def show_proposed(self, count: int) -> None:
        """Say that fields wait to be accepted before the link can be made."""
        if count:
            title = only_proposed(count)
            self.proposed.say(title, what_to_do())
            self.proposed.setAccessibleName(f"{title}. {what_to_do()}")
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
        # Each cell of the cart that is named counts; a field with two problems is one field.
        places = {(problem.field, said) for problem, said in zip(problems, words, strict=True)}
        self.problems.show_problems(words, len(places))

    def _show_button(self) -> None:
        if self._looks_busy:
            self.create_link.setText(_("Creating…"))
        else:
            self.create_link.setText(_("Create link when online") if self._offline else _("Create link"))
        self.create_link.setAccessibleName(self.create_link.text())
