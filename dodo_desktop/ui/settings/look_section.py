"""Settings: language, and light or dark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dodo_desktop.core.money import Money
from dodo_desktop.core.money_text import format_amount
from dodo_desktop.ui.theme import Look, theme
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.choice import Choice
from dodo_desktop.ui.widgets.field import Field, Line
from dodo_desktop.ui.words import ENGLISH, _, isolate, languages, locale, spoken
from dodo_desktop.ui.words.keys import not_saved

if TYPE_CHECKING:
    from dodo_desktop.services.account import Account


class LookSection(QWidget):
    """Two lists and a line with examples of how dates and amounts are written."""

    def __init__(self) -> None:
        super().__init__()
        self._account: Account | None = None
        self.language = Choice()
        self.language.setObjectName("settings.language")
        self.look = Choice()
        self.look.setObjectName("settings.look")
        looks = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        for value, text in looks:
            self.look.addItem(text, value)
        self.language.activated.connect(self._language_chosen)
        self.look.activated.connect(self._look_chosen)
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(12)
        for label, editor in ((_("Language"), self.language), (_("Light or dark"), self.look)):
            editor.setMinimumWidth(254)
            row.addWidget(Field(label, editor))
        row.addStretch(1)
        self.example = Line("settings.example")
        self.shortcuts = Button(_("Keyboard shortcuts…"), small=True)
        self.shortcuts.setObjectName("settings.shortcuts")
        self.shortcuts.set_key_hint("F1")
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.example)
        column.addSpacing(16)
        column.addWidget(self.shortcuts, 0, Qt.AlignmentFlag.AlignLeading)
        # CLDR is heavy; the first picture of the window goes without it.
        QTimer.singleShot(0, self._say_example)

    def _say_example(self) -> None:
        if self._account is None:
            return
        from babel.dates import format_date

        day = format_date(datetime.now(UTC).astimezone().date(), "medium", locale=spoken(locale()))
        amount = format_amount(Money(123450, "USD"), locale())
        text = _(
            "Dates and amounts follow this computer: {day}, {amount}. "
            "A change of language takes effect at the next start."
        )
        self.example.say(text.format(day=isolate(day), amount=isolate(amount)), "muted", "info")

    def attach(self, account: Account) -> None:
        """Show what is chosen."""
        self._account = account
        self.language.clear()
        self.language.addItem(_("As the system"), "")
        for code in languages():
            self.language.addItem(_own_name(code), code)
        self.language.setCurrentIndex(max(0, self.language.findData(account.settings.language)))
        self.look.setCurrentIndex(max(0, self.look.findData(account.settings.look)))
        theme().set_look(cast(Look, account.settings.look))
        self._say_example()

    def detach(self) -> None:
        """Let go of the services."""
        self._account = None

    def _language_chosen(self) -> None:
        account = self._account
        if account is None:
            return
        wanted = str(self.language.currentData() or "")
        if not self._saved(lambda: account.set_language(wanted)):
            self.language.setCurrentIndex(max(0, self.language.findData(account.settings.language)))

    def _look_chosen(self) -> None:
        look = str(self.look.currentData())
        theme().set_look(cast(Look, look))
        account = self._account
        if account is not None and not self._saved(lambda: account.set_look(look)):
            self.look.setCurrentIndex(max(0, self.look.findData(account.settings.look)))
            theme().set_look(cast(Look, account.settings.look))

    def _saved(self, save: Callable[[], None]) -> bool:
        """Whether the disk took a choice; where it did not, that is said."""
        try:
            save()
        except OSError as fault:
            self.example.say(not_saved(fault), "danger")
            return False
        self._say_example()
        return True


def _own_name(code: str) -> str:
    """A language by its own name, so that those who speak it find it.

    Qt knows it without a table of the whole language being read for it.
    """
    if code == ENGLISH:
        # Qt would take it for that of one country.
        return "English"
    known = QLocale(code)
    name = known.nativeLanguageName() or code
    place = f" ({known.nativeTerritoryName()})" if "_" in code else ""
    return name[:1].upper() + name[1:] + place
