"""Kept drafts: a list laid over the page below its button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dodo_desktop.core.records import DraftRow
from dodo_desktop.ui.compose.drafts_model import Column, DraftsModel, draft_name
from dodo_desktop.ui.compose.kept_list import KeptList
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.services.drafting import Drafting
    from dodo_desktop.services.feed import Feed


class DraftsMenu(KeptList[DraftRow, "Drafting"]):
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
        self.add_action(_("Rename"), "rename", self.start_rename)
        self.add_action(_("Duplicate"), "duplicate", self._duplicate)
        self.add_action(_("Delete"), "delete", self.delete)

    async def before_showing(self, service: Drafting) -> None:
        await service.flush()

    def news(self, service: Drafting) -> Feed[None]:
        return service.listed

    async def count(self, service: Drafting) -> int:
        return await service.count()

    async def fetch(self, service: Drafting, limit: int, offset: int) -> tuple[Sequence[DraftRow], int]:
        return await service.rows(limit, offset), await self.count(service)

    async def delete_for_good(self, service: Drafting, keys: Sequence[str]) -> None:
        for draft_id in keys:
            await service.delete(draft_id)

    async def name_row(self, service: Drafting, key: str, name: str) -> None:
        await service.rename(key, name)

    def label(self, row: DraftRow) -> str:
        return draft_name(row.draft)

    def choose(self) -> None:
        row, drafting = self.current(), self.service
        if row is None or drafting is None:
            return
        self.close_menu()

        async def open_it() -> None:
            await drafting.open(row.draft.draft_id)

        self.run(open_it())

    def _duplicate(self) -> None:
        row, drafting = self.current(), self.service
        if row is not None and drafting is not None:
            self.close_menu()
            self.run(drafting.duplicate(row.draft))
