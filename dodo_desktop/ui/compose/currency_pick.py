"""In which currency the customer is charged: one by code or name, or none of one's own."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dodo_desktop.core.draft import CartLine
from dodo_desktop.ui.widgets.field import Field
from dodo_desktop.ui.widgets.pick_field import Found, PickField
from dodo_desktop.ui.words import _, locale, spoken
from dodo_desktop.ui.words.labels import field_label

_AS_PRICED = "as_priced"
"""Stands in the list for "no currency of one's own"; a draft keeps an empty text for it."""


class CurrencyPick(QObject):
    """The field ``options.currency``, its list and the sentence below it.

    Signals: `edited` with a code, with the text as typed where it is none, and "" for "as priced".
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._priced_in: tuple[str, ...] = ()
        self._usual: tuple[str, ...] = ()
        self.pick = PickField(
            "options.currency",
            field_label("options.currency"),
            self._find,
            resolve=self._resolve,
            placeholder=_("As priced"),
        )
        self.field = Field(field_label("options.currency"), self.pick, parent=parent)
        self.pick.edited.connect(self._edited)
        self.pick.editingFinished.connect(self._write_as_priced)
        self._show_hint()

    @property
    def code(self) -> str:
        """The currency that is chosen; empty for none or a text that is none."""
        value = self.pick.value()
        return "" if value == _AS_PRICED else value

    def show_currency(self, currency: str) -> None:
        """Show what a draft holds, telling nobody."""
        if not currency:
            self.pick.set_value(_AS_PRICED, self._as_priced())
        elif self.pick.value() != currency:
            from dodo_desktop.core.currencies import currency_name
            from dodo_desktop.core.money import CURRENCIES

            known = currency in CURRENCIES
            label = currency_name(currency, spoken(locale())) if known else currency
            self.pick.set_value(currency if known else "", label)
        self._show_hint()

    def show_cart(self, lines: Sequence[CartLine]) -> None:
        """Name the currencies that the cart is priced in where none is chosen."""
        self._priced_in = tuple(
            dict.fromkeys(line.product.currency for line in lines if line.product.currency)
        )
        self.pick.setPlaceholderText(self._as_priced())
        self._write_as_priced()
        self._show_hint()

    def set_usual(self, currencies: Iterable[str]) -> None:
        """The account's usual currencies, which the list has first."""
        self._usual = tuple(currencies)

    def _as_priced(self) -> str:
        if not self._priced_in:
            return _("As priced")
        return _("As priced ({currencies})").format(currencies=", ".join(self._priced_in))

    def _write_as_priced(self) -> None:
        chosen = self.pick.value()
        unchosen = chosen == _AS_PRICED or not (chosen or self.pick.text().strip())
        if unchosen and self.pick.text() != self._as_priced() and not self.pick.hasFocus():
            self.pick.set_value(_AS_PRICED, self._as_priced())

    def _edited(self, said: str) -> None:
        self._show_hint()
        self.edited.emit("" if said == _AS_PRICED else said)

    def _show_hint(self) -> None:
        code = self.code
        if code:
            self._say_billable(code)
        elif self.pick.text().strip() and self.pick.value() != _AS_PRICED:
            self.field.set_hint("")
        else:
            self.field.set_hint(
                _("Charged in the products’ currency, or in the customer’s own where Dodo converts.")
            )

    def _say_billable(self, code: str) -> None:
        from dodo_desktop.core.currency_facts import known_billable

        if known_billable(code, self._priced_in):
            self.field.set_hint("")
        else:
            self.field.set_hint(
                _(
                    "Dodo is not known to bill in {currency}. If it cannot, it makes no link and says so."
                ).format(currency=code),
                "warning",
            )

    def _find(self, text: str) -> Found:
        # The names of all currencies come with CLDR's data, so they wait for the first search.
        from dodo_desktop.core.currencies import currency_name, find_currencies

        # Names of the app's language, and where these say nothing those of the region.
        codes = find_currencies(text, spoken(locale())) or find_currencies(text, locale())
        meant = _meant(text)
        usual = [code for code in dict.fromkeys((*self._priced_in, *self._usual)) if code in codes]
        ordered = dict.fromkeys([*([meant] if meant in codes else []), *usual, *codes])
        found = [
            (code, currency_name(code, spoken(locale())), self._detail(code)) for code in ordered if code
        ]
        first, wanted = self._as_priced(), text.strip().casefold()
        return [(_AS_PRICED, first, ""), *found] if first.casefold().startswith(wanted) else found

    def _detail(self, code: str) -> str:
        from dodo_desktop.core.currency_facts import known_billable

        if known_billable(code, self._priced_in):
            return code
        return "\n".join((code, _("Dodo is not known to bill in it")))

    def _resolve(self, text: str) -> str | None:
        if text.strip().casefold() in (self._as_priced().casefold(), _("As priced").casefold()):
            return _AS_PRICED
        return _meant(text)


def _meant(text: str) -> str | None:
    from dodo_desktop.core.currencies import resolve_currency

    return resolve_currency(text, spoken(locale())) or resolve_currency(text, locale())
