"""How wide the columns of a cart are: no amount is cut where somebody checks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.table import PAD

if TYPE_CHECKING:
    from dodo_desktop.ui.compose.cart_model import CartModel, Column
    from dodo_desktop.ui.widgets.table import Table


def fit_columns(table: Table, model: CartModel, usual: Mapping[Column, int], *, frame: int = 0) -> None:
    """Make the columns of numbers as wide as what stands in them, never narrower than `usual`.

    `frame`: pixels that a frame round a cell's text takes.
    """
    metrics = QFontMetrics(theme().font("body", tabular=True))
    for column, texts in model.widest().items():
        needed = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        # What a text takes is rounded down, and one that lacks a part of a pixel ends in dots.
        width = max(usual[column], needed + 1 + 2 * PAD + frame)
        if table.columnWidth(column) != width:
            table.setColumnWidth(column, width)
