"""Rows that are read again: what changed is shown, whatever comes while they are compared."""

import asyncio
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt

from dodo_desktop.core.value import value
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.widgets.paged_model import PagedModel
from tests.ui.links.turns import until

pytestmark = pytest.mark.anyio


@value
class Row:
    key: str
    text: str


class Model(PagedModel[Row]):
    def __init__(self) -> None:
        super().__init__(("text",), lambda row: row.key, Tasks())
        self.stored = [Row("a", "one"), Row("b", "two")]
        self.asked_for: list[Row] = []
        self.show(self.read)

    async def read(self, _start: int, _limit: int) -> tuple[Sequence[Row], int | None]:
        return list(self.stored), None

    def text(self, row: Row, column: str) -> str:
        self.asked_for.append(row)
        return row.text

    def shown(self) -> list[str]:
        return [row.text for row in self.rows()]


async def filled() -> Model:
    model = Model()
    await until(model.rowCount)
    return model


async def loaded(model: Model) -> None:
    told: list[None] = []
    model.loaded.connect(lambda: told.append(None))
    model.reload()
    await until(lambda: told)


async def test_a_tooltip_shows_the_text_of_its_cell_whatever_it_looks_like() -> None:
    model = await filled()
    model.put(Row("a", "<b>Bob</b>"))
    first = model.index(0, 0)
    assert first.data() == "<b>Bob</b>"
    assert "&lt;b&gt;Bob" in str(first.data(Qt.ItemDataRole.ToolTipRole))


async def test_what_is_put_while_rows_are_compared_is_compared_too() -> None:
    model = await filled()
    compare, news = model._differing, [Row("a", "new")]

    def meanwhile(rows: Sequence[Row]) -> list[int] | None:
        found = compare(rows)
        # Comes in its own turn, after the comparison and before what it found is shown.
        if news:
            asyncio.get_running_loop().call_soon(model.put, news.pop())
        return found

    model._differing = meanwhile  # type: ignore[method-assign] # to be in between
    model.stored[1] = Row("b", "other")
    await loaded(model)
    assert model.shown() == ["one", "other"]


async def test_rows_that_are_the_same_stay_the_same_objects() -> None:
    model = await filled()
    before = model.rows()
    model.stored = [Row("a", "one"), Row("b", "changed")]
    await loaded(model)
    assert model.rows()[0] is before[0]
    assert model.shown() == ["one", "changed"]


async def test_a_text_that_is_measured_is_put_together_once_until_its_row_or_the_day_changes() -> None:
    model = await filled()
    assert model.sample("text", "today") == {"one", "two"}
    model.asked_for.clear()
    assert model.sample("text", "today") == {"one", "two"}
    assert model.asked_for == []
    model.put(Row("b", "three"))
    assert model.sample("text", "today") == {"one", "three"}
    assert [row.key for row in model.asked_for] == ["b"]
    model.asked_for.clear()
    assert model.sample("text", "tomorrow") == {"one", "three"}
    assert len(model.asked_for) == 2
