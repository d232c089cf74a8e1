"""The panel beside the table of orders: what happened to one, what can be done, what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.ui.links.link_view import LinkView
from dodo_desktop.ui.one_layout import laid_out_once
from dodo_desktop.ui.outbox.actions import OrderActions
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.fit_scroll import FitScroll
from dodo_desktop.ui.widgets.list_page import hairline
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.widgets.read_only import ReadOnly, labelled
from dodo_desktop.ui.widgets.timeline import Timeline
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.order_history import event_lines
from dodo_desktop.ui.words.times import clock_time, day_or_time

if TYPE_CHECKING:
    from dodo_desktop.services.ports import BrokenOrder
    from dodo_desktop.services.workspace import Place

    _Shown = tuple[OutgoingPayment, Place, tuple[PaymentLink, ...], date]

_LEAST_HISTORY = 64
_ROOMY = 640
"""Pixels of height from which a link leaves room for what was done below it."""


class OrderPanel(QWidget):
    """Sentences and history scroll where they must; the actions stay."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._linked = self._told = False
        self._shows: _Shown | None = None
        self.view = LinkView("outbox", now=now)
        self.view.set_history(False)
        self.actions_row = OrderActions()
        self.note = Prose()
        set_text(self.note, "small", "danger")
        self.note.hide()
        self._hint = QLabel(_("Choose an order to see it."))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_text(self._hint, "body", "muted")
        self.history = Timeline()
        self.request_id = ReadOnly("outbox.request_id", _("Request"), size="mono")
        self._lay_out()
        self.show_nothing(any_there=False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(0)
        self._above = FitScroll(self.view)
        column.addWidget(self._above)
        column.addWidget(self.actions_row)
        column.addWidget(self.note)
        column.addWidget(self._hint)
        self._done = QWidget()
        done = QVBoxLayout(self._done)
        done.setContentsMargins(0, 18, 0, 8)
        done.setSpacing(0)
        done.addWidget(hairline())
        done.addSpacing(12)
        title = QLabel(_("What was done"))
        set_text(title, "strong")
        done.addWidget(title)
        done.addSpacing(8)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.history)
        lines.addStretch(1)
        scroll = FitScroll(inner, grow=True)
        scroll.setMinimumHeight(_LEAST_HISTORY)
        done.addWidget(scroll, 1)
        column.addWidget(self._done, 1)
        column.addStretch(0)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        label = labelled(_("Request"), self.request_id)
        label.setMinimumWidth(84)
        foot.addWidget(label)
        foot.addWidget(self.request_id, 1)
        column.addWidget(self._foot)

    def show_order(self, order: OutgoingPayment, place: Place, links: Sequence[PaymentLink] = ()) -> None:
        """Show an order; `links` are those that it has here."""
        wanted = self._of(order, place, links)
        if wanted == self._shows:
            # Mostly the rows that come again are the same.
            self.view.tick()
            return
        with laid_out_once(self.view, self.actions_row, self.history, self):
            if links:
                self.view.show_links(links, place)
            else:
                self.view.show_order(order, place)
            self._linked = bool(links)
            self.actions_row.show_order(order)
            times = self._times(order)
            self.history.show_lines(list(zip(times, event_lines(order.history), strict=True)))
            self._show_rest(order.request_id, bool(order.history))
        self._shows = wanted

    def shows(self, order: OutgoingPayment, place: Place, links: Sequence[PaymentLink] = ()) -> bool:
        """Whether this is what it shows already, so that `show_order` changes little."""
        return self._of(order, place, links) == self._shows

    def _of(self, order: OutgoingPayment, place: Place, links: Sequence[PaymentLink]) -> _Shown:
        return order, place, tuple(links), self._now().astimezone().date()

    def show_broken(self, row: BrokenOrder) -> None:
        """Show that an order can no longer be read."""
        self.view.show_broken(row)
        self._linked = False
        self.actions_row.show_order(row)
        self.history.show_lines([])
        self._show_rest(row.request_id, False)

    def show_nothing(self, *, any_there: bool) -> None:
        """Show that no order is chosen of those that are there."""
        self.view.clear()
        self.actions_row.show_order(None)
        self.history.show_lines([])
        self._show_rest("", False)
        self._hint.setVisible(any_there)

    def say(self, text: str) -> None:
        """A sentence on what could not be done; empty takes it away."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def first_focus(self) -> QWidget:
        """The first thing that can be done for the order, else what it says; a link is copied first."""
        codes = [code for code in self.actions_row.codes() if code != "duplicate"]
        return self.actions_row.buttons[codes[0]] if codes else self.view.first_focus()

    def _show_rest(self, request_id: str, with_history: bool) -> None:
        self._shows = None
        self._hint.hide()
        if request_id != self.request_id.text():
            self.say("")
        self._above.setVisible(bool(request_id))
        self._told = with_history
        self._share_room()
        self._foot.setVisible(bool(request_id))
        self.request_id.setText(request_id)
        self._above.updateGeometry()

    def _share_room(self) -> None:
        """In a low window the code for the customer comes before what was done."""
        self._done.setVisible(self._told and (not self._linked or self.height() >= _ROOMY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _times(self, order: OutgoingPayment) -> list[str]:
        now = self._now()
        today = now.astimezone().date()
        return [
            clock_time(event.at, seconds=True)
            if event.at.astimezone().date() == today
            else day_or_time(event.at, now)
            for event in order.history
        ]
