"""Orders on their way, in sentences: what happened, what it means for the order, what happens next."""

from collections.abc import Callable
from datetime import datetime, timedelta

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.money import CURRENCIES, Money
from dodo_desktop.core.outcome import Blocked, Created, NotSent, Rejected, Unclear
from dodo_desktop.core.outgoing import LOOK_DELAYS, Hold, OutgoingPayment, State
from dodo_desktop.core.refusals import value_of
from dodo_desktop.core.value import value
from dodo_desktop.ui.words import _, isolate, locale, ngettext
from dodo_desktop.ui.words.asking import asked_short, why_asked
from dodo_desktop.ui.words.blocked import blocked_short, blocked_told
from dodo_desktop.ui.words.dodo_codes import code_short, dodo_sentence
from dodo_desktop.ui.words.times import clock_time, span

_Told = Callable[[OutgoingPayment, datetime], str]


@value
class Story:
    """An order's state in sentences. `lead` begins the last part and is shown strong; it may be empty."""

    happened: str
    lead: str
    next: str


def story(order: OutgoingPayment, now: datetime) -> Story:
    """What happened to an order, what that means for it, and what comes next."""
    return _LONG[order.state](order, now)


def next_short(order: OutgoingPayment, now: datetime) -> str:
    """What happens next, in a few words for a column."""
    return _SHORT[order.state](order, now)


def broken_story() -> Story:
    """For a row of the outbox that can no longer be read."""
    return Story(
        _(
            "What is kept of this order can no longer be read, so nothing is sent for it. "
            "It is left as it is, and nothing of it is removed."
        ),
        _("What you can do:"),
        _("look in Dodo’s list of payments whether it has one for this order, then make the order anew."),
    )


def broken_short() -> str:
    """The same for a column."""
    return _("Nothing is sent for it")


def broken_word() -> str:
    """The word in its pill."""
    return _("Cannot be read")


def customer_of(draft: Draft) -> str:
    """Whom the order is for, as lists show it."""
    return draft.customer.shown_name or _("No customer yet")


def items_of(draft: Draft) -> str:
    """Order reference and number of items: "W-1183 · 3 items"."""
    count = len(draft.lines)
    items = ngettext("{count} item", "{count} items", count).format(count=count)
    reference = draft.options.order_reference.strip()
    return f"{isolate(reference)} · {items}" if reference else items


def total_of(order: OutgoingPayment) -> tuple[Money | None, bool]:
    """What the order comes to, and whether that is sure: what Dodo answered, else what the person saw.

    Dodo's answer names no currency. It is taken for the one that the order asks for, which is sure only where
    the total is the one that Dodo told before.
    """
    quote = order.quote
    answered = order.dodo.payment if isinstance(order.dodo, Created) else None
    if answered is None or answered.total_minor is None:
        return quote, order.quote_exact
    chosen = order.draft.options.currency
    currency = answered.currency or (chosen if chosen in CURRENCIES else quote.currency if quote else "")
    if currency not in CURRENCIES:
        return quote, order.quote_exact
    total = Money(answered.total_minor, currency)
    return total, bool(answered.currency) or (order.quote_exact and total == quote)


def quote_of(order: OutgoingPayment) -> str:
    """The total with its currency; empty where none is known."""
    total, sure = total_of(order)
    if total is None:
        return ""
    amount = isolate(f"{money(total)} {code_beside(total)}".rstrip())
    return amount if sure else _("about {amount}").format(amount=amount)


def money(amount: Money) -> str:
    """An amount with its symbol, as this computer writes it."""
    # Imported late: CLDR data is heavy, and the first picture of the window has no amounts in it.
    from dodo_desktop.core.money_text import format_money

    return format_money(amount, locale())


def code_beside(amount: Money) -> str:
    """The currency's code where the amount as it is written does not tell it already."""
    return "" if amount.currency in money(amount) else amount.currency


def store_sentence(reason: str) -> str:
    """Why the data on this computer could not be read or changed."""
    why = {
        "disk_full": _("The disk is full, so nothing was changed. Make room, then try again."),
        "read_only": _("The disk cannot be written to, so nothing was changed. Check it, then try again."),
        "corrupt": _("The data on this computer is damaged and could not be read. Look into Settings, Data."),
        "newer": _("The data is of a newer version of this app, so it is left alone. Update the app."),
        "locked": _("Another program holds the data, so nothing was changed. Close it, then try again."),
    }
    return why.get(reason, _("The data on this computer did not answer, so nothing was changed. Try again."))


def moved_on() -> str:
    """A person asked for something that no longer fits the order."""
    return _("The order has moved on meanwhile, so nothing was done. Look at where it stands now.")


# Waiting


def _sending(order: OutgoingPayment, now: datetime) -> Story:
    return Story(
        _("The order is on its way to Dodo. It is sent once; the answer takes a few seconds."),
        _("You can wait:"),
        _("the link appears here as soon as Dodo answers."),
    )


def _queued(order: OutgoingPayment, now: datetime) -> Story:
    if order.hold is not Hold.NONE:
        return Story(why_asked(order), _("Your turn:"), _("send it as it is, edit it, or discard it."))
    why = _why_waiting(order)
    if order.next_at is None or order.next_at <= now:
        then = _("it goes out now.")
    else:
        then = _("it goes out in {span}, or as soon as the connection is back.").format(
            span=span(order.next_at - now)
        )
    happened = " ".join(part for part in (why, _tries_note(order), _again_note(order)) if part)
    return Story(happened, _("You can wait:"), then)


def _why_waiting(order: OutgoingPayment) -> str:
    safe = _("Nothing was sent. The order is safe on this computer and is sent once.")
    if not isinstance(order.dodo, NotSent):
        return _("The order is safe on this computer and waits for its turn. It is sent once.")
    reasons = {
        "dns": _("Dodo’s address could not be found, so the network seems to be down."),
        "refused": _("The connection to Dodo was turned away."),
        "tls": _("No safe connection to Dodo could be made: its certificate was not accepted."),
        "timeout": _("Dodo could not be reached in time."),
        "proxy": _("The proxy of this network did not let the connection through."),
        "unreachable": _("Dodo could not be reached."),
        "offline": _("This computer is offline."),
        "throttled": _("Dodo gets many requests just now and asked for a pause."),
        "discount_busy": _("Somebody used the discount code at the same moment, so Dodo made no link."),
        "unready": _("Dodo did not answer a question that comes before sending."),
        "busy": _("Many orders went out at once, and this one had to wait."),
        "closed": _("The app ended before the order went out."),
    }
    return f"{reasons.get(order.dodo.reason, _('The order could not be sent.'))} {safe}"


def _tries_note(order: OutgoingPayment) -> str:
    if not order.attempts or not isinstance(order.dodo, NotSent):
        return ""
    told = ngettext("Tried once, at {time}.", "Tried {count} times, last at {time}.", order.attempts)
    return told.format(count=order.attempts, time=clock_time(order.changed_at))


def _again_note(order: OutgoingPayment) -> str:
    if not order.ever_unconfirmed:
        return ""
    return _("It was sent before without an answer; Dodo’s list is looked through first.")


# Refused


def _rejected(order: OutgoingPayment, now: datetime) -> Story:
    refusal = order.dodo if isinstance(order.dodo, Rejected) else Rejected(0, "")
    happened = dodo_sentence(refusal.code, refusal.message, value_of(refusal.code, order.draft))
    if order.ever_unconfirmed:
        happened = f"{happened} {_watched_note()}"
    return Story(happened, _("Your turn:"), _("edit the order and make the link again, or discard it."))


def _watched_note() -> str:
    return _("An earlier sending had no answer, so Dodo’s list is still looked through for it.")


def _blocked(order: OutgoingPayment, now: datetime) -> Story:
    reason = order.dodo.reason if isinstance(order.dodo, Blocked) else ""
    waits = _("The order waits here, and nothing is lost.")
    what, then = blocked_told(reason)
    return Story(f"{what} {waits}", _("Your turn:"), then)


# Not sure


def _unconfirmed(order: OutgoingPayment, now: datetime) -> Story:
    reason = order.dodo.reason if isinstance(order.dodo, Unclear) else ""
    happened = f"{_why_unclear(reason)} {_maybe()}"
    if order.next_at is None:
        return Story(
            f"{happened} {_looks_note(order)}",
            _("Your turn:"),
            _("look again, send it again, or discard it."),
        )
    wait = span(order.next_at - now)
    if order.next_at <= now:
        asked = _("Dodo is being asked now.")
    elif order.looks + 1 >= len(LOOK_DELAYS):
        asked = _("Dodo is asked a last time in {span}.").format(span=wait)
    else:
        asked = _("Dodo is asked again in {span}, and each minute until {time}.").format(
            span=wait, time=clock_time(last_look(order, order.next_at))
        )
    return Story(happened, _("You can wait:"), asked)


def _looks_note(order: OutgoingPayment) -> str:
    count = sum(event.code in {"looked", "looked_last"} for event in order.history)
    return ngettext(
        "Dodo’s list was looked through, and it is not there.",
        "Dodo’s list was looked through {count} times, and it is not there.",
        max(1, count),
    ).format(count=count)


def last_look(order: OutgoingPayment, next_at: datetime) -> datetime:
    """When the series of looks ends by itself."""
    return next_at + timedelta(seconds=sum(LOOK_DELAYS[order.looks + 1 :]))


def _why_unclear(reason: str) -> str:
    reasons = {
        "reset": _("The connection broke while Dodo was answering."),
        "timeout": _("The order was sent, but Dodo did not answer in time."),
        "redirect": _("Something on the way sent the order elsewhere, so Dodo’s answer is missing."),
        "conflict": _("Dodo answered that it was busy with the same order."),
        "server": _("Dodo had trouble of its own while it took the order."),
        "proxy": _("Something between here and Dodo answered in its place."),
        "unreadable": _("Dodo’s answer could not be read."),
        "unexpected": _("Dodo’s answer was not one that is known."),
        "interrupted": _("The app ended while the order was on its way."),
    }
    return reasons.get(reason, _("It is not known what became of the order after it was sent."))


def _maybe() -> str:
    return _(
        "There may be a link already, or none. The order is not sent again by itself, "
        "so there cannot be two links."
    )


# Done


def _created(order: OutgoingPayment, now: datetime) -> Story:
    count = len(order.found)
    if count > 1:
        warning = ngettext(
            "Dodo has {count} payment for this order.", "Dodo has {count} payments for this order.", count
        ).format(count=count)
        return Story(
            f"{warning} {_('Each has its own link, and the customer could pay more than once.')}",
            _("What you can do:"),
            _("give the customer one link only, and look at Dodo whether another was paid."),
        )
    return Story(
        _("Dodo made the link. The order was sent once."),
        _("Next:"),
        _("its link is being fetched from Dodo and appears here."),
    )


def _discarded(order: OutgoingPayment, now: datetime) -> Story:
    if order.ever_unconfirmed:
        return Story(
            _("The order was taken off the list. It is not sent any more."),
            _("Still on:"),
            _("Dodo’s list is looked through for it, because it may have been made."),
        )
    if any(event.code == "edited" for event in order.history):
        return Story(_("The order went back into the form. Dodo made no link for it."), "", "")
    return Story(_("The order was taken off the list. Dodo made no link, and it will not be sent."), "", "")


# The column


def _queued_short(order: OutgoingPayment, now: datetime) -> str:
    if order.hold is not Hold.NONE:
        return asked_short(order)
    if order.next_at is None or order.next_at <= now:
        return _("Goes out now")
    wait = span(order.next_at - now)
    if order.attempts < 1:
        return _("Goes out in {span}").format(span=wait)
    return _("Goes out in {span}, try {number}").format(span=wait, number=order.attempts + 1)


def _sending_short(order: OutgoingPayment, now: datetime) -> str:
    return _("Sent {span} ago, waiting for Dodo").format(span=span(now - order.changed_at))


def _rejected_short(order: OutgoingPayment, now: datetime) -> str:
    code = order.dodo.code if isinstance(order.dodo, Rejected) else ""
    if "DISCOUNT" in code:
        return code_short(code, order.draft.options.discount_code.strip())
    groups = {
        "INVALID_TAX_ID": _("The tax ID is not accepted"),
        "UNSUPPORTED_COUNTRY": _("Not sold to this country"),
        "UNSUPPORTED_CURRENCY": _("The currency cannot be charged"),
        "UNSUPPORTED_PAYMENT_CURRENCY": _("The currency cannot be charged"),
        "EXCHANGE_RATE_NOT_FOUND": _("The currency cannot be charged"),
        "NO_ELIGIBLE_PAYMENT_METHODS": _("No payment method fits"),
        "PRODUCT_IS_DELETED": _("A product is no longer sold"),
        "NOT_FOUND": _("Customer or product not known"),
        "MERCHANT_NOT_LIVE": _("The business is not verified yet"),
        "REQUEST_AMOUNT_BELOW_MINIMUM": _("A price is too low"),
        "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": _("The total is too low"),
    }
    return groups.get(code, _("Dodo refused the order"))


def _blocked_short(order: OutgoingPayment, now: datetime) -> str:
    reason = order.dodo.reason if isinstance(order.dodo, Blocked) else ""
    return blocked_short(reason)


def _unconfirmed_short(order: OutgoingPayment, now: datetime) -> str:
    if order.next_at is None:
        return _("Not at Dodo: you decide")
    looks = {"number": order.looks + 1, "of": len(LOOK_DELAYS)}
    if order.next_at <= now:
        return _("Looks now ({number} of {of})").format(**looks)
    wait = span(order.next_at - now)
    return _("Looks again in {span} ({number} of {of})").format(span=wait, **looks)


def _created_short(order: OutgoingPayment, now: datetime) -> str:
    if len(order.found) > 1:
        count = len(order.found)
        return ngettext("{count} link for one order", "{count} links for one order", count).format(
            count=count
        )
    return _("Done, found at Dodo") if order.ever_unconfirmed else _("Done, sent once")


_LONG: dict[State, Callable[[OutgoingPayment, datetime], Story]] = {
    State.QUEUED: _queued,
    State.SENDING: _sending,
    State.CREATED: _created,
    State.REJECTED: _rejected,
    State.BLOCKED: _blocked,
    State.UNCONFIRMED: _unconfirmed,
    State.DISCARDED: _discarded,
}

_SHORT: dict[State, _Told] = {
    State.QUEUED: _queued_short,
    State.SENDING: _sending_short,
    State.CREATED: _created_short,
    State.REJECTED: _rejected_short,
    State.BLOCKED: _blocked_short,
    State.UNCONFIRMED: _unconfirmed_short,
    State.DISCARDED: lambda order, now: _("Taken off the list"),
}
