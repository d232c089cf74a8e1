"""One payment method: its check box, and a hint below where something speaks against it."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.method_facts import misfit
from dodo_desktop.ui.compose.methods_choice import MethodsChoice
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.words.labels import method_name
from dodo_desktop.ui.words.methods import method_hint

_INDENT = 24


class MethodTick(QWidget):
    """`box` is called ``options.method.<type>``. `group` is the title that it stands under.

    `says_unlisted`: the hint also says that Dodo's documentation does not name the type.
    """

    def __init__(
        self, method: str, choice: MethodsChoice, group: str = "", *, says_unlisted: bool = True
    ) -> None:
        super().__init__()
        self.method = method
        self._choice = choice
        self._group = group
        self._says_unlisted = says_unlisted
        self.box = QCheckBox(method_name(method))
        self.box.setObjectName(f"options.method.{method}")
        self.hint: QLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.box)
        self.box.toggled.connect(lambda on: choice.tick((method,), on=on))
        self.show_choice()
        self.show_hint()

    def show_choice(self) -> None:
        """Tick or untick as it is chosen, telling nobody."""
        with QSignalBlocker(self.box):
            self.box.setChecked(self._choice.ticked(self.method))
        self.box.setEnabled(not self._choice.fixed)

    def show_hint(self) -> None:
        """Say for whom the method usually is, where that is not this order."""
        fact = misfit(self.method, self._choice.order)
        said = fact is not None and (fact.listed or fact.paused or self._says_unlisted)
        words = method_hint(fact) if fact is not None and said else ""
        if words and self.hint is None:
            self.hint = QLabel()
            self.hint.setContentsMargins(_INDENT, 0, 0, 2)
            set_text(self.hint, "small", "muted")
            self._column.addWidget(self.hint)
        if self.hint is not None:
            self.hint.setText(words)
            self.hint.setVisible(bool(words))
        self.box.setAccessibleDescription(", ".join(part for part in (self._group, words) if part))
