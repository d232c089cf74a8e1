"""Paints the cart's cells: framed where they can be edited, amounts at the trailing edge."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.compose.cart_model import FRAMED, NOTE, WRONG, CartModel, Column, Index
from dodo_desktop.ui.compose.section import CellUndo, show_cell_text, take_back_on_escape
from dodo_desktop.ui.theme import set_property, set_text
from dodo_desktop.ui.widgets.cells import Standing
from dodo_desktop.ui.widgets.ink import ink
from dodo_desktop.ui.widgets.money_edit import MoneyEdit
from dodo_desktop.ui.widgets.table import PAD, RowPainter, draw_cell_frame, draw_text
from dodo_desktop.ui.words import _, isolate

_LEAST, _INSIDE, _NOTE_GAP = 44, 9, 7
_SIGN, _SIGN_GAP = 14, 5
"""Pixels of the sign in a cell with something wrong in it, and between it and the text."""


class CartDelegate(RowPainter):
    """Cells of 36-px rows. An editor hands over each change at once, so that no keystroke waits for Enter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._undo = CellUndo(self)

    def standing(self, index: Index) -> Standing | None:
        model = index.model()
        return model.standing(index) if isinstance(model, CartModel) else None

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        model = index.model()
        if not isinstance(model, CartModel):
            return
        text, note = str(model.data(index) or ""), str(model.data(index, NOTE) or "")
        if model.data(index, FRAMED):
            self._framed(painter, rect, text, note, wrong=bool(model.data(index, WRONG)))
        elif index.column() == Column.PRODUCT:
            inner = _sign(painter, rect) if model.data(index, WRONG) else rect
            self._product(painter, inner, text, note)
        else:
            draw_text(painter, rect, text, tabular=True, trailing=True)

    def _framed(self, painter: QPainter, rect: QRect, text: str, note: str, *, wrong: bool) -> None:
        font, metrics = ink().font("body", tabular=True)
        painter.setFont(font)
        needed = metrics.horizontalAdvance(text or note) + (_SIGN + _SIGN_GAP) * wrong
        box = framed_box(rect, needed, painter.layoutDirection())
        inner = draw_cell_frame(painter, box, problem=wrong)
        if wrong:
            inner = _sign(painter, inner)
        role = "text" if text else "placeholder"
        draw_text(painter, inner, text or note, role=role, tabular=True, trailing=True)

    def _product(self, painter: QPainter, rect: QRect, name: str, note: str) -> None:
        kept = ink()
        small = kept.font("small")[1]
        wide = min(small.horizontalAdvance(note) + 1, rect.width() * 2 // 3) if note else 0
        room = rect.width() - wide - (_NOTE_GAP if note else 0)
        # A long name ends in dots before the note, which is nowhere else, is lost.
        used = min(kept.font("body")[1].horizontalAdvance(name) + 1, room)
        spot = QRect(rect.left(), rect.top(), used, rect.height())
        draw_text(painter, QStyle.visualRect(painter.layoutDirection(), rect, spot), name)
        if note:
            rest = QRect(rect.left() + used + _NOTE_GAP, rect.top(), wide, rect.height())
            rest = QStyle.visualRect(painter.layoutDirection(), rect, rest)
            draw_text(painter, rest, note, "small", "muted")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        quantity = index.column() == Column.QUANTITY
        product = isolate(str(index.sibling(index.row(), Column.PRODUCT).data()))
        words = _("Quantity of {product}") if quantity else _("Price of {product}")
        name = words.format(product=product)
        if quantity:
            editor = QLineEdit(parent)
            editor.setObjectName("cart.quantity")
            editor.setAccessibleName(name)
            set_text(editor, "body", tabular=True)
            editor.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        else:
            model = index.model()
            currency = model.lines[index.row()].product.currency if isinstance(model, CartModel) else ""
            editor = MoneyEdit("cart.price", name, currency, parent)
        editor.setProperty("cell", True)
        editor.setProperty("before", index.data(Qt.ItemDataRole.EditRole))
        editor.textChanged.connect(lambda: self.commitData.emit(editor))
        model = index.model()
        if isinstance(model, CartModel):
            self._undo.watch(editor, model)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit):
            set_property(editor, "problem", bool(index.data(WRONG)))
            editor.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or ""))
            if show_cell_text(editor, text):
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, CartModel):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect.adjusted(PAD, 0, -PAD, -1)
        # As wide as the cell allows, so that a long amount can be seen while it is typed.
        box = framed_box(cell, cell.width(), option.direction)
        height = min(max(24, QFontMetrics(editor.font()).height() + 6), cell.height())
        editor.setGeometry(box.left(), cell.center().y() - height // 2, box.width(), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        take_back_on_escape(watched, event)
        return super().eventFilter(watched, event)


def _sign(painter: QPainter, rect: QRect) -> QRect:
    """Draws the sign that something is wrong at the leading edge; answers where the text goes."""
    side = painter.layoutDirection()
    sign = QRect(rect.left(), rect.top(), _SIGN, rect.height())
    icons.paint(painter, QStyle.visualRect(side, rect, sign), "problem", "danger")
    return QStyle.visualRect(side, rect, rect.adjusted(_SIGN + _SIGN_GAP, 0, 0, 0))


def framed_box(cell: QRect, text_width: int, direction: Qt.LayoutDirection) -> QRect:
    """Where the frame of an editable cell stands: at the trailing edge, wide enough for its text."""
    width = min(max(_LEAST, text_width + 2 * _INSIDE), cell.width() + PAD // 2)
    box = QRect(cell.right() - width + 1, cell.top(), width, cell.height())
    return QStyle.visualRect(direction, cell, box)
