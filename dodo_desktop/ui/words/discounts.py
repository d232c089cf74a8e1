"""A discount code in words: what it gives, until when and for what; or why it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dodo_desktop.core.money import Money
from dodo_desktop.ui.words import _, isolate, locale, ngettext
from dodo_desktop.ui.words.dodo_codes import preview_reason
from dodo_desktop.ui.words.prices import percent
from dodo_desktop.ui.words.times import day_of

if TYPE_CHECKING:
    from dodo_desktop.core.draft import CartLine
    from dodo_desktop.core.preview import Discount
    from dodo_desktop.services.discounts import Verdict

Said = tuple[str, str]
"""A sentence and its tone: success, warning, muted."""

_NOTHING: Said = ("", "muted")


def discount_hint(verdict: Verdict, lines: Sequence[CartLine], now: datetime) -> Said:
    """What stands under the field of the code; nothing where nothing is known."""
    if verdict.state == "checking":
        return _("Checking…"), "muted"
    if verdict.spelt:
        words = _("Dodo does not know the code {code}, only {spelt}: capital and small letters differ.")
        return _warning(words.format(code=isolate(verdict.code), spelt=isolate(verdict.spelt)))
    if verdict.state == "unknown":
        return _warning(preview_reason("INVALID_DISCOUNT_CODE", value=verdict.code))
    if verdict.state == "refused":
        return _warning(_why_refused(verdict))
    if verdict.discount is None:
        return _NOTHING
    wrong = _not_now(verdict.discount, lines, now)
    return _warning(wrong) if wrong else (_gives(verdict.discount, lines, now), "success")


def use_spelling(code: str) -> str:
    """Label of the button that puts the code there as Dodo knows it."""
    return _("Use {text}").format(text=isolate(code))


def _warning(reason: str) -> Said:
    words = _("{reason} The order can go out, but Dodo will make no link with it.")
    return words.format(reason=reason), "warning"


def _why_refused(verdict: Verdict) -> str:
    code = verdict.reason if "DISCOUNT" in verdict.reason else ""
    if code:
        return preview_reason(code, value=verdict.code)
    return _("The code {code} has ended or is used up.").format(code=isolate(verdict.code))


def _not_now(discount: Discount, lines: Sequence[CartLine], now: datetime) -> str:
    """Why a code that Dodo knows does not hold for this cart today; empty where it does."""
    starts, ends = _moment(discount.starts), _moment(discount.ends)
    code = isolate(discount.code)
    if starts is not None and starts > now:
        return _("The code {code} holds from {day} on.").format(code=code, day=day_of(starts, now))
    if ends is not None and ends <= now:
        return _("The code {code} has ended.").format(code=code)
    if lines and discount.restricted_to and not _in_cart(discount, lines):
        return _("The code {code} is for nothing in the cart.").format(code=code)
    return ""


def _gives(discount: Discount, lines: Sequence[CartLine], now: datetime) -> str:
    if discount.kind == "percentage":
        said = _("{percent}% off").format(percent=percent(discount.amount))
    else:
        said = _("{amount} off").format(amount=_money(Money(discount.amount, discount.currency)))
    parts = [said]
    if discount.cap:
        parts.append(_("at most {amount}").format(amount=_money(discount.cap)))
    if discount.least:
        parts.append(_("from {amount} on").format(amount=_money(discount.least)))
    ends = _moment(discount.ends)
    if ends is not None:
        parts.append(_("until {day}").format(day=day_of(ends, now)))
    parts += [part for part in (_products(discount, lines), _eligible(discount)) if part]
    return ", ".join(parts)


def _products(discount: Discount, lines: Sequence[CartLine]) -> str:
    """For which products: by name where they are in the cart, else how many."""
    if not discount.restricted_to:
        return ""
    here = _in_cart(discount, lines)
    if here and len(here) == len({line.product.product_id for line in lines}):
        return ""
    if here:
        return _("for {products} only").format(products=", ".join(isolate(name) for name in here))
    count = len(discount.restricted_to)
    return ngettext("for {count} product only", "for {count} products only", count).format(count=count)


def _eligible(discount: Discount) -> str:
    return {
        "first_time": _("for a first order"),
        "existing": _("for customers who bought before"),
        "specific": _("for certain customers"),
    }.get(discount.eligible, "")


def _in_cart(discount: Discount, lines: Sequence[CartLine]) -> list[str]:
    wanted = set(discount.restricted_to)
    return list(dict.fromkeys(line.product.name for line in lines if line.product.product_id in wanted))


def _money(amount: Money) -> str:
    from dodo_desktop.core.money_text import format_money

    return isolate(format_money(amount, locale()))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
