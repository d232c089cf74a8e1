"""From an offer to fields that a person accepted, or to what stood in them before."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from dodo_desktop.core.draft import Draft, Edit, proposed
from dodo_desktop.core.proposals import Offer
from dodo_desktop.ui.compose.form import ComposeForm


class Proposing(QObject):
    """Offers, accepts and puts back in the draft that the form shows.

    `draft` answers it, `edit` changes it and draws all that depends on it but the fields themselves.
    """

    def __init__(
        self, form: ComposeForm, *, draft: Callable[[], Draft], edit: Callable[[Edit], None]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._draft = draft
        self._edit = edit
        form.proposals.accept_asked.connect(self.accept_all)
        form.proposals.put_back_asked.connect(self.put_back)

    def offer(self, offer: Offer) -> None:
        """Fill fields as a proposal, and lead to *Accept all*. What has its text already stays as it is."""
        self._change(Edit("proposals.offer", offer))
        if proposed(self._draft()):
            self._form.ensureWidgetVisible(self._form.proposals)
            self._form.proposals.accept.setFocus()

    def accept_all(self) -> None:
        """What is proposed is right; the focus goes on to what is still empty."""
        if not self._draft().proposals.before:
            return
        self._change(Edit("proposals.accept", None))
        self._form.first_empty().setFocus()

    def put_back(self) -> None:
        """Back to what stood there, and to the first of the fields that are empty now."""
        if not self._draft().proposals.before:
            return
        self._change(Edit("proposals.put_back", None))
        self._form.first_empty().setFocus()

    def _change(self, edit: Edit) -> None:
        self._edit(edit)
        self._form.show_draft(self._draft())
        self._form.show_around(self._draft())
