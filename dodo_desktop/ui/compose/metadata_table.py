"""Pairs of one's own that go along with the payment: a small table with an empty row at its end."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.limits import METADATA_LIMIT
from dodo_desktop.ui.compose.metadata_model import HINT, PROBLEM, Index, MetadataModel, Pairs
from dodo_desktop.ui.compose.paste_report import PasteReport
from dodo_desktop.ui.compose.section import CellUndo, show_cell_text, take_back_on_escape
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.field import Field
from dodo_desktop.ui.widgets.table import RowPainter, Table, draw_text
from dodo_desktop.ui.words import _, ngettext
from dodo_desktop.ui.words.labels import field_label

__all__ = ["MetadataPart", "MetadataTable", "Pairs"]

_KEY_WIDTH = 190
_MOST_ROWS = 6
_ROW = 32
_GAP = 4


class MetadataDelegate(RowPainter):
    """Keys in figures of one width, what is wrong below; an editor hands over each change at once."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._undo = CellUndo(self)

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        line = QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), _row_height()))
        hint = index.data(HINT)
        if hint:
            draw_text(painter, line, str(hint), role="placeholder")
        else:
            draw_text(painter, line, str(index.data() or ""), "mono" if index.column() == 0 else "body")
        if index.data(PROBLEM):
            self._paint_problem(painter, rect, index)

    def framed(self, cell: QRect, index: Index) -> QRect:
        # What is wrong runs below both cells, and no line of a frame goes through it.
        return QRect(cell.left(), cell.top(), cell.width(), min(cell.height(), _row_height()))

    def _paint_problem(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The sentence runs below the whole row; each cell paints its part of it."""
        model, table = self._table.model(), self._table
        if not isinstance(model, MetadataModel):
            return
        cells = [table.visualRect(model.index(index.row(), column)) for column in (0, 1)]
        row = cells[0].united(cells[1])
        inset = rect.left() - table.visualRect(model.index(index.row(), index.column())).left()
        top = rect.top() + _row_height() - _GAP
        place = QRect(row.left() + inset, top, row.width() - 2 * inset, rect.bottom() - top)
        draw_text(painter, place, model.sentence(index.row()), "small", "danger")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        set_text(editor, "mono" if index.column() == 0 else "body")
        editor.setObjectName("options.metadata.key" if index.column() == 0 else "options.metadata.value")
        key = str(index.sibling(index.row(), 0).data() or "")
        editor.setAccessibleName(_("Key") if index.column() == 0 else _("Value of {key}").format(key=key))
        editor.setProperty("before", index.data(Qt.ItemDataRole.EditRole))
        editor.textChanged.connect(lambda: self.commitData.emit(editor))
        model = index.model()
        if isinstance(model, MetadataModel):
            self._undo.watch(editor, model)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data() or "")
        if isinstance(editor, QLineEdit):
            show_cell_text(editor, text)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, MetadataModel):
            model.setData(index, editor.text())
            editor.setAccessibleDescription(model.sentence(index.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        take_back_on_escape(watched, event)
        return super().eventFilter(watched, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        height = min(cell.height(), _row_height())
        editor.setGeometry(cell.left() + 2, cell.top() + 2, cell.width() - 4, height - 5)


class MetadataTable(Table):
    """The table with its keys: Enter or F2 edits, Del removes a pair, Ctrl+V adds two columns.

    It is as high as its rows. Signals: `paste_asked` with the text.
    """

    paste_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("options.metadata", _("Metadata"), row_height=_ROW, parent=parent)
        self.pairs = MetadataModel()
        self.pairs.setParent(self)
        self.setModel(self.pairs)
        self.setItemDelegate(MetadataDelegate(self))
        self.setEditTriggers(
            Table.EditTrigger.DoubleClicked
            | Table.EditTrigger.EditKeyPressed
            | Table.EditTrigger.AnyKeyPressed
        )
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, _KEY_WIDTH)
        self.clicked.connect(self.edit)
        for changed in (self.pairs.rowsInserted, self.pairs.modelReset, self.pairs.dataChanged):
            changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Rows with a sentence below them are higher; the table shows some, then it scrolls."""
        extra = QFontMetrics(theme().font("small")).height() + _GAP
        heights = []
        for row in range(self.pairs.rowCount()):
            height = _row_height() + (extra if self.pairs.problem(row) else 0)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
            heights.append(height)
        self.setFixedHeight(self.height_of(0) + sum(heights[:_MOST_ROWS]))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        row = self.currentIndex().row()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.pairs.drop_empty(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            row = self.currentIndex().row()
            self.pairs.remove(row)
            self.setCurrentIndex(self.pairs.index(min(row, self.pairs.rowCount() - 1), 0))
        else:
            super().keyPressEvent(event)


class MetadataPart(QWidget):
    """The table with its label, which counts, and what could not be pasted.

    Signals: `edited` with the pairs and the name of the typing that they come from, "" for none.
    """

    edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = MetadataTable()
        self.field = Field(field_label("options.metadata"), self.table)
        self.report = PasteReport("options.metadata.paste")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self.report)
        self.table.pairs.edited.connect(self._edited)
        self.table.paste_asked.connect(self.paste)
        self._show_count()

    @property
    def count(self) -> int:
        """Pairs that have anything in them."""
        return self.table.pairs.count

    def show_pairs(self, pairs: Pairs, *, referenced: bool, anew: bool = False) -> None:
        """Show a draft's pairs, telling nobody; `anew` where it is another draft."""
        self.table.pairs.render(pairs, referenced=referenced, anew=anew)
        self._show_count()

    def set_referenced(self, referenced: bool) -> None:
        """Whether the order reference takes its key, and the place of one pair."""
        self.show_pairs(self.table.pairs.pairs, referenced=referenced)

    def paste(self, text: str) -> None:
        """Add two columns of text; what there is no room for is shown and stays to be copied."""
        from dodo_desktop.core.pasted import pairs_of

        model = self.table.pairs
        pairs, left = pairs_of(text, model.limit - model.count)
        model.add(pairs)
        lost = len(left.splitlines())
        if lost:
            said = ngettext(
                "There was no room for {count} pasted line. It is kept here to copy.",
                "There was no room for {count} pasted lines. They are kept here to copy.",
                lost,
            ).format(count=lost)
            self.report.show_report(said, left)
        else:
            self.report.dismiss()

    def _edited(self, pairs: Pairs) -> None:
        self._show_count()
        self.edited.emit(pairs, self.table.pairs.run)

    def _show_count(self) -> None:
        model = self.table.pairs
        count = model.count + model.referenced
        words = ngettext(
            "Metadata ({count} of {limit} pairs, for your own records)",
            "Metadata ({count} of {limit} pairs, for your own records)",
            count,
        )
        self.field.set_label(words.format(count=count, limit=METADATA_LIMIT))
        full = count >= METADATA_LIMIT
        both = _("All pairs are used, the order reference among them. Remove one to add another.")
        alone = _("All pairs are used. Remove one to add another.")
        self.field.set_hint((both if model.referenced else alone) if full else "")


def _row_height() -> int:
    return max(_ROW, QFontMetrics(theme().font("body")).height() + 10)
