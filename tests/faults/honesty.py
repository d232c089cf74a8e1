"""Whether what the outbox says of an order is what the host has in its ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment, State
from tests.faults.host import Made

UNSENT = frozenset({State.QUEUED, State.BLOCKED, State.REJECTED})


@dataclass
class Verdict:
    """What became of one order of the shop. `lies` say in words where outbox and ledger disagree."""

    payments: int = 0
    lost: int = 0
    doubled: bool = False
    twice_on_demand: bool = False
    states: list[str] = field(default_factory=list)
    lies: list[str] = field(default_factory=list)


def judge(
    rows: Sequence[OutgoingPayment],
    links: Mapping[str, PaymentLink],
    ledger: Sequence[Made],
    *,
    sent_again: bool,
) -> Verdict:
    """The rows of one order, all links by payment id, and the payments that the host made for the order,
    once everything has come to rest. `sent_again`: a person pressed *Send again* for it."""
    verdict = Verdict(payments=len(ledger), states=[row.state.value for row in rows])
    if not rows:
        verdict.lies.append("no row is left of it")
        verdict.lost += 1
    if len(ledger) > 1:
        verdict.doubled = not sent_again
        verdict.twice_on_demand = sent_again
    told: set[str] = set()
    for row in rows:
        own = {made.payment_id for made in ledger if made.request_id == row.request_id}
        verdict.lies += _lies(row, own)
        told |= set(row.found)
    for made in ledger:
        link = links.get(made.payment_id)
        if made.payment_id in told and (link is None or link.url != made.url):
            verdict.lies.append("its link is not the host's")
        # After *Send again* the first may be unknown for ever: the person was told of that risk.
        if made.payment_id not in told and not (sent_again and told):
            verdict.lost += 1
    return verdict


def _lies(row: OutgoingPayment, own: set[str]) -> list[str]:
    if row.state is State.CREATED:
        wrong = not row.found or not set(row.found) <= own
        return ["it names payments that the host has not"] if wrong else []
    if own:
        return [f"it is {row.state} and the host made a payment"]
    # In the end nobody waits for anything but a person.
    return [f"it is {row.state} for ever"] if row.state in {State.SENDING, State.QUEUED} else []


def early_lies(rows: Sequence[OutgoingPayment], made: Mapping[str, Sequence[Made]]) -> list[str]:
    """Lies at any moment: an order that counts as never sent has no payment; a created one has its own."""
    found = []
    for row in rows:
        own = {one.payment_id for one in made.get(row.request_id, ())}
        if row.state in UNSENT and not row.ever_unconfirmed and own:
            found.append(f"it is {row.state}, never unconfirmed, and the host made a payment")
        if row.state is State.CREATED and not (row.found and set(row.found) <= own):
            found.append("it is created and the host knows nothing of it")
    return found
