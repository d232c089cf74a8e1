"""A section of the form: title in the gutter, content beside it, a rule below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.ui.theme import set_text

if TYPE_CHECKING:
    from dodo_desktop.ui.widgets.field import Field

GUTTER, GUTTER_NARROW = 108, 96
_GAP, _GAP_NARROW = 8, 4


class Section(QWidget):
    """`body` takes the section's content; `below_title` stands under the title in the gutter."""

    def __init__(self, title: str, *, last: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        self.title.setWordWrap(True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_text(self.title, "strong")
        self._gutter = QWidget(self)
        self._gutter_column = QVBoxLayout(self._gutter)
        self.below_title = QVBoxLayout()
        self._gutter_column.addLayout(self.below_title)
        self.below_title.setContentsMargins(0, 0, 0, 0)
        self.below_title.setSpacing(3)
        self.below_title.addWidget(self.title)
        self._gutter_column.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._column = QVBoxLayout(self)
        row = QHBoxLayout()
        self._column.addLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._gutter)
        row.addLayout(self.body, 1)
        self._rule = rule(self)
        if last:
            self._rule.hide()
        self._column.setSpacing(0)
        self._column.addWidget(self._rule)
        self._row = row
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        width, gap = (GUTTER_NARROW, _GAP_NARROW) if narrow else (GUTTER, _GAP)
        self._gutter.setFixedWidth(width)
        self._gutter_column.setContentsMargins(0, 1, gap, 0)
        # Else what stands below leaves room for as many lines as its longest word alone would make.
        self.title.setFixedWidth(width - _GAP)
        top, bottom = (13, 14) if narrow else (15, 16)
        self._column.setContentsMargins(0, top, 0, 0)
        self._row.setContentsMargins(0, 0, 0, bottom)


class UndoKeys(QObject):
    """Leaves the undo keys to the form wherever its text fields claim them.

    There is one order of steps, that of the draft: a field's own would take back another thing than was done
    last, and what it does would be an edit that forgets what could be done again.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The class first: to ask for an event's type takes longer, and there are ten for each letter.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        if not isinstance(watched, QLineEdit) or not self.leaves(event, watched):
            return False
        event.ignore()
        return True

    def leaves(self, event: QKeyEvent, _field: QLineEdit) -> bool:
        """Whether these keys are the form's."""
        return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class OwnUndoFirst(UndoKeys):
    """For a field whose text is no part of the draft: its own undo goes first."""

    def leaves(self, event: QKeyEvent, field: QLineEdit) -> bool:
        undo = event.matches(QKeySequence.StandardKey.Undo) and not field.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not field.isRedoAvailable()
        return undo or redo


class HasRun(Protocol):
    """A model that names the typing that goes on, so that it is taken back in one step."""

    run: str


class CellUndo(UndoKeys):
    """The same for the editor of a cell, whose typing is one step."""

    def watch(self, editor: QLineEdit, model: HasRun) -> None:
        """From now on, until the editor is gone."""
        from dodo_desktop.core.new_id import new_id

        run = model.run = new_id()

        def end() -> None:
            # The next editor is there before the last one is gone.
            if model.run == run:
                model.run = ""

        editor.installEventFilter(self)
        editor.destroyed.connect(end)


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline across."""
    made = QFrame(parent)
    made.setProperty("surface", "rule")
    made.setFixedHeight(1)
    return made


def text_of(field: Field) -> str:
    """The text in a field's line edit."""
    return field.editor.text() if isinstance(field.editor, QLineEdit) else ""


def add_key(owner: QWidget, names: Iterable[str | QKeySequence.StandardKey], act: Callable[[], None]) -> None:
    """Let the keys of these names do something in the window of `owner`; a standard one has all the keys that
    the system has for it."""
    keys = [
        key
        for name in names
        for key in ([QKeySequence(name)] if isinstance(name, str) else QKeySequence.keyBindings(name))
    ]
    shortcut = QShortcut(owner)
    shortcut.setKeys(list({key.toString(): key for key in keys}.values()))
    shortcut.activated.connect(act)


def forget_undo(editor: QLineEdit) -> None:
    """Nothing that was typed before can be taken back in the field itself, such as by its menu."""
    place = editor.cursorPosition()
    # The same text again is no edit, and Qt's line edits forget at it.
    editor.setText(editor.text())
    editor.setCursorPosition(place)


def take_back_on_escape(editor: QObject, event: QEvent) -> None:
    """In a cell's editor that hands everything over at once, Escape has to take it back itself.

    What stood there before is the editor's property ``before``.
    """
    escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
    if escape and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
        editor.setText(str(editor.property("before") or ""))


def show_cell_text(editor: QLineEdit, text: str) -> bool:
    """Show in a cell's editor what the model has, telling nobody; whether that was something else.

    What came from elsewhere, as by undo, is what Escape goes back to.
    """
    if editor.text() == text:
        return False
    with QSignalBlocker(editor):
        editor.setText(text)
    editor.setProperty("before", text)
    return True


def put_text(field: Field, text: str) -> None:
    """Set a line edit's text if it differs, so that its cursor and its own undo stay where they can."""
    if isinstance(field.editor, QLineEdit) and field.editor.text() != text:
        field.editor.setText(text)
