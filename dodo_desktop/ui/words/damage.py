"""What is said about a damaged file that was set aside, and of what the disk did not take."""

from dodo_desktop.ui.words import _, isolate


def set_aside_told(name: str) -> tuple[str, str]:
    """Headline and sentence: what happened, what it means for the orders, what to do."""
    return (
        _("The local data were damaged, so the app began new ones"),
        _(
            "The damaged file was set aside as {name}; nothing in it was deleted. Drafts and orders that "
            "waited in it are not in the new data. Before you make such an order again, look in Dodo’s "
            "dashboard whether its link is there. If you have a backup, close the app and put it in place "
            "of the new file."
        ).format(name=isolate(name)),
    )


def closing_question(reason: str) -> tuple[str, str]:
    """Headline and sentence before the window closes over something typed that is not on disk."""
    why = {
        "disk_full": _("The disk is full, so what is typed in the form is not saved. Make room."),
        "read_only": _("The disk cannot be written to, so what is typed in the form is not saved. Check it."),
    }.get(reason, _("The disk does not answer, so what is typed in the form is not saved. Check it."))
    then = _("It is saved by itself as soon as the disk takes it. If the app closes now, it is lost.")
    return _("Close without saving?"), f"{why} {then}"
