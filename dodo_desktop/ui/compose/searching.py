"""Search as one types: asks a service, and never shows the answer to an older question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.ui.tasks import Tasks, begun, pause
from dodo_desktop.ui.widgets.keys import pressed_alone
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row

if TYPE_CHECKING:
    import asyncio

Rows = Callable[[Sequence[Any]], Sequence[Row]]
Asking = Literal["", "asking", "answered", "failed"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

PAUSE = 0.35
"""Seconds without a key until somebody further away is asked."""


class Further(Protocol):
    """Somebody further away, who may know more than what is here."""

    def worth_asking(self, text: str, found: int) -> bool:
        """Whether they may know more of `text` than the `found` that are here."""

    async def ask(self, text: str) -> Sequence[Any] | None:
        """What is here and what they know; None where they did not answer."""

    def key(self, found: Any) -> str:
        """By what one that was found is known again."""


class Searching(QObject):
    """Between a search field, its list and the service that finds.

    `rows` turns what was found into rows; `none` makes the rows for a text that nothing matches. The list
    opens only while the field has the focus. What somebody `Further` knows is added below what stands there,
    which does not move; `asking` is how far that is. Signals: `found` after an answer was shown.
    """

    found = Signal()

    def __init__(
        self, field: QLineEdit, results: ResultList, rows: Rows, none: Callable[[str], list[Row]]
    ) -> None:
        super().__init__(field)
        self.rendering = False
        self.footer: Callable[[int], tuple[str, str]] = lambda _count: ("", "")
        self._field = field
        self._results = results
        self._rows = rows
        self._none = none
        self._search: Callable[[str], Awaitable[Sequence[Any]]] | None = None
        self._tasks = Tasks()
        self._asked = 0
        self._found_nothing = False
        self._found: Sequence[Any] = ()
        self._lead: list[Row] = []
        self._further: Further | None = None
        self._further_text = ""
        self._further_task: asyncio.Task[None] | None = None
        self.asking: Asking = ""
        self.pause: Callable[[float], Awaitable[None]] = pause
        field.textChanged.connect(self._text_changed)
        field.installEventFilter(self)

    def attach(
        self, search: Callable[[str], Awaitable[Sequence[Any]]], further: Further | None = None
    ) -> None:
        """Ask this service from now on, at once for what was typed before it was there."""
        self._search = search
        self._further = further
        if self._field.hasFocus() and self._field.text().strip():
            self.ask(self._field.text())

    async def answered(self) -> None:
        """Until all that was asked for is answered, and shown."""
        await self._tasks.finished()

    def ask_further(self) -> None:
        """Ask somebody further away as well who could not be asked when the list opened."""
        if self._results.is_open and not self.asking:
            self._forget_further("")
            self._ask_further(self._field.text().strip())

    def detach(self) -> None:
        """Ask nobody; an answer on its way is dropped."""
        self._asked += 1
        self._search = self._further = None
        self._tasks.stop()
        self._forget_further("")
        self._results.close_list()

    def set_text(self, text: str) -> None:
        """Put a text into the field without searching for it."""
        if self._field.text() == text:
            return
        self.rendering = True
        self._field.setText(text)
        self.rendering = False

    def ask(self, text: str) -> None:
        """Look for `text` and open the list with what is found."""
        self._start(text, more=False)

    def _start(self, text: str, *, more: bool) -> None:
        self._asked += 1
        self._results.put_off()
        if self._search is not None:
            text = text.strip()
            self._tasks.start(self._answer(text, begun(self._search(text)), self._asked, more=more))

    def renew(self) -> None:
        """Ask again where nothing matched, because there is more to find now.

        A list with rows stays as it is: it must not change under the hand that picks from it. For the same
        reason what can be done without a match keeps its place where somebody went on to it by key.
        """
        if self._found_nothing and self._results.is_open:
            self._start(self._field.text(), more=self._on_its_way())

    def _on_its_way(self) -> bool:
        """Whether somebody left the first row, which is the one that a search itself highlights."""
        return self._results.view.currentIndex().row() > 0

    def _text_changed(self, text: str) -> None:
        if self.rendering:
            return
        if text.strip():
            self.ask(text)
        else:
            self._asked += 1
            self._forget_further("")
            self._results.close_list()

    async def _answer(self, text: str, looking: Awaitable[Sequence[Any]], asked: int, *, more: bool) -> None:
        found = await looking
        if asked != self._asked or not self._field.isEnabled():
            return
        more = more and self._results.is_open
        self._lead = self._offers(text) if more and found else []
        self._found = found
        self._ask_further(text)
        self._show(text, more=more)

    def say_again(self) -> None:
        """More is said now of what was found, in its rows and under them; it stays where it is."""
        if self._results.is_open:
            self._show(self._results.model.query, more=True)

    def _offers(self, text: str) -> list[Row]:
        """What can be done where nothing matches, and is not to be picked by a key that meant another row."""
        return [row for row in self._none(text) if row.value is not None]

    def _show(self, text: str, *, more: bool = False) -> None:
        """Show what was found; `more` than before, so that what stands there keeps its place."""
        self._found_nothing = not self._found
        rows = self._rows(self._found) if self._found else self._none(text)
        if self._found and self._lead:
            rows = [*self._lead, *rows]
        if not rows or not self._field.isVisible():
            self._results.close_list()
            return
        status, keys = self.footer(len(self._found))
        self._results.show_rows(rows, query=text, status=status, keys=keys, more=more)
        self.found.emit()

    def _ask_further(self, text: str) -> None:
        if self._further is None or text == self._further_text:
            return
        self._forget_further(text)
        if text and self._further.worth_asking(text, len(self._found)):
            self.asking = "asking"
            self._further_task = self._tasks.start(self._answer_further(self._further, text))

    def _forget_further(self, text: str) -> None:
        self._further_text, self.asking = text, ""
        if self._further_task is not None:
            self._further_task.cancel()
            self._further_task = None

    async def _answer_further(self, further: Further, text: str) -> None:
        await self.pause(PAUSE)
        found = await further.ask(text)
        if text != self._further_text:
            return
        self.asking = "failed" if found is None else "answered"
        if not self._results.is_open:
            return
        keep = bool(self._found) or self._on_its_way()
        if found and not self._found:
            self._lead = self._offers(text) if keep else []
        known = {further.key(each): each for each in self._found}
        self._found = list((known | {further.key(each): each for each in found or ()}).values())
        self._show(text, more=keep)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The class first: to ask for an event's type takes longer, and there are ten for each letter.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._results.is_open:
            return False
        if event.key() == Qt.Key.Key_Down:
            # An empty text stands for what was used last.
            self.ask(self._field.text())
            return True
        if event.key() in _ENTER and pressed_alone(event) and self._field.text().strip():
            # More may be known by now than when the list went away.
            self.ask(self._field.text())
            return True
        if event.key() == Qt.Key.Key_Escape and pressed_alone(event) and self._field.text():
            # The first one closed the list.
            self._field.clear()
            return True
        return False
