"""The panel after *Create link*: the link, or what became of the order, and the way to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dodo_desktop.ui.compose.outcome_view import OutcomeView
from dodo_desktop.ui.links.link_view import LinkView
from dodo_desktop.ui.widgets.ground import Ground

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.outgoing import OutgoingPayment
    from dodo_desktop.services.workspace import Place
    from dodo_desktop.ui.compose.header import Header


class ResultPanel(Ground):
    """`LinkView` once there is a link, else `OutcomeView`; *Duplicate* and *New link* at the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="panel")
        self.link = LinkView()
        self.outcome = OutcomeView(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.link)
        self._stack.addWidget(self.outcome)
        self._foot = QWidget()
        self._actions = QHBoxLayout(self._foot)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 16)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def keep_room(self, header: Header) -> None:
        """So that nothing moves when *Duplicate* and *New link* come."""
        self._foot.setMinimumHeight(max(header.duplicate.sizeHint().height(), header.new.sizeHint().height()))

    def take_actions(self, header: Header) -> None:
        """Show the header's *Duplicate* and *New link* below the result."""
        header.duplicate.set_kind("plain")
        header.new.set_key_hint(QKeySequence("Ctrl+N").toString(QKeySequence.SequenceFormat.NativeText))
        self._actions.addWidget(header.duplicate, 10)
        self._actions.addWidget(header.new, 14)

    def show_links(self, links: Sequence[PaymentLink], place: Place) -> None:
        """The link is there; more than one is shown with a warning. One of several that are shown is brought
        up to date."""
        if len(links) == 1:
            self.link.show_link(links[0], place)
        else:
            self.link.show_links(links, place)
        self._stack.setCurrentWidget(self.link)

    def show_order(self, order: OutgoingPayment, *, offline: bool) -> None:
        """There is no link yet."""
        self.outcome.show_order(order, offline=offline)
        self._stack.setCurrentWidget(self.outcome)

    @property
    def focus_target(self) -> QWidget | None:
        """What is done first with what is shown, None where there is nothing to do."""
        return self.link.findChild(QWidget, "result.copy") if self.shows_link else self.outcome.focus_target

    @property
    def last(self) -> QWidget:
        """The last stop of the Tab key before *Duplicate* and *New link*."""
        return self.link.part.discount

    @property
    def shows_link(self) -> bool:
        """Whether a link is on show."""
        return self._stack.currentWidget() is self.link
