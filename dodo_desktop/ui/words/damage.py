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


def settings_aside_told(name: str) -> tuple[str, str]:
    """Headline and sentence about a file of settings; `name` is its new one, "" where it has none."""
    title = _("The settings could not be read, so the app began new ones")
    if not name:
        return (
            title,
            _(
                "The file was left as it is, and nothing is saved over it. Drafts, orders and keys were not "
                "touched, but your accounts are not shown. Close the app, allow reading settings.json or "
                "check the disk, and start the app again."
            ),
        )
    return (
        title,
        _(
            "The file was set aside as {name}; nothing in it was deleted. Drafts, orders and keys were not "
            "touched, but your accounts are not shown, and their orders wait. To have them back, close the "
            "app, put the file or a backup in place of settings.json, and start the app again."
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
