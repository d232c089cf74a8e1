"""Tables, with the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.widgets.table import RowPainter, Table


@pytest.fixture
def table(put: Callable[[QWidget], None]) -> Table:
    made = Table("cart.table", "Cart")
    model = QStandardItemModel(3, 2, made)
    for row in range(3):
        name, quantity = QStandardItem(f"Bowl {row}"), QStandardItem("1")
        name.setEditable(False)
        model.setItem(row, 0, name)
        model.setItem(row, 1, quantity)
    made.setModel(model)
    made.setItemDelegateForColumn(0, RowPainter(made))
    put(made)
    made.setFocus()
    return made


def test_a_table_is_one_stop_and_enter_edits(
    table: Table, put: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    after = QLineEdit()
    put(after)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 1))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "7")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model().index(1, 1).data() == "7")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_enter_on_a_cell_that_cannot_be_edited_activates_the_row(table: Table, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.model().index(2, 0))
    with qtbot.waitSignal(table.activated) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    index = told.args[0]
    assert isinstance(index, QModelIndex)
    assert index.row() == 2


def test_row_heights_are_the_designs(table: Table) -> None:
    assert table.rowHeight(0) == 36
    assert table.height_of(3) >= 3 * 36 + 28
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name) == "Cart"
