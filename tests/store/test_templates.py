from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dodo_desktop.core.template import NameTaken, Template, taken_from
from dodo_desktop.services.ports import TemplateStore
from dodo_desktop.store import schema
from dodo_desktop.store.codec import template_from_text, template_to_text
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.templates import SqliteTemplates
from tests.store.files import names
from tests.store.samples import NOW, draft, drafts, ids, texts

pytestmark = pytest.mark.anyio


def template(template_id: str, name: str, **more: bool) -> Template:
    fixed = {"currency_fixed": False, "methods_fixed": False} | more
    return taken_from(draft(), template_id, name, **fixed)


async def test_templates_come_by_name_and_a_page_at_a_time(database: Database) -> None:
    templates: TemplateStore = SqliteTemplates(database)
    for number, name in enumerate(["zebra", "Élan", "Easter", "Table 10", "table 9"]):
        await templates.save(template(f"t{number}", name, currency_fixed=True))
    assert [t.name for t in await templates.rows("", 9)] == ["Easter", "Élan", "table 9", "Table 10", "zebra"]
    assert [t.name for t in await templates.rows("", 2, 1)] == ["Élan", "table 9"]
    assert await templates.get("t2") == template("t2", "Easter", currency_fixed=True)
    assert await templates.count() == 5


async def test_found_by_parts_of_the_name_without_accents_and_case(database: Database) -> None:
    templates = SqliteTemplates(database)
    for number, name in enumerate(
        ["Großhandel, Frühjahr", "Grosshandel Herbst", "لقاء العملاء", "100 % off"]
    ):
        await templates.save(template(f"t{number}", name))
    for text, found in {
        "GROSS": ["Grosshandel Herbst", "Großhandel, Frühjahr"],
        "fruh gross": ["Großhandel, Frühjahr"],
        "العملاء": ["لقاء العملاء"],
        "%": ["100 % off"],
        "nothing": [],
    }.items():
        assert [t.name for t in await templates.rows(text, 9)] == found, text


async def test_saved_again_it_is_replaced_and_a_name_is_there_once(database: Database) -> None:
    templates = SqliteTemplates(database)
    await templates.save(template("a", "Wholesale"))
    await templates.save(template("b", "Retail"))
    await templates.save(replace(template("a", "WHOLESALE"), methods_fixed=True))
    with pytest.raises(NameTaken):
        await templates.save(template("b", " wholesale"))
    with pytest.raises(NameTaken):
        await templates.save(template("c", "retail"))
    assert [t.name for t in await templates.rows("", 9)] == ["Retail", "WHOLESALE"]
    await templates.delete(["a", "gone"])
    await templates.save(template("c", "Wholesale"))
    assert [t.template_id for t in await templates.rows("", 9)] == ["b", "c"]


async def test_a_template_that_no_longer_parses_is_not_shown_and_not_lost(database: Database) -> None:
    templates = SqliteTemplates(database)
    await templates.save(template("a", "A"))
    await templates.save(template("b", "B"))
    await database.write(
        lambda c: c.execute("UPDATE templates SET document = '{' WHERE template_id = 'a'").rowcount
    )
    assert [t.template_id for t in await templates.rows("", 9)] == ["b"]
    assert await templates.get("a") is None
    assert await templates.count() == 2


@given(drafts, ids, texts.filter(str.strip), st.booleans(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_text_brings_back_what_was_kept(
    order: object, template_id: str, name: str, currency: bool, methods: bool
) -> None:
    kept = taken_from(order, template_id, name, currency_fixed=currency, methods_fixed=methods)  # type: ignore[arg-type]
    assert template_from_text(template_to_text(kept)) == kept


async def test_a_file_of_the_first_version_is_copied_and_then_takes_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite3"
    with monkeypatch.context() as patch:
        first = {1: schema.migrations()[1]}
        patch.setattr(schema, "migrations", lambda: first)
        old = Database(path)
        await old.open()
        await SqliteDrafts(old).save(draft(), NOW)
        await old.close()
    database = Database(path)
    await database.open()
    assert schema.backup_path(path, 1).name in names(tmp_path)
    assert await SqliteDrafts(database).get("d1") == draft()
    await SqliteTemplates(database).save(template("a", "A"))
    assert await SqliteTemplates(database).count() == 1
    await database.close()


async def test_ten_thousand_are_read_by_index_and_a_page_at_a_time(database: Database) -> None:
    document = template_to_text(template("t", "T"))

    def fill(connection: object) -> None:
        connection.executemany(  # type: ignore[attr-defined]
            "INSERT INTO templates (template_id, name_key, search, place, document) VALUES (?, ?, ?, ?, ?)",
            ((f"t{n}", *[f"name {n:05d}"] * 3, document) for n in range(10_000)),
        )

    await database.write(fill)
    templates = SqliteTemplates(database)
    assert len(await templates.rows("", 100, 9_950)) == 50
    assert len(await templates.rows("00042", 100)) == 1
    assert await templates.count() == 10_000
    plan = await database.read(
        lambda c: c.execute(
            "EXPLAIN QUERY PLAN SELECT document FROM templates WHERE 1 ORDER BY place, seq LIMIT 100"
        ).fetchall()
    )
    assert ["templates_by_name" in row["detail"] for row in plan] == [True]
