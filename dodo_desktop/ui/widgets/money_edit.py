"""An amount to type: nothing is filtered while typing, what is understood is written out on leaving."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dodo_desktop.core.money import Money
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.words import locale

if TYPE_CHECKING:
    from dodo_desktop.core.money_text import MoneyTextError


class MoneyEdit(QLineEdit):
    """An amount in major units of one currency.

    Signals: `edited` with the text and the Money that it means, or None.
    """

    edited = Signal(str, object)

    def __init__(self, object_name: str, name: str, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._currency = currency
        set_text(self, "body", tabular=True)
        self.textChanged.connect(lambda text: self.edited.emit(text, self.money()))

    def set_currency(self, currency: str) -> None:
        """Read the text as an amount of another currency."""
        self._currency = currency

    def money(self) -> Money | None:
        """What the text means, or None where it means nothing or two things."""
        understood = self._understood()
        return understood if isinstance(understood, Money) else None

    def doubt(self) -> "MoneyTextError | None":
        """Why the text is no amount, with both readings where it has two; None where it is one."""
        understood = self._understood()
        return None if isinstance(understood, Money) else understood

    def _understood(self) -> "Money | MoneyTextError":
        # Number formats of all locales come with it, so it waits for the first amount.
        from dodo_desktop.core.money_text import MoneyTextError, parse_money

        try:
            return parse_money(self.text(), self._currency, locale())
        except MoneyTextError as doubt:
            return doubt

    def take(self, money: Money) -> None:
        """Put an amount in as if a person had typed it, such as the reading that was chosen of two."""
        from dodo_desktop.core.money_text import format_amount

        self.setText(format_amount(money, locale()))

    def set_money(self, money: Money) -> None:
        """Show an amount without telling it as an edit."""
        from dodo_desktop.core.money_text import format_amount

        self._currency = money.currency
        with QSignalBlocker(self):
            self.setText(format_amount(money, locale()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        understood = self.money()
        if understood is not None:
            self.set_money(understood)
