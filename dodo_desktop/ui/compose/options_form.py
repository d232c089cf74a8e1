"""How it is paid: currency, codes, reference, payment methods, and what few orders need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.draft import Draft, Edit, Fixed, OptionsEntry, untouched
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.compose.cart_notes import Note
from dodo_desktop.ui.compose.columns import Columns
from dodo_desktop.ui.compose.currency_pick import CurrencyPick
from dodo_desktop.ui.compose.methods_choice import MethodsChoice
from dodo_desktop.ui.compose.section import put_text, text_of
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.disclosure import Disclosure
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.words import _, ngettext
from dodo_desktop.ui.words.labels import field_label

if TYPE_CHECKING:
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.services.drafting import Drafting
    from dodo_desktop.ui.compose.metadata_model import Pairs
    from dodo_desktop.ui.compose.metadata_table import MetadataTable
    from dodo_desktop.ui.compose.methods_box import MethodsBox
    from dodo_desktop.ui.compose.methods_more import MoreMethods
    from dodo_desktop.ui.compose.more_options import MoreOptions

_TEXTS = ("discount_code", "tax_id", "order_reference")


class OptionsForm(QWidget):
    """The payment section's content.

    Signals: `edited` with an Edit; `chain_changed` after fields were made that Tab shall reach.
    """

    edited = Signal(object)
    chain_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendering = False
        self._tasks = Tasks()
        self._unsubscribe: Callable[[], None] = _nothing
        self._read: Callable[[], None] = _nothing
        self._shown_id = ""
        self._shown = Draft("")
        self.fixed = Note("options.fixed", self)
        self.fixed.setContentsMargins(0, 0, 0, 10)
        self._columns = Columns(self)
        self.currencies = CurrencyPick(self._columns)
        self.currency = self.currencies.pick
        self.fields: dict[str, Field] = {
            "currency": self.currencies.field,
            **{name: self._field(name) for name in _TEXTS},
        }
        self.choice = MethodsChoice(self)
        self.methods_part = Disclosure(
            "options.methods.toggle", _("Payment methods"), self._make_methods, self
        )
        self.newer_part = Disclosure("options.more_methods.toggle", _("More methods"), self._make_newer, self)
        self.more_part = Disclosure("options.more.toggle", _("More"), self._make_more, self)
        self._lay_out()
        self._connect()
        self._summarise()

    def _connect(self) -> None:
        self.currencies.edited.connect(lambda said: self._tell("options.currency", said))
        self.choice.edited.connect(lambda chosen: self._tell("options.methods", chosen))
        self.methods_part.toggled.connect(lambda is_open: self.methods.prepare() if is_open else None)
        self.newer_part.toggled.connect(lambda is_open: self.more_methods.prepare() if is_open else None)
        for part in (self.methods_part, self.newer_part, self.more_part):
            part.content_made.connect(self.chain_changed)
        self.fixed.act_made.connect(self.chain_changed)

    def _make_more(self) -> MoreOptions:
        from dodo_desktop.ui.compose.more_options import MoreOptions

        made = MoreOptions()
        made.show_entry(self._shown.options, anew=True)
        made.edited.connect(self._tell)
        made.chain_changed.connect(self.chain_changed)
        self.fields["return_url"] = made.return_url
        return made

    @property
    def more(self) -> MoreOptions:
        """What few orders need. Made when it is first opened or an order has something in there, which is
        judged whether it is open or not."""
        return self.more_part.content

    @property
    def metadata(self) -> MetadataTable:
        """The table of pairs."""
        return self.more.metadata_part.table

    @property
    def metadata_field(self) -> Field:
        """The table with its label and what is said of it."""
        return self.more.metadata_part.field

    def _make_methods(self) -> MethodsBox:
        from dodo_desktop.ui.compose.methods_box import MethodsBox

        return MethodsBox(self.choice)

    def _make_newer(self) -> MoreMethods:
        from dodo_desktop.ui.compose.methods_more import MoreMethods

        made = MoreMethods(self.choice)
        made.made.connect(self.chain_changed)
        return made

    @property
    def methods(self) -> MethodsBox:
        """The first types; made when they are first wanted."""
        return self.methods_part.content

    @property
    def more_methods(self) -> MoreMethods:
        """The newer types, likewise."""
        return self.newer_part.content

    def say_methods(self, problem: str) -> None:
        """What is wrong with the methods."""
        if problem or self.methods_part.has_content:
            self.methods.say(problem)

    def attach(self, directory: Directory, drafting: Drafting) -> None:
        """Offer first the currencies that these know to be usual."""
        self.detach()

        def read() -> None:
            self._tasks.start(self._read_usual(directory, drafting))

        self._read = read
        self._unsubscribe = directory.changed.subscribe(lambda status: None if status.loading else read())
        read()

    def detach(self) -> None:
        """Another account has other usual currencies."""
        self._unsubscribe()
        self._unsubscribe = self._read = _nothing
        self._tasks.stop()
        self.currencies.set_usual(())

    async def _read_usual(self, directory: Directory, drafting: Drafting) -> None:
        try:
            self.currencies.set_usual(
                (*await drafting.used_currencies(), *await directory.currencies()),
            )
        except StoreFault:
            # The list is in the order of names then; what is typed tells its own faults.
            self.currencies.set_usual(())

    def _field(self, name: str) -> Field:
        editor = line_edit(f"options.{name}", placeholder=_("Optional"))
        editor.textChanged.connect(lambda text: self._tell(f"options.{name}", text))
        return Field(field_label(f"options.{name}"), editor, parent=self._columns)

    def show_tax_name(self, country: str) -> None:
        """Name the tax ID as the billing country does; `country` is empty where there is none."""
        from dodo_desktop.core.tax_ids import tax_id_of

        known = tax_id_of(country)
        editor = self.fields["tax_id"].editor
        editor.setProperty("placeholderText", known.name if known else _("Optional"))
        words = _("{name}, such as {example}")
        editor.setToolTip(words.format(name=known.name, example=known.example) if known else "")

    def _lay_out(self) -> None:
        columns = self._columns
        columns.put(
            0, [(self.fields["currency"], 5), (self.fields["discount_code"], 4), (self.fields["tax_id"], 3)]
        )
        columns.put(1, [(self.fields["order_reference"], 5)])
        for name in ("discount_code", "tax_id", "order_reference"):
            columns.let_spread(self.fields[name])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fixed)
        column.addWidget(columns)
        column.addSpacing(8)
        column.addWidget(self.methods_part)
        column.addWidget(self.newer_part)
        column.addWidget(self.more_part)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's options, telling nobody."""
        entry: OptionsEntry = draft.options
        another = draft.draft_id != self._shown_id
        if another:
            # The order before it may have chosen a currency for the first time.
            self._shown_id = draft.draft_id
            self._read()
        self._rendering = True
        self.currencies.show_currency(entry.currency)
        for name in _TEXTS:
            put_text(self.fields[name], getattr(entry, name))
        self.choice.show_entry(entry)
        if self.more_part.has_content:
            self.more.show_entry(entry, anew=another)
        self._rendering = False
        self._show_around(draft)

    def show_around(self, draft: Draft) -> None:
        """What fields say about each other and about the cart and the country, and what a template fixed."""
        before, self._shown = self._shown, draft
        if not untouched(draft, before, "lines", "billing", "options", "fixed"):
            self._show_around(draft)

    def _show_around(self, draft: Draft) -> None:
        self._shown = draft
        self._show_fixed(draft.fixed)
        self.currencies.show_cart(draft.lines)
        self.choice.show_draft(draft, self.currencies.code)
        if self.more_part.has_content or is_wanted(draft.options):
            self.more.metadata_part.set_referenced(bool(draft.options.order_reference.strip()))
        self._summarise()

    def _show_fixed(self, fixed: Fixed) -> None:
        self.currency.set_fixed(fixed.currency)
        self.choice.set_fixed(fixed.methods)
        if not (fixed.currency or fixed.methods):
            self.fixed.tell("")
            return
        from dodo_desktop.ui.words.templates import fixed_sentence

        sentence = fixed_sentence(fixed)
        self.fixed.tell(sentence, "muted", icon="lock", action=_("Use without the template"), do=self._let_go)

    def _let_go(self) -> None:
        self._tell("draft.fixed", Fixed())

    def tab_chain(self) -> list[QWidget]:
        """All that takes the focus, in the order in which it is read."""
        fields = self.fields
        return [
            *self.fixed.chain,
            fields["currency"].editor,
            fields["discount_code"].editor,
            *fields["discount_code"].line.choices,
            fields["tax_id"].editor,
            *fields["tax_id"].line.choices,
            fields["order_reference"].editor,
            self.methods_part.toggle,
            *(self.methods.tab_chain() if self.methods_part.has_content else ()),
            self.newer_part.toggle,
            *(self.more_methods.tab_chain() if self.newer_part.has_content else ()),
            self.more_part.toggle,
            *(self.more.chain() if self.more_part.has_content else ()),
        ]

    def _summarise(self) -> None:
        self.methods_part.set_summary(self.choice.summary())
        self.newer_part.set_summary(self.choice.newer_summary())
        more = self.more if self.more_part.has_content else None
        pairs = more.metadata_part.count if more is not None else 0
        counted = ngettext("{count} metadata pair", "{count} metadata pairs", pairs).format(count=pairs)
        parts = [
            _("Return URL") if more is not None and text_of(more.return_url).strip() else "",
            _("saved methods") if more is not None and more.saved.isChecked() else "",
            counted if pairs else "",
        ]
        said = ", ".join(part for part in parts if part)
        self.more_part.set_summary(said or _("Return URL, saved methods, metadata"))

    def _tell(
        self, field: str, value: str | bool | Pairs | frozenset[str] | Fixed | None, run: str = ""
    ) -> None:
        if self._rendering:
            return
        if field in self._shown.fixed.fields:
            # What set it all the same, such as an assistive tool, sees that it stays as it is.
            self.show_draft(self._shown)
            return
        self._summarise()
        self.edited.emit(Edit(field, value, run))


def _nothing() -> None:
    """What is done while there are no services."""


def is_wanted(entry: OptionsEntry) -> bool:
    """Whether an order has something of what few orders need."""
    return bool(entry.return_url or entry.show_saved_methods or entry.metadata)
