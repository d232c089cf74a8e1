"""The fields of a new customer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dodo_desktop.core.draft import CustomerEntry
from dodo_desktop.ui.compose.columns import Columns
from dodo_desktop.ui.compose.email_check import EmailCheck
from dodo_desktop.ui.compose.section import put_text, text_of
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.labels import field_label


class NewCustomerFields(Columns):
    """Name, e-mail and phone of a customer that Dodo makes with the payment.

    Signals: `edited` with field name and text.
    """

    edited = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self._field("customer.name")
        self.email = self._field("customer.email")
        self.phone = self._field("customer.phone", optional=True)
        self.put(0, [(self.name, 7), (self.email, 5)])
        self.put(1, [(self.phone, 5)])
        for field in (self.name, self.email, self.phone):
            self.let_spread(field)
        self.check = EmailCheck(self.email)

    def _field(self, name: str, *, optional: bool = False) -> Field:
        editor = line_edit(name)
        if name == "customer.email":
            editor.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        editor.textChanged.connect(lambda text: self.edited.emit(name, text))
        field = Field(field_label(name), editor, optional=optional)
        if name == "customer.email":
            editor.textChanged.connect(lambda _text: self.check.look())
        else:
            editor.textChanged.connect(lambda _text: field.set_hint(None))
        return field

    def show_entry(self, entry: CustomerEntry) -> None:
        """Show what was typed."""
        for field, text in ((self.name, entry.name), (self.email, entry.email), (self.phone, entry.phone)):
            put_text(field, text)

    def show_phone(self, country: str) -> None:
        """Say in which form the phone goes out, where that is not how it was typed. `country` is that of the
        billing address, empty for none."""
        typed = text_of(self.phone).strip()
        if not typed:
            return
        # The numbering plans of the world come with it, so it waits for the first number.
        from dodo_desktop.core.checks_contact import international

        sent = international(typed, country)
        same = sent == typed
        self.phone.set_hint(
            "" if same or not sent else _("Goes out as {number}").format(number=isolate(sent))
        )

    def chain(self) -> list[QWidget]:
        """What takes the focus here, as read."""
        choices = self.email.line.choices
        return [self.name.editor, self.email.editor, *choices, self.check.use, self.phone.editor]

    def first_empty(self) -> QWidget:
        """The editor to go on with."""
        for field in (self.name, self.email, self.phone):
            if not text_of(field).strip():
                return field.editor
        return self.name.editor
