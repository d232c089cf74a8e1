"""A field that takes a typed name or code and offers the matching entries."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import leading, set_property
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from dodo_desktop.ui.words import _

Found = Sequence[tuple[str, str, str]]
"""Entries as value, label and detail, best first. A detail's second line stands below the label."""

_LISTED = 60


class PickField(QLineEdit):
    """A line edit whose text stands for a value once it is understood.

    Enter or Tab picks the highlighted entry, the chevron opens the whole list, Esc closes it. Text that is
    no entry stays as typed. Signals: `edited` with the value once there is one, else with the raw text;
    `resolved` with the value after a pick.
    """

    edited = Signal(str)
    resolved = Signal(str)

    def __init__(
        self,
        object_name: str,
        name: str,
        search: Callable[[str], Found],
        *,
        resolve: Callable[[str], str | None] | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAlignment(leading(self) | Qt.AlignmentFlag.AlignVCenter)
        self._search = search
        self._resolve = resolve or self._resolve_by_search
        self._value = ""
        self._label = ""
        self._told = ""
        self._fixed = False
        self.list = ResultList(f"{object_name}.results", name, self)
        self.list.picked.connect(self._picked)
        self._chevron = QAction(icons.icon("chevron-down"), _("Show all"), self)
        self._chevron.triggered.connect(self.open_all)
        self.addAction(self._chevron, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._text_changed)

    def value(self) -> str:
        """The code of the entry; empty while the text is none."""
        return self._value

    def set_fixed(self, fixed: bool) -> None:
        """Whether the entry is only shown, with a lock in the place of the chevron, and cannot be changed."""
        if fixed == self._fixed:
            return
        self._fixed = fixed
        self.list.close_list()
        self.setReadOnly(fixed)
        set_property(self, "fixed", fixed)
        self._chevron.setIcon(icons.icon("lock" if fixed else "chevron-down"))
        self._chevron.setEnabled(not fixed)

    def set_search(
        self,
        search: Callable[[str], Found],
        resolve: Callable[[str], str | None] | None = None,
        *,
        listed: bool = True,
    ) -> None:
        """Offer other entries, such as another country's states; the text stays and is told anew where it
        means something else now. Not `listed`: there are none, and the field takes any text."""
        self._search = search
        self._resolve = resolve or self._resolve_by_search
        self._chevron.setVisible(listed)
        self.list.close_list()
        text = self.text().strip()
        self._value = (self._resolve(text) or "") if text else ""
        self._tell(self._value or self.text())

    def set_value(self, value: str, label: str) -> None:
        """Show an entry, or a raw text with an empty `value`, without telling it as an edit."""
        with QSignalBlocker(self):
            if self.text() != label:
                self.setText(label)
                self.setCursorPosition(0)
        self._value, self._label = value, label
        self._told = value or label

    def open_all(self) -> None:
        """Show the whole list, whatever is typed."""
        if self.isReadOnly():
            return
        if self.list.is_open:
            self.list.close_list()
            return
        self.setFocus()
        self._offer("")

    def finish(self) -> None:
        """Put the entry's own name where a code or part of it was typed, if it is understood."""
        if self.isReadOnly():
            return
        value = self._resolve(self.text().strip()) if self.text().strip() else None
        if value and value != self._value:
            self._take(value, self._name_of(value))
        elif value and self._label_differs(value):
            self.set_value(value, self._name_of(value))

    def _label_differs(self, value: str) -> bool:
        return self._name_of(value) != self.text()

    def _name_of(self, value: str) -> str:
        for found, label, _detail in (*self._search(self.text().strip()), *self._search("")):
            if found == value:
                return label
        return self.text()

    def _resolve_by_search(self, text: str) -> str | None:
        wanted = text.strip().casefold()
        for value, label, _detail in self._search(text) if wanted else ():
            if wanted in (value.casefold(), label.casefold()):
                return value
        return None

    def _text_changed(self, text: str) -> None:
        self._value = self._resolve(text.strip()) or "" if text.strip() else ""
        self._label = text
        self._tell(self._value or text)
        if self.hasFocus() and not self.isReadOnly():
            self._offer(text.strip())

    def _tell(self, said: str) -> None:
        if said != self._told:
            self._told = said
            self.edited.emit(said)

    def _offer(self, text: str) -> None:
        found = self._search(text)
        if not found:
            self.list.close_list()
            return
        query = text if text else ""
        self.list.show_rows([_row(*entry) for entry in found], query=query)
        if not text and self._value:
            for number, (value, _label, _detail) in enumerate(found):
                if value == self._value:
                    self.list.move_to(number)

    def _picked(self, row: Row) -> None:
        self._take(str(row.value), row.title)

    def _take(self, value: str, label: str) -> None:
        self.set_value_silently(value, label)
        self._tell(value)
        self.resolved.emit(value)

    def set_value_silently(self, value: str, label: str) -> None:
        """Put an entry into the field; what was told last stays, so that a change can be told."""
        told = self._told
        self.set_value(value, label)
        self._told = told

    def event(self, event: QEvent) -> bool:
        # Tab never reaches keyPressEvent where it moves the focus.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.list.is_open
            and self.text().strip()
        ):
            self.list.pick_current()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.list.is_open and not self.isReadOnly():
            self._offer("")
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.isReadOnly() is False and not self.text() and not self.list.is_open:
            self._offer("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.list.has_focus and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.finish()


def _row(value: str, label: str, detail: str) -> Row:
    trailing, _mark, below = detail.partition("\n")
    return Row(value, label, below, trailing=trailing)
