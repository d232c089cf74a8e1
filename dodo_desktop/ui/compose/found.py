"""The line under what a search found: how much of all that is known here, and how old that is."""

from datetime import UTC, datetime

from dodo_desktop.services.directory import DirectoryStatus
from dodo_desktop.ui.words import _, locale, ngettext


def search_hint(status: DirectoryStatus, *, practice: bool) -> str:
    """What stands under the search for customers before anything is typed; empty for nothing."""
    if practice and status.customers:
        return ngettext(
            "{count} sample customer. Try “zoe” or “garcia”.",
            "{count} sample customers. Try “zoe” or “garcia”.",
            status.customers,
        ).format(count=status.customers)
    if status.loading and status.complete_at is None:
        return _("Customers are being read from Dodo for the first time…")
    return ""


def customers_found(status: DirectoryStatus, count: int) -> tuple[str, str]:
    """What was found, and the keys. Both are empty where nothing was."""
    return (_found(status, count, status.customers), _("↑↓ choose · Enter picks")) if count else ("", "")


def products_found(status: DirectoryStatus, count: int) -> tuple[str, str]:
    """The same for products."""
    return (_found(status, count, status.products), _("↑↓ choose · Enter adds")) if count else ("", "")


def _found(status: DirectoryStatus, count: int, known: int) -> str:
    from babel.numbers import format_decimal

    from dodo_desktop.ui.words.times import as_of

    total = format_decimal(known, locale=locale())
    if status.complete_at is None:
        return _("{count} of {total}").format(count=count, total=total)
    when = as_of(status.complete_at, datetime.now(UTC))
    return _("{count} of {total}, as of {time}").format(count=count, total=total, time=when)
