"""Whether a customer has the e-mail already that is typed for a new one: looked for here, then at Dodo."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dodo_desktop.core.faults import GatewayError, StoreFault
from dodo_desktop.ui.compose.section import text_of
from dodo_desktop.ui.tasks import Tasks, pause
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.directory import email_free, email_taken

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Customer
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.ui.widgets.buttons import Button
    from dodo_desktop.ui.widgets.field import Field

PAUSE = 0.4
"""Seconds without a key until an address is looked for."""

_WHOLE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")


class EmailCheck(QObject):
    """Says under the field what it found, and offers the customer who has the address.

    Signals: `chosen` with the Customer whom a person takes instead of a new one.
    """

    chosen = Signal(object)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field
        self._directory: Directory | None = None
        self._tasks = Tasks()
        self._asked = ""
        self._active = False
        self._customer: Customer | None = None
        self.pause: Callable[[float], Awaitable[None]] = pause
        self.use: Button = button(_("Use this customer"), small=True)
        self.use.setObjectName("customer.email.use")
        self.use.clicked.connect(self._use)
        self.use.hide()
        field.add_below(self.use)

    def attach(self, directory: Directory) -> None:
        """Look with this service."""
        self._directory = directory
        self.look()

    def detach(self) -> None:
        """Look nowhere any more."""
        self._directory = None
        self._tasks.stop()
        self._forget()

    def set_active(self, active: bool) -> None:
        """Whether a new customer is being typed, so that the address matters."""
        self._active = active
        self.look()

    def look(self) -> None:
        """The address may be another one now."""
        text = text_of(self._field).strip()
        if text == self._asked and self._active:
            return
        self._forget()
        if self._directory is None or not self._active or not _WHOLE.fullmatch(text):
            return
        self._asked = text
        self._tasks.start(self._find(self._directory, text))

    async def _find(self, directory: Directory, text: str) -> None:
        await self.pause(PAUSE)
        if text != self._asked:
            return
        try:
            if self._told(text, await directory.customers_of_email(text)):
                return
            known = await directory.ask_email(text)
        except (GatewayError, StoreFault):
            self._say_free(text, asked=False)
            return
        if not self._told(text, known):
            self._say_free(text, asked=True)

    def _told(self, text: str, found: Sequence[Customer]) -> bool:
        here = next((customer for customer in found if not customer.gone), None)
        if here is None or text != self._asked:
            return False
        said = email_taken(here.name or here.email)
        self._customer = here
        self._field.set_hint(said, "accent")
        self.use.setAccessibleDescription(said)
        self.use.show()
        return True

    def _say_free(self, text: str, *, asked: bool) -> None:
        if text == self._asked:
            self._field.set_hint(email_free(asked=asked), "success" if asked else "muted")

    def _forget(self) -> None:
        self._asked = ""
        self._customer = None
        self.use.hide()
        self._field.set_hint(None)

    def _use(self) -> None:
        if self._customer is not None:
            self.chosen.emit(self._customer)
