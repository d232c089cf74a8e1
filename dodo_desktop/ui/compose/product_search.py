"""Search for a product by part of its name, with the results laid over the form."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.directory_status import DirectoryStatus
from dodo_desktop.core.lazily import Lazily
from dodo_desktop.ui.compose.searching import Searching
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import line_edit
from dodo_desktop.ui.widgets.leading_icon import put_icon
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.directory import no_product, tax_category

Search = Callable[[str], Awaitable[Sequence[Product]]]


class ProductSearch(QWidget):
    """`cart.product`, its results and *Add*.

    Signals: `chosen` with a Product; `edited` with the search text; `paste_asked` with a pasted text that is
    a table and nothing to search for.
    """

    chosen = Signal(object)
    edited = Signal(str)
    paste_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: QLineEdit = line_edit(
            "cart.product", placeholder=_("Add a product: type part of its name")
        )
        self.field.setAccessibleName(_("Add a product"))
        put_icon(self.field, "search")
        self.add = button(_("Add"), icon="add")
        self.add.setObjectName("cart.add")
        self.add.setEnabled(False)
        self.results = ResultList("cart.products", _("Products found"), self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.add)
        self.status: Callable[[], DirectoryStatus] = DirectoryStatus
        self._searching = Searching(self.field, self.results, self._rows, self._none)
        self._searching.found.connect(self._show_add)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._text_changed)
        self.results.picked.connect(self._picked)
        self.add.clicked.connect(self._add_first)

    def attach(self, search: Search) -> None:
        """Search with `search` from now on."""
        self._searching.attach(search)

    def detach(self) -> None:
        """Search no more; the text stays."""
        self._searching.detach()

    def renew(self) -> None:
        """Look again where nothing was found: there are other products now."""
        self._searching.renew()

    def set_footer(self, footer: Callable[[int], tuple[str, str]]) -> None:
        """What stands under so many results: their number and age, and the keys."""
        self._searching.footer = footer

    def set_text(self, text: str) -> None:
        """Show a draft's text without searching or telling."""
        self._searching.set_text(text)

    def start(self) -> None:
        """Put the focus here, whatever stands in it ready to be typed over."""
        self.field.setFocus()
        self.field.selectAll()

    def clear(self) -> None:
        """Empty the field for the next product; what stood there does not come back by undo."""
        self.field.setText("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether rows of a table are pasted, which belong into the cart."""
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        from dodo_desktop.core.pasted import looks_like_rows

        text = QGuiApplication.clipboard().text()
        rows = looks_like_rows(text)
        if rows:
            self.paste_asked.emit(text)
        return rows

    def _text_changed(self, text: str) -> None:
        self._show_add()
        if not self._searching.rendering:
            self.edited.emit(text)

    def _show_add(self) -> None:
        self.add.setEnabled(bool(self.field.text().strip()))

    def _add_first(self) -> None:
        """Add the highlighted product, or look for what is typed first."""
        self.field.setFocus()
        if not self.results.pick_current():
            self._searching.ask(self.field.text())

    def _picked(self, row: Row) -> None:
        if isinstance(row.value, Product):
            self.chosen.emit(row.value)

    def _rows(self, found: Sequence[Product]) -> Sequence[Row]:
        return Lazily(found, product_row)

    def _none(self, text: str) -> list[Row]:
        return [Row(None, *no_product(text, self.status()), dimmed=True)]


def product_row(product: Product) -> Row:
    """A product as the results show it: name, price in its own currency, tax; or why it cannot be sold."""
    from dodo_desktop.ui.words.carts import amount_with_number, why_not

    reason = why_not(product)
    if reason or product.price is None:
        return Row(product, product.name, _kind(product), trailing=reason, dimmed=True, tall=True)
    price = amount_with_number(product.price)
    if product.pay_what_you_want:
        price = _("from {price}").format(price=price)
    return Row(product, product.name, _kind(product), trailing=price, tall=True)


def _kind(product: Product) -> str:
    """The second line: what a customer is suggested to pay, and what it is taxed as."""
    from dodo_desktop.ui.words.carts import amount_with_number

    parts = []
    if product.pay_what_you_want:
        parts.append(_("Pay what you want"))
        if product.suggested is not None:
            parts.append(_("suggested {price}").format(price=amount_with_number(product.suggested)))
    if product.tax_category:
        parts.append(tax_category(product.tax_category))
    if product.tax_inclusive:
        parts.append(_("tax included"))
    return " · ".join(parts)
