"""Whether an order with the same reference was made here before: who makes it twice may be paid twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.compose.section import text_of
from dodo_desktop.ui.tasks import Tasks, pause

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Workspace
    from dodo_desktop.ui.widgets.field import Field

PAUSE = 0.4
"""Seconds without a key until a reference is looked for."""


class ReferenceCheck(QObject):
    """Says under the field what has its reference already. Advice alone: a second link may well be meant."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field
        self._workspace: Workspace | None = None
        self._tasks = Tasks()
        self._asked = ""
        self.pause: Callable[[float], Awaitable[None]] = pause
        if isinstance(field.editor, QLineEdit):
            field.editor.textChanged.connect(self._look)

    def attach(self, workspace: Workspace) -> None:
        """Look among these orders."""
        self._workspace = workspace
        self.again()

    def detach(self) -> None:
        """Look nowhere any more."""
        self._workspace = None
        self._tasks.stop()
        self.again()

    def again(self) -> None:
        """Other orders may be there now, or the same text is that of another order."""
        self._asked = ""
        self._field.set_hint(None)
        self._look()

    def _look(self) -> None:
        text = text_of(self._field).strip()
        if text == self._asked:
            return
        self._asked = text
        self._field.set_hint(None)
        if text and self._workspace is not None:
            self._tasks.start(self._find(self._workspace, text))

    async def _find(self, workspace: Workspace, text: str) -> None:
        await self.pause(PAUSE)
        if text != self._asked:
            return
        try:
            said = await _there(workspace, text)
        except StoreFault:
            # Who looks into the outbox or the links is told why they cannot be read.
            return
        if said is not None and text == self._asked:
            self._field.set_hint(*said)


async def _there(workspace: Workspace, text: str) -> tuple[str, str] | None:
    """What is said of the newest that has the reference; None where nothing has it. Raises StoreFault."""
    from dodo_desktop.ui.words.references import link_there, order_there

    # One that was refused is not on its way, and may be this very order.
    order = await workspace.sending.of_reference(text)
    if order is not None:
        return order_there(order)
    link = await workspace.tracking.of_reference(text)
    return link_there(link) if link is not None else None
