"""Says, on every page, that the disk does not take what happens to orders, for as long as that is so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.words.faults import outbox_fault

if TYPE_CHECKING:
    from dodo_desktop.services.sending import Sending


class DiskBanner(Banner):
    """Hidden while the disk works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("danger", inline=True, parent=parent)
        self.setObjectName("disk.banner")
        self.hide()

    def attach(self, sending: Sending) -> Callable[[], None]:
        """Follows a runner; call the answer to let go of it."""
        end = sending.fault.subscribe(self.show_fault)
        self.show_fault(sending.fault_now)

        def let_go() -> None:
            end()
            self.hide()

        return let_go

    def show_fault(self, reason: str) -> None:
        """`reason` is that of a StoreFault, "" once the disk works again."""
        if reason:
            self.say(*outbox_fault(reason))
        self.setVisible(bool(reason))
