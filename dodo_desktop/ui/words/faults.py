"""What is said about the disk and the local data."""

from dodo_desktop.ui.words import _


def store_fault(reason: str) -> tuple[str, str]:
    """Headline and sentence for the reason of a StoreFault at the start: what it means, what to do."""
    sentences = {
        "disk_full": (
            _("The disk is full"),
            _("Orders could not be kept safely, so the app does not go on. Make room and start it again."),
        ),
        "read_only": (
            _("The data folder cannot be written to"),
            _(
                "Orders could not be kept safely, so the app does not go on. "
                "Allow writing and start it again."
            ),
        ),
        "corrupt": (
            _("The local data cannot be read"),
            _("The file is damaged. It was left as it is. Restore it from a backup, or ask for help."),
        ),
        "newer": (
            _("The data are from a newer version"),
            _(
                "A newer version of this app wrote them, and they were left as they are. "
                "Install that version."
            ),
        ),
        "locked": (
            _("Another program works with these data"),
            _("So that no order is sent twice, only one may. Close the other one and start this app again."),
        ),
    }
    other = (
        _("The local data cannot be opened"),
        _("Orders could not be kept safely, so the app does not go on. Check the disk and start it again."),
    )
    return sentences.get(reason, other)


def running_silently() -> tuple[str, str]:
    """Headline and sentence where the app seems to run already, but does not come to the front."""
    return (
        _("The app runs already and does not answer"),
        _(
            "So that no order is sent twice, it is not started a second time. Wait a moment, or end it, "
            "and start it again."
        ),
    )


def not_switched(headline: str) -> str:
    """Another account could not be opened; `headline` is what is the matter with its data."""
    return _("{what}, so you are still in the account from before. Nothing was changed or sent.").format(
        what=headline
    )


def outbox_fault(reason: str) -> tuple[str, str]:
    """Headline and sentence while working: orders cannot be written down, so none is sent."""
    not_sent = _("No order is sent meanwhile, and what was sent is not sent again.")
    again = _("It is tried again by itself.")
    return {
        "disk_full": (_("The disk is full."), f"{not_sent} {_('Make room.')} {again}"),
        "read_only": (
            _("The data folder cannot be written to."),
            f"{not_sent} {_('Allow writing to it.')} {again}",
        ),
        "locked": (_("Another program holds the data."), f"{not_sent} {_('Close that one.')} {again}"),
        "corrupt": (
            _("The local data are damaged."),
            f"{not_sent} "
            + _("Start the app again: the file is then set aside, nothing is deleted, and a new one begins."),
        ),
    }.get(reason, (_("The disk did not take an order."), f"{not_sent} {_('Check the disk.')} {again}"))
