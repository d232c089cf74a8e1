"""Who pays: search, the customer picked, or the fields of a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import CustomerEntry, CustomerMode, Draft, Edit
from dodo_desktop.core.records import FoundCustomer
from dodo_desktop.ui import icons
from dodo_desktop.ui.compose.columns import Columns
from dodo_desktop.ui.compose.searching import Searching
from dodo_desktop.ui.compose.section import put_text, text_of
from dodo_desktop.ui.theme import set_property, set_text, theme
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.field import Field, Line, line_edit
from dodo_desktop.ui.widgets.leading_icon import put_icon
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.labels import field_label

_MODES = (CustomerMode.SEARCH, CustomerMode.EXISTING, CustomerMode.NEW)
_ICON = 20


class CustomerPicker(QWidget):
    """The customer section's content, one face for each mode.

    Signals: `edited` with an Edit; `picked` after a customer was chosen; `mode_changed` with the new mode.
    """

    edited = Signal(object)
    picked = Signal(object)
    mode_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendering = False
        self.mode = CustomerMode.SEARCH
        self.finder = CustomerFinder(self)
        self.card = CustomerCard(self)
        self.fields = NewCustomerFields(self)
        self._faces: tuple[QWidget, ...] = (self.finder, self.card, self.fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for face in self._faces:
            column.addWidget(face)
        self.finder.chosen.connect(self._pick)
        self.finder.edited.connect(lambda text: self._tell("customer.search", text))
        self.finder.new_asked.connect(self._start_new)
        self.card.clear.clicked.connect(self._change)
        self.fields.edited.connect(self._tell)
        self._show_mode(CustomerMode.SEARCH)

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
        self.fields.show_entry(entry)
        if entry.existing:
            self.card.show_customer(entry.existing)
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

    def _pick(self, customer: Customer) -> None:
        self.card.show_customer(customer)
        self._show_mode(CustomerMode.EXISTING)
        self._tell("customer.selected", customer)
        self.picked.emit(customer)

    def _change(self) -> None:
        self._show_mode(CustomerMode.SEARCH)
        self._tell("customer.selected", None)
        self.finder.field.setFocus()
        self.finder.field.selectAll()

    def _start_new(self, typed: str) -> None:
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
        for number, face in enumerate(self._faces):
            face.setVisible(_MODES[number] is mode)
        if changed:
            self.mode_changed.emit(mode)

    def _tell(self, field: str, value: object) -> None:
        if not self._rendering:
            self.edited.emit(Edit(field, value))


class CustomerFinder(QWidget):
    """The search field with its results, and the way to a new customer.

    Signals: `chosen` with a Customer; `edited` with the text; `new_asked` with the text searched for.
    """

    chosen = Signal(object)
    edited = Signal(str)
    new_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = line_edit("customer.search", placeholder=_("Name, e-mail or phone"))
        self.field.setAccessibleName(field_label("customer.search"))
        put_icon(self.field, "search")
        self.new = button(_("New customer"), icon="customer-add")
        self.new.setObjectName("customer.new")
        self.line = Line("customer.search.problem", self)
        self._hint = ""
        self._problem = ""
        self.results = ResultList("customer.results", _("Customers found"), self.field)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.line)
        self.searching = Searching(self.field, self.results, self._rows, self._none)
        self.field.textChanged.connect(self._text_changed)
        self.results.picked.connect(self._picked)
        self.new.clicked.connect(lambda: self.new_asked.emit(""))

    def set_text(self, text: str) -> None:
        """Show a draft's text without searching or telling."""
        self.searching.set_text(text)

    def set_hint(self, text: str) -> None:
        """What stands below the field while nothing is wrong."""
        self._hint = text
        self._say()

    def set_problem(self, text: str) -> None:
        """What is wrong; empty takes it back."""
        self._problem = text
        self.field.setAccessibleDescription(text or self._hint)
        self._say()

    def _say(self) -> None:
        set_property(self.field, "problem", bool(self._problem))
        self.line.say(self._problem or self._hint, "danger" if self._problem else "muted")

    def _text_changed(self, text: str) -> None:
        if not self.searching.rendering:
            self.edited.emit(text)

    def _picked(self, row: Row) -> None:
        if isinstance(row.value, Customer):
            self.chosen.emit(row.value)
        elif isinstance(row.value, str):
            self.new_asked.emit(row.value)

    def _rows(self, found: Sequence[object]) -> list[Row]:
        customers = [each.customer for each in found if isinstance(each, FoundCustomer)]
        return [
            Row(each, each.name or each.email, each.email if each.name else "", icon="customer")
            for each in customers
        ]

    def _none(self, text: str) -> list[Row]:
        if not text:
            return []
        nobody = Row(None, _("No customer matches “{text}”.").format(text=text), dimmed=True)
        new = Row(text, _("New customer “{text}”").format(text=text), icon="customer-add")
        return [new, nobody]


class CustomerCard(QFrame):
    """The customer that was picked, with *Change*."""

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
        lines.addWidget(self.name)
        lines.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(lines, 1)
        row.addWidget(self.clear)
        self.setMinimumHeight(48)
        theme().changed.connect(self._draw_icon)
        self._draw_icon()

    def show_customer(self, customer: Customer) -> None:
        """Name above, e-mail and phone below."""
        self.name.setText(customer.name or customer.email)
        parts = [customer.email if customer.name else "", customer.phone]
        self.detail.setText(" · ".join(part for part in parts if part))
        spoken = ", ".join(part for part in (customer.name, customer.email, customer.phone) if part)
        self.setAccessibleName(spoken)
        self.clear.setAccessibleDescription(spoken)

    def _draw_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap("customer", "muted", _ICON, self.devicePixelRatio()))


class NewCustomerFields(Columns):
    """Name, e-mail and phone of a customer that Dodo makes with the payment.

    Signals: `edited` with field name and text.
    """

    edited = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self._field("customer.name")
        self.email = self._field("customer.email")
        self.phone = self._field("customer.phone", optional=True)
        self.put(0, [(self.name, 7), (self.email, 5)])
        self.put(1, [(self.phone, 5)])

    def _field(self, name: str, *, optional: bool = False) -> Field:
        editor = line_edit(name)
        if name == "customer.email":
            editor.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        editor.textChanged.connect(lambda text: self.edited.emit(name, text))
        field = Field(field_label(name), editor, optional=optional)
        editor.textChanged.connect(lambda text: field.set_hint(None))
        return field

    def show_entry(self, entry: CustomerEntry) -> None:
        """Show what was typed."""
        for field, text in ((self.name, entry.name), (self.email, entry.email), (self.phone, entry.phone)):
            put_text(field, text)

    def show_phone(self, country: str) -> None:
        """Say in which form the phone goes out, where that is not how it was typed. `country` is that of the
        billing address, empty for none."""
        typed = text_of(self.phone).strip()
        if not typed:
            return
        # The numbering plans of the world come with it, so it waits for the first number.
        from dodo_desktop.core.checks_contact import international

        sent = international(typed, country)
        same = sent == typed
        self.phone.set_hint(
            "" if same or not sent else _("Goes out as {number}").format(number=isolate(sent))
        )

    def first_empty(self) -> QWidget:
        """The editor to go on with."""
        for field in (self.name, self.email, self.phone):
            if not text_of(field).strip():
                return field.editor
        return self.name.editor
