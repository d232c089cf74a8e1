"""What the list of links is narrowed down to: states by filter, and the days in which they were made."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from dodo_desktop.core.link import LinkState
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.words import _

FILTERS: dict[str, tuple[LinkState, ...] | None] = {
    "all": None,
    "open": (LinkState.NOT_PAID, LinkState.BEING_PAID, LinkState.PROCESSING, LinkState.OTHER),
    "paid": (LinkState.PAID,),
    "failed": (LinkState.FAILED, LinkState.CANCELLED),
    "expired": (LinkState.EXPIRED,),
}
"""The states that each filter shows, None for all."""

DAYS: dict[str, int | None] = {"any": None, "today": 1, "week": 7, "month": 30, "year": 365}
"""How many days each period has, today included."""


def begins(code: str, now: datetime) -> datetime | None:
    """When a period begins: at midnight where this computer is; None for one without a beginning."""
    days = DAYS[code]
    if days is None:
        return None
    first = now.astimezone().date() - timedelta(days=days - 1)
    # Midnight of that day has an offset of its own where the clock was changed meanwhile.
    return datetime.combine(first, time.min).astimezone()


class PeriodButton(Button):
    """Signals: `chosen` with the code of the new period."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("links.period")
        self.set_chevron(True)
        self._code = "any"
        self._group = QActionGroup(self)
        menu = QMenu(self)
        for code, text in _words().items():
            action = QAction(text, menu, checkable=True)
            action.setObjectName(f"links.period.{code}")
            action.setData(code)
            action.setActionGroup(self._group)
            menu.addAction(action)
        self._group.triggered.connect(lambda action: self._choose(str(action.data())))
        self.setMenu(menu)
        self._show()

    def code(self) -> str:
        """The period that is chosen."""
        return self._code

    def _choose(self, code: str) -> None:
        if code != self._code:
            self._code = code
            self._show()
            self.chosen.emit(code)

    def _show(self) -> None:
        text = _words()[self._code]
        self.setText(text)
        self.setAccessibleName(_("Made: {period}").format(period=text))
        for action in self._group.actions():
            action.setChecked(action.data() == self._code)


def _words() -> dict[str, str]:
    return {
        "any": _("Any time"),
        "today": _("Today"),
        "week": _("Last 7 days"),
        "month": _("Last 30 days"),
        "year": _("Last 365 days"),
    }
