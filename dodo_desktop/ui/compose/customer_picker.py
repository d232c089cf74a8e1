"""Who pays: search, the customer picked, or the fields of a new one."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.draft import CustomerMode, Edit
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.compose.customer_finder import CustomerFinder
from dodo_desktop.ui.compose.section import put_text, text_of
from dodo_desktop.ui.one_layout import laid_out_once, set_shown
from dodo_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Customer
    from dodo_desktop.core.draft import CustomerEntry, Draft
    from dodo_desktop.core.records import FoundCustomer
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.ui.compose.customer_card import CustomerCard
    from dodo_desktop.ui.compose.new_customer import NewCustomerFields


class CustomerPicker(QWidget):
    """The customer section's content, one face for each mode.

    The faces that an empty order does not show are made when they are first wanted, or in a rest before that.
    Signals: `edited` with an Edit; `picked` after a customer was chosen; `mode_changed` with the new mode;
    `face_made` once another face is there.
    """

    edited = Signal(object)
    picked = Signal(object)
    mode_changed = Signal(object)
    face_made = Signal()

    def __init__(self, finder: CustomerFinder | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendering = False
        self._tasks = Tasks()
        self._directory: Directory | None = None
        self._shown: Customer | None = None
        self._draft_id = ""
        self.mode = CustomerMode.SEARCH
        self.finder = finder or CustomerFinder()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.finder)
        # Only now, so that what is seen already comes here in one step.
        self.finder.take_in()
        self.finder.chosen.connect(self.pick_found)
        self.finder.edited.connect(lambda text: self._tell("customer.search", text))
        self.finder.new_asked.connect(self.start_new)

    @cached_property
    def card(self) -> CustomerCard:
        """Somebody who was picked."""
        from dodo_desktop.ui.compose.customer_card import CustomerCard

        made = CustomerCard(self)
        made.hide()
        made.clear.clicked.connect(self._change)
        self._column.insertWidget(1, made)
        vars(self)["card"] = made
        self.face_made.emit()
        return made

    @cached_property
    def fields(self) -> NewCustomerFields:
        """Somebody new."""
        from dodo_desktop.ui.compose.new_customer import NewCustomerFields

        made = NewCustomerFields(self)
        made.hide()
        made.edited.connect(self._tell)
        made.check.chosen.connect(self._pick)
        if self._directory is not None:
            made.check.attach(self._directory)
        self._column.addWidget(made)
        vars(self)["fields"] = made
        self.face_made.emit()
        return made

    @property
    def has_card(self) -> bool:
        """Whether the face of somebody who was picked is there."""
        return "card" in vars(self)

    @property
    def has_fields(self) -> bool:
        """Whether the fields of somebody new are there; before that nothing was typed into them."""
        return "fields" in vars(self)

    def attach(self, directory: Directory) -> None:
        """Find customers with this service."""
        self._directory = directory
        self.finder.attach(directory)
        if self.has_fields:
            self.fields.check.attach(directory)

    def detach(self) -> None:
        """Let go of the service; what is typed stays."""
        self._directory = None
        self._tasks.stop()
        self.finder.detach()
        if self.has_fields:
            self.fields.check.detach()

    @property
    def focus_target(self) -> QWidget:
        """The widget of the shown face that takes the focus first."""
        if self.mode is CustomerMode.EXISTING:
            return self.card.clear
        return self.finder.field if self.mode is CustomerMode.SEARCH else self.fields.name.editor

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's customer, telling nobody."""
        entry: CustomerEntry = draft.customer
        self._rendering = True
        self.finder.set_text(entry.search)
        if self.has_fields or entry.name or entry.email or entry.phone:
            self.fields.show_entry(entry)
        if draft.draft_id != self._draft_id:
            # The order before this one may be the customer's last by now.
            self._draft_id, self._shown = draft.draft_id, None
        if entry.existing:
            self._show_customer(entry.existing)
        known = entry.mode is not CustomerMode.EXISTING or entry.existing
        self._show_mode(entry.mode if known else CustomerMode.SEARCH)
        self._rendering = False

    def search_instead(self) -> None:
        """Back from the fields of a new customer, which keep their text."""
        self._set_mode(CustomerMode.SEARCH)
        self.finder.field.setFocus()

    def start_search(self) -> None:
        """Put the focus where a customer is found, whatever face is shown."""
        if self.mode is CustomerMode.EXISTING:
            self._change()
        elif self.mode is CustomerMode.NEW:
            self.search_instead()
        self.finder.field.setFocus()
        self.finder.field.selectAll()

    def pick_found(self, found: FoundCustomer) -> None:
        """Take somebody whom the search found."""
        self._shown = found.customer
        self.card.show_found(found)
        self._take(found.customer)

    def _pick(self, customer: Customer) -> None:
        self._show_customer(customer)
        self._take(customer)

    def _show_customer(self, customer: Customer) -> None:
        """What the order says of the customer, and then what is known here besides."""
        if customer == self._shown:
            return
        self._shown = customer
        self.card.show_customer(customer)
        if self._directory is not None:
            self._tasks.start(self._look_up(self._directory, customer))

    async def _look_up(self, directory: Directory, customer: Customer) -> None:
        with suppress(StoreFault):
            found = await directory.customer(customer.customer_id)
            if found is not None and self._shown == customer:
                self.card.show_found(found)

    def _take(self, customer: Customer) -> None:
        self._show_mode(CustomerMode.EXISTING)
        self._tell("customer.selected", customer)
        self.picked.emit(customer)

    def _change(self) -> None:
        self._show_mode(CustomerMode.SEARCH)
        self._tell("customer.selected", None)
        self.finder.field.setFocus()
        self.finder.field.selectAll()

    def start_new(self, typed: str) -> None:
        """The fields of a new customer; what was searched for goes into the one that it fits."""
        fits = self.fields.email if "@" in typed else self.fields.name
        if typed and not text_of(fits):
            put_text(fits, typed)
        self._set_mode(CustomerMode.NEW)
        self.fields.first_empty().setFocus()

    def _set_mode(self, mode: CustomerMode) -> None:
        self._show_mode(mode)
        self._tell("customer.mode", mode)

    def _show_mode(self, mode: CustomerMode) -> None:
        changed = mode is not self.mode
        self.mode = mode
        # No stack: that would be as high as its highest face.
        shown: QWidget = self.finder
        if mode is not CustomerMode.SEARCH:
            shown = self.card if mode is CustomerMode.EXISTING else self.fields
        with laid_out_once(self):
            for name in ("finder", "card", "fields"):
                face = vars(self).get(name)
                if face is not None:
                    set_shown(face, face is shown)
        if self.has_fields:
            self.fields.check.set_active(mode is CustomerMode.NEW)
        if changed:
            self.mode_changed.emit(mode)

    def _tell(self, field: str, value: object) -> None:
        if not self._rendering:
            self.edited.emit(Edit(field, value))
