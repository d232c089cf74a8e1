"""Kept drafts as a table: name, total, age."""

from datetime import UTC, datetime
from enum import IntEnum

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.records import BrokenDraft, DraftRow
from dodo_desktop.ui.compose.kept_model import KeptModel, lines_total
from dodo_desktop.ui.words import _, isolate


class Column(IntEnum):
    """The list's columns."""

    NAME = 0
    TOTAL = 1
    AGE = 2


Row = DraftRow | BrokenDraft


class DraftsModel(KeptModel[Row]):
    """Kept drafts, newest first, and among them those that can no longer be read."""

    def headings(self) -> tuple[str, ...]:
        return (_("Draft"), _("Total"), _("Changed"))

    def trailing(self, column: int) -> bool:
        return column != Column.NAME

    def key(self, row: Row) -> str:
        return row.draft_id if isinstance(row, BrokenDraft) else row.draft.draft_id

    def name(self, row: Row) -> str:
        return "" if isinstance(row, BrokenDraft) else row.draft.title

    def editable(self, row: Row) -> bool:
        return isinstance(row, DraftRow)

    def text(self, row: Row, column: int) -> str:
        match column:
            case Column.NAME:
                return row_name(row) if isinstance(row, BrokenDraft) else _listed(row.draft)
            case Column.TOTAL:
                return lines_total(()) if isinstance(row, BrokenDraft) else lines_total(row.draft.lines)
        from dodo_desktop.ui.words.times import ago

        return ago(row.saved_at, datetime.now(UTC))


def row_name(row: Row) -> str:
    """What a row is called in a sentence."""
    return _("A draft that cannot be read") if isinstance(row, BrokenDraft) else draft_name(row.draft)


def draft_name(draft: Draft) -> str:
    """The name that the person gave it, else the customer's, else what is in the cart."""
    first = draft.lines[0].product.name if draft.lines else ""
    return draft.title or draft.customer.shown_name or first or _("No customer yet")


def _listed(draft: Draft) -> str:
    """With the customer beside a name that the person gave."""
    name, customer = draft_name(draft), draft.customer.shown_name
    return f"{isolate(name)} · {isolate(customer)}" if draft.title and customer else name
