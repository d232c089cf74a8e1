"""The form: four sections in one scroll area, the only thing on the page that scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dodo_desktop.core.draft import CustomerMode, Draft
from dodo_desktop.core.money import Money
from dodo_desktop.ui.compose import measures
from dodo_desktop.ui.compose.billing_form import BillingForm
from dodo_desktop.ui.compose.board import Spot
from dodo_desktop.ui.compose.cart_form import CartForm
from dodo_desktop.ui.compose.cart_model import Column, column_of
from dodo_desktop.ui.compose.customer_face import practice_hint
from dodo_desktop.ui.compose.customer_picker import CustomerPicker
from dodo_desktop.ui.compose.front import form_sections
from dodo_desktop.ui.compose.options_form import OptionsForm
from dodo_desktop.ui.compose.paste_report import PasteReport
from dodo_desktop.ui.compose.proposal_marks import mark
from dodo_desktop.ui.compose.reference_check import ReferenceCheck
from dodo_desktop.ui.compose.section import UndoKeys, forget_undo, put_text
from dodo_desktop.ui.compose.spots import spots_of
from dodo_desktop.ui.own_turn import OwnTurn
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.disclosure import Disclosure
from dodo_desktop.ui.widgets.field import Field
from dodo_desktop.ui.widgets.ground import Ground
from dodo_desktop.ui.widgets.in_sight import keep_focus_in_sight
from dodo_desktop.ui.widgets.steady_bar import keep_bar
from dodo_desktop.ui.widgets.viewports import viewport_of
from dodo_desktop.ui.words import _, locale

if TYPE_CHECKING:
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.services.workspace import Workspace
    from dodo_desktop.ui.compose.front import Front
    from dodo_desktop.ui.compose.proposals import ProposalsBar

_LEAST_WIDTH = 560
_PALE_MS = 150
_REST_MS = 50
_MARGIN = 16
"""Pixels that stay free round what is brought into sight."""


class ComposeForm(QScrollArea):
    """Customer, billing address, cart and payment.

    Signals: `edited` with an Edit; `waived` with the name of a field that may stay empty; `accept_asked` and
    `put_back_asked` for what is proposed; `fields_made` after fields were made that were not there
    before; `bar_made` after the bar that stands before all of them was.
    """

    edited = Signal(object)
    waived = Signal(str)
    accept_asked = Signal()
    put_back_asked = Signal()
    fields_made = Signal()
    bar_made = Signal()

    def __init__(self, front: Front | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = measures.SIDE
        self.setObjectName("compose.form")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        keep_focus_in_sight(self)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Asked for by its name before anybody comes across it, see there.
        self._viewport = viewport_of(self)
        self._page = page = Ground()
        self._column = QVBoxLayout(page)
        self._column.setSpacing(0)
        self._bar = QVBoxLayout()
        self._column.addLayout(self._bar)
        self.setWidget(page)
        self.sections = form_sections(page)
        who, where, what, how = self.sections
        self.customer = CustomerPicker(front.searched() if front is not None else None, who)
        self.billing = BillingForm(where)
        self.cart = CartForm(what)
        self.options = OptionsForm(how)
        self.reference = ReferenceCheck(self.options.fields["order_reference"])
        self.search_instead: Button = button(_("Search instead"), "link")
        self.search_instead.setObjectName("customer.search_instead")
        self.parts = (self.customer, self.billing, self.cart, self.options)
        for section, part in zip(self.sections, self.parts, strict=True):
            section.body.addWidget(part)
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.sections[0].below_title.addWidget(self.search_instead)
        self.paste: Button = button(_("Paste address…"), "link")
        self.paste.setObjectName("billing.paste")
        self.pasted = PasteReport("billing.pasted")
        self.sections[1].below_title.addWidget(self.paste)
        self.sections[1].body.insertWidget(0, self.pasted)
        self.pasted.setContentsMargins(0, 0, 0, 8)
        self._painting = OwnTurn(self, page)
        # Until the form is shown as one that cannot be changed.
        self._pale = timer(self, _PALE_MS, lambda: page.setUpdatesEnabled(True))
        self._open_again = timer(self, _REST_MS, lambda: self._lock(False))
        self._waivers: dict[str, Button] = {}
        self._shown_id = ""
        self._undo_keys = UndoKeys(self)
        self._share_undo(self.tab_chain())
        for part in self.parts:
            part.edited.connect(self.edited)
        self._connect()
        self._show_mode(CustomerMode.SEARCH)
        self.set_narrow(False)
        self.chain_tabs()

    def _connect(self) -> None:
        self.cart.waived.connect(lambda: self.waived.emit("cart.table"))
        for chain_changed in (self.cart.chain_changed, self.pasted.made):
            chain_changed.connect(self.chain_tabs)
        self.customer.face_made.connect(lambda: self._take_in(self.customer))
        self.options.more_part.content_made.connect(lambda: self._take_in(self.options.more))
        self.customer.mode_changed.connect(self._show_mode)
        self.search_instead.clicked.connect(self.customer.search_instead)
        self.billing.country_changed.connect(self.chain_tabs)
        self.billing.country_changed.connect(self.options.show_tax_name)
        self.options.chain_changed.connect(self.chain_tabs)
        self.cart.currency_wanted.connect(self.options.currency.setFocus)
        for change in (self.customer.picked, self.billing.arranged, self.cart.search.chosen):
            change.connect(self._painting.put_off)
        for opening in (self.options.methods_part, self.options.newer_part, self.options.more_part):
            opening.toggled.connect(partial(self._show_opened, opening))

    def _share_undo(self, editors: Sequence[QWidget]) -> None:
        """One order of steps for all fields of the draft."""
        for editor in editors:
            if isinstance(editor, QLineEdit):
                editor.installEventFilter(self._undo_keys)

    def _take_in(self, part: QWidget) -> None:
        self._share_undo(part.findChildren(QLineEdit))
        self.chain_tabs()
        self.fields_made.emit()

    @cached_property
    def proposals(self) -> ProposalsBar:
        """The bar over the form; made when something is first proposed."""
        from dodo_desktop.ui.compose.proposals import ProposalsBar

        made = ProposalsBar()
        made.accept_asked.connect(self.accept_asked)
        made.put_back_asked.connect(self.put_back_asked)
        self._bar.addWidget(made)
        vars(self)["proposals"] = made
        self.chain_tabs()
        self.bar_made.emit()
        return made

    @property
    def has_proposals(self) -> bool:
        """Whether the bar is there."""
        return "proposals" in vars(self)

    def sizeHint(self) -> QSize:
        # A scroll area's own would lay out all that is in it for a width that it never has.
        return QSize(_LEAST_WIDTH, _LEAST_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before: else all is laid out with the old margins first, and with the new ones then.
        self._fit_margins()
        super().resizeEvent(event)

    def _fit_margins(self) -> None:
        """The scroll bar stands in the margin, so that nothing moves when it comes."""
        bar = self.width() - self._viewport.width()
        sides = (self._side, max(4, self._side - bar))
        # Margins are not mirrored by themselves.
        left, right = reversed(sides) if self.isRightToLeft() else sides
        self._column.setContentsMargins(left, measures.TOP, right, measures.BOTTOM)

    def _show_opened(self, part: Disclosure[QWidget], is_open: bool) -> None:
        """Bring into sight what opened by key, as much of it as there is room for, with its title on top.

        What is clicked stays under the pointer: a second click would hit something else.
        """
        if not is_open or part.clicked:
            return
        # What opened just now has no place yet.
        QApplication.sendPostedEvents()
        bar, top = self.verticalScrollBar(), part.mapTo(self._page, QPoint(0, 0)).y()
        past = top + part.height() + _MARGIN - self._viewport.height()
        bar.setValue(max(bar.value(), min(past, top - _MARGIN)))

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        self._side = measures.SIDE_NARROW if narrow else measures.SIDE
        self._fit_margins()
        for section in self.sections:
            section.set_narrow(narrow)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft, telling nobody."""
        another = draft.draft_id != self._shown_id
        if another:
            # Almost all of it changes.
            self._painting.put_off()
            # A field that has the same text in both would remember the typing of the other.
            self._shown_id = draft.draft_id
            for editor in self._page.findChildren(QLineEdit):
                forget_undo(editor)
        self.customer.show_draft(draft)
        self.billing.show_draft(draft)
        self.cart.show_draft(draft)
        self.options.show_draft(draft)
        if another:
            self.reference.again()

    def show_around(self, draft: Draft) -> None:
        """What parts of the form say about each other, after an edit."""
        count = mark(self.text_fields(), draft)
        self._bar.setContentsMargins(0, 14 if count else 0, 0, 0)
        if count or self.has_proposals:
            self.proposals.show_draft(draft, count)
        self.options.show_around(draft)
        self.cart.show_currency(self.options.currencies.code, fixed=draft.fixed.currency)

    def attach(self, workspace: Workspace) -> None:
        """Search and price with these services."""
        self.customer.attach(workspace.directory)
        self.cart.attach(workspace.directory)
        self.options.attach(workspace.directory, workspace.drafting)
        self.reference.attach(workspace)

    def detach(self) -> None:
        """Let go of the services; what is typed stays."""
        self.customer.detach()
        self.cart.detach()
        self.options.detach()
        self.reference.detach()

    def renew_searches(self) -> None:
        """There are other customers and products to find than a moment ago."""
        self.customer.finder.searching.renew()
        self.cart.search.renew()

    def set_locked(self, locked: bool) -> None:
        """Nothing can be changed while the order goes out.

        It is shown pale after a moment alone: mostly the link is there before, and to paint the whole form
        would only hold it up.
        """
        if locked or self.isVisible():
            self._lock(locked)
        else:
            # The link is what somebody waits for; behind it the form has time.
            self._open_again.start()

    def _lock(self, locked: bool) -> None:
        self._open_again.stop()
        self._page.setUpdatesEnabled(not locked)
        self._page.setEnabled(not locked)
        if locked:
            self._pale.start()
        else:
            self._pale.stop()

    def showEvent(self, event: QShowEvent) -> None:
        if self._open_again.isActive():
            self._lock(False)
        super().showEvent(event)

    def say_mode(self, mode: str) -> None:
        """What services will be there: the form looks like that before they are, so that nothing moves."""
        self.customer.finder.set_hint(practice_hint() if mode == "practice" else "")

    def keep_focus(self, show: Callable[[], None]) -> None:
        """Let `show` put an order here; whoever went to another field before there was one stays there."""
        focused = QApplication.focusWidget()
        went = focused is not None and self.isAncestorOf(focused) and focused is not self.first_empty()
        show()
        if went and focused is not None and focused.isVisible():
            focused.setFocus()

    def first_empty(self) -> QWidget:
        """Where to go on typing: the first thing that an order needs and that is empty, as read."""
        if self.customer.mode is not CustomerMode.EXISTING:
            new = self.customer.mode is CustomerMode.NEW
            empty = self.customer.fields.first_empty() if new else self.customer.finder.field
            if not new or empty is not self.customer.fields.name.editor or not _filled(empty):
                return empty
        return self.billing.first_empty() or self.cart.first_empty()

    def spots(self) -> dict[str, Spot]:
        """Where the problems of each field are said."""
        return spots_of(self)

    def mend(self, problem: Problem, value: str | int) -> None:
        """Put what a person chose where the problem is, as if it had been typed, and go on there."""
        line, currency = problem.params.get("line"), str(problem.params.get("currency", ""))
        if isinstance(value, str):
            field = self.text_fields()[problem.field]
            put_text(field, value)
            field.editor.setFocus()
        elif isinstance(line, int):
            from dodo_desktop.core.money_text import format_amount

            cell = self.cart.model.index(line - 1, Column.PRICE)
            self.cart.model.setData(cell, format_amount(Money(value, currency), locale()))
            self.cart.go_to_line(line, Column.PRICE)

    def text_fields(self) -> dict[str, Field]:
        """The fields that take text and are judged as soon as they are left, by object name; those that were
        not made yet are not among them, and empty."""
        options = self.options.fields
        return {
            **({f"customer.{name}": field for name, field in self._new_fields().items()}),
            **{f"billing.{name}": field for name, field in self.billing.fields.items()},
            **{f"options.{name}": field for name, field in options.items()},
        }

    def _new_fields(self) -> dict[str, Field]:
        if not self.customer.has_fields:
            return {}
        new = self.customer.fields
        return {"name": new.name, "email": new.email, "phone": new.phone}

    def show_understood(self) -> None:
        """Say in which form the phone goes out."""
        if self.customer.has_fields:
            self.customer.fields.show_phone(self.billing.country)

    def go_to_line(self, problem: Problem) -> None:
        """Put the cart's cursor on the line and the cell that a problem names."""
        line = problem.params.get("line")
        if isinstance(line, int):
            self.cart.go_to_line(line, column_of(problem))

    def chain_tabs(self) -> None:
        """Tab runs down the form as read."""
        chain = self.tab_chain()
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def tab_chain(self) -> list[QWidget]:
        """All that takes the focus, in the order in which it is read."""
        customer, finder = self.customer, self.customer.finder
        bar = self.proposals if self.has_proposals else None
        return [
            *((bar.accept, bar.put_back) if bar is not None else ()),
            self.search_instead,
            finder.field,
            finder.new,
            *((customer.card.clear,) if customer.has_card else ()),
            *(customer.fields.chain() if customer.has_fields else ()),
            *self._billing_chain(),
            *self.cart.tab_chain(),
            *self.options.tab_chain(),
        ]

    def _billing_chain(self) -> list[QWidget]:
        names = ("country", *self.billing.order)
        chain: list[QWidget] = [self.paste, *self.pasted.chain]
        for name in names:
            field = self.billing.fields[name]
            chain += [field.editor, *field.line.choices]
            if name in self._waivers:
                chain.append(self._waivers[name])
        return chain

    def offer_waiver(self, name: str, offered: bool) -> None:
        """Whether the order may go out without this field of the address."""
        if offered and name not in self._waivers:
            self._waivers[name] = self._waiver(name)
            self.chain_tabs()
        if name in self._waivers:
            self._waivers[name].setVisible(offered)

    def _waiver(self, name: str) -> Button:
        made = button(_("Send without it"), "link")
        made.setObjectName(f"billing.{name}.waive")
        made.hide()
        made.clicked.connect(lambda: self.waived.emit(f"billing.{name}"))
        self.billing.fields[name].add_below(made)
        return made

    def _show_mode(self, mode: CustomerMode) -> None:
        new = mode is CustomerMode.NEW
        self.sections[0].title.setText(_("New customer") if new else _("Customer"))
        self.search_instead.setVisible(new)


def _filled(editor: QWidget) -> bool:
    return isinstance(editor, QLineEdit) and bool(editor.text().strip())
