"""A list of what is kept under a name, laid over the page: the base of drafts and templates."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QHeaderView, QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.compose.kept_model import NAME, KeptModel
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.drop_panel import DropPanel
from dodo_desktop.ui.widgets.list_page import fit
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.widgets.table import RowPainter, Table
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.services.feed import Feed

T = TypeVar("T")
S = TypeVar("S")

MOST_ROWS = 8
"""Rows that are seen at once."""
_LIMIT = 200
_WIDTH = 460


class KeptList(DropPanel, Generic[T, S]):
    """Rows `T` that a service `S` keeps.

    Enter and a double-click choose one, F2 renames it, Del deletes it and Ctrl+Z brings it back. A
    deleted row leaves the list at once and the disk when the list closes, so that it can come back.
    Signals: `stuck` with the reason of a disk that refuses, where the list is gone by then; `counted` with
    how many are kept, 0 where that cannot be told.
    """

    stuck = Signal(str)
    counted = Signal(int)

    def __init__(
        self,
        prefix: str,
        title: str,
        anchor: Button,
        model: KeptModel[T],
        widths: Mapping[int, int],
        *,
        empty: str,
        wide: int = _WIDTH,
    ) -> None:
        """`widths` of the columns behind the name, and of all (`wide`), in pixels of the usual font.

        `empty` is said while there is no row.
        """
        super().__init__(f"{prefix}.panel", anchor, fit(anchor, wide))
        self.prefix = prefix
        self.model = model
        self.model.setParent(self)
        self.service: S | None = None
        self._end: Callable[[], None] = lambda: None
        self._tasks = Tasks()
        self._deleted: list[str] = []
        self._read = 0
        self._asked = 0
        self._held = self._missed = False
        self.table = Table(f"{prefix}.table", title)
        self.table.setModel(model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.setEditTriggers(Table.EditTrigger.EditKeyPressed)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, fit(anchor, width))
        self.empty = Prose(empty)
        set_text(self.empty, "body", "muted")
        self.said = Prose()
        self.said.setObjectName(f"{prefix}.said")
        set_text(self.said, "small", "muted")
        self.undo_delete = self._button(_("Undo"), "undo", self.undo)
        self.row_buttons: list[Button] = []
        self._action_row = QHBoxLayout()
        self._action_row.setSpacing(8)
        self._action_row.addStretch(1)
        self._lay_out()
        model.more_wanted.connect(self._want_more)
        model.renamed.connect(self._rename)
        self.table.doubleClicked.connect(self.choose)
        self.table.installEventFilter(self)

    def _button(self, text: str, code: str, act: Callable[[], None]) -> Button:
        made = button(text, small=True)
        made.setObjectName(f"{self.prefix}.{code}")
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        undone = QHBoxLayout()
        self.column.addWidget(self.empty)
        self.column.addWidget(self.table)
        self.column.addLayout(self._action_row)
        self.column.addLayout(undone)
        undone.addWidget(self.said, 1)
        undone.addWidget(self.undo_delete, 0, Qt.AlignmentFlag.AlignTop)

    def add_action(self, text: str, code: str, act: Callable[[], None]) -> Button:
        """A button for the row that is chosen, called ``<prefix>.<code>``."""
        made = self._button(text, code, act)
        self._action_row.insertWidget(len(self.row_buttons), made)
        self.row_buttons.append(made)
        return made

    # what subclasses say

    async def before_showing(self, service: S) -> None:
        """What has to be done before the list is right. Raises StoreFault."""

    def news(self, service: S) -> Feed[None]:
        """Tells that other rows are kept."""
        raise NotImplementedError

    async def count(self, service: S) -> int:
        """How many are kept. Raises StoreFault."""
        raise NotImplementedError

    async def fetch(self, service: S, limit: int, offset: int) -> tuple[Sequence[T], int]:
        """Some rows, and how many there are in all. Raises StoreFault."""
        raise NotImplementedError

    async def delete_for_good(self, service: S, keys: Sequence[str]) -> None:
        """Remove rows from the disk. Raises StoreFault."""
        raise NotImplementedError

    async def name_row(self, service: S, key: str, name: str) -> None:
        """Give a row another name. Raises StoreFault."""
        raise NotImplementedError

    def told_deleted(self, row: T) -> str:
        """What is said once a row left the list."""
        raise NotImplementedError

    def rows_shown(self) -> None:
        """Other rows are shown."""

    def choose(self) -> None:
        """Do with the chosen row what the list is for."""
        raise NotImplementedError

    # what is shown

    def attach(self, service: S) -> None:
        """List what this service keeps, and tell how many there are from now on."""
        self.service = service
        self._end = self.news(service).subscribe(lambda _none: self._start_count(service))
        self._start_count(service)

    def detach(self) -> None:
        """Close; what was deleted is deleted for good."""
        self._end()
        self.close_menu()
        self._asked += 1
        self.service = None
        self.counted.emit(0)

    def hold(self, held: bool) -> None:
        """What changes while `held` is counted afterwards."""
        self._held = held
        if self._missed and not held and self.service is not None:
            self._start_count(self.service)

    def _start_count(self, service: S) -> None:
        self._missed = self._held
        if self._held:
            return
        self._tasks.start(self._tell_count(service))

    async def _tell_count(self, service: S) -> None:
        try:
            count = await self.count(service)
        except StoreFault:
            # A number less beside the button; what is done with the list tells its own faults.
            count = 0
        if self.service is service:
            self.counted.emit(count)

    def prepare(self) -> None:
        if self.service is not None:
            self.run(self._open(self.service))

    async def _open(self, service: S) -> None:
        self.say("")
        try:
            await self.before_showing(service)
            await self.reload(service)
        except StoreFault:
            self.say(_("The disk does not answer, so the list may be old. Open it again."))
        if self.service is service:
            self.present(self.first_focus())
            # As if it stood behind its button: what comes after the last stop is what the page has there.
            for before, after in pairwise([self.anchor, *self.stops()]):
                self.setTabOrder(before, after)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, as it is read."""
        return [self.table, *self.row_buttons, self.undo_delete]

    def first_focus(self) -> QWidget:
        """Where the focus goes when the list opens."""
        return self.table if self.model.rows else self

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work`; what the disk refuses is said in the list."""
        self._tasks.start(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StoreFault as fault:
            if self.is_open:
                self.say(_("The disk does not answer, so nothing was changed. Try again."))
            else:
                self.stuck.emit(fault.reason)

    def say(self, text: str) -> None:
        """A sentence below the rows; empty takes it back."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.undo_delete.setVisible(bool(self._deleted))
        self.place()

    async def reload(self, service: S, select: str | int = 0) -> None:
        """Show the rows anew, the one of this key or place chosen."""
        self._asked += 1
        asked, limit = self._asked, max(_LIMIT, self._read)
        found, total = await self.fetch(service, limit, 0)
        if asked != self._asked:
            return
        self._read = limit
        rows = [row for row in found if self.model.key(row) not in self._deleted]
        self.model.show_rows(rows, more=limit < total)
        self._fit(rows)
        keys = [self.model.key(row) for row in rows]
        place = keys.index(select) if select in keys else select if isinstance(select, int) else 0
        if rows:
            self.table.selectRow(min(place, len(rows) - 1))
        self.rows_shown()
        self.place()

    def _fit(self, rows: Sequence[T]) -> None:
        """As high as the rows; what is not there is not shown, and never takes the focus along."""
        focus = QApplication.focusWidget()
        leaves = not rows and focus is not None and (focus is self.table or focus in self.row_buttons)
        if leaves:
            self.setFocus()
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.table.setFixedHeight(self.table.height_of(min(max(len(rows), 1), MOST_ROWS)))
        for made in self.row_buttons:
            made.setVisible(bool(rows))
        self.undo_delete.setVisible(bool(self._deleted))
        if leaves and self._deleted:
            self.undo_delete.setFocus()

    def _want_more(self) -> None:
        if self.service is not None:
            self.run(self._add(self.service))

    async def _add(self, service: S) -> None:
        asked, offset = self._asked, self._read
        found, total = await self.fetch(service, _LIMIT, offset)
        if asked != self._asked:
            return
        self._read = offset + _LIMIT
        rows = [row for row in found if self.model.key(row) not in self._deleted]
        self.model.add_rows(rows, more=self._read < total)

    # what people do

    def current(self) -> T | None:
        """The row that is chosen."""
        place = self.table.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def start_rename(self) -> None:
        """Edit the name of the chosen row."""
        index = self.table.currentIndex().siblingAtColumn(NAME)
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def _rename(self, key: str, name: str) -> None:
        if self.service is not None:
            self.run(self._renamed(self.service, key, name))

    async def _renamed(self, service: S, key: str, name: str) -> None:
        await self.name_row(service, key, name)
        await self.reload(service, key)

    def delete(self) -> None:
        """Take the chosen row out of the list."""
        row, service = self.current(), self.service
        if row is None or service is None:
            return
        self._deleted.append(self.model.key(row))
        self.say(self.told_deleted(row))
        self.run(self.reload(service, self.table.currentIndex().row()))

    def undo(self) -> None:
        if self._deleted and self.service is not None:
            back = self._deleted.pop()
            self.say("")
            self.run(self._bring_back(self.service, back))

    async def _bring_back(self, service: S, key: str) -> None:
        await self.reload(service, key)
        self.table.setFocus()

    def closing(self) -> None:
        deleted, self._deleted = tuple(self._deleted), []
        if deleted and self.service is not None:
            self.run(self.delete_for_good(self.service, deleted))

    async def forget_now(self, service: S) -> None:
        """Delete for good what left the list, so that its name is free. Raises StoreFault."""
        if self._deleted:
            await self.delete_for_good(service, tuple(self._deleted))
            self._deleted = []
            self.say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self.table.editing:
            # The keys of an editor come here, too, once it did with them what they are for.
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            return True
        if event.key() == Qt.Key.Key_Delete:
            self.delete()
            return True
        return False
