"""From an offer to fields that a person accepted, or to what stood in them before."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dodo_desktop.core.address_forms import address_fields
from dodo_desktop.core.draft import CustomerMode, Edit, proposed
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.proposals import Offer

if TYPE_CHECKING:
    from dodo_desktop.core.draft import Draft
    from dodo_desktop.core.records import PastAddress
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.ui.compose.form import ComposeForm


class Proposing(QObject):
    """Offers, accepts and puts back in the draft that the form shows.

    `draft` answers it, `edit` changes it and draws all that depends on it but the fields themselves; `judge`
    says what is wrong with fields that were accepted.
    """

    def __init__(
        self,
        form: ComposeForm,
        draft: Callable[[], Draft],
        edit: Callable[[Edit], None],
        judge: Callable[[Collection[str]], None],
    ) -> None:
        super().__init__(form)
        self._form = form
        self._draft = draft
        self._edit = edit
        self._judge = judge
        form.accept_asked.connect(self.accept_all)
        form.put_back_asked.connect(self.put_back)

    def offer(self, offer: Offer) -> None:
        """Fill fields as a proposal, and lead to *Accept all*. What has its text already stays as it is."""
        self._change(Edit("proposals.offer", offer))
        self._lead()

    async def offer_last(self, directory: Directory, customer_id: str) -> None:
        """Offer the billing address of the customer's last order on this computer, if there is one.

        Not where somebody typed an address meanwhile, and not in place of one that was pasted.
        """
        before = self._draft()
        try:
            past = await directory.past_address(customer_id)
        except StoreFault:
            return
        draft = self._draft()
        picked = draft.customer.existing if draft.customer.mode is CustomerMode.EXISTING else None
        same = picked is not None and picked.customer_id == customer_id and draft.billing == before.billing
        if past is not None and same and draft.proposals.source != "paste":
            self.offer(last_order(past))
        elif same and draft.proposals.source == "other_customer":
            self._lead()

    def accept_all(self) -> None:
        """What is proposed is right; the focus goes on to what is still empty."""
        if not self._draft().proposals.before:
            return
        accepted = proposed(self._draft())
        self._change(Edit("proposals.accept", None))
        self._judge(accepted)
        self._form.first_empty().setFocus()

    def put_back(self) -> None:
        """Back to what stood there, and to the first of the fields that are empty now."""
        if not self._draft().proposals.before:
            return
        self._change(Edit("proposals.put_back", None))
        self._form.first_empty().setFocus()

    def _lead(self) -> None:
        """To *Accept all*, where anything waits for it."""
        if proposed(self._draft()):
            self._form.ensureWidgetVisible(self._form.proposals)
            self._form.proposals.accept.setFocus()

    def _change(self, edit: Edit) -> None:
        self._edit(edit)
        self._form.show_draft(self._draft())
        self._form.show_around(self._draft())


def last_order(past: PastAddress) -> Offer:
    """An offer of all the fields that the address's country has; what was empty there becomes empty."""
    billing = past.billing
    names = ("country", *address_fields(billing.country, every=billing.every_field).order)
    values = tuple((f"billing.{name}", getattr(billing, name)) for name in names)
    return Offer("last_order", values, past.at.isoformat())
