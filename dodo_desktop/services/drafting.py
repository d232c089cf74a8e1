"""Drafting: edits, autosave, checks, and the way of a draft into the outbox."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Literal

from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft, Edit, apply, copied
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.core.outgoing import Hold, OutgoingPayment
from dodo_desktop.core.preview import Total
from dodo_desktop.core.problem import Problem, Weight
from dodo_desktop.core.request import Checked, body, check
from dodo_desktop.core.value import value
from dodo_desktop.services.early import Early
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import BrokenDraft, Clock, DraftRow, DraftStore, OutboxStore
from dodo_desktop.services.undoing import Undoing
from dodo_desktop.services.waiting import Sleep, ended, going

SAVE_WITHIN = 0.3
"""Seconds from the first unsaved edit to its saving."""

RETRY = 5.0
"""Seconds until the disk is tried again after it refused."""

_LAST_ORDERS = 20

Source = Literal["edit", "filled", "undo", "redo", "opened"]


@value
class DraftChange:
    """The draft changed; views draw it anew for anything but their own edit. `filled`: a template did it.

    `before` is what it was, None where another draft was opened.
    """

    draft: Draft
    source: Source
    before: Draft | None = None


@value
class SaveState:
    """`at` is the time of the last saving, None for none yet. `failed` is "" or why the disk refuses:
    disk_full, read_only, other; what was typed since then is in the form alone."""

    at: datetime | None = None
    failed: str = ""


class NotReady(Exception):
    """The draft is no order yet. `problems` are those that stand in its way."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems stand in the way")
        self.problems = problems


class Drafting:
    """One draft is open at any time; `draft` is it. An empty one is never kept. None is left for another
    before all of it is on disk: where the disk refuses that, `new`, `open` and `duplicate` raise StoreFault
    and it stays open.

    `new_id` answers a new UUID as text. `business_id` answers the recorded business, "" while none is.
    """

    def __init__(
        self,
        drafts: DraftStore,
        outbox: OutboxStore,
        clock: Clock,
        *,
        mode: str,
        locale: str,
        new_id: Callable[[], str],
        business_id: Callable[[], str] = str,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._drafts = drafts
        self._outbox = outbox
        self._clock = clock
        self._mode = mode
        self._locale = locale
        self._new_id = new_id
        self._business_id = business_id
        self._sleep = sleep
        self.draft = Draft(new_id())
        self.changed: Feed[DraftChange] = Feed()
        self.saved: Feed[SaveState] = Feed()
        self.listed: Feed[None] = Feed()
        self.save_state = SaveState()
        self._undoing = Undoing()
        self._sent: tuple[Draft, Undoing] | None = None
        self._checked: tuple[tuple[object, ...], Checked] | None = None
        self._kept = False
        self._saved_draft = self.draft
        self._writing = asyncio.Lock()
        self._saver: asyncio.Task[None] | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._undoing.can_undo(self.draft)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._undoing.can_redo

    def edit(self, edit: Edit) -> None:
        """Applies one edit and saves it soon. Raises KeyError for a field that no draft has."""
        draft = apply(self.draft, edit.sound())
        if draft != self.draft:
            self._undoing.note(self.draft, edit)
            self._show(draft, "edit")

    def fill(self, draft: Draft) -> None:
        """Gives the open draft the content of another one, which is one step to take back."""
        edit = Edit("draft", draft)
        whole = apply(self.draft, edit)
        if whole != self.draft:
            self._undoing.note(self.draft, edit)
            self._show(whole, "filled")

    def adopt(self, early: Early) -> None:
        """Gives the open draft, an empty one, what was typed before there was any, with its steps."""
        self._undoing = early.steps.of(self.draft.draft_id)
        self._show(replace(early.draft, draft_id=self.draft.draft_id), "edit")

    def undo(self) -> None:
        """Takes the last step back, if there is one."""
        if self.can_undo:
            self._show(self._undoing.undo(self.draft), "undo")

    def redo(self) -> None:
        """Does the step again that was taken back last, if there is one."""
        if self.can_redo:
            self._show(self._undoing.redo(self.draft), "redo")

    def check(self, total: Total | None = None, sold_to: Collection[str] | None = None) -> Checked:
        """The draft read as an order. `total` is what the summary shows, `sold_to` where Dodo sells."""
        asked = (self.draft, total, sold_to)
        if self._checked is None or any(
            one is not other for one, other in zip(asked, self._checked[0], strict=True)
        ):
            # Asked for by the button and once more by what it does.
            self._checked = asked, check(self.draft, self._locale, total=total, sold_to=sold_to)
        return self._checked[1]

    async def start(self) -> None:
        """Opens the draft that stood in the form last, else a new one."""
        try:
            row = await self._drafts.left_open()
        except StoreFault as fault:
            self._tell(replace(self.save_state, failed=_reason(fault)))
            row = None
        if row is not None:
            self._begin(row.draft, kept=True)
            self._tell(SaveState(row.saved_at))
        self._opened()

    async def new(self) -> None:
        """Keeps what is open and begins an empty draft. Raises StoreFault."""
        async with self._writing:
            await self._keep()
            if not self.draft.empty:
                self._begin(Draft(self._new_id()), kept=False)
        self._opened()
        await self._remember("")

    async def open(self, draft_id: str) -> bool:
        """Keeps what is open and opens another. False where there is none of this id. Raises StoreFault."""
        async with self._writing:
            await self._keep()
            # What stands in the form is newer than what is on disk as soon as somebody types.
            here = draft_id == self.draft.draft_id
            draft = self.draft if here else await self._drafts.get(draft_id)
            if draft is not None and not here:
                await self._keep()
                self._begin(draft, kept=True)
                self._find_steps()
        self.listed.emit(None)
        if draft is None:
            return False
        self._opened()
        await self._remember(draft_id)
        return True

    async def duplicate(self, source: Draft | None = None) -> None:
        """Keeps what is open and opens a copy of `source`, of the open draft where None: what was typed and
        chosen, and nothing that was decided about that one order. Raises StoreFault.
        """
        before = self.draft
        async with self._writing:
            await self._keep()
            # With what was typed meanwhile, unless the draft became an order meanwhile.
            here = self.draft if self.draft.draft_id == before.draft_id else before
            self._begin_with(copied(source or here, ""))
        self._opened()
        await self.flush()

    async def begin(self, content: Draft) -> None:
        """Keeps what is open and opens a new draft with all of this content. Raises StoreFault."""
        async with self._writing:
            await self._keep()
            self._begin_with(content)
        self._opened()
        await self.flush()

    async def rename(self, draft_id: str, title: str) -> None:
        """Names a draft. Raises StoreFault unless it is the open one, which tells by `saved`."""
        if draft_id == self.draft.draft_id:
            self.edit(Edit("draft.title", title))
            await self.flush()
            return
        draft = await self._drafts.get(draft_id)
        if draft is not None:
            named = apply(draft, Edit("draft.title", title).sound())
            await self._drafts.save(named, self._clock.now())
        self.listed.emit(None)

    async def delete(self, draft_id: str) -> None:
        """Removes a draft for good; after the open one an empty one is open. Raises StoreFault."""
        if draft_id != self.draft.draft_id:
            await self._drafts.delete(draft_id)
            self.listed.emit(None)
            return
        async with self._writing:
            await self._drafts.delete(draft_id)
            self._begin(Draft(self._new_id()), kept=False)
        self._opened()
        self.listed.emit(None)

    async def rows(self, limit: int, offset: int = 0) -> Sequence[DraftRow | BrokenDraft]:
        """Kept drafts, newest first. Raises StoreFault."""
        return await self._drafts.rows(limit, offset)

    async def count(self) -> int:
        """How many drafts are kept. Raises StoreFault."""
        return await self._drafts.count()

    async def used_currencies(self) -> tuple[str, ...]:
        """The currencies chosen for the last orders, the latest first. Raises StoreFault."""
        orders = await self._outbox.rows(None, "", _LAST_ORDERS)
        chosen = [o.draft.options.currency for o in orders if isinstance(o, OutgoingPayment)]
        return tuple(dict.fromkeys(code for code in chosen if code in CURRENCIES))

    async def keep(self) -> None:
        """Returns once all that was typed is on disk. Raises StoreFault."""
        async with self._writing:
            await self._keep()

    async def flush(self) -> bool:
        """Saves now what is not saved yet. False where the disk refuses, which `saved` tells, too; it is then
        tried again by itself."""
        async with self._writing:
            saved = await self._save()
        if not saved:
            self._try_later()
        return saved

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed is in the form alone, because the disk refuses it."""
        return bool(self.save_state.failed) and self.draft != self._saved_draft

    async def close(self) -> None:
        """Saves and ends."""
        saver, self._saver = self._saver, None
        async with self._writing:
            await self._save()
        await ended(saver)

    async def enqueue(self, total: Total | None, hold: Hold = Hold.NONE) -> OutgoingPayment:
        """Writes the draft to the outbox as an order; it is on disk when this returns, and nothing was sent.

        The draft is not kept any more, and an empty one takes its place, without `changed`: the form goes on
        showing the order until `new`. Raises NotReady; StoreFault where the disk refuses: the draft stays.
        """
        async with self._writing:
            draft = self.draft
            checked = self.check(total)
            if checked.request is None:
                raise NotReady(tuple(p for p in checked.problems if p.weight is not Weight.ADVICE))
            await self._save()
            now, request_id = self._clock.now(), self._new_id()
            order = OutgoingPayment(
                request_id=request_id,
                draft=draft,
                body=body(checked.request, request_id),
                mode=self._mode,
                created_at=now,
                changed_at=now,
                business_id=self._business_id(),
                quote=total.total if total else None,
                quote_exact=bool(total and total.total and total.exact),
            )
            order = outgoing.queue(order, now, hold=hold)
            await self._outbox.add(order, drop_draft=draft.draft_id)
            self._sent = draft, self._undoing
            self._begin(Draft(self._new_id()), kept=False)
        self.listed.emit(None)
        return order

    def _begin_with(self, content: Draft) -> None:
        """A new draft that is not on disk yet."""
        begun = replace(content, draft_id=self._new_id())
        self._begin(begun, kept=False)
        self._saved_draft = Draft(begun.draft_id)

    def _begin(self, draft: Draft, *, kept: bool) -> None:
        self.draft = draft
        self._kept = kept
        self._saved_draft = draft
        self._undoing = Undoing()

    def _find_steps(self) -> None:
        """The order that went out last is back as it was, such as after a refusal: so are its steps."""
        if self._sent is None:
            return
        sent, steps = self._sent
        if self.draft == replace(sent, draft_id=self.draft.draft_id):
            self._undoing, self._sent = steps.of(self.draft.draft_id), None

    async def _keep(self) -> None:
        """Returns once all that was typed is on disk, also what is typed meanwhile. Raises StoreFault."""
        while self.draft != self._saved_draft:
            if not await self._save():
                self._try_later()
                raise StoreFault(self.save_state.failed)

    async def _remember(self, draft_id: str) -> None:
        # Where it cannot be remembered the next start shows another draft, and all are in the list.
        with suppress(StoreFault):
            await self._drafts.remember_open(draft_id)

    def _opened(self) -> None:
        self.changed.emit(DraftChange(self.draft, "opened"))

    def _show(self, draft: Draft, source: Source) -> None:
        before, self.draft = self.draft, draft
        self.changed.emit(DraftChange(draft, source, before))
        if self._saver is None:
            self._saver = going(self._save_soon(), "draft saver")

    async def _save_soon(self) -> None:
        """A throttle, not a debounce: it counts from the first unsaved edit, however long one types."""
        await self._sleep(SAVE_WITHIN)
        # An edit during the writing has its own time from its own first moment.
        self._saver = None
        async with self._writing:
            saved = await self._save()
        if not saved:
            self._try_later()

    def _try_later(self) -> None:
        if self._saver is None:
            self._saver = going(self._save_later(), "draft saver")

    async def _save_later(self) -> None:
        await self._sleep(RETRY - SAVE_WITHIN)
        await self._save_soon()

    async def _save(self) -> bool:
        draft = self.draft
        if draft == self._saved_draft:
            return True
        now = self._clock.now()
        try:
            if not draft.empty:
                await self._drafts.save(draft, now, open_now=True)
            elif self._kept:
                await self._drafts.delete(draft.draft_id)
        except StoreFault as fault:
            self._tell(replace(self.save_state, failed=_reason(fault)))
            return False
        self._kept = not draft.empty
        self._saved_draft = draft
        self._tell(SaveState(now))
        self.listed.emit(None)
        return True

    def _tell(self, state: SaveState) -> None:
        self.save_state = state
        self.saved.emit(state)


def _reason(fault: StoreFault) -> str:
    return fault.reason if fault.reason in {"disk_full", "read_only"} else "other"
