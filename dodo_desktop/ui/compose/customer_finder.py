"""The search for a customer, with its results and the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.directory_status import DirectoryStatus
from dodo_desktop.core.faults import GatewayError, StoreFault
from dodo_desktop.core.lazily import Lazily
from dodo_desktop.ui.compose.customer_face import CustomerFace
from dodo_desktop.ui.compose.found import customers_found
from dodo_desktop.ui.compose.searching import Searching
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.directory import gone_short, last_order, nobody, phone_text

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Customer
    from dodo_desktop.core.records import FoundCustomer
    from dodo_desktop.services.directory import Directory

_LEAST_DIGITS = 3
"""Of a phone number, in a word that was searched for."""


class CustomerFinder(QWidget):
    """The search field with its results, and the way to a new customer.

    `face` is one that is there already. `elsewhere`: until `take_in` it stays where the first picture has it,
    and finds there.

    Signals: `chosen` with a FoundCustomer; `edited` with the text; `new_asked` with the text searched for.
    """

    chosen = Signal(object)
    edited = Signal(str)
    new_asked = Signal(str)

    def __init__(
        self, face: CustomerFace | None = None, parent: QWidget | None = None, *, elsewhere: bool = False
    ) -> None:
        super().__init__(parent)
        self.face = face or CustomerFace(self)
        self.field, self.new, self.line = self.face.field, self.face.new, self.face.line
        self.set_hint, self.set_problem = self.face.set_hint, self.face.set_problem
        self._directory: Directory | None = None
        self._brief = False
        self.results = ResultList("customer.results", _("Customers found"), self.field)
        self.searching = Searching(self.field, self.results, self._rows, self._none)
        self.field.textChanged.connect(self._text_changed)
        self.results.picked.connect(self._picked)
        self.new.clicked.connect(lambda: self.new_asked.emit(""))
        if elsewhere:
            # It covers nothing of the picture.
            self.hide()
        else:
            self.take_in()

    def take_in(self) -> None:
        """Have the face in here, with what is typed there."""
        if self.layout() is None:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(self.face)

    def attach(self, directory: Directory, *, brief: bool = False) -> None:
        """Search with this service, and at Dodo where that may help. `brief`: less is said of what is found,
        until `say_all`, so that it is there sooner."""
        if directory is self._directory:
            self.say_all()
            # What it found stands there, and must not change under the hand that picks from it.
            self.searching.ask_further()
            return
        self._directory = directory
        self._brief = brief
        self.searching.footer = lambda count: customers_found(
            directory.status, count, self.searching.asking, brief=self._brief
        )
        self.searching.attach(directory.search_customers, AtDodo(directory))

    def say_all(self) -> None:
        """Say of what is found also when each ordered last, and how fresh it is."""
        if self._brief:
            self._brief = False
            self.searching.say_again()

    def detach(self) -> None:
        """Search nowhere any more."""
        self._directory = None
        self.searching.detach()

    def set_text(self, text: str) -> None:
        """Show a draft's text without searching or telling."""
        self.searching.set_text(text)

    def _text_changed(self, text: str) -> None:
        if not self.searching.rendering:
            self.edited.emit(text)

    def _picked(self, row: Row) -> None:
        # A text is the name of somebody new, anything else somebody who was found.
        (self.new_asked if isinstance(row.value, str) else self.chosen).emit(row.value)

    def _rows(self, found: Sequence[FoundCustomer]) -> Sequence[Row]:
        now, typed, brief = datetime.now(UTC), self.face.field.text(), self._brief
        return Lazily(found, lambda each: customer_row(each, now, typed, brief=brief))

    def _none(self, text: str) -> list[Row]:
        if not text:
            return []
        status = self._directory.status if self._directory is not None else DirectoryStatus()
        title, detail = nobody(text, status, self.searching.asking)
        none = Row(None, title, detail, dimmed=True)
        new = Row(text, _("New customer “{text}”").format(text=text), icon="customer-add")
        return [new, none]


class AtDodo:
    """Customers whom Dodo knows and who are not here yet."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def worth_asking(self, text: str, found: int) -> bool:
        """Until all are here, and for those who are not."""
        return self._directory.worth_asking(text, found)

    async def ask(self, text: str) -> Sequence[FoundCustomer] | None:
        """None where there is no answer."""
        try:
            return await self._directory.ask_customers(text)
        except (GatewayError, StoreFault):
            return None

    def key(self, found: FoundCustomer) -> str:
        """By id."""
        return found.customer.customer_id


def customer_row(found: FoundCustomer, now: datetime, typed: str = "", *, brief: bool = False) -> Row:
    """A customer as the results show one: name, e-mail, last order here, or that Dodo lists them no more.

    The phone is shown as well where part of it was `typed`, or nobody would see why the row is there.
    `brief`: without the day of an order, for which a start would first read the rules of times.
    """
    customer = found.customer
    trailing = gone_short() if customer.gone else ""
    if not (customer.gone or (brief and found.last is not None)):
        trailing = last_order(found.last, now)
    detail = customer.email if customer.name else ""
    if _found_by_phone(customer, typed):
        # In front, where no long address keeps it from being seen.
        detail = " · ".join(part for part in (phone_text(customer.phone), detail) if part)
    title = customer.name or customer.email
    return Row(found, title, detail, trailing, icon="customer", dimmed=customer.gone, tall=True)


def _found_by_phone(customer: Customer, typed: str) -> bool:
    """Whether a word of what was typed is in the phone alone."""
    if not customer.phone or not any(map(str.isdigit, typed)):
        return False
    dialled = "".join(filter(str.isdigit, customer.phone))
    words = ("".join(filter(str.isdigit, word)) for word in typed.split())
    elsewhere = f"{customer.name} {customer.email}"
    return any(word in dialled and word not in elsewhere for word in words if len(word) >= _LEAST_DIGITS)
