"""Kept drafts: a list laid over the page below its button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dodo_desktop.core.records import BrokenDraft, DraftRow
from dodo_desktop.ui.compose.drafts_model import Column, DraftsModel, Row, row_name
from dodo_desktop.ui.compose.kept_list import KeptList
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.words import _, isolate

if TYPE_CHECKING:
    from dodo_desktop.services.drafting import Drafting
    from dodo_desktop.services.feed import Feed


class DraftsMenu(KeptList[Row, "Drafting"]):
    """The list with *Open*, *Rename*, *Duplicate* and *Delete*."""

    def __init__(self, anchor: Button) -> None:
        super().__init__(
            "drafts",
            _("Drafts"),
            anchor,
            DraftsModel(),
            {Column.TOTAL: 110, Column.AGE: 100},
            empty=_("No drafts. What you type is kept here until its link is made."),
        )
        self.add_action(_("Open"), "open", self.choose)
        self.add_action(_("Rename"), "rename", self._start_rename)
        self.add_action(_("Duplicate"), "duplicate", self._duplicate)
        self.add_action(_("Delete"), "delete", self.delete)

    async def before_showing(self, service: Drafting) -> None:
        await service.flush()

    def news(self, service: Drafting) -> Feed[None]:
        return service.listed

    async def count(self, service: Drafting) -> int:
        return await service.count()

    async def fetch(self, service: Drafting, limit: int, offset: int) -> tuple[Sequence[Row], int]:
        return await service.rows(limit, offset), await self.count(service)

    async def delete_for_good(self, service: Drafting, keys: Sequence[str]) -> None:
        for draft_id in keys:
            await service.delete(draft_id)

    async def name_row(self, service: Drafting, key: str, name: str) -> None:
        await service.rename(key, name)

    def told_deleted(self, row: Row) -> str:
        if isinstance(row, BrokenDraft):
            return _("The draft that cannot be read is deleted.")
        # It often has the name of a customer, who is not deleted.
        return _("The draft “{draft}” is deleted.").format(draft=isolate(row_name(row)))

    def choose(self) -> None:
        row, drafting = self._readable(), self.service
        if row is None or drafting is None:
            return
        self.close_menu()

        async def open_it() -> None:
            await drafting.open(row.draft.draft_id)

        self.run(open_it())

    def _start_rename(self) -> None:
        if self._readable() is not None:
            self.start_rename()

    def _duplicate(self) -> None:
        row, drafting = self._readable(), self.service
        if row is not None and drafting is not None:
            self.close_menu()
            self.run(drafting.duplicate(row.draft))

    def _readable(self) -> DraftRow | None:
        """The row that is chosen; where nothing can be done with it, that is said."""
        row = self.current()
        if isinstance(row, BrokenDraft):
            self.say(
                _("What is kept of this draft cannot be read. It stays on this computer until it is deleted.")
            )
            return None
        return row
