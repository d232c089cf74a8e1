"""An amount to type: nothing is filtered while typing, what is understood is written out on leaving."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dodo_desktop.core.money import Money
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.words import locale


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
        # Number formats of all locales come with it, so it waits for the first amount.
        from dodo_desktop.core.money_text import MoneyTextError, parse_money

        try:
            return parse_money(self.text(), self._currency, locale())
        except MoneyTextError:
            return None

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
