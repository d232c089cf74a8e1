"""Links as a CSV file that spreadsheets open as it is meant: with a mark for UTF-8, and no formulas."""

import csv
import io
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from dodo_desktop.core.link import PaymentLink, link_state
from dodo_desktop.core.money import exponent
from dodo_desktop.ui.widgets.paged_model import PAGE
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import mode_word
from dodo_desktop.ui.words.states import link_word

Rows = Callable[[int, int], Awaitable[Sequence[PaymentLink]]]
"""Links from a start on, as many as a limit says at most."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


async def all_rows(rows: Rows) -> list[PaymentLink]:
    """All pages of a choice of links. Raises what `rows` raises."""
    found: list[PaymentLink] = []
    while True:
        page = await rows(len(found), PAGE)
        found += page
        if len(page) < PAGE:
            return found


def csv_bytes(links: Sequence[PaymentLink], now: datetime) -> bytes:
    """The whole file. Amounts have a point and the currency's decimals; times are local, with zone."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings())
    for link in links:
        writer.writerow([harmless(cell) for cell in _cells(link, now)])
    return text.getvalue().encode("utf-8-sig")


def headings() -> list[str]:
    """The first line."""
    return [
        _("Made"),
        _("Customer"),
        _("E-mail"),
        _("Order"),
        _("Total"),
        _("Currency"),
        _("State"),
        _("Expires"),
        _("Link"),
        _("Payment ID"),
        _("Mode"),
    ]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a leading sign gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _cells(link: PaymentLink, now: datetime) -> list[str]:
    return [
        _time(link.created_at),
        link.customer_name,
        link.customer_email,
        link.order_reference,
        _amount(link),
        link.total.currency if link.total else "",
        link_word(link_state(link, now), link).word,
        _time(link.expires_at) if link.expires_at else "",
        link.url,
        link.payment_id,
        mode_word(link.mode),
    ]


def _time(moment: datetime) -> str:
    return moment.astimezone().isoformat(sep=" ", timespec="seconds")


def _amount(link: PaymentLink) -> str:
    if link.total is None:
        return ""
    places = exponent(link.total.currency)
    whole, rest = divmod(abs(link.total.minor), 10**places)
    sign = "-" if link.total.minor < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"
