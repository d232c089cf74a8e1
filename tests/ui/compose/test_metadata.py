"""Metadata: what is wrong with a pair stands in its row, and nothing that is pasted is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from dodo_desktop.ui.compose.metadata_table import MetadataTable
from dodo_desktop.ui.widgets.ink import ink
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns

pytestmark = pytest.mark.anyio

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def table(desk: Desk) -> MetadataTable:
    await desk.fill()
    desk.page.form.options.more_part.set_open(True)
    return desk.page.form.options.metadata


def write(table: MetadataTable, row: int, column: int, text: str) -> QLineEdit:
    table.setFocus()
    table.setCurrentIndex(table.pairs.index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


def label(desk: Desk) -> str:
    return desk.page.form.options.metadata_field.label.text()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("order id", "7", "letters from a to z"),
        ("größe", "7", "letters from a to z"),
        ("k" * 41, "7", "40 characters at most; this one has 41"),
        ("note", "v" * 501, "500 characters at most; this one has 501"),
        ("link_request_id", "7", "The app finds the order"),
        ("", "7", "no key"),
    ],
)
async def test_the_rules_are_said_in_the_row(
    desk: Desk, table: MetadataTable, key: str, value: str, words: str
) -> None:
    plain = table.rowHeight(0)
    table.pairs.setData(table.pairs.index(0, 1), value)
    table.pairs.setData(table.pairs.index(0, 0), key)
    assert words in table.pairs.sentence(0)
    assert words in table.pairs.index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert table.rowHeight(0) > plain
    assert not desk.shop.workspace.drafting.check().request
    table.pairs.setData(table.pairs.index(0, 0), "fine")
    table.pairs.setData(table.pairs.index(0, 1), "v")
    assert table.pairs.sentence(0) == ""
    assert table.rowHeight(0) == plain
    assert desk.request.metadata == (("fine", "v"),)


@pytest.mark.parametrize(("key", "value"), [("k" * 40, "v" * 500), ("A-z_09", "")])
async def test_what_is_just_allowed_is(desk: Desk, table: MetadataTable, key: str, value: str) -> None:
    table.pairs.setData(table.pairs.index(0, 0), key)
    table.pairs.setData(table.pairs.index(0, 1), value)
    assert table.pairs.sentence(0) == ""
    assert desk.request.metadata == ((key, value),)


async def test_a_key_that_is_there_twice_is_explained_while_typing(table: MetadataTable) -> None:
    table.pairs.add([("table", "1"), ("note", "2")])
    editor = write(table, 1, 0, "table")
    assert "there already" in table.pairs.sentence(1)
    assert "there already" in editor.accessibleDescription()
    assert table.pairs.sentence(0) == ""
    QTest.keyClick(editor, Qt.Key.Key_2)
    assert table.pairs.sentence(1) == ""


async def test_the_order_reference_fills_its_key_and_takes_a_place(desk: Desk, table: MetadataTable) -> None:
    table.pairs.add([("order_reference", "mine")])
    assert table.pairs.sentence(0) == ""
    assert desk.request.metadata == (("order_reference", "mine"),)
    desk.type("options.order_reference", "W-1")
    assert "Order reference" in table.pairs.sentence(0)
    table.pairs.remove(0)
    assert desk.request.metadata == (("order_reference", "W-1"),)
    assert "1 of 49" in label(desk)
    table.pairs.add([(f"key_{n}", "") for n in range(48)])
    assert table.pairs.rowCount() == 48
    assert "49 of 49" in label(desk)
    said = desk.find(QLabel, "options.metadata.problem")
    assert "the order reference among them" in said.text()
    assert len(desk.request.metadata) == 49
    desk.edit("options.order_reference").clear()
    assert table.pairs.rowCount() == 49
    assert said.text() == ""


async def test_two_columns_are_pasted_in_one_step(desk: Desk, table: MetadataTable) -> None:
    table.setFocus()
    QGuiApplication.clipboard().setText("table\t14\nnote\tby the window")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert desk.draft.options.metadata == (("table", "14"), ("note", "by the window"))
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert desk.draft.options.metadata == ()


async def test_pasted_pairs_without_room_are_kept_to_copy(desk: Desk, table: MetadataTable) -> None:
    table.pairs.add([(f"key_{n}", "") for n in range(48)])
    table.setFocus()
    QGuiApplication.clipboard().setText("one\t1\ntwo\t2\nthree\t3")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert desk.draft.options.metadata[-1] == ("one", "1")
    assert "no room for 2 pasted lines" in desk.find(QLabel, "options.metadata.paste.said").text()
    assert desk.find(QPlainTextEdit, "options.metadata.paste.lines").toPlainText() == "two\t2\nthree\t3"
    desk.find(QPushButton, "options.metadata.paste.copy").click()
    assert QGuiApplication.clipboard().text() == "two\t2\nthree\t3"


async def test_typing_in_a_cell_is_one_step(desk: Desk, table: MetadataTable) -> None:
    editor = write(table, 0, 0, "table")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await turns()
    editor = write(table, 0, 1, "14")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await turns()
    assert desk.draft.options.metadata == (("table", "14"),)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert desk.draft.options.metadata == (("table", ""),)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert desk.draft.options.metadata == ()


async def test_no_frame_goes_through_what_is_wrong_with_a_pair(desk: Desk, table: MetadataTable) -> None:
    table.pairs.add((("table no", "14"),))
    await turns()
    index = table.model().index(0, 1)
    table.setFocus()
    table.setCurrentIndex(index)
    await turns()
    cell, picture = table.visualRect(index), table.viewport().grab().toImage()
    focus = ink().colour("focus")

    def framed(y: int) -> bool:
        return any(picture.pixelColor(x, y) == focus for x in range(cell.left(), cell.left() + 3))

    plain = table.rowHeight(1)
    assert cell.height() > plain, "the sentence has a line of its own"
    assert framed(cell.top() + plain // 2)
    assert not any(map(framed, range(cell.top() + plain + 1, cell.bottom())))
