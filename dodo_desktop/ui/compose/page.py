"""Compose: one page that turns an order into a link."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.core.draft import LOOKED_FOR, Draft, Edit, proposed
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.services.early import Early
from dodo_desktop.ui.compose.adding_up import AddingUp
from dodo_desktop.ui.compose.address_paste import PASTE_KEYS, AddressPaste
from dodo_desktop.ui.compose.board import ProblemBoard
from dodo_desktop.ui.compose.creation import Creation
from dodo_desktop.ui.compose.found import search_hint
from dodo_desktop.ui.compose.frame import ComposeFrame
from dodo_desktop.ui.compose.header import not_put_away, not_queued
from dodo_desktop.ui.compose.leaving import Leaving
from dodo_desktop.ui.compose.measures import CREATE_KEYS
from dodo_desktop.ui.compose.proposal_marks import ACCEPT_KEYS
from dodo_desktop.ui.compose.proposing import Proposing
from dodo_desktop.ui.compose.section import add_key
from dodo_desktop.ui.compose.showing import Showing
from dodo_desktop.ui.compose.verdicts import Verdicts
from dodo_desktop.ui.one_layout import laid_out_once
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Customer
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.core.preview import Total
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.core.proposals import Offer
    from dodo_desktop.services.drafting import DraftChange, Drafting
    from dodo_desktop.services.workspace import Workspace
    from dodo_desktop.ui.compose.front import Front
    from dodo_desktop.ui.compose.result_panel import ResultPanel
    from dodo_desktop.ui.compose.templating import Templating


class ComposePage(ComposeFrame):
    """Header, form and panel. It looks right before `attach` gives it services; what is typed until then is
    kept and becomes a new draft.

    Signals: `navigate` with the page that should open; `unlock_asked` for the key that the order waits for.
    """

    navigate = Signal(str)
    unlock_asked = Signal()

    def __init__(self, front: Front | None = None, parent: QWidget | None = None) -> None:
        super().__init__(front, parent)
        self._workspace: Workspace | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._tasks = Tasks()
        self._early = Early()
        self.board = ProblemBoard(self.form.spots(), self.summary, self.form)
        self.creation = Creation(self)
        self.showing = Showing(self)
        self.adding_up = AddingUp(self)
        self._leaving = Leaving(self.form, self.board, self._all_problems)
        self._verdicts = Verdicts(self.form, self.board, self._all_problems)
        self._proposing = Proposing(self.form, lambda: self.draft, self._edited, self._leaving.judge)
        self._pasting = AddressPaste(self.form, draft=lambda: self.draft, propose=self.propose)
        self._connect()
        self._add_keys()
        if front is not None and (typed := front.face.field.text()):
            # The order begins with it, as if it had been typed here.
            self._early.edit(Edit("customer.search", typed))
        self._show_form(self.draft)

    def _connect(self) -> None:
        form, creation = self.form, self.creation
        self._early.changed.subscribe(self._show_anew)
        form.edited.connect(self._edited)
        form.waived.connect(self._waive)
        form.customer.picked.connect(self._picked)
        form.cart.undo_asked.connect(self.undo)
        form.cart.redo_asked.connect(self.redo)
        self.board.line_wanted.connect(form.go_to_line)
        self.board.mended.connect(form.mend)
        self.board.refusal_over.connect(self._show_connection)
        self.board.shown.connect(self.chain_tabs)
        self.header.new.clicked.connect(self.new_link)
        self.header.duplicate.clicked.connect(self.duplicate)
        self.summary.create_asked.connect(self.create_link)
        creation.busy_changed.connect(self.summary.set_busy)
        creation.busy_changed.connect(self.showing.lock)
        creation.queueing.connect(self._queueing)
        creation.refused.connect(self._refused)
        creation.failed.connect(self._not_queued)
        creation.calm.connect(self.summary.look_busy)
        creation.calm.connect(self.showing.calm)
        creation.order_changed.connect(self.showing.show_outcome)
        creation.link_coming.connect(self._lay_out_link)
        creation.link_changed.connect(self._show_links)
        creation.taken_back.connect(self.show_refusal)
        self.stuck.connect(self._not_put_away)
        self.result_made.connect(self._result_made)

    def _result_made(self, result: ResultPanel) -> None:
        result.outcome.acted.connect(self.creation.act)
        result.outcome.settings_asked.connect(lambda: self.navigate.emit("settings"))
        result.outcome.unlock_asked.connect(self.unlock_asked)

    @cached_property
    def templating(self) -> Templating:
        """What is done with templates; made with the services."""
        from dodo_desktop.ui.compose.templating import Templating

        return Templating(self)

    def _add_keys(self) -> None:
        keys: list[tuple[Callable[[], None], Sequence[str | QKeySequence.StandardKey]]] = [
            (self.create_link, (CREATE_KEYS, "Ctrl+Enter")),
            (self.duplicate, ("Ctrl+Shift+D",)),
            (self._in_form(self.form.customer.start_search), ("Ctrl+F", "Ctrl+K")),
            (self._in_form(self.form.cart.search.start), ("Ctrl+I",)),
            (self._in_form(self._proposing.accept_all), (ACCEPT_KEYS,)),
            (self._in_form(self._pasting.paste), (PASTE_KEYS,)),
            (self.header.templates.click, ("Ctrl+T",)),
            (lambda: self.board.step(1), ("F8",)),
            (lambda: self.board.step(-1), ("Shift+F8",)),
            (self.undo, ("Ctrl+Z", QKeySequence.StandardKey.Undo)),
            (self.redo, ("Ctrl+Shift+Z", QKeySequence.StandardKey.Redo)),
        ]
        for act, names in keys:
            add_key(self, names, act)

    def _in_form(self, act: Callable[[], None]) -> Callable[[], None]:
        """What is done only while an order can be typed."""
        return lambda: act() if self.shows_form and not self.creation.busy else None

    def say_mode(self, mode: str) -> None:
        """What services will be there: the page looks like that before they are, so that nothing moves."""
        self.form.say_mode(mode)
        self.summary.set_mode("" if mode == "unknown" else mode)

    # services

    def attach(self, workspace: Workspace) -> None:
        """Work with these services, and show the draft that is open there."""
        self.detach(keep_typed=True)
        self._workspace = workspace
        drafting, directory = workspace.drafting, workspace.directory
        self._unsubscribe = [
            drafting.changed.subscribe(self._draft_changed),
            drafting.saved.subscribe(lambda state: self.header.show_saved(state.at, state.failed)),
            self.adding_up.attach(workspace.pricing),
            workspace.sending.connection.subscribe(lambda _now: self._show_connection()),
            directory.changed.subscribe(lambda _status: self._show_directory()),
        ]
        self.creation.attach(workspace)
        self.drafts.attach(drafting)
        self.templating.attach(workspace)
        self.form.attach(workspace)
        self._verdicts.attach(workspace)
        self.summary.set_mode(workspace.place.mode)
        self._show_connection()
        self._show_directory()
        if self._early.begun:
            self._tasks.start(self._type_early(workspace))
        else:
            self.form.keep_focus(lambda: self._draft_opened(drafting.draft))

    def detach(self, *, keep_typed: bool = False) -> None:
        """Let go of the services; the form is empty then. `keep_typed`: not what was typed without any."""
        if self._workspace is None:
            return
        while self._unsubscribe:
            self._unsubscribe.pop()()
        self._tasks.stop()
        self.creation.detach()
        self.drafts.detach()
        self.templating.detach()
        self.form.detach()
        self._verdicts.detach()
        self.adding_up.detach()
        self._workspace = None
        if not keep_typed:
            self._early.clear()
        self.header.show_saved(None, "")
        self.summary.set_mode("")
        self._show_form(Draft(""))

    async def _type_early(self, workspace: Workspace) -> None:
        """What was typed before there were services becomes a draft of its own. The form shows it already and
        is left alone, for somebody may type on; what is typed meanwhile belongs to it, too."""
        await workspace.drafting.new()
        workspace.drafting.adopt(self._early)
        self._early.clear()
        self._show_connection()
        self._show_around(workspace.drafting.draft)

    @property
    def unsaved(self) -> str:
        """Why the disk did not take what is typed in the form; empty where it did, or will at once."""
        drafting = self._workspace.drafting if self._workspace is not None else None
        return drafting.save_state.failed if drafting is not None and drafting.unsaved else ""

    @property
    def draft(self) -> Draft:
        """The draft that the form shows."""
        return self._steps.draft

    @property
    def _steps(self) -> Drafting | Early:
        """What edits go to."""
        workspace = self._workspace
        return self._early if workspace is None or self._early.begun else workspace.drafting

    # what people do

    def create_link(self) -> None:
        """*Create link*."""
        # What is being typed is no draft yet for a moment after the start; the one that is open is another.
        if self.shows_form and not self._early.begun:
            self.creation.start()

    def new_link(self) -> None:
        """*New link*: an empty form; what is open is kept, an order under way goes on."""
        if self._workspace is not None:
            self._turn(self._workspace.drafting.new())

    def duplicate(self) -> None:
        """*Duplicate*: a copy of the order that is shown, in the form."""
        if self._workspace is None or (self.shows_form and self.draft.empty):
            return
        source = None if self.shows_form and not self.creation.busy else self.creation.draft
        self._turn(self._workspace.drafting.duplicate(source))

    def _turn(self, work: Coroutine[Any, Any, None]) -> None:
        """To another draft, unless the disk does not take what is typed in this one."""

        async def turned() -> None:
            try:
                await work
            except StoreFault as fault:
                self._not_put_away(fault.reason)

        self._tasks.start(turned())

    def _not_put_away(self, reason: str) -> None:
        self.summary.say(_("The form stays as it is"), not_put_away(reason))

    def undo(self) -> None:
        """Takes the last edit of the draft back."""
        self._step(undone=True)

    def redo(self) -> None:
        """Does again what was taken back."""
        self._step(undone=False)

    def _step(self, *, undone: bool) -> None:
        if self.shows_form and not self.creation.busy:
            from dodo_desktop.ui.compose.revealing import take_step

            take_step(self.form, self._steps, undone=undone)

    def _show_anew(self, draft: Draft) -> None:
        self.form.show_draft(draft)
        self._show_around(draft)

    def show_refusal(self, problem: Problem) -> None:
        """Say beside its field why Dodo refused the order that stands in the form again."""
        from dodo_desktop.core.refusals import wants_every_field

        if wants_every_field(problem, self.draft.billing.country):
            self._edited(Edit("billing.every_field", True))
            self.form.billing.show_draft(self.draft)
        self.board.show_all(self._all_problems(), refusal=problem)
        if problem.field == "summary":
            self.summary.say_refused(problem)
        self.board.go(0)

    def propose(self, offer: Offer) -> None:
        """Fill fields of the order as a proposal, which waits until a person accepts it or puts it back."""
        if self.shows_form and not self.creation.busy:
            self._proposing.offer(offer)

    def _edited(self, edit: Edit) -> None:
        if self.creation.busy and (going_out := self.showing.going_out) is not None:
            # In the moment before the form is closed: the order goes out as it was when it was asked for.
            self.form.show_draft(going_out)
            return
        if (workspace := self._workspace) is None or self._steps is self._early:
            self._early.edit(edit)
            self._show_around(self.draft, edit.field)
            return
        before = self.draft.billing
        workspace.drafting.edit(edit)
        if edit.field == "customer.selected" and self.draft.billing != before:
            # The address that was offered with the customer before is taken back.
            self.form.billing.show_draft(self.draft)
        self._show_around(self.draft, edit.field)
        self.board.edited(edit, self._all_problems)

    def _waive(self, field: str) -> None:
        self._edited(Edit("billing.waived", self.draft.billing.waived | {field}))
        self.board.step(1)

    def _picked(self, customer: Customer) -> None:
        self.form.first_empty().setFocus()
        if (workspace := self._workspace) is not None:
            self._tasks.start(self._proposing.offer_last(workspace.directory, customer.customer_id))
            self._tasks.start(workspace.directory.used_customer(customer.customer_id))

    def _all_problems(self) -> Sequence[Problem]:
        if (workspace := self._workspace) is None:
            return ()
        return workspace.drafting.check(workspace.pricing.total, workspace.countries.sold_to).problems

    # what services tell

    def _draft_opened(self, draft: Draft) -> None:
        if not self._early.begun:
            self.creation.leave()
            self._show_form(draft)

    def _draft_changed(self, change: DraftChange) -> None:
        if change.before is None:
            self._draft_opened(change.draft)
        elif change.source != "edit" and not self._early.begun:
            self._show_anew(change.draft)
            self.board.turned(change.before, change.draft, self._all_problems)

    def _show_form(self, draft: Draft) -> None:
        """Another order: the form with this draft, without problems, the focus where typing goes on."""
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.showing.finish()
        beside_form = self.shows_form
        with self._leaving.held():
            self.turn_to_form()
            with laid_out_once(*self.form.parts):
                self.form.show_draft(draft)
                self.form.verticalScrollBar().setValue(0)
                self._show_connection()
                self._show_around(draft)
            if not beside_form:
                # Else the panel would come with the sum of the order before.
                self.adding_up.now()
            if self.isVisible() and (had_focus or QApplication.focusWidget() is None):
                self.form.first_empty().setFocus()
        self.board.clear()

    def _show_around(self, draft: Draft, edited: str = "") -> None:
        """All that depends on the draft outside of the field that was `edited`."""
        self.header.duplicate.setEnabled(not draft.empty)
        self._pasting.show_around(draft)
        self.form.cart.show_steps(can_undo=self._steps.can_undo, can_redo=self._steps.can_redo)
        if edited in LOOKED_FOR:
            return
        self.header.show_draft(draft)
        self.form.show_around(draft)
        self.summary.show_proposed(len(proposed(draft)))
        if self._workspace is not None:
            self.adding_up.update(draft)
            self._verdicts.show_around(draft)

    def _show_connection(self) -> None:
        self.summary.set_offline(self.creation.offline)

    def _show_directory(self) -> None:
        if (workspace := self._workspace) is not None:
            practice = workspace.place.mode == "practice"
            self.form.customer.finder.set_hint(search_hint(workspace.directory.status, practice=practice))
            self.form.renew_searches()

    def _queueing(self, draft: Draft, total: Total | None) -> None:
        if self.board.problems or self.board.advice:
            self.board.clear()
        self.showing.prepare(draft, total)

    def _refused(self, problems: Sequence[Problem]) -> None:
        self.board.show_all(problems)
        self.board.go(0)

    def _not_queued(self, reason: str) -> None:
        self.summary.say(_("No link was made"), not_queued(reason))
        self.summary.create_link.setFocus()

    def _show_links(self, links: Sequence[PaymentLink]) -> None:
        if (workspace := self._workspace) is not None:
            self.showing.show_links(links, workspace.place)

    def _lay_out_link(self, link: PaymentLink) -> None:
        if (workspace := self._workspace) is not None:
            self.showing.lay_out_link(link, workspace.place)
