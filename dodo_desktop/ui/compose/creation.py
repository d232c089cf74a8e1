"""From *Create link* to what became of the order: asks, writes it down, follows it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.ui.tasks import Tasks, begun
from dodo_desktop.ui.timers import timer
from dodo_desktop.ui.words import _, isolate

if TYPE_CHECKING:
    from dodo_desktop.core.draft import Draft
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.outgoing import OutgoingPayment
    from dodo_desktop.core.preview import Total
    from dodo_desktop.services.workspace import Workspace

VIEWER = "result"
"""Who watches the link that was just made."""

_CALM_MS = 40
"""Mostly an order is on its way by then, and before it nobody sees the difference."""


class Creation(QObject):
    """The way of one order at a time. Leaving it does not stop it: it goes on in the outbox.

    Signals: `busy_changed`; `queueing` with draft and total of an order that is being written down;
    `refused` with the problems that stand in the way; `failed` with the reason of a disk that refuses;
    `order_changed` with an order that has no link yet; `link_changed` with its links, of which there should
    be one, or with one of several that were told; `link_coming` with one that is being written down, to be
    laid out and not yet shown; `taken_back` with the problem after Dodo refused and the
    order stands in the form again; `calm` once what nobody waits for has time: the link is on show, or its
    answer takes a moment.
    """

    busy_changed = Signal(bool)
    queueing = Signal(object, object)
    refused = Signal(object)
    failed = Signal(str)
    order_changed = Signal(object)
    link_changed = Signal(object)
    link_coming = Signal(object)
    taken_back = Signal(object)
    calm = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._calming = timer(self, _CALM_MS, self.calm_down)
        self._window = window
        self._tasks = Tasks()
        self._workspace: Workspace | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._asked: set[str] = set()
        self._asking = False
        self._heard: dict[str, OutgoingPayment] | None = None
        self._order_id = ""
        self._payment_id = ""
        self._told: frozenset[str] = frozenset()
        self.busy = False
        self.draft: Draft | None = None
        self.total: Total | None = None

    def attach(self, workspace: Workspace) -> None:
        """Make links with these services from now on. For which accounts the live question was asked is
        kept."""
        self._workspace = workspace
        self._unsubscribe = [
            workspace.sending.changed.subscribe(self._order_moved),
            workspace.sending.link_made.subscribe(self._link_made),
            workspace.sending.link_coming.subscribe(self._link_coming),
            workspace.tracking.changed.subscribe(self._link_made),
        ]

    def detach(self) -> None:
        """Forget the services and what was followed."""
        for end in self._unsubscribe:
            end()
        self._unsubscribe = []
        self._tasks.stop()
        self.leave()
        self._workspace = None

    def leave(self) -> None:
        """Follow the order no longer; another one is about to be typed."""
        if self._payment_id and self._workspace is not None:
            self._workspace.tracking.watch(None, VIEWER)
        self._order_id = self._payment_id = ""
        self._told = frozenset()
        self.draft = self.total = None
        self._set_busy(False)

    def start(self) -> None:
        """*Create link* was pressed. Pressed again while it works, nothing happens."""
        workspace = self._workspace
        if workspace is None or self.busy or self._asking:
            return
        checked = workspace.drafting.check(workspace.pricing.total)
        if checked.request is None:
            self.refused.emit(checked.problems)
            return
        if workspace.place.mode == "live" and workspace.place.profile_id not in self._asked:
            self._ask(workspace)
            return
        self._go(workspace)

    def _ask(self, workspace: Workspace) -> None:
        from dodo_desktop.ui.compose.live_question import ask_live
        from dodo_desktop.ui.compose.totals import money

        self._asking = True
        shown = workspace.pricing.total
        amount = f"{money(shown.total)} {shown.total.currency}" if shown.total else ""
        if amount and not shown.exact:
            # Tax and discount are not in it, so that the customer is going to pay another amount.
            amount = _("about {amount}").format(amount=isolate(amount))

        def answered(make: bool) -> None:
            self._asking = False
            if make and self._workspace is workspace:
                self._asked.add(workspace.place.profile_id)
                self._go(workspace)

        ask_live(self._window, amount, workspace.drafting.draft.customer.shown_name, answered)

    def _go(self, workspace: Workspace) -> None:
        from dodo_desktop.core.outgoing import Hold
        from dodo_desktop.services.drafting import NotReady

        async def enqueue() -> None:
            total = workspace.pricing.total
            heard: dict[str, OutgoingPayment] = {}
            self._heard = heard
            try:
                order = await workspace.drafting.enqueue(total, Hold.NONE)
            except NotReady as not_ready:
                self._set_busy(False)
                self.refused.emit(not_ready.problems)
                return
            except StoreFault as fault:
                self._set_busy(False)
                self.failed.emit(fault.reason)
                return
            finally:
                self._heard = None
            self.draft, self.total = order.draft, total
            self._order_id = order.request_id
            # The runner may have been quicker than this coroutine.
            workspace.sending.take(order)
            self._order_moved(heard.get(order.request_id, order))

        draft, total = workspace.drafting.draft, workspace.pricing.total
        self.busy = True
        self._calming.start()
        # The disk begins before anything is painted for it.
        writing = begun(enqueue())
        if self.busy:
            self.busy_changed.emit(True)
            self.queueing.emit(draft, total)
        self._tasks.start(_ended(writing))

    @property
    def hurried(self) -> bool:
        """Whether an order is about to go out, or its link to be shown, and all else has to wait."""
        return self._calming.isActive()

    def calm_down(self) -> None:
        """What waited for the order goes on."""
        self._calming.stop()
        self.calm.emit()

    @property
    def order_id(self) -> str:
        """Request id of the order that is followed; empty for none."""
        return self._order_id

    @property
    def offline(self) -> bool:
        """Whether Dodo cannot be reached as far as anybody knows."""
        return self._workspace is not None and self._workspace.sending.current_connection.state == "offline"

    def _order_moved(self, order: OutgoingPayment) -> None:
        workspace = self._workspace
        if self._heard is not None:
            self._heard[order.request_id] = order
        if workspace is None or not self._order_id or order.request_id != self._order_id:
            return
        from dodo_desktop.core.outgoing import State
        from dodo_desktop.core.standing import waited

        if order.state is State.CREATED:
            self._tasks.start(self._find_link(workspace, order))
        elif order.state is State.REJECTED and not waited(order):
            self._tasks.start(self._take_back(workspace, order))
        elif not self.busy or not self._under_way(order):
            self._set_busy(False)
            self.order_changed.emit(order)

    def _under_way(self, order: OutgoingPayment) -> bool:
        """Whether an answer is about to come, so that nothing is said yet."""
        from dodo_desktop.core.outgoing import State

        first = order.state is State.QUEUED and order.attempts == 0 and not order.hold
        return order.state is State.SENDING or (first and not self.offline)

    async def _find_link(self, workspace: Workspace, order: OutgoingPayment) -> None:
        if self._payment_id or not order.found:
            return
        link = await workspace.tracking.get(order.found[0])
        # What the runner told meanwhile is on show; drawing it all again would only take its time.
        if link is not None and link.payment_id != self._payment_id:
            self._link_made(link)

    def _link_made(self, link: PaymentLink) -> None:
        workspace = self._workspace
        if workspace is None or not self._order_id or link.request_id != self._order_id:
            return
        if self._payment_id and link.payment_id not in self._told:
            # An order that Dodo has more than once: nothing of that is hidden.
            self._tasks.start(self._find_all(workspace, self._order_id))
            return
        if not self._payment_id:
            self._payment_id = link.payment_id
            self._told = frozenset({link.payment_id})
            workspace.tracking.watch(link.payment_id, VIEWER)
        self.link_changed.emit((link,))
        self._set_busy(False)

    def _link_coming(self, link: PaymentLink) -> None:
        if self._order_id and link.request_id == self._order_id and not self._payment_id:
            self.link_coming.emit(link)

    async def _find_all(self, workspace: Workspace, order_id: str) -> None:
        order = await workspace.sending.get(order_id)
        found = [await workspace.tracking.get(payment_id) for payment_id in order.found] if order else []
        links = tuple(link for link in found if link is not None)
        if len(links) > 1 and self._order_id == order_id:
            self._told = frozenset(link.payment_id for link in links)
            self.link_changed.emit(links)

    async def _take_back(self, workspace: Workspace, order: OutgoingPayment) -> None:
        """The order goes back into the form, where Dodo's word stands beside the field that it is about."""
        from dodo_desktop.ui.outbox.reopening import refused, reopened

        self._order_id = ""
        with suppress(StoreFault):
            if await reopened(workspace, order):
                self._set_busy(False)
                self.taken_back.emit(refused(order))
                return
        # It stays in the outbox, marked as needing a change, and can be taken back from here later.
        self._order_id = order.request_id
        self._set_busy(False)
        with suppress(StoreFault):
            self.order_changed.emit(await workspace.sending.get(order.request_id) or order)

    def act(self, request_id: str, action: str) -> None:
        """*Send now*, *Look again* or *Edit*."""
        if self._workspace is not None:
            self._tasks.start(self._act(self._workspace, request_id, action))

    async def _act(self, workspace: Workspace, request_id: str, action: str) -> None:
        from dodo_desktop.core.outgoing import State

        with suppress(StoreFault):
            if action == "look_again":
                await workspace.sending.look_again(request_id)
            elif action == "edit":
                order = await workspace.sending.get(request_id)
                if order is not None and order.state is State.REJECTED:
                    await self._take_back(workspace, order)
            else:
                await workspace.sending.send_now(request_id)

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)


async def _ended(work: Awaitable[None]) -> None:
    await work
