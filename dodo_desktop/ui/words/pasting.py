"""What became of a pasted address, in sentences."""

from dodo_desktop.ui.words import _, ngettext


def lines_left(count: int) -> str:
    """Lines that no field took; they stand below."""
    return ngettext(
        "{count} line was not understood, so it stands in no field. Look whether it belongs somewhere.",
        "{count} lines were not understood, so they stand in no field. Look whether they belong somewhere.",
        count,
    ).format(count=count)


def nothing_found() -> str:
    """The text had nothing of an address in it."""
    return _("No address was found in what you pasted, so nothing was changed. Copy one, then paste again.")


def nothing_new() -> str:
    """All that was found stands in the form already."""
    return _("All of it stands in the form already, so nothing was changed.")


def clipboard_empty() -> str:
    """There was no text to read."""
    return _("The clipboard has no text, so nothing was changed. Copy an address, then paste it here.")


def not_in_text() -> str:
    """Under a field that the pasted text said nothing about."""
    return _("Not in the text")
