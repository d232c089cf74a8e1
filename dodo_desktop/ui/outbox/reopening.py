"""From the outbox into the form."""

from dodo_desktop.core.outcome import Rejected
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.problem import Problem
from dodo_desktop.core.refusals import refusal
from dodo_desktop.services.workspace import Workspace


async def reopened(workspace: Workspace, order: OutgoingPayment) -> bool:
    """Whether the order left the outbox for the form.

    It is kept as a draft first, so that it is never in neither place, whatever ends the program in between.
    Raises StoreFault.
    """
    draft_id = await workspace.drafting.keep_copy(order.draft)
    if await workspace.sending.edit(order.request_id) is None:
        await workspace.drafting.delete(draft_id)
        return False
    await workspace.drafting.open(draft_id)
    return True


async def duplicated(workspace: Workspace, order: OutgoingPayment) -> bool:
    """Whether a copy of the order is in the form; the order stays."""
    await workspace.drafting.duplicate(order.draft)
    return True


def refused(order: OutgoingPayment) -> Problem | None:
    """What Dodo said against the order, as a problem of the form; None where it said nothing."""
    dodo = order.dodo
    return refusal(dodo.code, dodo.message, order.draft) if isinstance(dodo, Rejected) else None
