"""What the cart says: what came of the last step, and what its currencies mean."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import Line


class Note(Line):
    """A sentence, and one button behind it where something can be done about it.

    The button is called like the sentence, with ``.act`` behind it.
    """

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self.act = button("", "link")
        self.act.setObjectName(f"{object_name}.act")
        self.add_action(self.act)
        self._do: Callable[[], None] | None = None
        self.act.clicked.connect(self._clicked)
        self.act.hide()

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
        had_focus = self.act.hasFocus()
        self._do = do
        self.act.setText(action)
        self.act.setVisible(do is not None)
        self.say(text, tone, icon)
        if had_focus and do is None and QApplication.focusWidget() in (None, self.act):
            # Qt hands the focus on by itself where the button alone goes.
            self.focusNextChild()

    def _clicked(self) -> None:
        if self._do is not None:
            self._do()
