"""All keys that do something, in one table, and the window that shows it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.value import value
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.list_page import fit
from dodo_desktop.ui.words import _

OPEN_KEY = "F1"
_CAP_PADDING = 7
_WIDTH = 940
_LEFT = 2
"""Groups that stand in the left column."""


@value
class Shortcut:
    """`keys` are alternatives, or do one thing each of those that `does` names in the same order.

    `mac` replaces them on macOS; elsewhere Qt itself turns Ctrl into Command there. `windows` work as well
    where the system has them for the same, as Windows does.
    """

    keys: tuple[str, ...]
    does: str
    mac: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()

    def shown(self) -> list[str]:
        """The keys as this system writes them."""
        keys = self.mac if self.mac and _is_mac() else self.keys
        keys += tuple(key for key in self.windows if _redoes(key))
        native = QKeySequence.SequenceFormat.NativeText
        # The key is called Enter on most keyboards, and by the button that it presses.
        return [QKeySequence(key).toString(native).replace("Return", "Enter") for key in keys]


def shortcuts() -> list[tuple[str, list[Shortcut]]]:
    """Every shortcut that works, under the name of where it works."""
    return [
        (
            _("Everywhere"),
            [
                Shortcut(("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+,"), _("Compose, Outbox, Links, Settings")),
                Shortcut(("Ctrl+N",), _("New link")),
                Shortcut(("F6",), _("Sidebar, content, panel, one after the other")),
                Shortcut((OPEN_KEY,), _("The list of all keys")),
            ],
        ),
        (
            _("Compose"),
            [
                Shortcut(("Ctrl+F", "Ctrl+K"), _("Find a customer")),
                Shortcut(("Ctrl+I",), _("Add a product")),
                Shortcut(("Ctrl+Shift+V",), _("Fill from the clipboard")),
                Shortcut(("Ctrl+Shift+A",), _("Accept all that is proposed")),
                Shortcut(("Ctrl+Return",), _("Create the link")),
                Shortcut(("F8", "Shift+F8"), _("Next, previous problem")),
                Shortcut(("Ctrl+Z",), _("Undo")),
                Shortcut(("Ctrl+Shift+Z",), _("Redo"), windows=("Ctrl+Y",)),
                Shortcut(("Ctrl+Shift+D",), _("Duplicate the order")),
                Shortcut(("Ctrl+T",), _("Templates")),
            ],
        ),
        (
            _("In a table"),
            [
                Shortcut(("F2", "Return"), _("Edit the cell")),
                Shortcut(("Del",), _("Remove the line")),
                Shortcut(("Alt+Up", "Alt+Down"), _("Move the line up, down")),
                Shortcut(("Ctrl+V",), _("Paste lines of a spreadsheet")),
            ],
        ),
        (
            _("In a list below a field or a button"),
            [
                Shortcut(("Down",), _("Open it, or go on in it")),
                Shortcut(("Return", "Tab"), _("Take the highlighted entry")),
                Shortcut(("Esc",), _("Close it")),
            ],
        ),
        (
            _("With a link"),
            [
                Shortcut(("Ctrl+Shift+C", "Ctrl+Shift+O"), _("Copy, open the link")),
                Shortcut(("F11", "Esc"), _("QR code full screen, close it"), mac=("Ctrl+Meta+F", "Esc")),
            ],
        ),
        (
            _("Outbox and Links"),
            [
                Shortcut(("Ctrl+F", "Ctrl+K"), _("Find in the list")),
                Shortcut(("F5",), _("Look again, refresh")),
            ],
        ),
    ]


def _redoes(key: str) -> bool:
    return QKeySequence(key) in QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)


def _is_mac() -> bool:
    # Asked of Qt, so that what is shown goes with the keys that it listens to. A Mac writes signs one after
    # the other; elsewhere the names of the keys, in the language of the window, have a plus between them.
    return "+" not in QKeySequence("Ctrl+A").toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutsWindow(QDialog):
    """Stays beside the window that it belongs to, so that keys can be tried while they are read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setModal(False)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.list = QScrollArea(self)
        self.list.setObjectName("shortcuts.list")
        self.list.setAccessibleName(_("Keyboard shortcuts"))
        self.list.setWidgetResizable(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = _content()
        self.list.setWidget(self._content)
        self.close_button = button(_("Close"), "plain")
        self.close_button.setObjectName("shortcuts.close")
        self.close_button.set_key_hint("Esc")
        self.close_button.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        foot.addStretch(1)
        foot.addWidget(self.close_button)

    def showEvent(self, event: QShowEvent) -> None:
        room = self.screen().availableGeometry().size() * 0.9
        width = min(fit(self, _WIDTH), room.width())
        wanted = self._content.heightForWidth(width) + self.close_button.sizeHint().height() + 26
        # Before Qt puts it over the middle of its window, for which it takes this size.
        self.resize(width, min(wanted, room.height()))
        super().showEvent(event)
        self.close_button.setFocus()


def _content() -> QWidget:
    page = QFrame()
    page.setProperty("surface", "page")
    columns = QHBoxLayout(page)
    columns.setContentsMargins(24, 16, 24, 16)
    columns.setSpacing(36)
    groups = shortcuts()
    for part in (groups[:_LEFT], groups[_LEFT:]):
        grid = QGridLayout()
        columns.addLayout(grid, 1)
        _fill(grid, part)
    return page


def _fill(grid: QGridLayout, groups: list[tuple[str, list[Shortcut]]]) -> None:
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    row = 0
    for title, entries in groups:
        heading = QLabel(title)
        set_text(heading, "strong")
        if row:
            grid.setRowMinimumHeight(row, 10)
            row += 1
        grid.addWidget(heading, row, 0, 1, 2)
        row += 1
        for entry in entries:
            keys = _Caps(entry.shown())
            does = QLabel(entry.does)
            does.setWordWrap(True)
            set_text(does, "body")
            grid.addWidget(keys, row, 0)
            grid.addWidget(does, row, 1)
            row += 1
    grid.setRowStretch(row, 1)


class _Caps(QWidget):
    """Keys side by side."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for key in keys:
            line.addWidget(_Cap(key))
        line.addStretch(1)


class _Cap(QLabel):
    """A key with a frame round it. Keys are written from left to right in every language."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_text(self, "header")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        metrics = QFontMetrics(self.font())
        self.setMinimumSize(metrics.horizontalAdvance(key) + 2 * _CAP_PADDING, metrics.height() + 6)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        painter.setPen(tokens.color("mid"))
        painter.setBrush(tokens.color("altbase"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
        super().paintEvent(event)
