"""What is said about a damaged file that was set aside."""

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
