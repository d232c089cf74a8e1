"""Sentences about newer versions of the program."""

from datetime import datetime

from dodo_desktop.core.updates import UpdateNote
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.times import as_of


def newer_told(version: str, current: str) -> tuple[str, str]:
    """Title and sentence: there is a newer version, what it means for the orders, what to do."""
    return (
        _("Version {version} is out.").format(version=isolate(version)),
        _(
            "You have {current}, which goes on working. Drafts and orders stay when you install the new one."
        ).format(current=isolate(current)),
    )


def version_told(current: str) -> str:
    """Which version this is."""
    return _("You have version {version}.").format(version=isolate(current))


def updates_told(note: UpdateNote, newer: str, now: datetime, *, asks: bool) -> str:
    """What is known of a newer one, in a line of Settings."""
    if newer:
        return _("Version {version} is out.").format(version=isolate(newer))
    if not note.tell:
        return _("Nobody is asked for a newer one.")
    if not asks:
        return _("In practice nobody is asked for a newer one.")
    if note.asked_at is None:
        return _("A newer one was not asked for yet.")
    return _("Last asked for a newer one: {when}.").format(when=isolate(as_of(note.asked_at, now)))


def updates_promise() -> str:
    """What the question tells, and what it does not."""
    return _(
        "Once a day the app asks github.com for the number of the newest version. Nothing about you or your"
        " orders is sent, and nothing is installed by itself."
    )
