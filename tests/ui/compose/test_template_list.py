"""The list of templates: renamed, deleted, changed, found among many."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from dodo_desktop.core.draft import CartLine, Draft, Edit, OptionsEntry
from dodo_desktop.ui.words import isolate
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import TEA_BOWL, complete, turns, until
from tests.ui.compose.template_desk import (
    CTRL,
    answered,
    dialog,
    keep,
    menu,
    names,
    note,
    opened,
)

pytestmark = pytest.mark.anyio


async def test_rename_delete_undo_and_names_that_are_taken(desk: Desk) -> None:
    await keep(desk, "A", "B", "C")
    await opened(desk)
    model, table = menu(desk).model, menu(desk).table
    table.selectRow(1)
    model.setData(model.index(1, 0), "a")
    await turns()
    assert "There is a template" in menu(desk).said.text()
    assert names(desk) == ["A", "B", "C"]
    model.setData(model.index(1, 0), "Z")
    await until(lambda: names(desk) == ["A", "C", "Z"])
    assert menu(desk).said.text() == ""
    assert table.currentIndex().row() == 2
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    await until(lambda: names(desk) == ["C", "Z"])
    assert menu(desk).said.text() == f"The template “{isolate('A')}” is deleted."
    assert len(desk.shop.templates.kept) == 3
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    await until(lambda: names(desk) == ["A", "C", "Z"])
    assert table.currentIndex().row() == 0
    desk.find(QPushButton, "templates.delete").click()
    await until(lambda: names(desk) == ["C", "Z"])
    # The name of what was just deleted is free at once.
    model.setData(model.index(0, 0), "A")
    await until(lambda: names(desk) == ["A", "Z"])
    desk.find(QPushButton, "templates.delete").click()
    await until(lambda: names(desk) == ["Z"])
    menu(desk).close_menu()
    await until(lambda: len(desk.shop.templates.kept) == 1)
    await until(lambda: desk.find(QPushButton, "templates.menu").text() == "Templates (1)")


async def test_the_last_one_deleted_by_keyboard_can_be_brought_back(desk: Desk) -> None:
    await keep(desk, "A")
    await opened(desk)
    QTest.keyClick(menu(desk).table, Qt.Key.Key_Delete)
    await until(lambda: not names(desk))
    assert menu(desk).is_open
    assert desk.focus == "templates.undo"
    QTest.keyClick(desk.find(QPushButton, "templates.undo"), Qt.Key.Key_Space)
    await until(lambda: names(desk) == ["A"])
    assert desk.focus == "templates.table"


async def test_change_asks_first_and_the_safe_answer_is_the_usual_one(desk: Desk) -> None:
    (fair,) = await keep(desk, "Fair", methods=True)
    await desk.shop.workspace.drafting.begin(
        replace(complete(Draft("")), lines=(CartLine("1", TEA_BOWL, "4"),), options=OptionsEntry())
    )
    await turns()
    await opened(desk)
    desk.find(QPushButton, "templates.change").click()
    question = dialog(desk)
    assert "“\u2068Fair\u2069”" in question.title.text()
    assert "¥58,000" in question.text.text()
    assert not question.editor.isVisible()
    assert question.methods.box.isChecked()
    assert question.focusWidget() is question.cancel
    QTest.keyClick(question, Qt.Key.Key_Return)
    await turns()
    assert desk.shop.templates.kept[fair.template_id] == fair
    await opened(desk)
    desk.find(QPushButton, "templates.change").click()
    await answered(dialog(desk), currency=True)
    now = desk.shop.templates.kept[fair.template_id]
    assert (now.name, now.currency_fixed, now.methods_fixed) == ("Fair", True, False)
    assert [(line.product, line.quantity) for line in now.lines] == [(TEA_BOWL, "4")]
    assert "now has this cart" in note(desk)


async def test_one_that_is_gone_meanwhile_changes_nothing(desk: Desk) -> None:
    (fair,) = await keep(desk, "Fair")
    await desk.fill()
    before = desk.draft
    await opened(desk)
    await desk.shop.templates.delete([fair.template_id])
    menu(desk).choose()
    await turns()
    assert "not there any more" in note(desk)
    assert desk.draft == before
    desk.shop.templates.fault = "other"
    desk.page.templating.menu.used.emit(fair)
    await turns()
    assert "the order is as it was" in note(desk)


async def test_many_are_found_by_typing_and_used_by_enter_alone(desk: Desk) -> None:
    await keep(desk, *(f"Table {number}" for number in range(1, 13)))
    field = desk.edit("customer.search")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_T, CTRL)
    await until(lambda: menu(desk).is_open)
    assert desk.focus == "templates.search"
    QTest.keyClicks(menu(desk).search, "table 7")
    await until(lambda: names(desk) == ["Table 7"])
    QTest.keyClicks(menu(desk).search, "x")
    await until(lambda: not names(desk))
    assert "No template matches" in menu(desk).empty.text()
    QTest.keyClick(menu(desk).search, Qt.Key.Key_Escape)
    assert not menu(desk).is_open
    assert desk.focus == "customer.search"
    QTest.keyClick(field, Qt.Key.Key_T, CTRL)
    await until(lambda: menu(desk).is_open)
    await until(lambda: len(names(desk)) == 12)
    QTest.keyClick(menu(desk).search, Qt.Key.Key_Down)
    assert desk.focus == "templates.table"
    QTest.keyClick(menu(desk).table, Qt.Key.Key_Return)
    await until(lambda: desk.draft.lines)


async def test_ten_thousand_are_fetched_as_they_come_into_sight(desk: Desk) -> None:
    (one,) = await keep(desk, "T")
    desk.shop.templates.kept = {
        f"t{n}": replace(one, template_id=f"t{n}", name=f"Name {n:05d}") for n in range(10_000)
    }
    await opened(desk)
    assert len(names(desk)) == 200
    menu(desk).table.scrollToBottom()
    await until(lambda: len(names(desk)) == 400)
    QTest.keyClicks(menu(desk).search, "9999")
    await until(lambda: names(desk) == ["Name 09999"])


async def test_long_names_and_names_from_the_right_are_whole_where_they_are_read(desk: Desk) -> None:
    long, leftward = "A name " * 16 + "end", "ورشة الخزف للمبتدئين"
    (first, second) = await keep(desk, long, leftward)
    model = (await opened(desk)).model
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert tips == [first.name, second.name] == [long.strip(), leftward]
    assert menu(desk).width() <= desk.window.width()
    menu(desk).close_menu()
    desk.page.templating.menu.used.emit(second)
    await turns()
    assert f"“\u2068{leftward}\u2069”" in desk.find(QLabel, "cart.product.problem").text()


async def test_the_search_fields_own_undo_and_the_lists_stay_apart_from_the_order(desk: Desk) -> None:
    await keep(desk, *(f"Table {number}" for number in range(1, 13)))
    await desk.fill()
    desk.shop.workspace.drafting.edit(Edit("options.discount_code", "FAIR"))
    await opened(desk)
    search = desk.find(QLineEdit, "templates.search")
    QTest.keyClicks(search, "ta")
    QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    menu(desk).table.setFocus()
    QTest.keyClick(menu(desk).table, Qt.Key.Key_Z, CTRL)
    assert desk.draft.options.discount_code == "FAIR"


async def test_letting_go_of_the_account_closes_the_list(desk: Desk) -> None:
    await keep(desk, "A")
    await opened(desk)
    desk.page.detach()
    await turns()
    assert not menu(desk).is_open
    assert desk.find(QPushButton, "templates.menu").text() == "Templates"
    desk.find(QPushButton, "templates.menu").click()
    await turns()
    assert not menu(desk).is_open
    desk.page.attach(desk.shop.workspace)
    await turns()
    assert desk.find(QPushButton, "templates.menu").text() == "Templates (1)"
