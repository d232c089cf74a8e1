"""Links: all that were made here, what became of them, and each one's address and code again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import LinkState, PaymentLink
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.ui.links.choice import FILTERS, PeriodButton, begins
from dodo_desktop.ui.links.codes import CodeMaker
from dodo_desktop.ui.links.csv_export import Rows, all_rows, csv_bytes
from dodo_desktop.ui.links.model import COLUMNS, LinkModel, LinkPainter
from dodo_desktop.ui.links.panel import LinkPanel
from dodo_desktop.ui.links.saving import ask_where, write_file
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.list_page import ListFrame, fit, on_key, page_search, size_columns
from dodo_desktop.ui.widgets.segments import Segments
from dodo_desktop.ui.widgets.table import Table
from dodo_desktop.ui.words import _, isolate, links, pgettext
from dodo_desktop.ui.words.orders import store_sentence
from dodo_desktop.ui.words.states import link_words

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Workspace

VIEWER = "links"
"""Who watches the link that is chosen here."""

_WIDTHS = {"made": 96, "order": 72, "total": 126, "state": 132, "expires": 112}
_TYPING_MS = 120
_NEWS_MS = 200
_MINUTE_MS = 20_000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class LinksPage(ListFrame):
    """Signals: `navigate` with the page that should open."""

    navigate = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, now: Callable[[], datetime] = _utc_now) -> None:
        super().__init__(_("Links"), Table("links.table", _("Links"), row_height=40, plain=True), parent)
        self._now = now
        self._tasks = Tasks()
        self._workspace: Workspace | None = None
        self._ends: list[Callable[[], None]] = []
        self._wanted = ""
        self._said = ""
        self._watched = ""
        self.model = LinkModel(self._tasks, now, self)
        self._make_bars()
        self._make_table()
        self._make_panel()
        self._make_empty()
        self._timers()
        on_key(self, [QKeySequence("F5")], self.refresh)
        on_key(self, [QKeySequence("Ctrl+F"), QKeySequence("Ctrl+K")], self._focus_search)
        self._order_tabs()
        self._show_selected()

    # Building

    def _make_bars(self) -> None:
        self.export = button(_("Export CSV…"), icon="export")
        self.export.setObjectName("links.export")
        self.export.clicked.connect(self._ask_export)
        self.refresh_button = button(_("Refresh"), icon="refresh")
        self.refresh_button.setObjectName("links.refresh")
        self.refresh_button.set_key_hint("F5")
        self.refresh_button.clicked.connect(self.refresh)
        self.tools.addWidget(self.export)
        self.tools.addWidget(self.refresh_button)
        self.search = page_search("links.search", _("Customer, order, payment ID"))
        self.search.left_for_rows.connect(self.go_to_rows)
        self.search.setFixedWidth(fit(self, 242))
        self.filters = Segments(
            "links.filter",
            [
                ("all", _("All")),
                ("open", pgettext("links that can still be paid", "Open")),
                ("paid", _("Paid")),
                ("failed", _("Failed, cancelled")),
                ("expired", _("Expired")),
            ],
        )
        self.filters.chosen.connect(lambda _code: self._show_rows())
        self.bar.addWidget(self.search)
        self.period = PeriodButton()
        self.period.chosen.connect(lambda _code: self._period_chosen())
        self.bar.addWidget(self.filters)
        self.bar.addStretch(1)
        self.bar.addWidget(self.period)

    def _make_table(self) -> None:
        self.use_model(self.model)
        self.table.setItemDelegate(LinkPainter(self.table, self._now))
        size_columns(self.table, COLUMNS, _WIDTHS, link_words())
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.activated.connect(lambda _index: self.detail.view.first_focus().setFocus())
        self.model.loaded.connect(self._rows_came)
        self.model.failed.connect(self._rows_failed)

    def _make_panel(self) -> None:
        self.detail = LinkPanel(self._now)
        self.detail.duplicate.connect(self._ask_duplicate)
        self._codes = CodeMaker(self.detail.view.part.card.qr, self._tasks)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.detail)

    def _make_empty(self) -> None:
        self._new = button(_("New link"), icon="add")
        self._new.setObjectName("links.new")
        self._new.clicked.connect(lambda: self.navigate.emit("compose"))
        self.empty_column.insertWidget(2, self._new, 0, Qt.AlignmentFlag.AlignHCenter)

    def _timers(self) -> None:
        self._typing = timer(self, _TYPING_MS, self._show_rows)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._news = timer(self, _NEWS_MS, self._read_again)
        self._clock = timer(self, _MINUTE_MS, self._tick, once=False)

    def _order_tabs(self) -> None:
        self.chain_tabs(
            [self.search, *self.filters.buttons, self.period],
            self.detail.last,
            [self.export, self.refresh_button],
        )

    # What the window asks

    def attach(self, workspace: Workspace) -> None:
        """Show the links of a profile."""
        self._workspace = workspace
        self._ends = [
            workspace.tracking.changed.subscribe(self._changed),
            workspace.sending.link_made.subscribe(self._changed),
        ]
        self._show_rows()
        self._tasks.start(self._count())

    def detach(self) -> None:
        """Forget the profile's links."""
        if self._workspace is None:
            return
        for end in self._ends:
            end()
        self._ends = []
        self._tasks.stop()
        self._news.stop()
        self._typing.stop()
        if self._watched:
            self._watched = ""
            self._workspace.tracking.watch(None, VIEWER)
        self._workspace = None
        self.model.show(None)
        self._show_selected()

    def focus_start(self) -> None:
        """The search is where work starts."""
        self._focus_search()

    def regions(self) -> list[QWidget]:
        """For F6: the list, the panel."""
        return [self.table, self.panel]

    def set_narrow(self, narrow: bool) -> None:
        """A narrow window does without the order's column and the history."""
        super().set_narrow(narrow)
        self.table.setColumnHidden(COLUMNS.index("order"), narrow)
        self.detail.set_narrow(narrow)

    # Rows

    def _show_rows(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._typing.stop()
        rows = self._chosen_rows(workspace)

        async def fetch(start: int, limit: int) -> tuple[Sequence[PaymentLink], int | None]:
            found = await rows(start, limit)
            return found, start + limit if len(found) == limit else None

        self.model.show(fetch)

    def _chosen_rows(self, workspace: Workspace) -> Rows:
        """What filter, search and period choose, page by page."""
        states, text = FILTERS[self.filters.code()], self.search.text().strip()
        since = begins(self.period.code(), self._now())
        return lambda start, limit: workspace.tracking.rows(states, text, limit, start, since=since)

    def _period_chosen(self) -> None:
        self._show_rows()
        self._tasks.start(self._count())

    def _rows_came(self) -> None:
        self._said = ""
        self.make_room(COLUMNS.index("total"), self.model.sample("total"))
        self._show_emptiness()
        self._restore_selection()
        self._show_status()

    def _rows_failed(self, reason: str) -> None:
        self._said = store_sentence(reason)
        self._show_status()

    def _restore_selection(self) -> None:
        if not self.model.rowCount():
            self._show_selected()
            return
        place = self.model.place_of(self._wanted) if self._wanted else None
        current = self.table.currentIndex().row()
        if place is None and current < 0:
            place = 0
        if place is not None and place != current:
            self.choose_row(place)
        else:
            self._show_selected()

    def _show_emptiness(self) -> None:
        if self.model.rowCount():
            self.show_empty("")
            return
        searched = self.search.text().strip()
        nothing = not searched and (self.filters.code(), self.period.code()) == ("all", "any")
        self._new.setVisible(nothing)
        if nothing:
            self.show_empty(_("No links yet. The first one you make appears here."))
        elif searched:
            self.show_empty(_("No link matches “{text}”.").format(text=isolate(searched)))
        else:
            whole = self.filters.code() == "all"
            self.show_empty(_("No link was made in this time.") if whole else _("No link is in this state."))

    def _changed(self, link: PaymentLink) -> None:
        self.model.put(link)
        if self.put_off():
            return
        shown = self.detail.shown
        if shown is not None and shown.payment_id == link.payment_id:
            self._show_selected()
        # States move between filters, and new links come: the rows are asked for again, but not for each.
        if not self._news.isActive():
            self._news.start()

    def catch_up(self) -> None:
        self._show_selected()
        self._read_again()

    def _read_again(self) -> None:
        self.model.reload()
        self._tasks.start(self._count())

    async def _count(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        try:
            counts = await workspace.tracking.counts(begins(self.period.code(), self._now()))
        except StoreFault:
            return
        for code, states in FILTERS.items():
            wanted = states if states is not None else tuple(LinkState)
            self.filters.set_count(code, str(sum(counts.get(state, 0) for state in wanted)))

    # The one that is chosen

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        link = self.model.row_at(current.row()) if current.isValid() else None
        if link is not None:
            self._wanted = link.payment_id
            self._show_selected()
            self._codes.get_ready(self.model.rows(), current.row())

    def _show_selected(self) -> None:
        index = self.table.currentIndex()
        link = self.model.row_at(index.row()) if index.isValid() else None
        place = self._workspace.place if self._workspace else None
        self.detail.show_link(link, place, any_there=bool(self.model.rowCount()))
        self._watch()

    def _watch(self) -> None:
        """The link on show is asked for more often than the others."""
        shown = self.detail.shown if self.isVisible() else None
        wanted = shown.payment_id if shown else ""
        if self._workspace is not None and wanted != self._watched:
            # Only for another one: each call begins anew, and the news of a watched link lead here, too.
            self._watched = wanted
            self._workspace.tracking.watch(wanted or None, VIEWER)

    def _ask_duplicate(self, link: PaymentLink) -> None:
        self._tasks.start(self._duplicate(link))

    async def _duplicate(self, link: PaymentLink) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        try:
            await workspace.drafting.duplicate(link.draft)
        except StoreFault as fault:
            self._said = store_sentence(fault.reason)
            self._show_status()
            return
        self.navigate.emit("compose")

    # Refreshing

    def refresh(self) -> None:
        """Ask Dodo about all links that are not settled."""
        if self._workspace is not None and not self.refresh_button.busy:
            self._tasks.start(self._refresh())

    async def _refresh(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._said = _("Asking Dodo…")
        self._show_status()
        self.refresh_button.set_busy(True)
        try:
            await workspace.tracking.refresh()
        except GatewayError as error:
            self._said = links.not_refreshed(error.reason)
        except StoreFault as fault:
            self._said = store_sentence(fault.reason)
        else:
            self._said = ""
            self._read_again()
        finally:
            self.refresh_button.set_busy(False)
            self._show_status()

    def _show_status(self) -> None:
        times = [link.checked_at for link in self.model.rows() if link.checked_at is not None]
        newest = max(times, default=None)
        self.status.setText(self._said or links.checked(newest, self._now(), sentence=True))

    # Exporting

    def _ask_export(self) -> None:
        ask_where(self, _("Export the links"), _("links"), (_("CSV table"), "csv"), self.export_to)

    def export_to(self, path: str) -> None:
        """Write all links of the filter and the search to `path`."""
        if self._workspace is not None:
            self._tasks.start(self._export(path))

    async def _export(self, path: str) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        try:
            found = await all_rows(self._chosen_rows(workspace))
        except StoreFault as fault:
            self._said = store_sentence(fault.reason)
        else:
            data = await asyncio.to_thread(csv_bytes, found, self._now())
            written = await asyncio.to_thread(write_file, path, data)
            self._said = _("Exported") if written else links.not_written()
        self._show_status()

    # Time

    def _tick(self) -> None:
        if not self._said:
            self._show_status()
        for column in ("expires", "state"):
            self.model.tell_column(column, *self.rows_in_sight())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._tick()
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self.wait_with(self._news)
        self._watch()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
