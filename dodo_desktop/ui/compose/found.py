"""The line under what a search found: how much of all that is known here, and how old that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.ui.compose.customer_face import practice_hint
from dodo_desktop.ui.words import _, ngettext
from dodo_desktop.ui.words.directory import found, number, reading_hint

if TYPE_CHECKING:
    from dodo_desktop.services.directory import DirectoryStatus


def search_hint(status: DirectoryStatus, *, practice: bool) -> str:
    """What stands below the search while nothing is wrong: what to try in practice, else how far all
    customers are read where they are not here yet."""
    if practice and not status.customers:
        return practice_hint()
    if practice and not status.partial:
        return ngettext(
            "{count} sample customer. Try “zoe” or “garcia”.",
            "{count} sample customers. Try “zoe” or “garcia”.",
            status.customers,
        ).format(count=number(status.customers))
    return reading_hint(status)


def customers_found(
    status: DirectoryStatus, count: int, asking: str, *, brief: bool = False
) -> tuple[str, str]:
    """What was found, and the keys. Both are empty where nothing was. `asking`: how far asking Dodo is.

    `brief`: without how fresh that is, for whose words a start would first read the rules of times, and
    without the keys, for whose arrows it would first look for a font that has them.
    """
    if not count:
        return "", ""
    if brief:
        return _("{count} of {total}").format(count=count, total=number(status.customers)), ""
    said = found(status, count, status.customers, status.complete_at, asking)
    return said, _("↑↓ choose · Enter picks")


def products_found(status: DirectoryStatus, count: int) -> tuple[str, str]:
    """The same for products."""
    if not count:
        return "", ""
    return found(status, count, status.products, status.products_at), _("↑↓ choose · Enter adds")
