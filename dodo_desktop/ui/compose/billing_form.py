"""The billing address: the country's own fields, in its order and by its names."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dodo_desktop.core.draft import BillingEntry, Draft, Edit
from dodo_desktop.ui.compose.columns import Columns
from dodo_desktop.ui.compose.section import put_text, text_of
from dodo_desktop.ui.compose.state_pick import StatePick
from dodo_desktop.ui.one_layout import laid_out_once, set_shown
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.widgets.pick_field import Found, PickField
from dodo_desktop.ui.words import _, locale, spoken
from dodo_desktop.ui.words.labels import address_label, field_label

_NAMES = ("street", "city", "state", "zipcode")
_SPANS = {"street": 7, "city": 5, "state": 4, "zipcode": 3}
_COUNTRY_SPAN, _ALL = 5, 12


class BillingForm(Columns):
    """The billing section's content. A field that the country lacks is hidden and keeps its text, unless Dodo
    refused the order without it.

    Signals: `edited` with an Edit; `country_changed` with the code, empty where it is none; `arranged` after
    fields came, went or moved.
    """

    edited = Signal(object)
    country_changed = Signal(str)
    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendering = False
        self._every = False
        self._untold: set[str] = set()
        self._usual: tuple[str, ...] = _NAMES
        self._needed = frozenset(_NAMES)
        # What is laid out here is what an address without a country has.
        self._fitted = ("", False)
        self._sold_to: Collection[str] | None = None
        self.country_pick = PickField(
            "billing.country",
            field_label("billing.country"),
            self._find,
            resolve=_resolve,
            placeholder=_("Type a name or code"),
        )
        self.state_pick = StatePick()
        self.fields: dict[str, Field] = {
            "country": Field(field_label("billing.country"), self.country_pick, parent=self),
            **{name: self._field(name) for name in _NAMES},
        }
        self.order: tuple[str, ...] = ()
        self._arrange(_NAMES)
        for each in self.fields.values():
            self.let_spread(each)
        self.country_pick.edited.connect(self._country_edited)

    def _field(self, name: str) -> Field:
        field = f"billing.{name}"
        editor: QLineEdit
        if name == "state":
            editor = self.state_pick
            self.state_pick.edited.connect(lambda text: self._tell(field, text))
        else:
            editor = line_edit(field)
            editor.textChanged.connect(lambda text: self._tell(field, text))
        return Field(field_label(field), editor, parent=self)

    @property
    def country(self) -> str:
        """The code of the country; empty while it is none."""
        return self.country_pick.value()

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's address, telling nobody."""
        entry: BillingEntry = draft.billing
        self._rendering = True
        every, self._every = self._every, entry.every_field
        if self.country_pick.value() != entry.country or not entry.country:
            self._show_country(entry.country)
        elif every != self._every:
            self._fit_country()
        for name in ("street", "city", "zipcode"):
            put_text(self.fields[name], getattr(entry, name))
        self.state_pick.show_state(entry.state)
        self._rendering = False

    def set_supported(self, countries: Collection[str] | None) -> None:
        """The codes of the countries that Dodo sells to; the others are marked. None marks none."""
        self._sold_to = countries

    def show_untold(self, told: Collection[str]) -> None:
        """Say under each empty field that a pasted text told nothing of it; `told` names the others."""
        for name in self.order:
            if name not in told and not text_of(self.fields[name]).strip():
                self._untold.add(name)
                self._show_hint(name)

    def forget_untold(self, *names: str) -> None:
        """Say that no more, of these fields or of all."""
        for name in self._untold & set(names or _NAMES):
            self._untold.discard(name)
            self._show_hint(name)

    def _show_hint(self, name: str) -> None:
        """What stands under a field of the address while nothing is odd about it."""
        if name in self._untold:
            from dodo_desktop.ui.words.pasting import not_in_text

            self.fields[name].set_hint(not_in_text())
            return
        hint = None if name in self._usual else _("Not written there; Dodo may want it all the same.")
        self.fields[name].set_hint(hint)

    def first_empty(self) -> QWidget | None:
        """The first editor without text, as read, of those that this country's addresses need."""
        for name in ("country", *(name for name in self.order if name in self._needed)):
            if not text_of(self.fields[name]).strip():
                return self.fields[name].editor
        return None

    def _show_country(self, country: str) -> None:
        if country:
            from dodo_desktop.core.countries import COUNTRIES, country_name

            known = country in COUNTRIES
            label = country_name(country, spoken(locale())) if known else country
            self.country_pick.set_value(country if known else "", label)
        else:
            self.country_pick.set_value("", "")
        self._fit_country()

    def _country_edited(self, said: str) -> None:
        self._every = False
        self._fit_country()
        self._tell("billing.country", said)

    def _fit_country(self) -> None:
        """Labels, order and presence of the fields, by the country."""
        code = self.country
        before, self._fitted = self._fitted, (code, self._every)
        if self._fitted == before:
            return
        from dodo_desktop.core.address_forms import address_fields

        form = address_fields(code, every=self._every)
        self._usual = address_fields(code).order
        self._needed = frozenset(form.required if code else form.order)
        for name in form.order:
            field = self.fields[name]
            field.set_label(address_label(form.labels[name]), optional=name not in self._needed)
            self._show_hint(name)
        self.state_pick.show_country(code)
        example = form.examples[0] if form.examples else ""
        words = _("such as {example}").format(example=example) if example else ""
        self.fields["zipcode"].editor.setProperty("placeholderText", words)
        self._arrange(form.order)
        self.country_changed.emit(code)

    def _arrange(self, order: tuple[str, ...]) -> None:
        if order == self.order:
            return
        self.order = order
        with laid_out_once(self):
            for number, row in enumerate(rows_of(order)):
                fields: list[tuple[QWidget, int]] = [(self.fields[name], span) for name, span in row]
                self.put(number, fields)
            for name in _NAMES:
                set_shown(self.fields[name], name in order)
        self.arranged.emit()

    def _find(self, text: str) -> Found:
        # The names of all countries come with CLDR's data, so they wait for the first search.
        from dodo_desktop.core.countries import country_name, find_countries

        sold_to = self._sold_to
        # Names of the app's language, and where these say nothing those of the region.
        codes = find_countries(text, spoken(locale())) or find_countries(text, locale())
        return [
            (
                code,
                country_name(code, spoken(locale())),
                code if sold_to is None or code in sold_to else _marked(code),
            )
            for code in codes
        ]

    def _tell(self, field: str, value: str) -> None:
        if not self._rendering:
            self.forget_untold(field.removeprefix("billing."))
            self.edited.emit(Edit(field, value))


def rows_of(order: tuple[str, ...]) -> list[list[tuple[str, int]]]:
    """Fields in rows of twelve columns, the country first in the first row."""
    rows: list[list[tuple[str, int]]] = [[("country", _COUNTRY_SPAN)]]
    used = _COUNTRY_SPAN
    for name in order:
        if used + _SPANS[name] > _ALL:
            rows.append([])
            used = 0
        rows[-1].append((name, _SPANS[name]))
        used += _SPANS[name]
    if [name for name, _span in rows[-1]] == ["zipcode", "city"]:
        # Two short ones keep to the line on which the fields above meet.
        rows[-1] = [("zipcode", _COUNTRY_SPAN), ("city", _ALL - _COUNTRY_SPAN)]
    return rows


def _marked(code: str) -> str:
    return "\n".join((code, _("Dodo does not sell there")))


def _resolve(text: str) -> str | None:
    from dodo_desktop.core.countries import resolve_country

    return resolve_country(text, spoken(locale())) or resolve_country(text, locale())
