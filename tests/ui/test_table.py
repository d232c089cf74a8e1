"""Tables, with the keyboard."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.cells import Cells, Standing
from dodo_desktop.ui.widgets.ink import ink
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


class Wall:
    """Something of ten cells' size to paint on, and what was drawn for it."""

    def __init__(self) -> None:
        self.cells = Cells()
        self.picture = QPixmap(100, 100)
        self.drawn: list[object] = []

    def paint(self, *rows: object, width: int = 100) -> None:
        """Each in a cell of a tenth of the height."""
        painter = QPainter(self.picture)
        for row in rows:
            rect = QRect(0, 0, width, 10)
            self.cells.paint(painter, rect, Standing(0, (row,)), (ink(), 0, 1.0), partial(self._draw, row))
        painter.end()

    def _draw(self, row: object, _painter: QPainter) -> None:
        self.drawn.append(row)


@pytest.mark.usefixtures("qapp")
def test_no_more_pictures_of_cells_are_kept_than_a_screen_and_a_half_of_them() -> None:
    wall = Wall()
    rows = [object() for _ in range(500)]
    for row in rows:
        wall.paint(row)
        assert wall.cells.area <= 1.5 * 100 * 100
    wall.paint(*rows[-15:])
    assert wall.drawn == rows


@pytest.mark.usefixtures("qapp")
def test_the_picture_that_was_painted_longest_ago_is_the_first_to_go() -> None:
    wall = Wall()
    rows = [object() for _ in range(16)]
    wall.paint(*rows[:15])
    wall.paint(rows[0], rows[15])
    del wall.drawn[:]
    wall.paint(rows[0], *rows[2:])
    assert wall.drawn == []
    wall.paint(rows[1])
    assert wall.drawn == [rows[1]]


@pytest.mark.usefixtures("qapp")
def test_no_room_is_left_taken_by_what_another_look_let_go() -> None:
    wall = Wall()
    wall.paint(*range(15))
    theme().shared.clear()
    wall.paint("Bowl")
    wall.paint("Bowl", width=50)
    assert wall.cells.area == 100 * 10 + 50 * 10
