"""Links that were made, in words: the total against the quote, until when, what the mode means."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dodo_desktop.core.link import FINAL, likely_total
from dodo_desktop.core.money import UNPROVED_EXPONENT, Money
from dodo_desktop.ui.words import _, isolate, locale, ngettext
from dodo_desktop.ui.words.orders import code_beside, money
from dodo_desktop.ui.words.times import absolute, ago, as_of, left, span

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink

_CENTS = frozenset(
    {"AUD", "BBD", "BSD", "BZD", "CAD", "EUR", "FJD", "HKD", "JMD", "NZD", "SGD", "USD", "ZAR"}
)


def total_text(link: PaymentLink) -> tuple[str, str]:
    """The amount and what stands behind it: its currency, and that it is not confirmed where it is not."""
    amount, currency, unsure = total_parts(link)
    likely = likely_total(link)
    if unsure and likely is not None:
        return amount, _("{currency}, not confirmed").format(currency=likely.currency)
    return amount, currency


def total_parts(link: PaymentLink) -> tuple[str, str, str]:
    """The amount, its currency where the amount does not name it, and what is not known of the two, which is
    never to be left out; empty where all is known."""
    likely = likely_total(link)
    if likely is not None:
        unsure = "" if link.total is not None else _("Currency not confirmed")
        return money(likely), code_beside(likely), unsure
    if link.total_minor is None:
        return _("Total not known yet"), "", ""
    from dodo_desktop.core.number_style import number_style

    told = number_style(locale()).number(link.total_minor, "")
    return (
        _("Total not known yet"),
        "",
        _("Dodo counts it as {number} and has not told the currency yet.").format(number=told),
    )


def total_plain(link: PaymentLink) -> str:
    """Amount and currency as one text, for lists."""
    return " ".join(part for part in total_text(link) if part)


def quote_note(link: PaymentLink) -> str:
    """How the total stands to what was said before; empty where nothing was said or can be compared.

    While Dodo has not told the currency, that of the order is taken for it.
    """
    total = likely_total(link)
    parts = [_against_quote(link, total)]
    if total is not None and total.currency in UNPROVED_EXPONENT:
        parts.append(_("Dodo counts this as {number}.").format(number=total.minor))
    return "\n".join(part for part in parts if part)


def differs(link: PaymentLink) -> bool:
    """Whether the customer is charged another amount than Dodo itself said before."""
    return link.quote_exact and None not in (link.total, link.quote) and link.total != link.quote


def why_unsure(link: PaymentLink) -> str:
    """What is known of a total whose currency Dodo has not told yet, and what is done; empty once it has."""
    if link.total is not None or link.total_minor is None:
        return ""
    likely = likely_total(link)
    asked = _("The app is asking Dodo for it.")
    if likely is None:
        return f"{total_parts(link)[2]} {asked}"
    told = _("Dodo has told the amount, but not its currency yet. {currency} is the currency of the order.")
    return f"{told.format(currency=likely.currency)} {asked}"


def _against_quote(link: PaymentLink, total: Money | None) -> str:
    quote = link.quote
    if quote is None:
        return ""
    said = isolate(money(quote))
    if not link.quote_exact:
        return _("Estimated {amount}").format(amount=said)
    if total is None:
        return _("Quoted {amount}").format(amount=said)
    if total == quote:
        return _("Same as quoted")
    charged = isolate(money(total))
    return _difference_from(total, quote, charged)


def _difference_from(total: Money, quote: Money, charged: str) -> str:
    if total.currency != quote.currency:
        words = _("Dodo charges {amount}, not {quote} as quoted.")
        return words.format(amount=charged, quote=isolate(money(quote)))
    difference = _difference(abs(total.minor - quote.minor), total.currency)
    if total > quote:
        return _("Dodo charges {amount}, {difference} more than quoted.").format(
            amount=charged, difference=difference
        )
    return _("Dodo charges {amount}, {difference} less than quoted.").format(
        amount=charged, difference=difference
    )


def _difference(minor: int, currency: str) -> str:
    if currency in _CENTS and minor < 100:
        return ngettext("{count} cent", "{count} cents", minor).format(count=minor)
    return isolate(money(Money(minor, currency)))


def expiry(link: PaymentLink, now: datetime) -> tuple[str, str]:
    """The countdown, and until when the customer can pay; both empty once it no longer matters."""
    if link.status in FINAL:
        return "", ""
    if link.expires_at is None:
        return "", _("Dodo did not say until when")
    until = absolute(link.expires_at)
    if link.expires_at <= now:
        return left(link.expires_at, now), _("Customer could pay until {until}").format(until=until)
    return left(link.expires_at, now), _("Customer can pay until {until}").format(until=until)


def expiry_one_line(link: PaymentLink, now: datetime) -> str:
    """The same on one line: "Mon 23 Nov, 13:40 (23 h 32 min)"."""
    if link.status in FINAL:
        return ""
    if link.expires_at is None:
        return _("Dodo did not say until when")
    until = absolute(link.expires_at, now, year=False)
    rest = ago(link.expires_at, now) if link.expires_at <= now else span(link.expires_at - now)
    return _("{until} ({rest})").format(until=until, rest=rest)


def expiry_column(link: PaymentLink, now: datetime) -> str:
    """The column of the list; empty once it no longer matters."""
    if link.status in FINAL:
        return ""
    if link.expires_at is None:
        return _("not known")
    if link.expires_at <= now:
        return ago(link.expires_at, now)
    return _("in {span}").format(span=span(link.expires_at - now))


def checked(moment: datetime | None, now: datetime, *, sentence: bool = False) -> str:
    """How old the knowledge is; empty where Dodo was not asked yet."""
    if moment is None:
        return ""
    told = ago(moment, now) if (now - moment).total_seconds() < 3600 else as_of(moment, now)
    return (_("Checked {ago}") if sentence else _("checked {ago}")).format(ago=told)


def history(link: PaymentLink) -> list[tuple[datetime, str]]:
    """What is known to have happened with a link, oldest first."""
    lines = [(link.created_at, _("Link made on this computer"))]
    if link.status is not None and link.checked_at is not None:
        lines.append((link.checked_at, _status_line(link.status)))
    return lines


def _status_line(status: str) -> str:
    return {
        "requires_payment_method": _("Not paid yet, as Dodo says"),
        "requires_confirmation": _("Not paid yet, as Dodo says"),
        "requires_customer_action": _("Bank asks the customer to confirm"),
        "processing": _("The payment is being processed"),
        "requires_merchant_action": _("Dodo waits for something of yours"),
        "requires_capture": _("The money is reserved"),
        "partially_captured": _("A part of the money was taken"),
        "partially_captured_and_capturable": _("A part of the money was taken"),
        "succeeded": _("Paid, as Dodo says"),
        "failed": _("The payment failed"),
        "cancelled": _("The payment was cancelled"),
    }.get(status, _("Dodo says: {word}").format(word=isolate(status)))


def mode_note(mode: str) -> str:
    """Beside the mode's word, under a QR code."""
    return {
        "practice": _("sample data"),
        "test": _("no real money"),
        "live": _("real money"),
        "custom": _("another host"),
    }[mode]


def mode_banner(mode: str, host: str) -> str:
    """Across the customer's screen: "TEST: no real money"."""
    from dodo_desktop.ui.words.labels import mode_word

    note = host if mode == "custom" and host else mode_note(mode)
    return _("{word}: {note}").format(word=mode_word(mode), note=isolate(note))


def untrusted(host: str) -> str:
    """Instead of the QR code of a link that leads elsewhere."""
    if not host:
        return _(
            "This link does not lead to Dodo, so it has no QR code here. Ask Dodo before you give it away."
        )
    return _(
        "This link leads to {host}, which is not Dodo, so it has no QR code here. "
        "Ask Dodo before you give it away."
    ).format(host=isolate(host))


def open_question(host: str) -> tuple[str, str]:
    """Before a link is opened that leads elsewhere: question and consequence."""
    name = isolate(host) if host else _("an address that cannot be read")
    return (
        _("Open a page that is not Dodo’s?"),
        _("The link leads to {host}. What is typed there does not go to Dodo.").format(host=name),
    )


def over() -> str:
    """Over the code of a link that has expired."""
    return _(
        "This link has expired, so the customer can no longer pay with it. Duplicate the order for a new one."
    )


def being_fetched() -> str:
    """Instead of a link that Dodo has not told yet."""
    return _("Dodo made the payment, but did not tell its link. It is being fetched and appears here.")


def several(count: int) -> str:
    """Above the links of an order that has more than one."""
    return ngettext(
        "Dodo has {count} payment for this order. Give the customer one link only.",
        "Dodo has {count} payments for this order. Give the customer one link only.",
        count,
    ).format(count=count)


def not_opened() -> str:
    """No browser took the link."""
    return _("No browser took the link, so nothing was opened. Copy the link and open it yourself.")


def not_written() -> str:
    """A file could not be saved."""
    return _("The file could not be written there, so nothing was saved. Choose another folder.")


def not_refreshed(reason: str) -> str:
    """Dodo could not be asked; what is shown stays."""
    return {
        "offline": _("Dodo could not be reached. What you see is from the last look."),
        "throttled": _("Dodo asked for a pause. What you see is from the last look."),
        "key": _("The key was refused. What you see is from the last look."),
    }.get(reason, _("Dodo did not answer as usual. What you see is from the last look."))
