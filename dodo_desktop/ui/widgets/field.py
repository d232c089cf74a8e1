"""A field of a form: label above, editor, and one line below that helps or says what is wrong."""

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.one_layout import set_shown
from dodo_desktop.ui.rich import escape
from dodo_desktop.ui.theme import leading, set_property, set_text, theme
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.prose import Prose, line_height
from dodo_desktop.ui.words import _

_ICONS = {"danger": "problem", "warning": "warning", "success": "check", "accent": "info"}
_ICON = 16
LABEL_GAP = 3
"""Between a label and its editor."""

Choice = tuple[str, Callable[[], None]]
"""The label of a button, and what it does."""


class Line(QWidget):
    """An icon and a sentence that wraps, with buttons under it where there is something to choose.

    Hidden while there is nothing to say, and empty until there first is, or a rest makes its label: a form
    begins with many lines and says hardly anything.
    """

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_name = object_name
        self._icon_name = ""
        self._tone = "muted"
        self._said = ("", "muted", "")
        self.choices: list[Button] = []
        self.hide()

    @cached_property
    def label(self) -> Prose:
        """The sentence; made with its place when there first is one."""
        made = Prose(parent=self)
        made.setObjectName(self._label_name)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        set_text(made, "small", "muted")
        self._column = column = QVBoxLayout(self)
        self._row = row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(made, 1)
        self._offers = QHBoxLayout()
        column.addLayout(self._offers)
        self._offers.setContentsMargins(_ICON + 4, 0, 0, 0)
        self._offers.setSpacing(8)
        self._offers.addStretch(1)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        theme().changed.connect(self._draw_icon)
        return made

    @cached_property
    def _icon(self) -> QLabel:
        """Beside the first line of the sentence; most lines never have one."""
        made = QLabel(self)
        made.setFixedSize(_ICON, _ICON)
        self._row.insertWidget(0, made, 0, Qt.AlignmentFlag.AlignTop)
        return made

    @property
    def is_made(self) -> bool:
        """Whether the sentence has its label."""
        return "label" in vars(self)

    @property
    def said(self) -> str:
        """The sentence that is shown; empty for none."""
        return self._said[0]

    def say(self, text: str, tone: str = "muted", icon: str | None = None) -> None:
        """Show `text`; an empty one hides the line. `icon` overrides the tone's own."""
        said = (text, tone, _ICONS.get(tone, "") if icon is None else icon)
        if said == self._said:
            return
        self._said = said
        _text, self._tone, self._icon_name = said
        if text or self.is_made:
            self.label.setText(text)
            set_property(self.label, "tone", tone)
            self._draw_icon()
        set_shown(self, bool(text))

    def add_action(self, made: QPushButton) -> None:
        """Put a small button behind the sentence."""
        _sentence_first = self.label
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def add_below(self, made: QWidget) -> None:
        """Put a small button under the sentence, wherever that stands."""
        _sentence_first = self.label
        row = QHBoxLayout()
        self._column.addLayout(row)
        row.setContentsMargins(_ICON + 4, 0, 0, 0)
        row.addWidget(made)
        row.addStretch(1)

    def lines_at(self, width: int) -> int:
        """On how many lines the sentence stands where all of this is so wide."""
        label = self.label
        room = width - (_ICON + self._row.spacing() if self._icon_name else 0)
        return label.heightForWidth(room) // line_height(label)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Put a button under the sentence for each way to mend what it says; none takes them back."""
        if not choices and not self.choices:
            return
        for old in self.choices:
            # One of them may have been pressed a moment ago.
            old.hide()
            old.deleteLater()
        self.choices = []
        for number, (label, act) in enumerate(choices):
            made = button(label.replace("&", "&&"), small=True)
            made.setObjectName(f"{self.label.objectName()}.choice.{number}")
            made.setAccessibleDescription(self.label.text())
            made.clicked.connect(act)
            self._offers.insertWidget(number, made)
            self.choices.append(made)

    def _draw_icon(self) -> None:
        if self._icon_name or "_icon" in vars(self):
            self._icon.setVisible(bool(self._icon_name))
        if self._icon_name:
            role = {"accent": "link"}.get(self._tone, self._tone)
            self._icon.setPixmap(icons.pixmap(self._icon_name, role, _ICON, self.devicePixelRatio()))


class Field(QWidget):
    """Label, editor and the line below.

    The label is the editor's buddy and its accessible name; what the line says is its description. The
    problem label is called ``<editor's object name>.problem`` and is made when there first is something to
    say, or in a rest before that.
    """

    def __init__(
        self, label: str, editor: QWidget, *, optional: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label_text = label
        self._optional = optional
        self._proposed = False
        self._hint = ("", "muted", "")
        self._offers: tuple[Sequence[Choice], Sequence[Choice]] = ((), ())
        self._problem = ("", "danger")
        self.label = QLabel(self)
        set_text(self.label, "small", "muted")
        self.line = Line(f"{editor.objectName()}.problem", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addSpacing(LABEL_GAP)
        column.addWidget(editor)
        column.addWidget(self.line)
        column.addStretch(1)
        buddy = editor.focusProxy() or editor
        self.label.setBuddy(buddy)
        self._buddy = buddy
        self.set_label(label)
        theme().changed.connect(self._write_label)

    @property
    def problem(self) -> Prose:
        """What stands on the line below."""
        return self.line.label

    @property
    def has_problem(self) -> bool:
        """Whether something is said to be wrong; a warning does not count."""
        return bool(self._problem[0]) and self._problem[1] == "danger"

    @property
    def above_editor(self) -> int:
        """Pixels from the top of the field to its editor."""
        return self.label.sizeHint().height() + LABEL_GAP

    def add_below(self, button: QWidget) -> None:
        """Put a button under the sentence, where the column is too narrow for both side by side."""
        self.line.add_below(button)

    def set_label(self, text: str, *, optional: bool | None = None) -> None:
        """Change the label, such as a country's own name of a field."""
        self._label_text = text
        self._optional = self._optional if optional is None else optional
        self._buddy.setAccessibleName(text)
        self.editor.setAccessibleName(text)
        self._write_label()

    def set_hint(self, text: str | None, tone: str = "muted", icon: str | None = None) -> None:
        """Help below the editor; shown while there is no problem. Tones: muted, success, warning, accent."""
        self._hint = (text or "", tone, icon or "")
        self._tell()

    def set_problem(self, text: str | None, tone: str = "danger") -> None:
        """Say what is wrong (danger) or what to look at (warning); None takes it back."""
        self._problem = (text or "", tone)
        self._tell()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Put a button under the line for each way to mend the problem; none takes them back."""
        self._show_offers(choices, self._offers[1])

    def offer_with_hint(self, choices: Sequence[Choice]) -> None:
        """The same for what the hint says, shown while the problem has no buttons of its own."""
        self._show_offers(self._offers[0], choices)

    def _show_offers(self, of_problem: Sequence[Choice], of_hint: Sequence[Choice]) -> None:
        before = self._offers[0] or self._offers[1]
        self._offers = (of_problem, of_hint)
        offered = of_problem or of_hint
        if list(offered) != list(before):
            self.line.offer(offered)

    def set_proposed(self, proposed: bool) -> None:
        """Mark the content as proposed and not yet accepted."""
        if proposed == self._proposed:
            return
        self._proposed = proposed
        set_property(self.editor, "proposed", proposed)
        if self._buddy is not self.editor:
            set_property(self._buddy, "proposed", proposed)
        self._write_label()

    def _tell(self) -> None:
        problem, tone = self._problem
        hint, hint_tone, hint_icon = self._hint
        if problem:
            self.line.say(problem, tone)
        else:
            self.line.say(hint, hint_tone, hint_icon or None)
        set_property(self.editor, "problem", self.has_problem)
        if self._buddy is not self.editor:
            set_property(self._buddy, "problem", self.has_problem)
        self._buddy.setAccessibleDescription(problem or hint)

    def _write_label(self) -> None:
        tokens = theme().tokens
        text = plain = escape(self._label_text)
        if self._optional and not self._proposed:
            # Both have no room over a narrow field, and what stands there already is no option.
            text += f' <span style="color:{tokens.placeholder}">{escape(_("(optional)"))}</span>'
        if self._proposed:
            text += f' <span style="color:{tokens.link}; font-weight:500">{escape(_("proposed"))}</span>'
        # Rich text takes several times as long to lay out; a plain one with "&" would name the buddy's key.
        rich = text != self._label_text or text != plain
        self.label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.label.setText(text)

    def sizeHint(self) -> QSize:
        # A wrapped sentence must never widen the column that it stands in.
        return QSize(self.editor.sizeHint().width(), super().sizeHint().height())


_OTHERS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The keyboard is away for a moment, and nothing is left for good."""
_OWN_PLACE = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
)
"""Qt puts the cursor itself: where the mouse is, or around all that is selected."""


class _LineEdit(QLineEdit):
    """Shows the beginning of its text while the keyboard is elsewhere: who checks an address that has no room
    sees whose it is. Who comes back goes on where the cursor was left."""

    def __init__(self) -> None:
        super().__init__()
        self._left_at = 0

    def setText(self, text: str | None) -> None:
        super().setText(text)
        if not self.hasFocus():
            self._leave()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _OTHERS:
            self._leave()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (*_OTHERS, *_OWN_PLACE):
            self.setCursorPosition(min(self._left_at, len(self.text())))

    def _leave(self) -> None:
        self._left_at = self.cursorPosition()
        self.setCursorPosition(0)


def line_edit(object_name: str, *, placeholder: str = "") -> QLineEdit:
    """A line edit with its fixed object name."""
    made = _LineEdit()
    made.setObjectName(object_name)
    made.setPlaceholderText(placeholder)
    made.setAlignment(leading(made) | Qt.AlignmentFlag.AlignVCenter)
    return made
