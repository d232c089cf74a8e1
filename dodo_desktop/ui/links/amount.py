"""The total of a link in large letters, and what is to be said of it, in a room that stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from dodo_desktop.core.link import likely_total
from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.theme import set_property, set_text
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.widgets.read_only import ReadOnly
from dodo_desktop.ui.widgets.room import keep_room
from dodo_desktop.ui.words import _, links

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink

_ROOM, _ROOM_COMPACT = 324, 268
"""Pixels for the amount, its currency and a note beside them, without what is between, in a narrow window."""


class Amount:
    """Amount, currency, and a note beside them or below.

    Dodo tells the amount with the link and its currency a moment later. Until then it is shown in the
    currency that is likely, and says so where the note on the quote is going to stand; nothing moves when
    that comes. `compact` where the place shows no note on a total that is as quoted.
    """

    def __init__(self, prefix: str, *, compact: bool) -> None:
        self._compact = compact
        self._fresh = True
        self.total = ReadOnly(f"{prefix}.total", _("Total"), size="amount", tabular=True)
        self._tail = QLabel()
        set_text(self._tail, "medium", "muted")
        self._beside = QLabel()
        set_text(self._beside, "small", "muted")
        self._below = Prose()
        set_text(self._below, "small", "muted")

    def lay_out(self, column: QVBoxLayout) -> None:
        """Put all of it into this column."""
        row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self.total)
        self._tail.setContentsMargins(0, 0, 0, 5)
        self._beside.setContentsMargins(0, 0, 0, 5)
        row.addWidget(self._tail, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self._below)

    def forget(self) -> None:
        """Another link is about to be shown, which has a room of its own."""
        self._fresh = True

    def show_link(self, link: PaymentLink) -> None:
        """Show the total of a link as it is known now."""
        amount, tail, unsure = links.total_parts(link)
        likely = likely_total(link)
        self.total.setText(amount)
        why = links.why_unsure(link)
        self.total.setAccessibleDescription(f"{tail} {why}".strip())
        self._tail.setText(tail)
        note = "" if self._compact and likely == link.quote else links.quote_note(link)
        short = unsure or note
        beside = self._has_room(short, amount, tail) and (bool(unsure) or not self._compact)
        self._beside.setText(short if beside else "")
        self._beside.setToolTip(tip(why))
        below = [] if beside else [short]
        if unsure and (self._compact or not self._has_room(note, amount, tail)):
            below.append(note)
        tone = "warning" if links.differs(link) else "muted"
        for label in (self._beside, self._below):
            set_property(label, "tone", tone)
        self._say_below("\n".join(line for line in below if line))

    def _has_room(self, note: str, amount: str, tail: str) -> bool:
        """Whether a note can stand beside the amount in the narrowest panel."""
        parts = ((self.total, amount), (self._tail, tail), (self._beside, note))
        needed = sum(part.fontMetrics().horizontalAdvance(text) for part, text in parts)
        return needed <= (_ROOM_COMPACT if self._compact else _ROOM)

    def _say_below(self, text: str) -> None:
        # Where the same link had a note, its room stays: nothing moves while somebody copies or scans.
        before = "" if self._fresh else self._below.text()
        self._fresh = False
        keep_room(self._below, bool(before))
        if text or not before:
            self._below.setText(text + "\n" * (before.count("\n") - text.count("\n")))
        self._below.setVisible(bool(text))
