"""Outbox: every order on its way, where it stands, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.records import BrokenOrder
from dodo_desktop.ui.links.codes import codes_made
from dodo_desktop.ui.outbox.model import COLUMNS, STATE_BEFORE, OrderModel, OrderPainter, Row
from dodo_desktop.ui.outbox.panel import OrderPanel
from dodo_desktop.ui.outbox.reopening import duplicated, refused, reopened
from dodo_desktop.ui.outbox.rows import fetch_rows
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.list_page import ListFrame, fit, on_key, page_search, size_columns, utc_now
from dodo_desktop.ui.widgets.segments import Segments
from dodo_desktop.ui.widgets.table import Table
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.order_history import need_you
from dodo_desktop.ui.words.orders import moved_on, store_sentence
from dodo_desktop.ui.words.states import order_words

if TYPE_CHECKING:
    from datetime import datetime

    from dodo_desktop.services.orderbook import OutboxCounts
    from dodo_desktop.services.workspace import Workspace

_WIDTHS = {"state": 160, "total": 126, "since": 64, "next": 216}
_INTO_FORM = {"edit": reopened, "duplicate": duplicated}
_TYPING_MS = 120
_NEWS_MS = 150
_SECOND_MS = 1000


class OutboxPage(ListFrame):
    """Signals: `navigate` with the page that should open; `refused` with what Dodo said against an order that
    stands in the form again; `unlock_asked` for the key that an order waits for."""

    navigate = Signal(str)
    unlock_asked = Signal()
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(_("Outbox"), Table("outbox.table", _("Outbox"), row_height=48, plain=True), parent)
        self._now = now
        self._tasks = Tasks()
        self._workspace: Workspace | None = None
        self._ends: list[Callable[[], None]] = []
        self._wanted = ""
        self._to_person = False
        self.model = OrderModel(self._tasks, now, self)
        self._make_bars()
        self._make_table()
        self.detail = OrderPanel(now)
        self.detail.actions_row.asked.connect(self._asked)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.detail)
        self._timers()
        on_key(self, [QKeySequence("F5")], self._again)
        on_key(self, [QKeySequence("Ctrl+F"), QKeySequence("Ctrl+K")], self._focus_search)
        self._order_tabs()

    # Building

    def _make_bars(self) -> None:
        self.try_all = button(_("Try all now"), icon="refresh")
        self.try_all.setObjectName("outbox.try_all")
        self.try_all.clicked.connect(self._ask_try_all)
        self.tools.addWidget(self.try_all)
        self.filters = Segments(
            "outbox.filter",
            [
                ("all", _("All")),
                ("needs_you", _("Needs you")),
                ("on_its_way", _("On its way")),
                ("done", _("Done")),
            ],
        )
        self.filters.chosen.connect(lambda _code: self._show_rows())
        self.search = page_search("outbox.search", _("Customer or order"))
        self.search.left_for_rows.connect(self.go_to_rows)
        self.search.setFixedWidth(fit(self, 220))
        self.bar.addWidget(self.filters)
        self.bar.addStretch(1)
        self.bar.addWidget(self.search)

    def _make_table(self) -> None:
        self.use_model(self.model)
        self.table.setItemDelegate(OrderPainter(self.table))
        size_columns(self.table, COLUMNS, _WIDTHS, order_words(), before=STATE_BEFORE)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.activated.connect(lambda _index: self.detail.first_focus().setFocus())
        self.model.loaded.connect(self._rows_came)
        self.model.failed.connect(lambda reason: self.status.setText(store_sentence(reason)))

    def _timers(self) -> None:
        self._typing = timer(self, _TYPING_MS, self._show_rows)
        self.search.textChanged.connect(self._typed)
        self._news = timer(self, _NEWS_MS, self.model.reload)
        self._second = timer(self, _SECOND_MS, self._tick, once=False)

    def _typed(self) -> None:
        # Whoever types before the rows came stays where they type.
        self._to_person = False
        self._typing.start()

    def _order_tabs(self) -> None:
        self.chain_tabs([*self.filters.buttons, self.search], self.detail.request_id, [self.try_all])

    # What the window asks

    def attach(self, workspace: Workspace) -> None:
        """Show the orders of a profile."""
        self._workspace = workspace
        sending = workspace.sending
        self._ends = [
            sending.changed.subscribe(self._changed),
            sending.link_made.subscribe(self._link_told),
            workspace.tracking.changed.subscribe(self._link_told),
            sending.counts_changed.subscribe(self._show_counts),
        ]
        self._show_counts(sending.counts_now)
        self._show_rows()

    def detach(self) -> None:
        """Forget the profile's orders."""
        if self._workspace is None:
            return
        for end in self._ends:
            end()
        self._ends = []
        self._tasks.stop()
        self._typing.stop()
        self._news.stop()
        self._workspace = None
        self.model.show(None)
        self.detail.show_nothing(any_there=False)

    def focus_start(self) -> None:
        """The first order that needs a person; the search where there is no order at all."""
        self._to_person = True
        self._select_person()

    def regions(self) -> list[QWidget]:
        """For F6: the list, the panel."""
        return [self.table, self.panel]

    def set_narrow(self, narrow: bool) -> None:
        """A narrow window does without *Since*."""
        super().set_narrow(narrow)
        self.table.setColumnHidden(COLUMNS.index("since"), narrow)

    @property
    def chosen(self) -> str:
        """Request id of the order that the panel shows; empty for none."""
        return self.detail.request_id.text()

    def open_order(self, request_id: str) -> None:
        """Show this order, whatever filter and search hide it."""
        self.filters.choose("all")
        self.search.clear()
        self._to_person = False
        self._wanted = request_id
        self._show_rows()

    # Rows

    def _show_rows(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._typing.stop()
        code, text = self.filters.code(), self.search.text().strip()

        async def fetch(start: int, limit: int) -> tuple[Sequence[Row], int | None]:
            return await fetch_rows(workspace.sending.rows, code, text, start, limit)

        self.model.show(fetch)

    def _rows_came(self) -> None:
        self._fit_columns()
        self._show_emptiness()
        current = self.table.currentIndex().row()
        place = self.model.place_of(self._wanted) if self._wanted else None
        if not self.model.rowCount():
            self.detail.show_nothing(any_there=False)
        elif self._to_person:
            self._select_person()
        elif place is not None and place != current:
            self.choose_row(place)
        elif current < 0:
            self.choose_row(0)
        else:
            self._show_selected()

    def _fit_columns(self) -> None:
        """Room for the times and amounts that are there: some clocks have twelve hours, and estimates a word
        before them.

        It is measured now because writing them takes CLDR's data, which the first picture does not wait for.
        """
        today = self._now().astimezone().date()
        self.make_room(COLUMNS.index("since"), self.model.sample("since", today), "small")
        self.make_room(COLUMNS.index("total"), self.model.sample("total"))

    def _select_person(self) -> None:
        rows = self.model.rows()
        if not rows:
            self._focus_search()
            return
        self._to_person = False
        needy = (n for n, row in enumerate(rows) if isinstance(row, OutgoingPayment) and row.needs_person)
        current = self.table.currentIndex().row()
        self.choose_row(next(needy, max(current, 0)))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_emptiness(self) -> None:
        searched = self.search.text().strip()
        if self.model.rowCount():
            self.show_empty("")
        elif searched:
            self.show_empty(_("No order matches “{text}”.").format(text=isolate(searched)))
        elif self.filters.code() == "all":
            self.show_empty(_("Nothing is waiting. Orders made offline appear here."))
        else:
            self.show_empty(_("No order is in this state."))

    def _show_counts(self, counts: OutboxCounts) -> None:
        if self.put_off():
            return
        listed = (number for state, number in counts.by_state.items() if state is not State.DISCARDED)
        self.filters.set_count("all", str(sum(listed)))
        self.filters.set_count("needs_you", str(counts.needs_person))
        self.filters.set_count("on_its_way", str(max(0, counts.open - counts.needs_person)))
        self.filters.set_count("done", str(counts.by_state.get(State.CREATED, 0)))
        self.status.setText(need_you(counts.needs_person))
        self.try_all.setVisible(counts.open > 0)

    def _changed(self, order: OutgoingPayment) -> None:
        self.model.put(order)
        if self.put_off():
            return
        if order.request_id == self._wanted:
            self._show_selected()
        # Orders come, go, and move between filters: the rows are asked for again, but not for each.
        if not self._news.isActive():
            self._news.start()

    def _link_told(self, link: PaymentLink) -> None:
        if not self.put_off() and link.request_id == self._wanted:
            self._show_selected()

    def catch_up(self) -> None:
        if self._workspace is not None:
            self._show_counts(self._workspace.sending.counts_now)
        self._show_selected()
        self.model.reload()

    # The one that is chosen

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row is not None:
            self._wanted = row.request_id
            self._show_selected()

    def _show_selected(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        workspace = self._workspace
        if row is None or workspace is None:
            self.detail.show_nothing(any_there=bool(self.model.rowCount()))
        elif isinstance(row, BrokenOrder):
            self.detail.show_broken(row)
        elif row.state is State.CREATED and row.found:
            if self.detail.request_id.text() != row.request_id:
                # At once, so that nothing of another order stays beside this row.
                self.detail.show_order(row, workspace.place)
            self._tasks.start(self._show_created(row))
        else:
            self.detail.show_order(row, workspace.place)

    async def _show_created(self, order: OutgoingPayment) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        try:
            found = [await workspace.tracking.get(payment_id) for payment_id in order.found]
        except StoreFault:
            found = []
        links = [link for link in found if link is not None]
        await codes_made(links)
        if self._wanted == order.request_id and workspace is self._workspace:
            if not self.detail.shows(order, workspace.place, links):
                self.painting.put_off()
            self.detail.show_order(order, workspace.place, links)

    # What a person does

    def _asked(self, code: str, request_id: str) -> None:
        if code == "connect":
            self.navigate.emit("settings")
        elif code in _INTO_FORM:
            self._tasks.start(self._to_form(request_id, code))
        elif code == "unlock":
            self.unlock_asked.emit()
        elif self._workspace is not None:
            if code == "discard":  # its button goes with the order
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._tasks.start(self._act(code, request_id))

    async def _act(self, code: str, request_id: str) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        sending = workspace.sending
        moves = {
            "send_now": sending.send_now,
            "look_again": sending.look_again,
            "send_again": sending.send_again,
            "discard": sending.discard,
        }
        try:
            done = await moves[code](request_id)
        except StoreFault as fault:
            self.detail.say(store_sentence(fault.reason))
            return
        if done is False:
            self.detail.say(moved_on())

    async def _to_form(self, request_id: str, code: str) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        try:
            order = await workspace.sending.get(request_id)
            if order is None or not await _INTO_FORM[code](workspace, order):
                self.detail.say(moved_on())
                return
        except StoreFault as fault:
            self.detail.say(store_sentence(fault.reason))
            return
        self.navigate.emit("compose")
        if (problem := refused(order)) is not None:
            self.refused.emit(problem)

    def _ask_try_all(self) -> None:
        if self._workspace is not None:
            self._tasks.start(self._try_all())

    async def _try_all(self) -> None:
        if self._workspace is None:
            return
        try:
            await self._workspace.sending.try_all()
        except StoreFault as fault:
            self.status.setText(store_sentence(fault.reason))

    def _again(self) -> None:
        """F5: looks again for the chosen order where that applies, else tries all."""
        if "look_again" in self.detail.actions_row.codes():
            self._asked("look_again", self.detail.request_id.text())
        else:
            self._ask_try_all()

    # Time

    def _tick(self) -> None:
        self.model.tell_column("next", *self.rows_in_sight())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._second.start()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()
        self.wait_with(self._news)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
