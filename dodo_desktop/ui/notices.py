"""Notices: tells, outside of the window, that an order which had to wait came to an end or needs a person.

No notice names a customer or an amount: desktops keep notifications and show them on locked screens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from dodo_desktop.core.outgoing import State
from dodo_desktop.core.standing import waited
from dodo_desktop.ui import icons
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.words import _, isolate, ngettext

if TYPE_CHECKING:
    from dodo_desktop.core.outgoing import OutgoingPayment
    from dodo_desktop.services.sending import Sending

TOGETHER_MS = 400
"""Milliseconds in which the orders of one notice come together: they go out side by side."""


class Notifier(Protocol):
    """The desktop's own notifications, where they are reached beside the window system."""

    clicked: Callable[[], None]

    async def show(self, title: str, text: str, action: str) -> bool:
        """Shows one in place of the last. False where there is none to see it."""


class Notices(QObject):
    """`sees` answers whether an order of this id is on show in the active window: no notice is needed then.

    Signals: `opened` with the request id of an order when its notice is clicked.
    """

    opened = Signal(str)

    def __init__(self, window: QWidget, sees: Callable[[str], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._sees = sees
        self._notifier: Notifier | None = None
        self._tray: QSystemTrayIcon | None = None
        self._tasks = Tasks()
        self._end: Callable[[], None] = lambda: None
        self._news: dict[str, OutgoingPayment] = {}
        self._last = ""
        self._together = timer(self, TOGETHER_MS, self._tell)
        window.installEventFilter(self)

    def use(self, notifier: Notifier) -> None:
        """Tell it the desktop; where that has no notifications, its tray is tried."""
        self._notifier = notifier
        notifier.clicked = self._clicked

    def attach(self, sending: Sending) -> None:
        """Tell of the orders of a profile."""
        self._end = sending.changed.subscribe(self._moved)

    def detach(self) -> None:
        """Tell of no more."""
        self._end()
        self._end = lambda: None
        self._together.stop()
        self._news.clear()
        self._tasks.stop()
        self._hide_tray()

    def _moved(self, order: OutgoingPayment) -> None:
        if self._worth_telling(order):
            self._news[order.request_id] = order
            if not self._together.isActive():
                self._together.start()
        else:
            self._news.pop(order.request_id, None)

    def _worth_telling(self, order: OutgoingPayment) -> bool:
        if not waited(order) or self._sees(order.request_id):
            return False
        # Whoever works in the window sees the count of those that need a person turn amber.
        return order.state is State.CREATED or (order.needs_person and not self._window.isActiveWindow())

    def _tell(self) -> None:
        news = [order for order in self._news.values() if self._worth_telling(order)]
        self._news.clear()
        if not news:
            return
        self._last = news[-1].request_id
        title, text = words(news)
        QApplication.alert(self._window)
        self._tasks.start(self._show(title, text))

    async def _show(self, title: str, text: str) -> None:
        shown = self._notifier is not None and await self._notifier.show(title, text, _("Open the outbox"))
        if not shown and QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show_in_tray(title, text)

    def _show_in_tray(self, title: str, text: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.app_icon(), self)
            self._tray.messageClicked.connect(self._clicked)
            self._tray.activated.connect(lambda _reason: self._clicked())
        self._tray.setToolTip(title)
        self._tray.show()
        self._tray.showMessage(title, text, icons.app_icon())

    def _hide_tray(self) -> None:
        if self._tray is not None:
            self._tray.hide()

    def _clicked(self) -> None:
        self._hide_tray()
        self.opened.emit(self._last)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            # Whoever is here needs no sign in the tray.
            self._hide_tray()
        return False


def words(news: list[OutgoingPayment]) -> tuple[str, str]:
    """Title and text for orders that came to an end or need a person. A title is never read as markup."""
    ready = [order for order in news if order.state is State.CREATED]
    needy = len(news) - len(ready)
    if not ready:
        return (
            ngettext("An order that waited needs you", "{count} orders that waited need you", needy).format(
                count=needy
            ),
            _("Nothing more is sent before you decide. Open the outbox."),
        )
    count = len(ready)
    reference = ready[0].draft.options.order_reference.strip() if count == 1 else ""
    if reference:
        title = _("The link for order {reference} is ready").format(reference=isolate(reference))
    else:
        title = ngettext("A link that waited is ready", "{count} links that waited are ready", count).format(
            count=count
        )
    text = ngettext(
        "Its order went out. The link waits in the outbox.",
        "Their orders went out. The links wait in the outbox.",
        count,
    )
    if needy:
        more = ngettext("One more order needs you.", "{count} more orders need you.", needy)
        text = f"{text} {more.format(count=needy)}"
    return title, text
