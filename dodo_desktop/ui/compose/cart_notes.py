"""What the cart says: what came of the last step, and what its currencies mean."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.field import Line


class Note(Line):
    """A sentence, and one button behind it where something can be done about it.

    The button is called like the sentence, with ``.act`` behind it. Signals: `act_made` once it is there.
    """

    act_made = Signal()

    _do: Callable[[], None] | None = None

    @cached_property
    def act(self) -> Button:
        """The button; made when there first is something to do."""
        made = button("", "link")
        made.setObjectName(f"{self.label.objectName()}.act")
        made.clicked.connect(self._clicked)
        made.hide()
        self.add_action(made)
        return made

    @property
    def chain(self) -> tuple[Button, ...]:
        """What takes the focus here."""
        return (self.act,) if "act" in vars(self) else ()

    def tell(
        self,
        text: str,
        tone: str = "muted",
        *,
        action: str = "",
        do: Callable[[], None] | None = None,
        icon: str | None = None,
    ) -> None:
        """Say it, and offer to `do` something; an empty text takes it back. `icon` overrides the tone's."""
        self._do = do
        if do is None and not self.chain:
            self.say(text, tone, icon)
            return
        made, had_focus = bool(self.chain), self.act.hasFocus()
        self.act.setText(action)
        self.act.setVisible(do is not None)
        self.say(text, tone, icon)
        if not made:
            self.act_made.emit()
        if had_focus and do is None and QApplication.focusWidget() in (None, self.act):
            # Qt hands the focus on by itself where the button alone goes.
            self.focusNextChild()

    def _clicked(self) -> None:
        if self._do is not None:
            self._do()
