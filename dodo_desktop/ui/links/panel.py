"""The panel beside the table of links: the chosen one, and what can be made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.ui.links.link_view import LinkView
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.fit_scroll import FitScroll
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Place


class LinkPanel(QWidget):
    """The view scrolls where it must, *Duplicate* stays. Signals: `duplicate` with the link."""

    duplicate = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shows: tuple[PaymentLink | None, Place | None, bool] | None = None
        self.view = LinkView("links", now=now)
        content = QWidget()
        self._inner = QVBoxLayout(content)
        self._inner.addWidget(self.view)
        self._hint = QLabel(_("Choose a link to see it."))
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_text(self._hint, "body", "muted")
        self._button = button(_("Duplicate"), icon="duplicate")
        self._button.setObjectName("links.duplicate")
        self._button.clicked.connect(self._ask)
        self._foot = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(FitScroll(content, grow=True), 1)
        column.addLayout(self._foot)
        self._foot.addWidget(self._hint)
        self._foot.addWidget(self._button)
        self.set_narrow(False)
        self.show_link(None, None, any_there=False)

    def show_link(self, link: PaymentLink | None, place: Place | None, *, any_there: bool) -> None:
        """Show a link, or that none is chosen of those that are there."""
        wanted = link, place, any_there
        if wanted == self._shows:
            # Mostly the rows that come again are the same.
            self.view.tick()
            return
        self._shows = wanted
        if link is not None and place is not None:
            self.view.show_link(link, place)
        else:
            self.view.clear()
        self._button.setVisible(link is not None)
        self._hint.setVisible(link is None and any_there)

    def set_narrow(self, narrow: bool) -> None:
        """A narrow window leaves less beside the panel, and does without the history."""
        edge = 16 if narrow else 20
        self._inner.setContentsMargins(edge, 18, edge, 8)
        self._foot.setContentsMargins(edge, 8, edge, 18)
        self.view.set_history(not narrow)

    @property
    def last(self) -> QWidget:
        """The last stop of the Tab key."""
        return self._button

    @property
    def shown(self) -> PaymentLink | None:
        """The link that is shown."""
        return None if self._button.isHidden() else self.view.part.shown

    def _ask(self) -> None:
        if self.shown is not None:
            self.duplicate.emit(self.shown)
