"""One link or one order, wherever it is shown: the result in Compose, the panels of Outbox and Links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dodo_desktop.core.link import PaymentLink, link_state
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.ui.links.full_screen import FullScreen
from dodo_desktop.ui.links.link_part import LinkPart
from dodo_desktop.ui.links.order_part import OrderPart
from dodo_desktop.ui.one_layout import laid_out_once
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.list_page import on_key
from dodo_desktop.ui.words import isolate, links
from dodo_desktop.ui.words.states import link_word

if TYPE_CHECKING:
    from dodo_desktop.services.ports import BrokenOrder
    from dodo_desktop.services.workspace import Place

_SECOND = 1000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class LinkView(QWidget):
    """Shows a link, several links of one order, or an order without one; counts down while it is seen.

    `prefix` begins the object names: ``result``, ``links`` or ``outbox``. `now` answers the time.
    """

    def __init__(
        self,
        prefix: str = "result",
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._place: Place | None = None
        self._several: tuple[PaymentLink, ...] = ()
        self._screen: FullScreen | None = None
        self.part = LinkPart(prefix, compact=prefix != "result")
        self.part.full_screen.connect(self.show_full_screen)
        self.order = OrderPart(prefix)
        self._warning = Banner("warning")
        self._choices = QWidget()
        self._choice_column = QVBoxLayout(self._choices)
        self._choice_column.setContentsMargins(0, 8, 0, 12)
        self._choice_column.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._warning, self._choices):
            column.addWidget(part)
        column.addWidget(self.part, 1)
        column.addWidget(self.order)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self.tick)
        self._make_keys()
        self.clear()

    def _make_keys(self) -> None:
        on_key(self, [QKeySequence("Ctrl+Shift+C")], self.part.copy_link)
        on_key(self, [QKeySequence("Ctrl+Shift+O")], self.part.open_link)
        on_key(self, [QKeySequence("F11"), QKeySequence("Ctrl+Meta+F")], self.show_full_screen)

    # Showing

    def show_link(self, link: PaymentLink, place: Place) -> None:
        """Show a link; one of several that are shown is brought up to date among them."""
        ids = [known.payment_id for known in self._several]
        if link.payment_id in ids:
            self.show_links(
                [link if known.payment_id == link.payment_id else known for known in self._several], place
            )
            return
        self._forget_several()
        self._put(link, place)

    def show_links(self, several: Sequence[PaymentLink], place: Place) -> None:
        """Show the links of one order, of which there should be one; more are listed with a warning."""
        if len(several) < 2:
            self._forget_several()
            if several:
                self._put(several[0], place)
            return
        shown = self.part.shown
        before = [known.payment_id for known in self._several]
        self._several = tuple(several)
        if before != [known.payment_id for known in several]:
            self._list_choices()
            shown = None
        for place_in_list, link in enumerate(several):
            self._group.button(place_in_list).setText(self._choice_text(link))
        self._warning.say("", links.several(len(several)))
        self._warning.show()
        self._choices.show()
        ids = [link.payment_id for link in several]
        at = ids.index(shown.payment_id) if shown and shown.payment_id in ids else 0
        self._group.button(at).setChecked(True)
        self._put(several[at], place)

    def show_order(self, order: OutgoingPayment, place: Place) -> None:
        """Show an order that has no link here."""
        self._forget_several()
        self._place = place
        self.order.show_order(order, self._now())
        self._turn_to(self.order)

    def show_broken(self, row: BrokenOrder) -> None:
        """Show that an order can no longer be read."""
        self._forget_several()
        self.order.show_broken(row)
        self._turn_to(self.order)

    def clear(self) -> None:
        """Show nothing."""
        self._forget_several()
        self._place = None
        self._turn_to(None)
        self._close_screen()

    def first_focus(self) -> QWidget:
        """Where the focus belongs: the button that copies, or the sentence on what happened."""
        if self.order.isHidden():
            return self.part.copy if not self.part.copy.isHidden() else self.part.payment_id
        return self.order.happened

    def set_history(self, shown: bool) -> None:
        """Whether what happened with a link is shown, where there is room for it."""
        self.part.set_history(shown)

    def tick(self) -> None:
        """Bring everything that depends on the time up to date."""
        now = self._now()
        if not self.part.isHidden():
            self.part.tick(now)
        if not self.order.isHidden():
            self.order.tick(now)

    # Several

    def _list_choices(self) -> None:
        self._drop_choices()
        for number, link in enumerate(self._several):
            made = QRadioButton(self._choice_text(link))
            self._group.addButton(made, number)
            self._choice_column.addWidget(made)
        before = self.part.total.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            # Qt passes over those that never have the focus, also where it is told to go on behind them.
            before = before.previousInFocusChain()
        for first, second in pairwise([*([before] if before else []), *self._group.buttons()]):
            QWidget.setTabOrder(first, second)

    def _choice_text(self, link: PaymentLink) -> str:
        word = link_word(link_state(link, self._now()), link).word
        text = " · ".join((isolate(link.payment_id), word))
        return text.replace("&", "&&")

    def _choose(self, number: int, checked: bool) -> None:
        if checked and self._place is not None and number < len(self._several):
            self._put(self._several[number], self._place)

    def _forget_several(self) -> None:
        self._several = ()
        self._drop_choices()
        self._warning.hide()
        self._choices.hide()

    def _drop_choices(self) -> None:
        for made in self._group.buttons():
            self._group.removeButton(made)
            self._choice_column.removeWidget(made)
            made.hide()
            made.deleteLater()

    # The rest

    def _put(self, link: PaymentLink, place: Place) -> None:
        self._place = place
        with laid_out_once(self.part, self):
            self.part.show_link(link, place, self._now())
            self._turn_to(self.part)
        if self._screen is not None:
            self._screen.show_link(link, place)

    def _turn_to(self, part: QWidget | None) -> None:
        self.part.setVisible(part is self.part)
        self.order.setVisible(part is self.order)

    def show_full_screen(self) -> None:
        """Show the code on the whole screen for the customer."""
        link, place = self.part.shown, self._place
        if link is None or place is None or self.part.isHidden() or not self.part.can_scan:
            return
        self._close_screen()
        self._screen = FullScreen(self.window(), now=self._now)
        self._screen.closed.connect(self._screen_closed)
        self._screen.show_link(link, place)
        self._screen.show_on(self.window().screen())

    def _screen_closed(self) -> None:
        self._screen = None
        self.part.card.full.setFocus()

    def _close_screen(self) -> None:
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
