"""The page's header: title, when it was saved, drafts, templates, and what begins another order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.ui.compose.section import rule
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import Button, FlatButton, button
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.words import _, isolate

if TYPE_CHECKING:
    from datetime import datetime

    from dodo_desktop.core.draft import Draft

_HEIGHT, _HEIGHT_NARROW = 52, 48


class Header(QFrame):
    """Title and actions. `action_row` is the place of *Duplicate* and *New link* while the form is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self.title = ElidedLabel(_("New link"), self)
        self.title.setObjectName("compose.title")
        set_text(self.title, "page")
        self.saved = QLabel(self)
        self.saved.setObjectName("compose.saved")
        set_text(self.saved, "small", "muted", tabular=True)
        self.drafts: Button = FlatButton(_("Drafts"), "draft")
        self.drafts.setObjectName("drafts.menu")
        self.drafts.set_chevron(True)
        self.templates: Button = FlatButton(_("Templates"), "template")
        self.templates.setObjectName("templates.menu")
        self.templates.set_chevron(True)
        self.duplicate: Button = FlatButton(_("Duplicate"), "duplicate")
        self.duplicate.setObjectName("compose.duplicate")
        self.new: Button = button(_("New link"), icon="add")
        self.new.setObjectName("compose.new")
        self.action_row = QHBoxLayout()
        self.action_row.setSpacing(8)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(self._row)
        self._row.addWidget(self.title)
        self._row.addSpacing(6)
        self._row.addWidget(self.saved)
        self._row.addStretch(1)
        self._row.addWidget(self.drafts)
        self._row.addWidget(self.templates)
        self._row.addLayout(self.action_row)
        column.addStretch(1)
        column.addWidget(rule(self))
        self.take_back_actions()
        self.set_narrow(False)

    def take_back_actions(self) -> None:
        """Show *Duplicate* and *New link* here, after they stood under a result."""
        self.duplicate.set_kind("flat")
        self.new.set_key_hint("")
        self.action_row.addWidget(self.duplicate)
        self.action_row.addWidget(self.new)

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        self.setMinimumHeight(_HEIGHT_NARROW if narrow else _HEIGHT)
        side = 20 if narrow else 24
        self._row.setContentsMargins(side, 0, side, 0)

    def show_draft(self, draft: Draft) -> None:
        """The title of an order that is being typed: the name that the person gave it, else "New link"."""
        self.title.setText(draft.title or _("New link"))

    def show_result(self, draft: Draft, *, linked: bool) -> None:
        """The title of an order that left the form; `linked` once there is a link."""
        name = draft.customer.shown_name
        words = _("Link for {name}") if linked else _("Order for {name}")
        plain = _("Link") if linked else _("Order")
        self.title.setText(words.format(name=isolate(name)) if name else plain)
        self.saved.setText("")

    def show_drafts(self, count: int) -> None:
        """How many drafts are kept."""
        self.drafts.setText(_("Drafts ({count})").format(count=count) if count else _("Drafts"))

    def show_templates(self, count: int) -> None:
        """How many templates there are."""
        self.templates.setText(_("Templates ({count})").format(count=count) if count else _("Templates"))

    def show_saved(self, at: datetime | None, failed: str) -> None:
        """When the draft was saved last, or why it could not be."""
        if failed:
            self.saved.setText(not_saved(failed))
            set_text(self.saved, "small", "danger", tabular=True)
            return
        set_text(self.saved, "small", "muted", tabular=True)
        if at is None:
            self.saved.setText("")
            return
        from dodo_desktop.ui.words.times import clock_time

        self.saved.setText(_("Saved {time}").format(time=clock_time(at)))


def not_saved(reason: str) -> str:
    """Why what is typed could not be kept, in a few words."""
    return {
        "disk_full": _("Not saved: the disk is full"),
        "read_only": _("Not saved: the disk cannot be written to"),
    }.get(reason, _("Not saved: the disk does not answer"))


def not_put_away(reason: str) -> str:
    """Why another draft cannot be opened, what that means for what is typed, and what to do."""
    why = {
        "disk_full": _("The disk is full."),
        "read_only": _("The disk cannot be written to."),
    }.get(reason, _("The disk does not answer."))
    then = _(
        "What is typed here is not saved yet, so the form stays. Make room or check the disk, then go on."
    )
    return f"{why} {then}"


def not_queued(reason: str) -> str:
    """Why an order could not be written down, what that means for it, and what to do."""
    why = {
        "disk_full": _("The disk is full, so the order could not be written down and nothing was sent."),
        "read_only": _("The disk cannot be written to, so nothing was sent."),
        "locked": _("Another program holds the data, so nothing was sent."),
    }.get(reason, _("The order could not be written down, so nothing was sent."))
    return why + " " + _("Make room or check the disk, then create the link again.")
