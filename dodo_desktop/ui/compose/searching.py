"""Search as one types: asks a service, and never shows the answer to an older question."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row

Rows = Callable[[Sequence[Any]], list[Row]]


class Searching(QObject):
    """Between a search field, its list and the service that finds.

    `rows` turns what was found into rows; `none` makes the rows for a text that nothing matches. The list
    opens only while the field has the focus. Signals: `found` after an answer was shown.
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
        field.textChanged.connect(self._text_changed)
        field.installEventFilter(self)

    def attach(self, search: Callable[[str], Awaitable[Sequence[Any]]]) -> None:
        """Ask this service from now on, at once for what was typed before it was there."""
        self._search = search
        if self._field.hasFocus() and self._field.text().strip():
            self.ask(self._field.text())

    def detach(self) -> None:
        """Ask nobody; an answer on its way is dropped."""
        self._asked += 1
        self._search = None
        self._tasks.stop()
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
        self._asked += 1
        if self._search is not None:
            self._tasks.start(self._answer(text.strip(), self._asked))

    def renew(self) -> None:
        """Ask again where nothing matched, because there is more to find now.

        A list with rows stays as it is: it must not change under the hand that picks from it.
        """
        if self._found_nothing and self._results.is_open:
            self.ask(self._field.text())

    def _text_changed(self, text: str) -> None:
        if self.rendering:
            return
        if text.strip():
            self.ask(text)
        else:
            self._asked += 1
            self._results.close_list()

    async def _answer(self, text: str, asked: int) -> None:
        if self._search is None:
            return
        found = await self._search(text)
        if asked != self._asked or not self._field.isEnabled():
            return
        self._found_nothing = not found
        rows = self._rows(found) if found else self._none(text)
        if not rows or not self._field.isVisible():
            self._results.close_list()
            return
        status, keys = self.footer(len(found))
        self._results.show_rows(rows, query=text, status=status, keys=keys)
        self.found.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        )
        if down and not self._results.is_open:
            # An empty text stands for what was used last.
            self.ask(self._field.text())
            return True
        return False
