"""The customer that was picked."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.directory import gone_customer, order_here, phone_text

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Customer
    from dodo_desktop.core.records import FoundCustomer
    from dodo_desktop.ui.widgets.buttons import Button

_ICON = 20
_AGAIN_MS = 250
_MOST_TURNS = 4
"""So many times the plans of phone numbers are waited for, which come a moment after the start; then they are
read for this card."""


class CustomerCard(QFrame):
    """Name, e-mail, phone and last order, with *Change*; below it what it means that a customer is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customer.selected")
        self.setProperty("surface", "card")
        self._icon = QLabel(self)
        self._icon.setFixedSize(_ICON, _ICON)
        self.name = ElidedLabel("", self)
        set_text(self.name, "strong")
        self.detail = ElidedLabel("", self)
        set_text(self.detail, "small", "muted")
        self.clear: Button = button(_("Change"), small=True)
        self.clear.setObjectName("customer.clear")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(lines, 1)
        lines.addWidget(self.name)
        lines.addWidget(self.detail)
        row.addWidget(self.clear)
        self.note = Line("customer.selected.note", self)
        column.setContentsMargins(12, 7, 8, 7)
        column.setSpacing(0)
        column.addWidget(self.note)
        self.setMinimumHeight(48)
        self._shown: tuple[Customer, str] | None = None
        self._turns = 0
        self.phone_later = timer(self, _AGAIN_MS, self._look_again, once=False)
        theme().changed.connect(self._draw_icon)
        self._draw_icon()

    def show_customer(self, customer: Customer) -> None:
        """Name above, e-mail and phone below."""
        self._show(customer, "")

    def show_found(self, found: FoundCustomer) -> None:
        """The same with the last order made here."""
        self._show(found.customer, order_here(found.last, datetime.now(UTC)))

    def _show(self, customer: Customer, order: str) -> None:
        self._shown = (customer, order)
        if customer.phone and not _plans_read():
            self._turns = 0
            self.phone_later.start()
        self.name.setText(customer.name or customer.email)
        phone = phone_text(customer.phone)
        reached = [customer.email if customer.name else "", phone]
        # Each for itself: where reading goes leftwards, the e-mail still comes before the phone.
        contact = " · ".join(isolate(part) for part in reached if part)
        # The last order is what keeps somebody from making a second one; a long address gives way to it.
        last = (" · " if contact else "") + isolate(order) if order else ""
        self.detail.set_parts(contact, last)
        spoken = ", ".join(part for part in (customer.name, customer.email, phone, order) if part)
        self.setAccessibleName(spoken)
        note = gone_customer() if customer.gone else ""
        self.note.say(note, "warning")
        self.clear.setAccessibleDescription(f"{spoken}. {note}" if note else spoken)

    def _look_again(self) -> None:
        """The phone number in its groups, once these are known."""
        self._turns += 1
        if _plans_read():
            self.phone_later.stop()
            if self._shown is not None:
                self._show(*self._shown)
        elif self._turns == _MOST_TURNS:
            from dodo_desktop.core.checks_contact import read_plans

            Thread(target=read_plans, name="phone plans").start()

    def _draw_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap("customer", "muted", _ICON, self.devicePixelRatio()))


def _plans_read() -> bool:
    # Imported when there is a number to show: the first picture has none.
    from dodo_desktop.core.checks_contact import plans_read

    return plans_read()
