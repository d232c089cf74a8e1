"""Whatever happens on the wire, on the disk and to the power: no order is made twice, none is lost."""

import random

import pytest

from dodo_desktop.core.link import complete
from dodo_desktop.core.outgoing import State
from dodo_desktop.services.ports import GatewayError

from .fakes import settle
from .sending_rig import Rig

pytestmark = pytest.mark.anyio

HOWS = ["ok", "bare", "lost", "nothing", "dns", "throttled", "rejected", "hang"]
WEIGHTS = [40, 8, 15, 8, 10, 5, 5, 6]


@pytest.mark.parametrize("seed", range(6))
async def test_three_hundred_orders_through_thick_and_thin(seed: int) -> None:
    dice = random.Random(seed)
    rig = Rig()
    rig.dodo.lag = 20.0
    rig.dodo.behave = lambda: dice.choices(HOWS, WEIGHTS)[0]
    rig.dodo.read_fault = lambda: GatewayError("server") if dice.random() < 0.15 else None
    rig.outbox.fault = lambda what: "disk_full" if what != "add" and dice.random() < 0.04 else ""
    ids: list[str] = []
    await rig.start()
    while len(ids) < 300:
        ids += [await rig.queue() for _ in range(dice.randint(1, 12))]
        rig.dodo.offline = dice.random() < 0.15
        rig.sending.wake()
        await rig.clock.advance(dice.choice([0.0, 0.5, 4.0, 40.0]))
        if dice.random() < 0.3:
            await rig.kill()
            rig.dodo.wall.set()
            rig.dodo.wall.clear()
            await rig.start()
    await rig.kill()
    # Calm again: whatever is left now is what the app says to the person for good.
    rig.dodo.behave = lambda: "ok"
    rig.dodo.read_fault = lambda: None
    rig.outbox.fault = lambda what: ""
    rig.dodo.offline = False
    await rig.start()
    await rig.clock.advance(1800)
    await settle()

    made = {request_id: rig.dodo.ids_of(request_id) for request_id in ids}
    assert [i for i in ids if len(made[i]) > 1] == []
    for request_id in ids:
        order = rig.order(request_id)
        if made[request_id]:
            assert (order.state, order.found) == (State.CREATED, tuple(made[request_id]))
            assert complete(rig.links.rows_by_id[made[request_id][0]])
        else:
            assert order.state is State.REJECTED or order.looks_over
    states = {rig.state(i) for i in ids}
    assert states == {State.CREATED, State.REJECTED, State.UNCONFIRMED}
    await rig.sending.stop()
