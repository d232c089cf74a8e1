"""The state of an address: a list where the country has one, any text where it has none."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.widgets.pick_field import Found, PickField
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import field_label


class StatePick(PickField):
    """The field ``billing.state``. Its value is the state's name, which is what an order holds.

    A text that is no state of the country stays as it was typed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("billing.state", field_label("billing.state"), _nothing, parent=parent)
        self._country: str | None = None
        self.show_country("")

    def show_country(self, country: str) -> None:
        """Offer the states of a country by its code; none for an empty one."""
        if country == self._country:
            return
        self._country = country
        listed = bool(country) and _has_states(country)
        self.setPlaceholderText(_("Choose") if listed else "")
        if listed:
            self.set_search(_finder(country), _resolver(country))
        else:
            self.set_search(_nothing, _no_value, listed=False)

    def show_state(self, text: str) -> None:
        """Show what an order holds, telling nobody."""
        if self.text() != text and (self.value() or self.text()) != text:
            self.set_value((self._resolve(text) or "") if text else "", text)


def _has_states(country: str) -> bool:
    from dodo_desktop.core.address_table import address_row

    return bool(address_row(country).states)


def _finder(country: str) -> Callable[[str], Found]:
    from dodo_desktop.core.states import find_states, shown_name

    def find(text: str) -> Found:
        rows = []
        for state in find_states(country, text):
            name = shown_name(state, text)
            rows.append((name, name, state.code or (state.native if name == state.name else state.name)))
        return rows

    return find


def _resolver(country: str) -> Callable[[str], str | None]:
    from dodo_desktop.core.states import resolve_state, shown_name

    def resolve(text: str) -> str | None:
        state = resolve_state(country, text)
        return shown_name(state, text) if state else None

    return resolve


def _nothing(_text: str) -> Found:
    return ()


def _no_value(_text: str) -> None:
    return None
