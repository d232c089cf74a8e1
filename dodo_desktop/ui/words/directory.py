"""Customers and products in words: who is here, how fresh that is, what was ordered last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from dodo_desktop.ui import words
from dodo_desktop.ui.words import _, isolate, ngettext
from dodo_desktop.ui.words.times import as_of, day_or_time

if TYPE_CHECKING:
    from dodo_desktop.core.records import LastOrder
    from dodo_desktop.services.directory import DirectoryStatus


def number(count: int) -> str:
    """A count as this computer writes it."""
    # Qt knows that at once; Babel would read its data for what the first search of a start finds.
    where = QLocale(words.system_region())
    if where.language() == QLocale.Language.C:
        where = QLocale("en_US")
    return where.toString(count)


def last_order(last: LastOrder | None, now: datetime) -> str:
    """A customer's last order on this computer, for a list."""
    if last is None:
        return _("No order here")
    from dodo_desktop.core.link import LinkState, state_of
    from dodo_desktop.ui.words.states import link_word

    day = day_or_time(last.at, now)
    if last.waiting:
        return _("Waits to be sent, {day}").format(day=day)
    state = state_of(last.status, last.expires_at, now)
    if state is LinkState.PAID:
        return _("Paid {day}").format(day=day)
    word = last.status if state is LinkState.OTHER and last.status else link_word(state).word
    return _("{state}, {day}").format(state=word, day=day)


def order_here(last: LastOrder | None, now: datetime) -> str:
    """The same for the customer who was picked."""
    if last is None:
        return _("First order here")
    return _("Last order here: {order}").format(order=last_order(last, now))


def gone_short() -> str:
    """In a list: who or what Dodo lists no more."""
    return _("No longer at Dodo")


def gone_customer() -> str:
    """Below a customer that Dodo lists no more."""
    return _(
        "Dodo no longer lists this customer, so it may refuse the order. Choose another, or a new customer"
        " with the same e-mail."
    )


def how_far(status: DirectoryStatus) -> str:
    """How many customers are read so far, of about how many."""
    count = number(status.customers)
    if status.expected > status.customers:
        return _("{count} of about {total}").format(count=count, total=number(status.expected))
    return count


def reading_hint(status: DirectoryStatus) -> str:
    """Under the search for a customer while not all are here; empty once they are."""
    if not status.partial:
        return ""
    if status.loading and not status.customers:
        return _("Customers are being read from Dodo for the first time…")
    if status.loading and status.expected > status.customers:
        return _(
            "{count} of about {total} customers are here. Dodo is asked for the others as you type."
        ).format(count=number(status.customers), total=number(status.expected))
    if status.loading:
        return ngettext(
            "{count} customer is here so far. Dodo is asked for the others as you type.",
            "{count} customers are here so far. Dodo is asked for the others as you type.",
            status.customers,
        ).format(count=number(status.customers))
    if not status.failed or not status.customers:
        return ""
    return ngettext(
        "{count} customer is here. Reading on from Dodo goes on by itself once it can be reached.",
        "{count} customers are here. Reading on from Dodo goes on by itself once it can be reached.",
        status.customers,
    ).format(count=number(status.customers))


def nobody(text: str, status: DirectoryStatus, asking: str) -> tuple[str, str]:
    """What a search says that finds no customer: a line, and a second one where that may not be the end."""
    if not status.partial and asking in {"", "answered"}:
        return _("No customer matches “{text}”.").format(text=text), ""
    title = _("No customer here matches “{text}”.").format(text=text)
    details = []
    if status.partial:
        details.append(_("Not all are read yet: {count} so far.").format(count=how_far(status)))
    told = {
        "asking": _("Dodo is being asked…"),
        "answered": _("Dodo found nobody either."),
        "failed": _("Dodo could not be asked."),
    }
    if asking in told:
        details.append(told[asking])
    return title, " ".join(details)


def no_product(text: str, status: DirectoryStatus) -> tuple[str, str]:
    """The same for products, which are read whole."""
    title = _("No product matches “{text}”.").format(text=text)
    if status.products_at is not None:
        return title, ""
    if status.loading:
        return _("No product here matches “{text}”.").format(text=text), _(
            "Products are being read from Dodo for the first time…"
        )
    return title, _("Products were not read from Dodo yet.")


def found(status: DirectoryStatus, count: int, known: int, at: datetime | None, asking: str = "") -> str:
    """Under what a search found: of how many, and how fresh that is."""
    total = number(known)
    if asking == "asking":
        return _("{count} of {total} · Dodo is being asked…").format(count=count, total=total)
    if at is None:
        return _("{count} of {total} read so far").format(count=count, total=total)
    when = as_of(at, datetime.now(UTC))
    if status.failed and not status.loading:
        return _("{count} of {total}, as of {time} · not refreshed since").format(
            count=count, total=total, time=when
        )
    return _("{count} of {total}, as of {time}").format(count=count, total=total, time=when)


def email_taken(name: str) -> str:
    """A customer has the e-mail that was typed for a new one."""
    return _("{name} has this e-mail already.").format(name=isolate(name))


def email_free(*, asked: bool) -> str:
    """Nobody has it, as far as Dodo was `asked`."""
    if asked:
        return _("No customer has this e-mail yet")
    return _("No customer here has this e-mail. Dodo could not be asked.")


def tax_category(code: str) -> str:
    """What Dodo taxes a product as; a word that is new to us as it is sent."""
    return {
        "digital_products": _("Digital product"),
        "saas": _("Software as a service"),
        "e_book": _("E-book"),
        "edtech": _("Online course"),
        "live_tutoring": _("Live lessons"),
    }.get(code, code.replace("_", " ").capitalize())


def phone_text(stored: str) -> str:
    """A customer's phone number in the groups that it is read in; empty where there is none.

    As it is stored until the numbering plans of the world are read, for which no window waits.
    """
    if not stored:
        return ""
    from dodo_desktop.core.checks_contact import plans_read, readable_phone

    return readable_phone(stored) if plans_read() else stored
