"""The order as plain text, beside its result."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.draft import CustomerMode, Draft
from dodo_desktop.core.methods import ALL_METHODS
from dodo_desktop.core.preview import Total
from dodo_desktop.ui.compose.cart_columns import fit_columns
from dodo_desktop.ui.compose.cart_delegate import CartDelegate
from dodo_desktop.ui.compose.cart_model import CartModel, Column
from dodo_desktop.ui.compose.columns import Columns
from dodo_desktop.ui.compose.section import Section
from dodo_desktop.ui.compose.totals import AmountLines, amount_lines
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.in_sight import keep_focus_in_sight
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.widgets.steady_bar import keep_bar
from dodo_desktop.ui.widgets.table import Table
from dodo_desktop.ui.widgets.viewports import viewport_of
from dodo_desktop.ui.words import _, isolate, locale, spoken, with_own_end
from dodo_desktop.ui.words.directory import phone_text
from dodo_desktop.ui.words.labels import field_label, method_name

_WIDTHS = {Column.PRICE: 84, Column.QUANTITY: 76, Column.TOTAL: 92}
_SUMS_WIDTH = 268
_CELL_PADDING = 10


class OrderView(QScrollArea):
    """Shows a draft that can no longer be changed. Its texts can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = 24
        self._order: tuple[Draft, Total | None] | None = None
        self.setObjectName("order.view")
        self.setAccessibleName(_("Order"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        keep_focus_in_sight(self)
        self.name, self.customer = _text("order.name"), _text("order.customer")
        set_text(self.name, "strong")
        self.address = _text("order.address")
        self.model = CartModel(locale, editable=False)
        self.model.setParent(self)
        self.table = Table("order.lines", _("Cart"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(CartDelegate(self.table))
        self.table.setSelectionMode(Table.SelectionMode.NoSelection)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(Column.PRODUCT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self.sums = AmountLines()
        self.sums.setFixedWidth(_SUMS_WIDTH)
        self._facts = Columns()
        self._cells: list[_Fact] = []
        self.sections = (
            Section(_("Customer")),
            Section(_("Billing address")),
            Section(_("Cart")),
            Section(_("Payment"), last=True),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        page = QFrame()
        page.setProperty("surface", "page")
        self.sections[0].body.addWidget(self.name)
        self._column = QVBoxLayout(page)
        self._column.setSpacing(0)
        for section, widget in zip(
            self.sections, (self.customer, self.address, self.table, self._facts), strict=True
        ):
            section.body.addWidget(widget)
            self._column.addWidget(section)
        self.sections[2].body.addSpacing(10)
        # Their amounts stand below the table's.
        sums = QHBoxLayout()
        self.sections[2].body.addLayout(sums)
        sums.addStretch(1)
        sums.addWidget(self.sums)
        sums.addSpacing(_CELL_PADDING)
        self._column.addStretch(1)
        self.setWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before: else all is laid out with the old margins first, and with the new ones then.
        self._fit_margins()
        super().resizeEvent(event)

    def _fit_margins(self) -> None:
        """The scroll bar stands in the margin, so that nothing moves when it comes."""
        bar = self.width() - viewport_of(self).width()
        sides = (self._side, max(4, self._side - bar))
        # Margins are not mirrored by themselves.
        left, right = reversed(sides) if self.isRightToLeft() else sides
        self._column.setContentsMargins(left, 2, right, 16)

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        self._side = 20 if narrow else 24
        self._fit_margins()
        for section in self.sections:
            section.set_narrow(narrow)

    def show_order(self, draft: Draft, total: Total | None) -> None:
        """Show this order, with the total that it was made with."""
        if self._order == (draft, total):
            return
        self._order = draft, total
        name, detail = customer_lines(draft)
        self.name.setText(with_own_end(name, leftwards=self.isRightToLeft()))
        self.name.setVisible(bool(name))
        self.customer.setText(detail)
        self.address.setText("\n".join(address_lines(draft)))
        self.model.render(draft.lines)
        fit_columns(self.table, self.model, _WIDTHS)
        self.table.setFixedHeight(self.table.height_of(max(1, len(draft.lines))))
        self.sums.show_lines(amount_lines(total, draft) if total else [])
        self._show_facts(draft)

    def _show_facts(self, draft: Draft) -> None:
        facts = order_facts(draft)
        if len(self._cells) < len(facts):
            self._cells += [_Fact() for _ in facts[len(self._cells) :]]
            cells: list[tuple[QWidget, int]] = [(cell, 4) for cell in self._cells]
            for start in range(0, len(cells), 3):
                self._facts.put(start // 3, cells[start : start + 3])
        for cell, (label, value) in zip(self._cells, facts, strict=False):
            cell.say(label, value)
        for number, cell in enumerate(self._cells):
            cell.setVisible(number < len(facts))


def customer_lines(draft: Draft) -> tuple[str, str]:
    """Name, then e-mail and phone."""
    entry = draft.customer
    if entry.mode is CustomerMode.EXISTING and entry.existing:
        name, email, phone = entry.existing.name, entry.existing.email, entry.existing.phone
    else:
        from dodo_desktop.core.checks_contact import phone_as_sent

        name, email, typed = entry.name, entry.email, entry.phone.strip()
        # As it goes out.
        phone = phone_as_sent(typed, draft.billing.country)
    return name, " · ".join(isolate(part) for part in (email, phone_text(phone)) if part)


def address_lines(draft: Draft) -> list[str]:
    """The address as it is written; fields that the country lacks are left out."""
    from dodo_desktop.core.countries import COUNTRIES, address_fields, country_name

    entry = draft.billing
    known = entry.country in COUNTRIES
    order = address_fields(entry.country if known else None, every=entry.every_field).order
    street = entry.street if "street" in order else ""
    rest = ""
    before = ""
    for name in (n for n in order if n != "street" and getattr(entry, n).strip()):
        between = ", " if (before, name) == ("city", "state") else " "
        rest += (between if rest else "") + getattr(entry, name).strip()
        before = name
    country = country_name(entry.country, spoken(locale())) if known else entry.country
    return [line for line in (street, rest, country) if line]


def currency_words(draft: Draft) -> str:
    """In which currency the order is charged."""
    from dodo_desktop.core.currencies import currency_name
    from dodo_desktop.core.money import CURRENCIES

    chosen = draft.options.currency
    if chosen:
        return currency_name(chosen, spoken(locale())) if chosen in CURRENCIES else chosen
    priced = ", ".join(dict.fromkeys(line.product.currency for line in draft.lines))
    return _("As priced ({currencies})").format(currencies=priced) if priced else _("As priced")


def chosen_methods(draft: Draft) -> list[str]:
    """The names of the payment methods that are ticked."""
    return [method_name(method) for method in ALL_METHODS if method in draft.options.methods]


def order_facts(draft: Draft) -> list[tuple[str, str]]:
    """What was chosen for the payment: label and value; what was left empty is left out."""
    entry = draft.options
    pairs = [f"{key}: {value}" for key, value in entry.metadata if key.strip() or value.strip()]
    facts = [
        (field_label("options.currency"), currency_words(draft)),
        (_("Methods"), ", ".join(chosen_methods(draft)) if entry.only_methods else _("All")),
        (field_label("options.order_reference"), entry.order_reference),
        (field_label("options.discount_code"), entry.discount_code),
        (field_label("options.tax_id"), entry.tax_id),
        (field_label("options.return_url"), entry.return_url),
        (_("Saved methods"), _("Shown to the customer") if entry.show_saved_methods else ""),
        (field_label("options.metadata"), "\n".join(pairs)),
    ]
    return [(label, value) for label, value in facts if value.strip()]


def _text(name: str) -> Prose:
    made = Prose()
    made.setObjectName(name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    set_text(made, "body")
    return made


class _Fact(QWidget):
    """What was chosen, under what it is."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._title = QLabel()
        set_text(self._title, "small", "muted")
        self._text = _text("")
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addStretch(1)

    def say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
