"""Which payment methods are chosen, apart from the boxes that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dodo_desktop.core.draft import Draft, OptionsEntry
from dodo_desktop.core.methods import CARD_METHODS, METHODS, NEWER_METHODS
from dodo_desktop.core.money import Money
from dodo_desktop.ui.compose.cart_model import total_of
from dodo_desktop.ui.words import _, ngettext
from dodo_desktop.ui.words.labels import method_name

if TYPE_CHECKING:
    from dodo_desktop.core.method_facts import Order

FIRST = frozenset(METHODS)


class MethodsChoice(QObject):
    """All methods, or only some. While all are chosen Dodo shows what fits, whatever its type.

    Signals: `edited` with the set that a person chose, None for all; `shown` after anything changed;
    `order_changed` after another country, currency or sum.
    """

    edited = Signal(object)
    shown = Signal()
    order_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen: frozenset[str] | None = None
        self.fixed = False
        """Whether nothing can be ticked or unticked."""
        self._order: Order | None = None
        self._kept: frozenset[str] = frozenset()

    def show_entry(self, entry: OptionsEntry) -> None:
        """Show what a draft chose, telling nobody."""
        self._kept = entry.methods
        self.chosen = entry.methods if entry.only_methods else None
        self.shown.emit()

    def set_fixed(self, fixed: bool) -> None:
        """Whether what is chosen is only shown."""
        if fixed != self.fixed:
            self.fixed = fixed
            self.shown.emit()

    @property
    def order(self) -> Order:
        """What hints are for."""
        if self._order is None:
            from dodo_desktop.core.method_facts import Order

            self._order = Order()
        return self._order

    def show_draft(self, draft: Draft, currency: str) -> None:
        """Hints are for this order, charged in `currency`, "" for as priced."""
        if self._order is None and not (draft.billing.country or draft.lines or currency):
            # As long as nothing decides on methods there is nothing to look up.
            return
        order = order_of(draft, currency)
        if order != self.order:
            self._order = order
            self.order_changed.emit()

    def ticked(self, method: str) -> bool:
        """Whether a method's box has its tick; while all are chosen those of the first types have."""
        return method in (FIRST if self.chosen is None else self.chosen)

    def summary(self) -> str:
        """What is chosen of the first types, in a few words."""
        chosen, count = self.chosen, len(METHODS)
        if chosen is None:
            return _("All {count}, Dodo shows what fits the customer").format(count=count)
        if not chosen:
            return _("None of {count}").format(count=count)
        said = _("{chosen} of {count}").format(chosen=len(chosen & FIRST), count=count)
        more = len(chosen - FIRST)
        if more:
            said += ngettext(", and {count} more", ", and {count} more", more).format(count=more)
        return said if chosen & CARD_METHODS else said + _(", no cards")

    def newer_summary(self) -> str:
        """What is chosen of the newer types, in a few words."""
        chosen = [method for method in NEWER_METHODS if method in (self.chosen or ())]
        if not chosen:
            count = len(NEWER_METHODS)
            return ngettext("{count} newer type", "{count} newer types", count).format(count=count)
        return ", ".join(method_name(method) for method in chosen)

    def choose_all(self) -> None:
        """*All*; what was ticked is kept."""
        self._choose(None)

    def choose_some(self) -> None:
        """*Only these* finds what was ticked before."""
        self._choose(self._kept or FIRST)

    def tick(self, methods: Iterable[str], *, on: bool) -> None:
        """Tick or untick some; the others stay as they are."""
        now = FIRST if self.chosen is None else self.chosen
        some = frozenset(methods)
        self._choose(now | some if on else now - some)

    def replace(self, old: Iterable[str], new: Iterable[str]) -> None:
        """Of the methods in `old`, tick exactly those in `new`."""
        now = FIRST if self.chosen is None else self.chosen
        self._choose((now - frozenset(old)) | frozenset(new))

    def _choose(self, chosen: frozenset[str] | None) -> None:
        self.chosen = chosen
        self._kept = self._kept if chosen is None else chosen
        self.shown.emit()
        self.edited.emit(chosen)


def order_of(draft: Draft, currency: str) -> Order:
    """What hints need to know of a draft that is charged in `currency`, "" for as priced."""
    from dodo_desktop.core.countries import COUNTRIES
    from dodo_desktop.core.method_facts import Order

    country = draft.billing.country if draft.billing.country in COUNTRIES else ""
    priced = tuple(dict.fromkeys(line.product.currency for line in draft.lines if line.product.currency))
    totals = [total_of(line) for line in draft.lines]
    known = [total for total in totals if total is not None]
    whole = len(priced) == 1 and len(known) == len(totals) and currency in ("", *priced)
    return Order(
        country, (currency,) if currency else priced, Money.total(known, priced[0]) if whole else None
    )
