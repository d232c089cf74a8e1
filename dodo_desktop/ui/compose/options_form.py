"""How it is paid: currency, codes, reference, payment methods, and what few orders need."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dodo_desktop.core.draft import CartLine, Draft, Edit, OptionsEntry
from dodo_desktop.ui.compose.columns import Columns
from dodo_desktop.ui.compose.metadata_table import LIMIT, MetadataTable, Pairs
from dodo_desktop.ui.compose.methods_box import MethodsBox
from dodo_desktop.ui.compose.section import put_text
from dodo_desktop.ui.widgets.disclosure import Disclosure
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.widgets.pick_field import Found, PickField
from dodo_desktop.ui.words import _, locale, ngettext
from dodo_desktop.ui.words.labels import field_label

_AS_PRICED = "as_priced"
"""Stands in the list for "no currency of one's own"; a draft keeps an empty text for it."""

_TEXTS = ("discount_code", "tax_id", "order_reference", "return_url")


class OptionsForm(QWidget):
    """The payment section's content.

    Signals: `edited` with an Edit.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendering = False
        self._priced_in: tuple[str, ...] = ()
        self.currency = PickField(
            "options.currency",
            field_label("options.currency"),
            self._find,
            resolve=self._resolve,
            placeholder=_("As priced"),
        )
        self.fields: dict[str, Field] = {
            "currency": Field(field_label("options.currency"), self.currency),
            **{name: self._field(name) for name in _TEXTS},
        }
        self.methods = MethodsBox()
        self.saved = QCheckBox(field_label("options.show_saved_methods"))
        self.saved.setObjectName("options.show_saved_methods")
        self.metadata = MetadataTable()
        self.metadata_field = Field(field_label("options.metadata"), self.metadata)
        self.methods_part = Disclosure("options.methods.toggle", _("Payment methods"), self.methods)
        self.more_part = Disclosure("options.more.toggle", _("More"), self._more())
        self._lay_out()
        self.currency.edited.connect(self._currency_edited)
        self.currency.editingFinished.connect(self._show_as_priced)
        self.methods.edited.connect(lambda chosen: self._tell("options.methods", chosen))
        self.saved.toggled.connect(lambda on: self._tell("options.show_saved_methods", on))
        self.metadata.pairs.edited.connect(lambda pairs: self._tell("options.metadata", pairs))
        self.show_cart(())

    def _field(self, name: str) -> Field:
        hint = "https://" if name == "return_url" else _("Optional")
        editor = line_edit(f"options.{name}", placeholder=hint)
        editor.textChanged.connect(lambda text: self._tell(f"options.{name}", text))
        return Field(field_label(f"options.{name}"), editor)

    def show_tax_name(self, country: str) -> None:
        """Name the tax ID as the billing country does; `country` is empty where there is none."""
        from dodo_desktop.core.tax_ids import tax_id_of

        known = tax_id_of(country)
        editor = self.fields["tax_id"].editor
        editor.setProperty("placeholderText", known.name if known else _("Optional"))
        words = _("{name}, such as {example}")
        editor.setToolTip(words.format(name=known.name, example=known.example) if known else "")

    def _more(self) -> QWidget:
        more = QWidget()
        column = QVBoxLayout(more)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fields["return_url"])
        column.addSpacing(9)
        column.addWidget(self.saved)
        column.addSpacing(9)
        column.addWidget(self.metadata_field)
        return more

    def _lay_out(self) -> None:
        columns = Columns(self)
        columns.put(
            0, [(self.fields["currency"], 5), (self.fields["discount_code"], 4), (self.fields["tax_id"], 3)]
        )
        columns.put(1, [(self.fields["order_reference"], 5)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(columns)
        column.addSpacing(8)
        column.addWidget(self.methods_part)
        column.addWidget(self.more_part)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's options, telling nobody."""
        entry: OptionsEntry = draft.options
        self._rendering = True
        self._show_currency(entry.currency)
        for name in _TEXTS:
            put_text(self.fields[name], getattr(entry, name))
        self.methods.show_entry(entry)
        self.saved.setChecked(entry.show_saved_methods)
        self.metadata.pairs.render(entry.metadata)
        self._rendering = False
        self.show_cart(draft.lines)
        self._summarise()

    def show_cart(self, lines: Sequence[CartLine]) -> None:
        """Name the currencies that the cart is priced in where none is chosen."""
        self._priced_in = tuple(
            dict.fromkeys(line.product.currency for line in lines if line.product.currency)
        )
        self.currency.setPlaceholderText(self._as_priced())
        self._show_as_priced()
        self._summarise()

    def _as_priced(self) -> str:
        if not self._priced_in:
            return _("As priced")
        return _("As priced ({currencies})").format(currencies=", ".join(self._priced_in))

    def _show_as_priced(self) -> None:
        chosen = self.currency.value()
        unchosen = chosen == _AS_PRICED or not (chosen or self.currency.text().strip())
        if unchosen and self.currency.text() != self._as_priced() and not self.currency.hasFocus():
            self.currency.set_value(_AS_PRICED, self._as_priced())

    def _show_currency(self, currency: str) -> None:
        if not currency:
            self.currency.set_value(_AS_PRICED, self._as_priced())
            return
        from dodo_desktop.core.currencies import currency_name
        from dodo_desktop.core.money import CURRENCIES

        known = currency in CURRENCIES
        if self.currency.value() != currency:
            label = currency_name(currency, locale()) if known else currency
            self.currency.set_value(currency if known else "", label)

    def _currency_edited(self, said: str) -> None:
        self._tell("options.currency", "" if said == _AS_PRICED else said)

    def _find(self, text: str) -> Found:
        # The names of all currencies come with CLDR's data, so they wait for the first search.
        from dodo_desktop.core.currencies import currency_name, find_currencies

        first = self._as_priced()
        wanted = text.strip().casefold()
        found = [(code, currency_name(code, locale()), code) for code in find_currencies(text, locale())]
        return [(_AS_PRICED, first, ""), *found] if first.casefold().startswith(wanted) else found

    def _resolve(self, text: str) -> str | None:
        if text.strip().casefold() in (self._as_priced().casefold(), _("As priced").casefold()):
            return _AS_PRICED
        from dodo_desktop.core.currencies import resolve_currency

        return resolve_currency(text, locale())

    def _summarise(self) -> None:
        self.methods_part.set_summary(self.methods.summary())
        pairs = sum(1 for key, value in self.metadata.pairs.pairs if key.strip() or value.strip())
        counted = ngettext("{count} metadata pair", "{count} metadata pairs", pairs).format(count=pairs)
        parts = [
            _("Return URL") if self.fields["return_url"].editor.property("text").strip() else "",
            _("saved methods") if self.saved.isChecked() else "",
            counted if pairs else "",
        ]
        said = ", ".join(part for part in parts if part)
        self.more_part.set_summary(said or _("Return URL, saved methods, metadata"))
        words = ngettext(
            "Metadata ({count} of {limit} pairs, for your own records)",
            "Metadata ({count} of {limit} pairs, for your own records)",
            pairs,
        )
        self.metadata_field.set_label(words.format(count=pairs, limit=LIMIT))

    def _tell(self, field: str, value: str | bool | Pairs | frozenset[str] | None) -> None:
        if not self._rendering:
            self._summarise()
            self.edited.emit(Edit(field, value))
