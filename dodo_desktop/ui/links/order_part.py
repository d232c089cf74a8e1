"""An order that has no link yet, or never will: what happened, what that means, what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.ui.rich import escape
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.pill import Pill
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _, isolate, orders
from dodo_desktop.ui.words.states import order_state

if TYPE_CHECKING:
    from dodo_desktop.services.ports import BrokenOrder


class OrderPart(QWidget):
    """The state of an order in a pill and sentences that can be selected and are read to those who listen."""

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: OutgoingPayment | None = None
        self.pill = Pill()
        self._name = ElidedLabel()
        set_text(self._name, "title")
        self._what = ElidedLabel()
        set_text(self._what, "small", "muted", tabular=True)
        self.happened = _story_label(f"{prefix}.happened")
        self.next = _story_label(f"{prefix}.next")
        self.found = _story_label(f"{prefix}.found")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pill)
        column.addSpacing(10)
        column.addWidget(self._name)
        column.addWidget(self._what)
        for label, gap in ((self.happened, 12), (self.next, 8), (self.found, 8)):
            column.addSpacing(gap)
            column.addWidget(label)
        column.addStretch(1)

    def show_order(self, order: OutgoingPayment, now: datetime) -> None:
        """Show an order as it is known now."""
        self._order = order
        word = order_state(order)
        self.pill.show_state(word.word, word.tone, word.icon)
        self._name.setText(orders.customer_of(order.draft))
        reference = order.draft.options.order_reference.strip()
        parts = [part for part in (isolate(reference) if reference else "", orders.quote_of(order)) if part]
        self._what.setText(" · ".join(parts) or orders.items_of(order.draft))
        several = len(order.found) > 1
        self.found.setText("\n".join(order.found) if several else "")
        self.found.setVisible(several)
        self.tick(now)

    def show_broken(self, row: BrokenOrder) -> None:
        """Show that a row can no longer be read."""
        self._order = None
        self.pill.show_state(orders.broken_word(), "danger", "problem")
        self._name.setText(_("An order"))
        self._what.setText("")
        self.found.hide()
        self._tell(orders.broken_story())

    def tick(self, now: datetime) -> None:
        """Bring the countdown up to date."""
        if self._order is not None:
            self._tell(orders.story(self._order, now))

    @property
    def shown(self) -> OutgoingPayment | None:
        """The order that is shown."""
        return self._order

    def _tell(self, told: orders.Story) -> None:
        if self.happened.text() != told.happened:
            self.happened.setText(told.happened)
        lead = f"<b>{escape(told.lead)}</b> " if told.lead else ""
        text = lead + escape(told.next)
        if self.next.text() != text:
            # A rich text, for its strong beginning; what comes from outside is escaped.
            self.next.set_rich(text)
        self.next.setVisible(bool(told.next))


def _story_label(object_name: str) -> Prose:
    made = Prose()
    made.setObjectName(object_name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    set_text(made, "body", tabular=True)
    return made
