"""A layout of twelve columns of one width, whatever stands in them."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget

from dodo_desktop.ui.compose import measures
from dodo_desktop.ui.widgets.field import Field, Line

_MOST_LINES = 3
"""A sentence that takes more lines than this below its field goes across all columns."""

Row = list[tuple[QWidget, int]]
_Placed = tuple[QLayoutItem, QRect]


class ColumnsLayout(QLayout):
    """Rows of widgets, each so many columns wide; a row is as high as its highest widget.

    Qt's grid gives columns the widths that their contents ask for, so that rows would not line up.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._items: list[QLayoutItem] = []
        self._spots: dict[QWidget, tuple[int, int, int]] = {}
        self._heights: dict[int, int] = {}
        self._fields: dict[Line, Field] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def place(self, widget: QWidget, row: int, column: int, span: int) -> None:
        """Put a widget somewhere, or somewhere else."""
        if widget not in self._spots:
            self.addWidget(widget)
        self._spots[widget] = (row, column, span)
        self.invalidate()

    def let_spread(self, field: Field) -> None:
        """Below this field, which is placed, long sentences take the whole width."""
        self._fields[field.line] = field
        self.addWidget(field.line)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        widget = item.widget()
        if widget is not None:
            self._spots.pop(widget, None)
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        # The layouts around ask many times before one of them places anything.
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        # All that is around it asks for the height that goes with a width.
        return QSize(480, 0)

    def minimumSize(self) -> QSize:
        # A column's width is its share alone, so that no content keeps the form from being narrow.
        return QSize(200, 0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Puts everything into `rect` if `move`; the height that it takes."""
        rows: dict[int, list[_Placed]] = {}
        for item in self._items:
            widget = item.widget()
            if widget is not None and not widget.isHidden() and widget in self._spots:
                row, column, span = self._spots[widget]
                rows.setdefault(row, []).append((item, _box(item, rect.width(), column, span)))
        top = 0
        for number in sorted(rows):
            placed, high = self._with_lines(rows[number], rect.width())
            for item, box in placed if move else ():
                whole = QRect(QPoint(0, 0), rect.size())
                mirrored = QStyle.visualRect(self._host.layoutDirection(), whole, box.translated(0, top))
                item.setGeometry(mirrored.translated(rect.topLeft()))
            top += high + measures.GAP_DOWN
        return max(0, top - measures.GAP_DOWN)

    def _with_lines(self, row: list[_Placed], width: int) -> tuple[list[_Placed], int]:
        """A row's widgets, all as high as the row, and the sentences below them; and the height of both."""
        boxes = {item.widget(): box for item, box in row}
        under: list[_Placed] = []
        across: list[QLayoutItem] = []
        for item in self._items:
            line = item.widget()
            if not isinstance(line, Line) or line.isHidden() or self._fields.get(line) not in boxes:
                continue
            box = boxes[self._fields[line]]
            if line.lines_at(box.width()) > _MOST_LINES:
                across.append(item)
            else:
                high = item.heightForWidth(box.width())
                under.append((item, QRect(box.left(), box.height(), box.width(), high)))
        high = max(box.top() + box.height() for _item, box in (*row, *under))
        ends = {box.left(): box.top() for _item, box in under}
        for box in boxes.values():
            box.setHeight(ends.get(box.left(), high))
        for item in across:
            under.append((item, QRect(0, high, width, item.heightForWidth(width))))
            high += item.heightForWidth(width)
        return [*row, *under], high


def _box(item: QLayoutItem, whole: int, column: int, span: int) -> QRect:
    """Where an item stands in its row, as high as it asks for, if all columns are `whole` pixels wide."""
    left, width = measures.span(whole, column, span)
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return QRect(left, 0, width, height)


class Columns(QWidget):
    """A widget with that layout; `put` places fields side by side, row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = ColumnsLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, row: int, fields: Row) -> None:
        """Put widgets and their number of columns into a row, wherever they stood before."""
        column = 0
        for widget, span in fields:
            self._columns.place(widget, row, column, span)
            column += span

    def let_spread(self, field: Field) -> None:
        """Below this field, which was put somewhere, a long sentence takes the whole width."""
        self._columns.let_spread(field)
