"""The cart: search for products, the table of lines, what is done with a line, and what is to be said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dodo_desktop.core.draft import Edit
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.limits import CART_LIMIT
from dodo_desktop.ui.compose.cart_model import CartModel, Column, column_of, sums_of
from dodo_desktop.ui.compose.cart_notes import Note
from dodo_desktop.ui.compose.empty_cart import EmptyCart
from dodo_desktop.ui.compose.found import products_found
from dodo_desktop.ui.compose.paste_report import PasteReport
from dodo_desktop.ui.compose.product_search import ProductSearch
from dodo_desktop.ui.one_layout import laid_out_once, set_shown
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.words import _, locale

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Product
    from dodo_desktop.core.draft import CartLine, Draft
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.services.pasting import PastedCart
    from dodo_desktop.ui.compose.cart_table import CartView
    from dodo_desktop.ui.compose.cart_tools import CartTools
    from dodo_desktop.ui.widgets.buttons import Button


class CartForm(QWidget):
    """The cart section's content.

    Signals: `edited` with an Edit; `undo_asked` and `redo_asked` by the buttons beside the lines;
    `currency_wanted` where one is to be chosen for a cart that mixes some; `waived` where it shall be sent as
    it is; `cell_left` after a cell was edited; `chain_changed` after something was made that Tab shall reach.
    """

    edited = Signal(object)
    undo_asked = Signal()
    redo_asked = Signal()
    currency_wanted = Signal()
    waived = Signal()
    cell_left = Signal()
    chain_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = Tasks()
        self._directory: Directory | None = None
        self._draft_id = ""
        self._had_lines = False
        self._steps = (False, False)
        self._said_of: tuple[tuple[CartLine, ...], str, bool] = ((), "", False)
        self.model = CartModel(locale)
        self.model.setParent(self)
        self.search = ProductSearch(self)
        self.note = Note("cart.product.problem", self)
        self.report = PasteReport("cart.paste", self)
        self.empty = EmptyCart(self)
        self.problem = Line("cart.table.problem", self)
        self.advice = Note("cart.currencies", self)
        self._lay_out()
        self._connect()
        self._show_lines()

    @cached_property
    def table(self) -> CartView:
        """The lines; made with the first of them, or in a rest before that."""
        from dodo_desktop.ui.compose.cart_table import CartView

        made = CartView(self.model)
        made.hide()
        made.remove_asked.connect(self._remove)
        made.move_asked.connect(self._move)
        made.clicked.connect(self._clicked)
        made.selectionModel().currentChanged.connect(lambda *_args: self._show_tools())
        made.paste_asked.connect(self.paste)
        made.itemDelegate().closeEditor.connect(lambda *_args: self.cell_left.emit())
        self._column.insertWidget(self._column.indexOf(self.empty), made)
        return made

    @cached_property
    def _tools(self) -> CartTools:
        """What is done with a line; comes with the lines."""
        from dodo_desktop.ui.compose.cart_tools import CartTools

        made = CartTools()
        made.hide()
        made.remove_asked.connect(self._remove)
        made.move_asked.connect(self._move)
        made.undo_asked.connect(self.undo_asked)
        made.redo_asked.connect(self.redo_asked)
        can_undo, can_redo = self._steps
        made.show_steps(can_undo=can_undo, can_redo=can_redo)
        self._column.addWidget(made)
        return made

    @property
    def _has_table(self) -> bool:
        return "table" in vars(self)

    @property
    def _has_tools(self) -> bool:
        return "_tools" in vars(self)

    @property
    def is_whole(self) -> bool:
        """Whether the table is there."""
        return self._has_table and self._has_tools

    def make_whole(self) -> None:
        """Make the table now, so that the first line need not wait for it."""
        if not self.is_whole:
            _there = self.table, self._tools
            self.chain_changed.emit()

    @cached_property
    def send_anyway(self) -> Button:
        """What sends a cart that nobody could judge; made when it is first offered."""
        made = button(_("Send it anyway"), "link")
        made.setObjectName("cart.table.waive")
        made.hide()
        made.clicked.connect(self.waived)
        column = self._column
        column.insertWidget(column.indexOf(self.advice), made, 0, Qt.AlignmentFlag.AlignLeading)
        return made

    def offer_to_send(self, offered: bool) -> None:
        """Whether the cart may be sent as it is all the same."""
        if offered and "send_anyway" not in vars(self):
            self.send_anyway.show()
            self.chain_changed.emit()
        elif "send_anyway" in vars(self):
            self.send_anyway.setVisible(offered)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self.search, self.note, self.report)
        below: tuple[QWidget, ...] = (self.empty, self.problem, self.advice)
        for widget in above:
            column.addWidget(widget)
        column.addSpacing(8)
        for widget in below:
            column.addWidget(widget)

    def _connect(self) -> None:
        self.search.chosen.connect(self._add)
        self.search.edited.connect(self._searched)
        self.search.paste_asked.connect(self.paste)
        self.model.edited.connect(self._lines_edited)
        for made in (self.note.act_made, self.advice.act_made, self.report.made):
            made.connect(self.chain_changed)

    def attach(self, directory: Directory) -> None:
        """Search for products with this service."""
        self._directory = directory
        self.search.status = lambda: directory.status
        self.search.set_footer(lambda count: products_found(directory.status, count))
        self.search.attach(directory.search_products)

    def detach(self) -> None:
        """Search no more; what is typed stays."""
        self._directory = None
        self._tasks.stop()
        self.search.detach()

    @property
    def focus_target(self) -> QWidget:
        """Where the focus goes for a problem of the cart."""
        return self.table if self.model.lines else self.search.field

    def first_empty(self) -> QWidget:
        """Where to go on typing: the first price of one's own that is missing, else the search."""
        for row, line in enumerate(self.model.lines):
            if line.product.pay_what_you_want and not line.price.strip() and line.amount is None:
                self.table.select(row, Column.PRICE)
                return self.table
        return self.search.field

    def tab_chain(self) -> list[QWidget]:
        """All that takes the focus, in the order in which it is read."""
        return [
            self.search.field,
            self.search.add,
            *self.note.chain,
            *self.report.chain,
            *((self.table,) if self._has_table else ()),
            *self.problem.choices,
            *((self.send_anyway,) if "send_anyway" in vars(self) else ()),
            *self.advice.chain,
            *(self._tools.chain if self._has_tools else ()),
        ]

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's lines and search text, telling nobody."""
        another = draft.draft_id != self._draft_id
        if another:
            self._draft_id, self._had_lines = draft.draft_id, False
            self._tasks.stop()
            self.report.dismiss()
        row, column, focused = -1, -1, False
        if self._has_table:
            row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
            focused = self.table.isAncestorOf(QApplication.focusWidget() or self)
        self.model.render(draft.lines, anew=another)
        if row >= 0 and draft.lines and not self.table.currentIndex().isValid():
            self.table.select(min(row, len(draft.lines) - 1), column)
        self.search.set_text(draft.product_search)
        self._show_lines()
        self.note.tell("")
        if focused and not self.table.isAncestorOf(QApplication.focusWidget() or self):
            self.focus_target.setFocus()

    def show_currency(self, chosen: str, *, fixed: bool = False) -> None:
        """Say what it means that lines have several currencies; `chosen` is the one asked for, or "".

        `fixed`: no other can be chosen.
        """
        said_of, self._said_of = self._said_of, (self.model.lines, chosen, fixed)
        if self._said_of[0] is said_of[0] and self._said_of == said_of:
            return
        sums = sums_of(self.model.lines)
        if len(sums) < 2:
            self.advice.tell("")
            return
        from dodo_desktop.ui.words import carts

        said = carts.mixed(sums, chosen)
        if fixed:
            self.advice.tell(said, "warning")
            return
        action = _("Choose another") if chosen else _("Choose a currency")
        self.advice.tell(said, "warning", action=action, do=self.currency_wanted.emit)

    def show_steps(self, *, can_undo: bool, can_redo: bool) -> None:
        """Whether there is something to take back, or to do again."""
        self._steps = (can_undo, can_redo)
        if self._has_tools:
            self._tools.show_steps(can_undo=can_undo, can_redo=can_redo)

    def say(self, text: str, tone: str = "danger") -> None:
        """What is wrong with the cart; an empty text takes it back."""
        self.problem.say(text, tone)
        if text or self._has_table:
            self.table.setAccessibleDescription(text)

    def mark(self, problems: Sequence[Problem]) -> None:
        """Mark the cells that these problems name, each with its own sentence."""
        from dodo_desktop.ui.words.problems import problem_sentence

        said: dict[tuple[int, Column], str] = {}
        for problem in problems:
            line = problem.params.get("line")
            if isinstance(line, int):
                cell = (line - 1, column_of(problem))
                said[cell] = "\n".join(filter(None, (said.get(cell), problem_sentence(problem))))
        self.model.mark(said)

    def go_to_line(self, number: int, column: Column) -> None:
        """Put the table's cursor on a line, counted from 1, and focus it."""
        self.table.setCurrentIndex(self.model.index(number - 1, column))
        self.table.setFocus()

    def paste(self, text: str) -> None:
        """Add the lines of a table, as far as their products are known here."""
        if self._directory is not None:
            self._tasks.start(self._paste(text, self._directory))

    async def _paste(self, text: str, directory: Directory) -> None:
        from dodo_desktop.core.new_id import new_id
        from dodo_desktop.core.pasted import HEADINGS
        from dodo_desktop.core.search import fold

        own = {_("Product"): "product", _("Quantity"): "quantity", _("Price"): "price"}
        headings = {**HEADINGS, **{fold(word): HEADINGS[field] for word, field in own.items()}}
        try:
            from dodo_desktop.services.pasting import read_cart

            pasted = await read_cart(
                text,
                directory,
                locale=locale(),
                room=CART_LIMIT - len(self.model.lines),
                new_id=new_id,
                headings=headings,
            )
        except StoreFault:
            unread = _("The products on this computer cannot be read now, so nothing was added. Paste again.")
            self.report.show_report(unread, text)
            return
        self.model.append(pasted.lines)
        self._report(pasted)

    def _report(self, pasted: PastedCart) -> None:
        from dodo_desktop.ui.words import carts

        said = " ".join(part for part in (carts.pasted(pasted), carts.pasted_remark(pasted)) if part)
        if pasted.lines:
            self.table.select(len(self.model.lines) - 1)
        if pasted.unread:
            raw = "\n".join(each.line.text for each in pasted.unread)
            reasons = "\n".join(map(carts.unread_line, pasted.unread))
            self.report.show_report(said, raw, reasons)
            self.note.tell("")
        else:
            self.report.dismiss()
            self.note.tell(said, "warning" if pasted.fixed or not pasted.lines else "success")

    def _searched(self, text: str) -> None:
        if text:
            self.note.tell("")
        self.edited.emit(Edit("cart.product", text))

    def _add(self, product: Product) -> None:
        from dodo_desktop.ui.words import carts

        refused = carts.not_for_sale(product)
        row = self.model.row_of(product)
        if not refused and row is None and len(self.model.lines) >= CART_LIMIT:
            refused = carts.cart_full(CART_LIMIT, product.name)
        if refused:
            self.note.tell(refused, "warning")
            return
        with laid_out_once(self):
            self.search.clear()
            added = self.model.add(product)
        if added is None:
            return
        self.table.select(added, Column.PRICE if product.pay_what_you_want else Column.QUANTITY)
        line = self.model.lines[added]
        if row is not None:
            room = len(self.model.lines) < CART_LIMIT
            self.note.tell(
                carts.one_more(product.name, line.quantity),
                "accent",
                action=_("Keep as two lines") if room else "",
                do=(lambda: self._split(line.line_id)) if room else None,
            )

    def _split(self, line_id: str) -> None:
        self.search.field.setFocus()
        rows = [row for row, line in enumerate(self.model.lines) if line.line_id == line_id]
        if rows:
            self.table.select(self.model.split(rows[0]))

    def _lines_edited(self, lines: Sequence[CartLine]) -> None:
        self._show_lines()
        self.note.tell("")
        self.edited.emit(Edit("cart.lines", tuple(lines), self.model.run))

    def _remove(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        self.model.remove(index.row())
        if self.model.lines:
            self.table.select(min(index.row(), len(self.model.lines) - 1), index.column())
        else:
            self.search.field.setFocus()

    def _move(self, by: int) -> None:
        index = self.table.currentIndex()
        if index.isValid() and self.model.move(index.row(), by):
            self._show_tools()

    def _clicked(self, index: object) -> None:
        # Framed cells look like fields, so that one click is enough, as in a field.
        current = self.table.currentIndex()
        if current == index and current.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(current)

    def _show_lines(self) -> None:
        count = len(self.model.lines)
        self._had_lines = self._had_lines or count > 0
        if count:
            self.make_whole()
        set_shown(self.empty, count == 0)
        if self._has_table:
            self.table.setVisible(count > 0)
            self.table.fit()
        if self._has_tools:
            # Undo stays in reach after the last line went.
            self._tools.setVisible(self._had_lines)
            self._show_tools()

    def _show_tools(self) -> None:
        if self._has_tools:
            self._tools.show_lines(self.table.currentIndex().row(), len(self.model.lines))
