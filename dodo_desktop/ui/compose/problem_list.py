"""The list of problems in the panel beside the form."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.theme import set_property
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.problems import fields_need_you

_MOST = 6


class ProblemList(Banner):
    """The problems as buttons that jump to their fields.

    Signals: `jumped` with the number of a problem in the list.
    """

    jumped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("danger", parent=parent)
        self.setObjectName("summary.problems")
        self.buttons: list[Button] = []
        self.hide()

    def show_problems(self, words: Sequence[str], fields: int) -> None:
        """One button for each text, and the number of fields that they are about."""
        title = fields_need_you(fields)
        self.say(title)
        self.setAccessibleName(title)
        shown = list(words[:_MOST])
        if len(words) > _MOST:
            shown.append(_("and {count} more").format(count=len(words) - _MOST))
        # Those that stay keep the focus: the list changes while somebody goes through it.
        while len(self.buttons) < len(shown):
            self._add_button()
        while len(self.buttons) > len(shown):
            old = self.buttons.pop()
            old.hide()
            old.deleteLater()
        for made, text in zip(self.buttons, shown, strict=True):
            made.setText(text)
        self.setVisible(bool(words))

    def _add_button(self) -> None:
        made = button("", "link")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_property(made, "tone", "danger")
        made.setProperty("underlined", True)
        made.clicked.connect(partial(self.jumped.emit, len(self.buttons)))
        self.add_line(made)
        self.buttons.append(made)
