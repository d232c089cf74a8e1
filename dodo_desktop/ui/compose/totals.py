"""What the order costs, as the panel and the finished order show it: lines, a rule, the amount."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.draft import proposed, untouched
from dodo_desktop.core.money import UNPROVED_EXPONENT
from dodo_desktop.ui import icons
from dodo_desktop.ui.compose.front import no_total
from dodo_desktop.ui.compose.section import rule
from dodo_desktop.ui.one_layout import laid_out_once
from dodo_desktop.ui.theme import TextSize, set_text, theme, trailing
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.widgets.read_only import ReadOnly
from dodo_desktop.ui.words import _, locale, ngettext, spoken

if TYPE_CHECKING:
    from dodo_desktop.core.draft import CartLine, Draft
    from dodo_desktop.core.money import Money
    from dodo_desktop.core.preview import Total

_ICON = 16
_FOOT_GAP = 4
_USUAL_LINES = 2
"""Subtotal and tax."""
_INSETS = 8
"""Pixels of the amount's line edit beside its text."""
_AMOUNT_SIZES: tuple[TextSize, ...] = ("amount", "page", "title")
"""The first in which an amount can be read whole: none is cut where a person checks it."""


class AmountLine(NamedTuple):
    """What stands on one line."""

    label: str
    amount: str
    tone: str | None = None


class _Line(QWidget):
    """A muted label and an amount at the other end."""

    def __init__(self) -> None:
        super().__init__()
        self._label, self._amount = ElidedLabel(parent=self), QLabel(self)
        set_text(self._label, "body", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._amount)

    def show_line(self, line: AmountLine) -> None:
        """Say something else."""
        self._label.setText(line.label)
        self._amount.setText(line.amount)
        set_text(self._amount, "body", line.tone, tabular=True)


class AmountLines(QWidget):
    """Subtotal, discount and tax."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[_Line] = []

    @property
    def is_made(self) -> bool:
        """Whether there are as many lines as most orders have."""
        return len(self._lines) >= _USUAL_LINES

    def make(self) -> None:
        """Have them before an order needs them."""
        self._make(_USUAL_LINES)

    def _make(self, count: int) -> None:
        while len(self._lines) < count:
            made = _Line()
            made.hide()
            self._column.addWidget(made)
            made.ensurePolished()
            self._lines.append(made)

    def show_lines(self, lines: list[AmountLine]) -> None:
        """Show these instead of what stands here. Lines that are not needed now stay for another order: to
        make one takes longer than all else that a total says."""
        self._make(len(lines))
        for widget, line in zip(self._lines, lines, strict=False):
            widget.show_line(line)
        for number, widget in enumerate(self._lines):
            widget.setVisible(number < len(lines))
        self.setVisible(bool(lines))


def amount_lines(total: Total, draft: Draft) -> list[AmountLine]:
    """The lines over a total; what nobody knows yet says so instead of showing nothing."""
    from dodo_desktop.ui.words.prices import discount_label, tax_label, taxed_already

    lines: list[AmountLine] = []
    if total.per_currency and total.total is None:
        return [
            AmountLine(_("Priced in {currency}").format(currency=m.currency), money(m))
            for m in total.per_currency
        ]
    if total.subtotal is not None:
        label = _("Subtotal") if total.exact else pieces(draft.lines)
        lines.append(AmountLine(label, money(total.subtotal)))
    code = draft.options.discount_code.strip()
    if total.discount is not None and total.discount.minor:
        label = discount_label(code, total.discount_rate)
        lines.append(AmountLine(label, money(-abs_money(total.discount)), "success"))
    elif code and not total.exact:
        lines.append(AmountLine(discount_label(code, None), _("not known")))
    country = draft.billing.country
    if total.tax is not None:
        lines.append(AmountLine(tax_label(total.tax_rate, country), money(total.tax)))
    elif not total.exact:
        known = _("included") if taxed_already(draft) else _("not known")
        lines.append(AmountLine(tax_label(None, country), known))
    return lines


def abs_money(amount: Money) -> Money:
    """The amount without its sign."""
    return amount if amount.minor >= 0 else -amount


def pieces(lines: tuple[CartLine, ...]) -> str:
    """How much is in the cart, such as "2 products, 3 pieces"."""
    from dodo_desktop.core.limits import quantity_of

    count = sum(quantity_of(line.quantity) or 0 for line in lines)
    products = ngettext("{count} product", "{count} products", len(lines)).format(count=len(lines))
    return _("{products}, {pieces}").format(
        products=products, pieces=ngettext("{count} piece", "{count} pieces", count).format(count=count)
    )


def money(amount: Money) -> str:
    """An amount as this computer writes it."""
    from dodo_desktop.core.money_text import format_money

    return format_money(amount, locale())


class TotalBox(QFrame):
    """Where the total comes from, its lines, the amount, and what it was checked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_role = ("", "")
        self._shown: tuple[Total, Draft, datetime | None, str] | None = None
        self._icon = QLabel(self)
        self._icon.setFixedSize(_ICON, _ICON)
        self.source = QLabel(self)
        set_text(self.source, "strong")
        self.when = QLabel(self)
        set_text(self.when, "small", "muted", tabular=True)
        self.lines = AmountLines(self)
        self._rule = rule(self)
        self._word = QLabel(_("Total"), self)
        set_text(self._word, "strong")
        self._currency = QLabel(self)
        set_text(self._currency, "small", "muted")
        self.amount = ReadOnly("summary.total", _("Total"), size="amount", tabular=True)
        self._size: TextSize = "amount"
        self._said: list[str] = []
        self.amount.setAlignment(trailing(self) | Qt.AlignmentFlag.AlignVCenter)
        rtl = self.isRightToLeft()
        self.amount.setTextMargins(-4 if rtl else 0, 0, 0 if rtl else -4, 0)
        self._word.setBuddy(self.amount)
        self.note = Prose(parent=self)
        set_text(self.note, "small", "muted")
        self._lay_out()
        theme().changed.connect(self._dress)
        self._dress()
        self.show_nothing()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setSpacing(6)
        head.addWidget(self._icon)
        head.addWidget(self.source)
        head.addStretch(1)
        head.addWidget(self.when)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 2, 0, 0)
        foot.setSpacing(_FOOT_GAP)
        baseline = Qt.AlignmentFlag.AlignBottom
        foot.addWidget(self._word, 0, baseline)
        foot.addWidget(self._currency, 0, baseline)
        foot.addWidget(self.amount, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacing(8)
        column.addWidget(self.lines)
        column.addSpacing(8)
        column.addWidget(self._rule)
        column.addWidget(self._foot)
        column.addWidget(self.note)

    def next_part(self) -> Callable[[], object] | None:
        """What makes what an empty cart does without; None when all is there."""
        return None if self.lines.is_made else self.lines.make

    def show_nothing(self) -> None:
        """An empty cart."""
        self._head("", "", _("Total"), "")
        self.lines.show_lines([])
        self._foot.hide()
        self._rule.hide()
        self._said = []
        self.amount.setText("")
        set_text(self.note, "body", "muted")
        self.note.setText(no_total())

    def show_total(self, total: Total, draft: Draft, *, checked: datetime | None, place: str) -> None:
        """Show Dodo's total or our estimate. `place` is where it was checked for, in words."""
        if self._shows(total, draft, checked, place):
            return
        self._shown = (total, draft, checked, place)
        with laid_out_once(self._foot, self.lines, self):
            if draft.lines:
                self._show_sum(total, draft, checked, place)
            else:
                self.show_nothing()

    def _show_sum(self, total: Total, draft: Draft, checked: datetime | None, place: str) -> None:
        if total.exact:
            from dodo_desktop.ui.words.times import clock_time

            self._head("success", "success", _("Total from Dodo"), clock_time(checked) if checked else "")
        else:
            offline = total.why_estimate == "offline"
            self._head(
                "offline" if offline else "info",
                "warning" if offline else "muted",
                _("Estimate"),
                _why(total),
            )
        self.lines.show_lines(amount_lines(total, draft))
        self._rule.show()
        self._foot.show()
        amount = total.total
        self._said = [money(amount)] if amount else _sums(total)
        self._currency.setText(amount.currency if amount and amount.currency not in self._said[0] else "")
        self._fit_amount()
        set_text(self.note, "small", "muted")
        self.note.setText(self._note(total, draft, place))

    def _shows(self, total: Total, draft: Draft, checked: datetime | None, place: str) -> bool:
        """Whether all of that is shown already, as after most keys."""
        if self._shown is None:
            return False
        said, before, at, where = self._shown
        alike = untouched(draft, before, "lines", "options", "billing", "proposals")
        return alike and (said, at, where) == (total, checked, place)

    def _note(self, total: Total, draft: Draft, place: str) -> str:
        from dodo_desktop.ui.words.prices import lines_left_out

        amount = total.total
        unproved = amount is not None and amount.currency in UNPROVED_EXPONENT
        sent = _("Sent as the number {number}.").format(number=amount.minor) if unproved and amount else ""
        if total.exact:
            said = _("Checked with Dodo for {place}").format(place=place) if place else _("Checked with Dodo")
            # It stands alone without a full stop.
            said = f"{said}." if sent else said
        elif amount is None and not total.per_currency:
            said = ""
        elif amount is None and total.why_estimate != "refused":
            said = _("Dodo turns these into one total, which comes with the link.")
        else:
            said = _("Dodo’s total comes with the link.")
        uncounted = "" if total.exact else lines_left_out(draft)
        parts = (_why_refused(total), uncounted, _unknown(total, draft), said, sent)
        return " ".join(part for part in parts if part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_amount()

    def _fit_amount(self) -> None:
        """A long amount is smaller, and its line stays as high. Sums in so many currencies that they cannot
        be read whole stand on the lines above alone."""
        if not self._said:
            return
        taken = self._word.sizeHint().width() + self._currency.sizeHint().width() + 2 * _FOOT_GAP
        room, smallest = self.width() - taken - _INSETS, _AMOUNT_SIZES[-1]
        fonts = {size: theme().font(size, tabular=True) for size in _AMOUNT_SIZES}

        def fits(text: str, size: TextSize) -> bool:
            return QFontMetrics(fonts[size]).horizontalAdvance(text) <= room

        text = " + ".join(self._said)
        if len(self._said) > 1 and not fits(text, smallest):
            count = len(self._said)
            text = ngettext("{count} currency", "{count} currencies", count).format(count=count)
        self.amount.setText(text)
        size = next((each for each in _AMOUNT_SIZES if fits(text, each)), smallest)
        if size != self._size:
            self._size = size
            set_text(self.amount, size, tabular=True)
            self.amount.setMinimumHeight(QFontMetrics(fonts["amount"]).height() if size != "amount" else 0)
            self._dress()

    def _head(self, icon: str, role: str, title: str, when: str) -> None:
        self._icon_role = (icon, role)
        self.source.setText(title)
        self.when.setText(when)
        self._draw_icon()

    def _dress(self) -> None:
        """The word and the currency stand on the amount's own line."""
        below = QFontMetrics(self.amount.font()).descent()
        for label in (self._word, self._currency):
            label.setContentsMargins(0, 0, 0, below - QFontMetrics(label.font()).descent() + 1)
        self._draw_icon()

    def _draw_icon(self) -> None:
        name, role = self._icon_role
        self._icon.setVisible(bool(name))
        if name:
            self._icon.setPixmap(icons.pixmap(name, role, _ICON, self.devicePixelRatio()))


def _sums(total: Total) -> list[str]:
    return [money(each) for each in total.per_currency] or ["–"]


def _why_refused(total: Total) -> str:
    """Why Dodo would not calculate it, where no field of the form says so."""
    if total.why_estimate != "refused":
        return ""
    from dodo_desktop.core.refusals import field_of
    from dodo_desktop.ui.words.dodo_codes import preview_reason

    if field_of(total.refused_code) != "summary":
        return ""
    return preview_reason(total.refused_code, total.refused_message)


def _unknown(total: Total, draft: Draft) -> str:
    if total.exact or (total.total is None and not total.per_currency):
        return ""
    from dodo_desktop.ui.words.prices import left_out

    return left_out(total, draft)


def _why(total: Total) -> str:
    return {
        "offline": _("offline"),
        "no_country": _("no country yet"),
        "checking": _("checking…"),
        "incomplete": _("not complete yet"),
        "mixed": _("several currencies"),
        "refused": _("not checked"),
        "unanswered": _("no answer from Dodo"),
    }.get(total.why_estimate, "")


def place_words(draft: Draft) -> str:
    """Where Dodo's total was calculated for: city and state, or the country."""
    from dodo_desktop.core.countries import COUNTRIES, address_fields, country_name

    entry = draft.billing
    if entry.country not in COUNTRIES:
        return ""
    shown = address_fields(entry.country, every=entry.every_field).order
    names = [getattr(entry, name).strip() for name in ("city", "state") if name in shown]
    place = ", ".join(name for name in names if name) or country_name(entry.country, spoken(locale()))
    billed = any(field.startswith("billing.") for field in proposed(draft))
    return _("{place}, as proposed").format(place=place) if billed else place
