"""Kept drafts: a list laid over the page below its button."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.ui.compose.drafts_model import Column, DraftsModel, draft_name
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.table import RowPainter, Table
from dodo_desktop.ui.words import _, isolate

_WIDTH, _MOST_ROWS, _LIMIT = 460, 8, 200


class DraftsMenu(QFrame):
    """The list with *Open*, *Rename*, *Duplicate* and *Delete*.

    A deleted draft leaves the list at once and the disk when the list closes, so that it can come back.
    Signals: `stuck` with the reason of a disk that refuses, where the list is gone by then.
    """

    stuck = Signal(str)

    def __init__(self, anchor: Button) -> None:
        super().__init__()
        self.setObjectName("drafts.panel")
        self._anchor = anchor
        self._drafting: Drafting | None = None
        self._tasks = Tasks()
        self._deleted: list[str] = []
        self.model = DraftsModel(self._rename)
        self.model.setParent(self)
        self.model.more_wanted.connect(self._want_more)
        self.table = Table("drafts.table", _("Drafts"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowPainter(self.table))
        self.table.setEditTriggers(Table.EditTrigger.EditKeyPressed)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((Column.TOTAL, 110), (Column.AGE, 100)):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self.empty = QLabel(_("No drafts. What you type is kept here until its link is made."))
        self.empty.setWordWrap(True)
        set_text(self.empty, "body", "muted")
        self.said = QLabel()
        set_text(self.said, "small", "muted")
        self.open_draft = self._button(_("Open"), "drafts.open", self._open)
        self.rename_draft = self._button(_("Rename"), "drafts.rename", self._start_rename)
        self.duplicate_draft = self._button(_("Duplicate"), "drafts.duplicate", self._duplicate)
        self.delete_draft = self._button(_("Delete"), "drafts.delete", self._delete)
        self.undo = self._button(_("Undo"), "drafts.undo", self._undo)
        self._lay_out()
        self.table.doubleClicked.connect(self._open)
        for widget in (self.table, self):
            widget.installEventFilter(self)
        anchor.clicked.connect(self.toggle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    def _button(self, text: str, name: str, act: Callable[[], None]) -> Button:
        made = button(text, small=True)
        made.setObjectName(name)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for made in (self.open_draft, self.rename_draft, self.duplicate_draft, self.delete_draft):
            actions.addWidget(made)
        actions.addStretch(1)
        undone = QHBoxLayout()
        undone.addWidget(self.said, 1)
        undone.addWidget(self.undo)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.empty)
        column.addWidget(self.table)
        column.addLayout(actions)
        column.addLayout(undone)

    def attach(self, drafting: Drafting) -> None:
        """List the drafts of this service."""
        self._drafting = drafting

    def detach(self) -> None:
        """Close; what was deleted is deleted for good."""
        self.close_menu()
        self._drafting = None

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Open or close."""
        if self.is_open:
            self.close_menu()
        elif self._drafting is not None:
            self._start(self._show(self._drafting))

    def close_menu(self) -> None:
        """Go away, and delete for good what was deleted."""
        if not self.is_open:
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._anchor)
        self.hide()
        if had_focus:
            self._anchor.setFocus()
        if self._drafting is not None and self._deleted:
            self._start(self._delete_for_good(self._drafting, tuple(self._deleted)))
        self._deleted = []

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A click elsewhere closes it, as it would a menu."""
        if (
            self.is_open
            and new is not None
            and new not in (self, self._anchor)
            and not self.isAncestorOf(new)
        ):
            self.close_menu()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(self._told(work))

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StoreFault as fault:
            if not self.is_open:
                self.stuck.emit(fault.reason)
                return
            self.said.setText(_("The disk does not answer, so nothing was changed. Try again."))
            self.said.show()

    async def _delete_for_good(self, drafting: Drafting, ids: tuple[str, ...]) -> None:
        for draft_id in ids:
            await drafting.delete(draft_id)

    async def _show(self, drafting: Drafting) -> None:
        await drafting.flush()
        await self._reload(drafting)
        window = self._anchor.window()
        self.setParent(window)
        self.show()
        self._place()
        self.raise_()
        (self.table if self.model.rows else self).setFocus()

    async def _reload(self, drafting: Drafting, select: int = 0) -> None:
        limit = max(_LIMIT, len(self.model.rows) + 1)
        found = await drafting.rows(limit)
        rows = [row for row in found if row.draft.draft_id not in self._deleted]
        self.model.show_rows(rows, more=len(found) == limit)
        shown = min(max(len(rows), 1), _MOST_ROWS)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.table.setFixedHeight(self.table.height_of(shown))
        for made in (self.open_draft, self.rename_draft, self.duplicate_draft, self.delete_draft):
            made.setVisible(bool(rows))
        self.undo.setVisible(bool(self._deleted))
        self.said.setVisible(bool(self._deleted))
        if rows:
            self.table.selectRow(min(select, len(rows) - 1))
        self._place()

    def _want_more(self) -> None:
        if self._drafting is not None:
            self._start(self._add(self._drafting))

    async def _add(self, drafting: Drafting) -> None:
        # Deleted ones are on the disk still.
        found = await drafting.rows(_LIMIT, len(self.model.rows) + len(self._deleted))
        rows = [row for row in found if row.draft.draft_id not in self._deleted]
        self.model.add_rows(rows, more=len(found) == _LIMIT)

    def _current(self) -> Draft | None:
        row = self.table.currentIndex().row()
        return self.model.rows[row].draft if 0 <= row < len(self.model.rows) else None

    def _open(self) -> None:
        draft, drafting = self._current(), self._drafting
        if draft is None or drafting is None:
            return
        self.close_menu()

        async def open_it() -> None:
            await drafting.open(draft.draft_id)

        self._start(open_it())

    def _duplicate(self) -> None:
        draft, drafting = self._current(), self._drafting
        if draft is not None and drafting is not None:
            self.close_menu()
            self._start(drafting.duplicate(draft))

    def _start_rename(self) -> None:
        index = self.table.currentIndex().siblingAtColumn(Column.NAME)
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def _rename(self, draft_id: str, title: str) -> None:
        drafting, row = self._drafting, self.table.currentIndex().row()
        if drafting is None:
            return

        async def rename() -> None:
            await drafting.rename(draft_id, title)
            await self._reload(drafting, row)

        self._start(rename())

    def _delete(self) -> None:
        draft, drafting, row = self._current(), self._drafting, self.table.currentIndex().row()
        if draft is None or drafting is None:
            return
        self._deleted.append(draft.draft_id)
        self.said.setText(_("{draft} is deleted.").format(draft=isolate(draft_name(draft))))
        self._start(self._reload(drafting, row))

    def _undo(self) -> None:
        if self._deleted and self._drafting is not None:
            self._deleted.pop()
            self._start(self._reload(self._drafting))
            self.table.setFocus()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None or not self.is_open:
            return
        self._column.activate()
        spot = QRect(self._anchor.mapTo(window, self._anchor.rect().topLeft()), self._anchor.size())
        width = min(_WIDTH, window.width() - 16)
        left = spot.left() if self.isRightToLeft() else spot.right() - width + 1
        left = max(8, min(left, window.width() - width - 8))
        column = self._column
        high = column.totalHeightForWidth(width) if column.hasHeightForWidth() else 0
        self.setGeometry(left, spot.bottom() + 5, width, max(high, column.totalSizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or watched is not self.table
        ):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return True
        if event.key() == Qt.Key.Key_Delete:
            self._delete()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tokens.color("base"))
        painter.setPen(QPen(tokens.color("dark"), 1))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
