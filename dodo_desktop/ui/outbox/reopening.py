"""From the outbox back into the form."""

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


def refused(order: OutgoingPayment) -> Problem | None:
    """What Dodo said against the order, as a problem of the form; None where it said nothing."""
    dodo = order.dodo
    if not isinstance(dodo, Rejected):
        return None
    return refusal(dodo.code, dodo.message, order.draft, dodo.status)
