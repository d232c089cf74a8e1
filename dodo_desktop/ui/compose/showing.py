"""What became of an order takes the place of the form, in slices between which the window answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.timers import timer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dodo_desktop.core.draft import Draft
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.outgoing import OutgoingPayment
    from dodo_desktop.core.preview import Total
    from dodo_desktop.services.workspace import Place
    from dodo_desktop.ui.compose.page import ComposePage


class Showing:
    """First the link or the outcome, which somebody waits for; then the order beside it and the header."""

    def __init__(self, page: ComposePage) -> None:
        self._page = page
        self._order: tuple[Draft, Total | None] | None = None
        self._tasks = Tasks()
        self._steps: list[Callable[[], None]] = []
        self._rest = timer(page, 0, self._go_on)

    def prepare(self, draft: Draft, total: Total | None) -> None:
        """This order goes out, and is about to be shown."""
        self._order = draft, total
        self._page.drafts.hold(True)

    @property
    def going_out(self) -> Draft | None:
        """What the order says that went out last."""
        return self._order[0] if self._order is not None else None

    def calm(self) -> None:
        """While the answer is awaited there is time for what is shown with it."""
        self._page.drafts.hold(False)
        if self._page.creation.busy:
            self._page.form.set_locked(True)
            # Each takes some milliseconds.
            self._steps = [self._write_order]
            self._rest.start()
            self._tasks.start(_codes_ready())

    def show_outcome(self, order: OutgoingPayment) -> None:
        """Show an order that has no link yet."""
        page = self._page
        # While the panel is out of sight, so that it is laid out once, when it comes.
        page.result.show_order(order, offline=page.creation.offline)
        self._begin(order.draft, focus=True)

    def lay_out_link(self, link: PaymentLink, place: Place) -> None:
        """While the link is being written down, so that it only has to be painted once it is."""
        page = self._page
        if page.shows_form and page.isVisible():
            page.result.show_links((link,), place)
            page.lay_out_result()

    def show_links(self, links: Sequence[PaymentLink], place: Place) -> None:
        """Show the links of an order, of which there should be one."""
        page = self._page
        fresh = page.shows_form or not page.result.shows_link
        page.result.show_links(links, place)
        self._begin(links[0].draft, focus=fresh)

    def _begin(self, draft: Draft, *, focus: bool) -> None:
        page = self._page
        if not page.shows_form:
            page.header.show_result(draft, linked=page.result.shows_link)
            if focus and not page.half_turned:
                page.focus_start()
            return
        self._order = draft, page.creation.total
        page.turn_to_result()
        self._steps = [self._write_order, self._show_head, self._turn, self._empty_form]
        if page.isVisible():
            paint_now(page.window())
            self._rest.start()
        else:
            self.finish()

    def _go_on(self) -> None:
        """One of the steps that are left, and the next in another turn of the loop."""
        if self._steps:
            self._steps.pop(0)()
        if self._steps:
            self._rest.start()

    def finish(self) -> None:
        """Whatever is still to be shown."""
        self._rest.stop()
        while self._steps:
            self._steps.pop(0)()

    def _show_head(self) -> None:
        page = self._page
        if self._order is not None:
            page.header.show_result(self._order[0], linked=page.result.shows_link)
        page.header.duplicate.setEnabled(True)
        page.result.take_actions(page.header)
        page.focus_start()

    def _turn(self) -> None:
        page = self._page
        page.turn_the_rest()
        # Behind the order the form has time.
        page.form.set_locked(page.creation.busy)
        page.creation.calm_down()

    def _empty_form(self) -> None:
        """Out of sight the form has time to become what it is going to be when it is wanted next."""
        page = self._page
        if not page.shows_form:
            page.form.show_draft(page.draft)
            page.form.show_around(page.draft)
            page.adding_up.update(page.draft)

    def lock(self, busy: bool) -> None:
        """Let the form be open again once the order leaves it; not before it is out of sight, if it soon is.

        It is closed once the answer takes a moment. Until then the page puts back what is typed.
        """
        if not busy and not self._page.half_turned:
            self._page.form.set_locked(False)

    def _write_order(self) -> None:
        if self._order is not None:
            self._page.order.show_order(*self._order)


def paint_now(window: QWidget) -> None:
    """Paint what was shown and hidden, before anything else that waits for its turn."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater)
    QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)


async def _codes_ready() -> None:
    import asyncio

    from dodo_desktop.core.qr import get_ready

    await asyncio.to_thread(get_ready)
