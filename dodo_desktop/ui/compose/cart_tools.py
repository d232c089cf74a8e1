"""What is done with a line of the cart, and how many lines there are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dodo_desktop.core.limits import CART_LIMIT
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import FlatButton, icon_button
from dodo_desktop.ui.words import _, ngettext


class CartTools(QWidget):
    """The row of buttons below the lines.

    Signals: `remove_asked`; `move_asked` with -1 for up and 1 for down; `undo_asked`; `redo_asked`.
    """

    remove_asked = Signal()
    move_asked = Signal(int)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remove = FlatButton(_("Remove"), "discard", small=True)
        self.up = icon_button("move-up", _("Move line up"), small=True)
        self.down = icon_button("move-down", _("Move line down"), small=True)
        self.undo = icon_button("undo", _("Undo"), small=True)
        self.redo = icon_button("redo", _("Redo"), small=True)
        buttons = {
            "remove": self.remove,
            "up": self.up,
            "down": self.down,
            "undo": self.undo,
            "redo": self.redo,
        }
        self.chain = tuple(buttons.values())
        self.count = QLabel(self)
        self.count.setObjectName("cart.count")
        set_text(self.count, "small", "muted", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(4)
        for name, each in buttons.items():
            each.setObjectName(f"cart.{name}")
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.count)
        self.remove.clicked.connect(self.remove_asked)
        self.up.clicked.connect(lambda: self.move_asked.emit(-1))
        self.down.clicked.connect(lambda: self.move_asked.emit(1))
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)

    def show_lines(self, row: int, count: int) -> None:
        """What can be done with the line at `row`, -1 for none, of so many."""
        words = ngettext("{count} of {limit} lines", "{count} of {limit} lines", count)
        self.count.setText(words.format(count=count, limit=CART_LIMIT))
        for each in (self.remove, self.up, self.down):
            each.setVisible(count > 0)
        self.remove.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)

    def show_steps(self, *, can_undo: bool, can_redo: bool) -> None:
        """Whether there is something to take back, or to do again."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)
