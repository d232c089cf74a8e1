import pytest

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import FINAL, INTENT_STATES, LinkState, link_state
from dodo_desktop.core.money import Money
from dodo_desktop.core.records import DueSpan
from dodo_desktop.services.ports import LinkStore
from dodo_desktop.store.database import Database
from dodo_desktop.store.links import SqliteLinks
from tests.store.samples import NOW, draft, later, link

pytestmark = pytest.mark.anyio

STATUSES = [None, *INTENT_STATES, "levitating"]


async def found(links: LinkStore, text: str) -> list[str]:
    return [each.payment_id for each in await links.rows(None, text, NOW, 9)]


async def test_a_link_is_replaced_by_its_payment_id(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    await links.put(link(total=None, url=""))
    paid = link(status="succeeded", checked_at=later(5), total=Money(2501, "KWD"))
    await links.put(paid)
    assert await links.get("pay_1") == paid
    assert await links.get("pay_2") is None
    assert await links.rows(None, "", NOW, 9) == [paid]


async def test_what_is_read_again_is_not_parsed_again_but_what_was_changed_is(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    for number in range(3):
        await links.put(link(f"pay_{number}", draft=draft(f"d{number}")))
    before = {each.payment_id: each.draft for each in await links.rows(None, "", NOW, 9)}
    await links.put(link("pay_1", draft=draft("another")))
    after = {each.payment_id: each.draft for each in await links.rows(None, "", NOW, 9)}
    assert after["pay_1"] == draft("another")
    assert after["pay_0"] is before["pay_0"]
    assert after["pay_2"] is before["pay_2"]


async def test_every_status_and_expiry_is_filed_where_the_rules_say(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    made = [
        link(f"pay_{status}_{number}", status=status, expires_at=expires)
        for status in STATUSES
        for number, expires in enumerate([None, later(-1), NOW, later(1)])
    ]
    for each in made:
        await links.put(each)
    counts: dict[LinkState, int] = {}
    for each in made:
        state = link_state(each, NOW)
        counts[state] = counts.get(state, 0) + 1
    assert set(counts) == set(LinkState)
    assert await links.counts(NOW) == counts
    for state in LinkState:
        shown = await links.rows([state], "", NOW, 99)
        assert {link_state(each, NOW) for each in shown} == {state}
        assert len(shown) == counts[state]
    assert await links.rows([], "", NOW, 99) == []
    assert len(await links.rows(list(LinkState), "", NOW, 99)) == len(made)


async def test_links_are_found_by_parts_newest_first(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    await links.put(link("pay_a"))
    await links.put(
        link(
            "pay_b",
            created_at=later(1),
            customer_name="Ann",
            customer_email="ann@dodo.test",
            order_reference="R-9",
        )
    )
    assert await found(links, "") == ["pay_b", "pay_a"]
    assert await found(links, "luczak ZOE") == ["pay_a"]
    assert await found(links, "@dodo") == ["pay_b"]
    assert await found(links, "r-9") == ["pay_b"]
    assert await found(links, "PAY_A") == ["pay_a"]
    assert [x.payment_id for x in await links.rows([LinkState.NOT_PAID], "pay", NOW, 1, 1)] == ["pay_a"]


async def test_links_made_since_a_time_are_counted_and_shown_alone(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    for number, age in enumerate([0, -1, -2]):
        await links.put(link(f"pay_{number}", created_at=later(age), status="succeeded" if number else None))
    rows = await links.rows(None, "pay", NOW, 9, since=later(-1))
    assert [each.payment_id for each in rows] == ["pay_0", "pay_1"]
    paid = await links.rows([LinkState.PAID], "", NOW, 9, since=later(-1))
    assert [each.payment_id for each in paid] == ["pay_1"]
    counts = await links.counts(NOW, later(-1))
    assert counts == {link_state(link(), NOW): 1, LinkState.PAID: 1}
    assert sum((await links.counts(NOW)).values()) == 3


async def test_a_link_is_settled_once_all_is_known(database: Database) -> None:
    links: LinkStore = SqliteLinks(database)
    for number, status in enumerate(sorted(FINAL)):
        await links.put(link(f"done_{number}", status=status))
    assert await links.unsettled(9) == []
    open_ones = [
        link("a", status="processing"),
        link("b", status=None),
        link("c", status="succeeded", url=""),
        link("d", status="succeeded", total=None),
    ]
    for number, each in enumerate(open_ones):
        await links.put(each)
        assert len(await links.unsettled(9)) == number + 1
    assert [each.payment_id for each in await links.unsettled(2)] == ["d", "c"]
    told = {each.payment_id: each for each in await links.unsettled(9)}
    assert {name: (each.addressed, each.complete) for name, each in told.items()} == {
        "a": (True, True),
        "b": (True, True),
        "c": (False, False),
        "d": (True, False),
    }
    assert all(told[each.payment_id].created_at == each.created_at for each in open_ones)
    assert all(told[each.payment_id].checked_at == each.checked_at for each in open_ones)


async def test_links_are_due_by_their_age_those_first_that_were_asked_for_longest_ago(
    database: Database,
) -> None:
    links: LinkStore = SqliteLinks(database)
    for name, made, asked in [
        ("never", -1, None),
        ("long_ago", -2, -20),
        ("lately", -2, -3),
        ("just_in_time", -1, -10),
        ("to_come", 0, 5),
        ("settled", -1, None),
        ("older", -9, -30),
        ("edge", -5, -11),
    ]:
        checked = None if asked is None else later(asked)
        status = "failed" if name == "settled" else None
        await links.put(link(name, created_at=later(made), checked_at=checked, status=status))
    young = DueSpan(later(-5), later(1), later(-10), NOW)
    older = DueSpan(later(-99), later(-5), later(-10), NOW)
    assert [each.payment_id for each in await links.due([young], 9)] == [
        "never",
        "long_ago",
        "just_in_time",
        "to_come",
    ]
    assert [each.payment_id for each in await links.due([young, older], 1)] == ["never", "older"]
    assert [each.payment_id for each in await links.due([older], 9)] == ["older", "edge"]


async def test_a_link_whose_draft_no_longer_parses_is_shown_and_its_draft_is_not_overwritten(
    database: Database,
) -> None:
    links: LinkStore = SqliteLinks(database)
    await links.put(link())
    await database.write(lambda c: c.execute("UPDATE links SET draft = '{torn'").rowcount)
    shown = await links.get("pay_1")
    assert shown == link(draft=Draft(""))
    await links.put(link(draft=Draft(""), status="succeeded"))
    kept = await database.read(lambda c: c.execute("SELECT draft, status FROM links").fetchone())
    assert tuple(kept) == ("{torn", "succeeded")
    await links.put(link(draft=draft("d2")))
    assert await links.get("pay_1") == link(draft=draft("d2"))


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("WHERE settled = 0 ORDER BY created_at DESC, seq DESC LIMIT 9", "links_unsettled"),
        ("WHERE settled = 0 AND created_at > 1 AND created_at <= 2", "links_unsettled"),
        ("WHERE request_id = 'r' ORDER BY created_at, seq", "links_order"),
        ("ORDER BY created_at DESC, seq DESC LIMIT 9", "links_newest"),
        ("WHERE 1 AND created_at >= 5 ORDER BY created_at DESC, seq DESC LIMIT 9", "links_newest"),
    ],
)
async def test_links_are_read_from_an_index(database: Database, sql: str, index: str) -> None:
    rows = await database.read(
        lambda c: c.execute(f"EXPLAIN QUERY PLAN SELECT * FROM links {sql}").fetchall()
    )
    plan = " ".join(row["detail"] for row in rows)
    assert index in plan
    assert "TEMP B-TREE" not in plan
