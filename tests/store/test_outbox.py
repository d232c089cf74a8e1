import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State, claim, discard, queue
from dodo_desktop.core.records import BrokenOrder, StaleRow
from dodo_desktop.services.ports import DraftStore, LinkStore, OutboxStore
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from tests.store.samples import NOW, draft, later, link, links, order, orders

pytestmark = pytest.mark.anyio


def stores(database: Database) -> tuple[OutboxStore, LinkStore, DraftStore]:
    return SqliteOutbox(database), SqliteLinks(database), SqliteDrafts(database)


async def spoil(database: Database, request_id: str, sets: str = "document = '{torn'") -> None:
    await database.write(
        lambda connection: (
            connection.execute(f"UPDATE outbox SET {sets} WHERE request_id = ?", (request_id,)).rowcount
        )
    )


def in_a_file(work: Callable[[Database], Awaitable[None]]) -> None:
    async def run(folder: str) -> None:
        database = Database(Path(folder) / "data.sqlite3")
        await database.open()
        try:
            await work(database)
        finally:
            await database.close()

    with TemporaryDirectory() as folder:
        asyncio.run(run(folder))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(orders, max_size=4, unique_by=lambda o: o.request_id), st.lists(links, max_size=4))
def test_orders_and_links_come_back_from_the_file_as_they_were(
    some: list[OutgoingPayment], made: list[PaymentLink]
) -> None:
    async def work(database: Database) -> None:
        outbox, kept, _ = stores(database)
        for each in some:
            await outbox.add(each)
        for each_link in made:
            await kept.put(each_link)
        for each in some:
            assert await outbox.get(each.request_id) == each
        for each_link in {each.payment_id: each for each in made}.values():
            assert await kept.get(each_link.payment_id) == each_link

    in_a_file(work)


async def test_the_body_is_kept_to_the_letter(database: Database) -> None:
    outbox, _, _ = stores(database)
    body = '{"b": 1.10, "a":"\\u00e9é", "x":\t[ ] }\r\n'
    await outbox.add(order(body=body))
    moved = claim(order(body=body), later(1), later(2))
    await outbox.update(order(body=body), moved)
    back = await outbox.get("r1")
    assert back == moved
    assert back is not None
    assert back.body == body


async def test_an_order_takes_the_place_of_its_draft_in_one_step(database: Database) -> None:
    outbox, _, drafts = stores(database)
    await drafts.save(draft("d1"), NOW)
    await drafts.save(draft("d2"), NOW)
    await outbox.add(order(), drop_draft="d1")
    assert await drafts.get("d1") is None
    assert await drafts.get("d2") is not None

    with pytest.raises(StoreFault):
        await outbox.add(order(), drop_draft="d2")
    assert await drafts.get("d2") is not None


async def test_an_order_goes_back_to_a_draft_in_one_step(database: Database) -> None:
    outbox, _, drafts = stores(database)
    await outbox.add(order())
    taken = discard(order(), later(1), edited=True)
    await drafts.save(draft("d9"), NOW)
    await database.write(lambda c: c.execute(ONLY_FOUR_DRAFTS).rowcount)
    for number in range(3):
        await drafts.save(draft(f"d{number}"), NOW)
    with pytest.raises(StoreFault):
        await outbox.update(order(), taken, keep_draft=draft("again"))
    assert await outbox.get("r1") == order(), "it stays where the draft is not taken"

    await drafts.delete("d9")
    await outbox.update(order(), taken, keep_draft=draft("again"))
    assert await outbox.get("r1") == taken
    assert await drafts.get("again") == draft("again")
    with pytest.raises(StaleRow):
        await outbox.update(order(), taken, keep_draft=draft("late"))
    assert await drafts.get("late") is None, "and no draft of one that has moved on"


ONLY_FOUR_DRAFTS = """
CREATE TRIGGER full BEFORE INSERT ON drafts WHEN (SELECT count(*) FROM drafts) >= 4
BEGIN SELECT RAISE(ABORT, 'no room'); END
"""


@pytest.mark.parametrize(
    "changes",
    [{"state": State.SENDING}, {"attempts": 1}, {"changed_at": later(0.000001)}],
    ids=["state", "attempts", "changed_at"],
)
async def test_a_row_that_another_changed_is_not_overwritten(
    database: Database, changes: dict[str, Any]
) -> None:
    outbox, kept, _ = stores(database)
    await outbox.add(order(**changes))
    with pytest.raises(StaleRow):
        await outbox.update(order(), claim(order(), later(1), later(1)), [link()])
    assert await outbox.get("r1") == order(**changes)
    assert await kept.get("pay_1") is None


async def test_an_update_of_a_row_that_is_not_there_is_stale(database: Database) -> None:
    outbox, _, _ = stores(database)
    with pytest.raises(StaleRow):
        await outbox.update(order(), claim(order(), later(1), later(1)))


async def test_an_order_keeps_its_body(database: Database) -> None:
    outbox, _, _ = stores(database)
    await outbox.add(order())
    with pytest.raises(ValueError, match="keeps its id and its body"):
        await outbox.update(order(), order(body="{}"))


async def test_an_outcome_and_its_links_are_one_step(database: Database) -> None:
    outbox, kept, _ = stores(database)
    await outbox.add(order())
    moved = claim(order(), later(1), later(1))
    await outbox.update(order(), moved, [link("pay_2", created_at=later(1)), link("pay_1")])
    assert [each.payment_id for each in await kept.of_order("r1")] == ["pay_1", "pay_2"]
    assert await kept.of_order("r2") == []


async def test_due_orders_come_oldest_first_and_only_once_their_time_has_come(database: Database) -> None:
    outbox, _, _ = stores(database)
    assert await outbox.next_due() is None
    await outbox.add(order("young", created_at=later(5), next_at=later(1)))
    await outbox.add(order("old", created_at=later(1), next_at=later(2)))
    await outbox.add(order("future", created_at=later(0), next_at=later(9)))
    await outbox.add(queue(order("held"), NOW, hold=Hold.ASK_FIRST))
    assert [o.request_id for o in await outbox.due(later(2), 9)] == ["old", "young"]
    assert [o.request_id for o in await outbox.due(later(2), 1)] == ["old"]
    assert await outbox.next_due() == later(1)


async def test_a_row_that_no_longer_parses_stays_visible_and_stands_in_nobodys_way(
    database: Database,
) -> None:
    outbox, _, _ = stores(database)
    for number, request_id in enumerate(("torn", "strange", "whole")):
        await outbox.add(order(request_id, created_at=later(number), next_at=later(number)))
    await spoil(database, "torn")
    await spoil(database, "strange", "state = 'teleported'")

    shown = await outbox.rows(None, "", 9)
    assert [type(each) for each in shown] == [OutgoingPayment, BrokenOrder, BrokenOrder]
    assert shown[1] == BrokenOrder("strange", "teleported", later(1))
    assert shown[2] == BrokenOrder("torn", "queued", later(0))
    assert [o.request_id for o in await outbox.due(later(99), 1)] == ["whole"]
    assert await outbox.next_due() == later(2)
    assert [o.request_id for o in await outbox.in_state(State.QUEUED)] == ["whole"]
    assert await outbox.get("torn") is None
    assert await outbox.counts() == {State.QUEUED: 2}

    kept = await database.read(
        lambda connection: connection.execute(
            "SELECT body, document FROM outbox WHERE request_id = 'torn'"
        ).fetchone()
    )
    assert tuple(kept) == (order().body, "{torn")


@pytest.mark.parametrize("sets", ["created_at = 'never'", f"created_at = {2**62}", "next_at = 'soon'"])
async def test_a_moment_that_is_none_does_not_hide_the_row(database: Database, sets: str) -> None:
    outbox, _, _ = stores(database)
    await outbox.add(order())
    await spoil(database, "r1", sets)
    (shown,) = await outbox.rows(None, "", 9)
    assert isinstance(shown, BrokenOrder)
    assert shown.request_id == "r1"


async def ids(outbox: OutboxStore, states: list[State] | None, text: str = "") -> list[str]:
    return [each.request_id for each in await outbox.rows(states, text, 9)]


async def test_rows_are_found_by_state_and_by_part_of_a_name_or_reference(database: Database) -> None:
    outbox, _, _ = stores(database)
    await outbox.add(order("a", draft=draft(name="Zoë Łuczak", reference="Table 7")))
    await outbox.add(order("b", created_at=later(1), draft=draft(name="Ann O'Neil", reference="50%_\\")))
    await outbox.add(order("c", created_at=later(2), state=State.DISCARDED))
    await outbox.add(order("d", created_at=later(3), state=State.REJECTED))
    assert await ids(outbox, None) == ["d", "b", "a"]
    assert await ids(outbox, [State.DISCARDED]) == ["c"]
    assert await ids(outbox, [State.QUEUED, State.REJECTED]) == ["d", "b", "a"]
    assert await ids(outbox, []) == []
    assert await ids(outbox, [State.QUEUED], "LUCZ zoe") == ["a"]
    assert await ids(outbox, None, "o'ne") == ["b"]
    assert await ids(outbox, None, "%_\\") == ["b"]
    assert await ids(outbox, None, "nobody") == []
    paged = await outbox.rows(None, "", 1, 1)
    assert [each.request_id for each in paged] == ["b"]


async def test_an_order_is_found_by_its_draft_after_each_move_of_it(database: Database) -> None:
    outbox, _, _ = stores(database)
    placed = order("a", draft=draft(name="Zoë Łuczak", reference="Table 7"))
    await outbox.add(placed)
    sent = claim(placed, later(1), later(1))
    await outbox.update(placed, sent)
    assert await ids(outbox, None, "luczak table") == ["a"]
    assert [one.draft for one in await outbox.in_state(State.SENDING)] == [placed.draft]
    # No move does so by now, but what is found is to be what is there.
    other = replace(sent, draft=draft(name="Ann O'Neil", reference="50%"), changed_at=later(2))
    await outbox.update(sent, other)
    assert await ids(outbox, None, "luczak") == []
    assert await ids(outbox, None, "o'neil 50%") == ["a"]


async def test_the_draft_of_an_order_that_was_due_is_written_as_it_was_read(database: Database) -> None:
    outbox = SqliteOutbox(database)
    await outbox.add(queue(order(), NOW))
    await spoil(database, "r1", "document = json_insert(document, '$.order.draft.of_a_later_version', 1)")
    due = (await outbox.due(NOW, 9))[0]
    claimed = claim(due, later(1), later(1))
    await outbox.update(due, claimed, [link(draft=claimed.draft)])
    kept = "json_extract({}, '$.{}of_a_later_version')"
    columns = f"{kept.format('document', 'order.draft.')}, {kept.format('l.draft', '')}"
    texts = f"SELECT {columns} FROM outbox, links l"
    assert tuple(await database.read(lambda c: c.execute(texts).fetchone())) == (1, 1)
    assert await outbox.get("r1") == claimed


async def test_counts_tell_the_states_apart(database: Database) -> None:
    outbox, _, _ = stores(database)
    for number, state in enumerate([State.QUEUED, State.QUEUED, State.BLOCKED]):
        await outbox.add(order(str(number), state=state))
    assert await outbox.counts() == {State.QUEUED: 2, State.BLOCKED: 1}


async def test_what_is_due_is_read_from_an_index(database: Database) -> None:
    def plan(connection: object) -> str:
        rows = connection.execute(  # type: ignore[attr-defined]
            "EXPLAIN QUERY PLAN SELECT * FROM outbox WHERE next_at IS NOT NULL ORDER BY next_at, seq"
        )
        return " ".join(row["detail"] for row in rows)

    assert "outbox_due" in await database.read(plan)
    assert "TEMP B-TREE" not in await database.read(plan)


async def test_two_orders_at_the_same_moment_keep_their_order(database: Database) -> None:
    outbox, _, _ = stores(database)
    moment: datetime = NOW
    for request_id in ("first", "second"):
        await outbox.add(order(request_id, created_at=moment))
    assert await ids(outbox, None) == ["second", "first"]
    assert [o.request_id for o in await outbox.due(NOW, 9)] == ["first", "second"]


async def test_a_row_that_no_longer_parses_needs_a_person_until_one_takes_it_off_the_list(
    database: Database,
) -> None:
    outbox, _, _ = stores(database)
    for number, request_id in enumerate(("whole", "torn", "held")):
        hold = Hold.ASK_FIRST if request_id == "held" else Hold.NONE
        await outbox.add(queue(order(request_id), later(number), hold=hold))
    await spoil(database, "torn")
    await outbox.in_state(State.QUEUED)
    assert await outbox.needing() == 2
    assert not await outbox.discard_broken("whole"), "what can be read is no business of this"
    assert not await outbox.discard_broken("unknown")
    assert await outbox.discard_broken("torn")
    assert await outbox.needing() == 1
    assert [row.request_id for row in await outbox.rows(None, "", 9)] == ["held", "whole"]
    text = await database.read(
        lambda c: c.execute("SELECT document FROM outbox WHERE request_id = 'torn'").fetchone()[0]
    )
    assert text == "{torn", "its text stays"
    # Listed among the discarded it does not come back to the others.
    await outbox.rows(list(State), "", 9)
    assert await outbox.needing() == 1


async def test_it_is_told_that_the_disk_works_before_it_is_written(database: Database) -> None:
    outbox = SqliteOutbox(database)
    await outbox.add(order())
    told: list[str] = []
    moved = claim(order(), later(1), later(1))
    await outbox.update(order(), moved, begun=lambda: told.append("begun"))
    told.append("written")
    assert told == ["begun", "written"]


async def test_of_what_is_not_written_nothing_is_told(database: Database) -> None:
    outbox = SqliteOutbox(database)
    told: list[str] = []
    with pytest.raises(StaleRow):
        await outbox.update(order(), claim(order(), later(1), later(1)), begun=lambda: told.append("begun"))
    assert told == []
