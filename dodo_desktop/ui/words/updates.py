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


def updates_told(note: UpdateNote, current: str, newer: str, now: datetime, *, asks: bool) -> str:
    """What is known, in a line of Settings."""
    yours = _("You have version {version}.").format(version=isolate(current))
    if newer:
        return f"{yours} {_('Version {version} is out.').format(version=isolate(newer))}"
    if not note.tell:
        return f"{yours} {_('Nobody is asked for a newer one.')}"
    if not asks:
        return f"{yours} {_('In practice nobody is asked for a newer one.')}"
    if note.asked_at is None:
        return f"{yours} {_('A newer one was not asked for yet.')}"
    when = isolate(as_of(note.asked_at, now))
    return f"{yours} {_('Last asked for a newer one: {when}.').format(when=when)}"


def updates_promise() -> str:
    """What the question tells, and what it does not."""
    return _(
        "Once a day the app asks github.com for the number of the newest version. Nothing about you or your"
        " orders is sent, and nothing is installed by itself."
    )
