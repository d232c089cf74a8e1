"""*Paste address*: the clipboard's text, read into proposals; what is not understood stays in sight."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from dodo_desktop.core.draft import CustomerMode, Draft
from dodo_desktop.core.proposals import Offer
from dodo_desktop.ui.compose.form import ComposeForm
from dodo_desktop.ui.words import _, locale

PASTE_KEYS = "Ctrl+Shift+V"


class AddressPaste(QObject):
    """Reads the clipboard when it is asked to. `draft` answers the draft that the form shows; `propose` takes
    an offer. Nothing leaves this computer."""

    def __init__(
        self, form: ComposeForm, *, draft: Callable[[], Draft], propose: Callable[[Offer], None]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._draft = draft
        self._propose = propose
        self._shown = Draft("")
        form.paste.clicked.connect(self.paste)
        form.put_back_asked.connect(self.forget)

    def paste(self) -> None:
        """Read what the clipboard holds."""
        text = QGuiApplication.clipboard().text()
        self.forget()
        if text.strip():
            self._read(text)
        else:
            from dodo_desktop.ui.words import pasting

            self._form.pasted.show_report(pasting.clipboard_empty(), "")

    def show_around(self, draft: Draft) -> None:
        """The draft changed; what was said of a paste into another one goes."""
        before, self._shown = self._shown, draft
        # What was pasted before there was an account becomes a draft with an id of its own.
        adopted = not before.draft_id and replace(draft, draft_id="") == before
        if draft.draft_id != before.draft_id and not adopted:
            self.forget()
        again = draft.proposals.source == "paste"
        self._form.paste.setText(_("Paste again…") if again else _("Paste address…"))

    def forget(self) -> None:
        """Say nothing of an earlier paste any more."""
        self._form.pasted.dismiss()
        self._form.billing.forget_untold()

    def _read(self, text: str) -> None:
        from dodo_desktop.core.pasted_address import read_address
        from dodo_desktop.ui.words import pasting

        draft = self._draft()
        found = read_address(text, country=self._form.billing.country, locale=locale())
        values, left = dict(found.values), list(found.left)
        if draft.customer.mode is CustomerMode.EXISTING:
            # Who pays is settled; the customer's own fields are not for this order to change.
            left += [values.pop(name) for name in tuple(values) if name.startswith("customer.")]
        elif found.business and draft.customer.mode is CustomerMode.NEW and draft.customer.name.strip():
            # A company does not take the place of the person who was typed.
            left.append(values.pop("customer.name"))
        if not values:
            self._form.pasted.show_report(pasting.nothing_found(), text.strip())
            return
        customer = any(name.startswith("customer.") for name in values)
        mode = CustomerMode.NEW.value if customer else ""
        self._propose(Offer("paste", tuple(values.items()), text, mode))
        waits = self._draft().proposals.source == "paste"
        told = {name.removeprefix("billing.") for name in values}
        if waits and told - {"options.tax_id"}:
            self._form.billing.show_untold(told)
        self._report(left, waits=waits)

    def _report(self, left: list[str], *, waits: bool) -> None:
        from dodo_desktop.ui.words import pasting

        report = self._form.pasted
        if left:
            report.show_report(pasting.lines_left(len(left)), "\n".join(left), tone="accent")
        elif not waits:
            report.show_report(pasting.nothing_new(), "", tone="accent")
