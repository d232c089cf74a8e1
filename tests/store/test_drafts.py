from datetime import UTC, datetime

import pytest

from dodo_desktop.core.records import BrokenDraft, DraftRow
from dodo_desktop.services.ports import DraftStore
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from tests.store.samples import NOW, draft, later

pytestmark = pytest.mark.anyio


def key(row: DraftRow | BrokenDraft) -> str:
    return row.draft_id if isinstance(row, BrokenDraft) else row.draft.draft_id


async def test_drafts_come_newest_first_and_a_page_at_a_time(database: Database) -> None:
    drafts: DraftStore = SqliteDrafts(database)
    for number, draft_id in enumerate("abc"):
        await drafts.save(draft(draft_id), later(number))
    await drafts.save(draft("a", name="Ann"), later(9))
    assert [key(row) for row in await drafts.rows(9)] == ["a", "c", "b"]
    assert await drafts.rows(1, 1) == [DraftRow(draft("c"), later(2))]
    assert await drafts.get("a") == draft("a", name="Ann")
    assert await drafts.count() == 3


async def test_the_draft_that_stood_in_the_form_is_remembered_with_its_saving(database: Database) -> None:
    drafts: DraftStore = SqliteDrafts(database)
    assert await drafts.left_open() is None
    await drafts.save(draft("a"), later(1), open_now=True)
    await drafts.save(draft("b"), later(2))
    assert await drafts.left_open() == DraftRow(draft("a"), later(1))
    await drafts.remember_open("b")
    assert await drafts.left_open() == DraftRow(draft("b"), later(2))
    await drafts.delete("b")
    assert await drafts.left_open() is None, "the form was empty, whatever else is kept"
    await drafts.save(draft("c"), later(3), open_now=True)
    await drafts.remember_open("")
    assert await drafts.left_open() is None


async def test_a_deleted_draft_is_gone_and_one_that_is_not_there_is_fine(database: Database) -> None:
    drafts: DraftStore = SqliteDrafts(database)
    await drafts.save(draft("a"), NOW)
    await drafts.delete("a")
    await drafts.delete("a")
    assert await drafts.get("a") is None
    assert await drafts.count() == 0


async def test_a_draft_that_no_longer_parses_is_listed_as_such_and_not_lost(database: Database) -> None:
    drafts: DraftStore = SqliteDrafts(database)
    for draft_id in "ab":
        await drafts.save(draft(draft_id), NOW)
    await drafts.save(draft("c"), NOW)
    await database.write(
        lambda c: c.execute("UPDATE drafts SET document = '{' WHERE draft_id = 'a'").rowcount
    )
    await database.write(
        lambda c: c.execute("UPDATE drafts SET saved_at = 'x' WHERE draft_id = 'c'").rowcount
    )
    broken = {row.draft_id: row for row in await drafts.rows(9) if isinstance(row, BrokenDraft)}
    assert broken == {"a": BrokenDraft("a", NOW), "c": BrokenDraft("c", datetime(1970, 1, 1, tzinfo=UTC))}
    assert sorted(map(key, await drafts.rows(9))) == ["a", "b", "c"]
    assert await drafts.get("a") is None
    assert await drafts.count() == 3
    await drafts.delete("a")
    assert await drafts.count() == 2
