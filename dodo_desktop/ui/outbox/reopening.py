"""From the outbox into the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.outcome import Rejected
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.problem import Problem
from dodo_desktop.core.refusals import refusal

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Workspace


async def reopened(workspace: Workspace, order: OutgoingPayment) -> bool:
    """Whether the order left the outbox for the form; False where it has moved on meanwhile.

    It leaves as a draft in one step, so that it is never in neither place, and not before what stands in the
    form is put away. Raises StoreFault.
    """
    await workspace.drafting.keep()
    draft = await workspace.sending.edit(order.request_id)
    return draft is not None and await workspace.drafting.open(draft.draft_id)


async def duplicated(workspace: Workspace, order: OutgoingPayment) -> bool:
    """Whether a copy of the order is in the form; the order stays."""
    await workspace.drafting.duplicate(order.draft)
    return True


def refused(order: OutgoingPayment) -> Problem | None:
    """What Dodo said against the order, as a problem of the form; None where it said nothing."""
    dodo = order.dodo
    if not isinstance(dodo, Rejected):
        return None
    return refusal(dodo.code, dodo.message, order.draft, dodo.status)
