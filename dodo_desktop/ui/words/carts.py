"""The cart in words: what was added, what could not be, and what several currencies mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dodo_desktop.core.money import UNPROVED_EXPONENT
from dodo_desktop.ui.words import _, isolate, locale, ngettext
from dodo_desktop.ui.words.directory import gone_short

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Product
    from dodo_desktop.core.money import Money
    from dodo_desktop.services.pasting import PastedCart, Unread


def sent_as(money: Money) -> str:
    """The integer that stands for an amount where nobody has proved the currency's decimals, else ""."""
    if money.currency not in UNPROVED_EXPONENT:
        return ""
    return _("sent as {number}").format(number=money.minor)


def amount_with_number(money: Money) -> str:
    """An amount, and the integer for it where that is to be seen."""
    from dodo_desktop.core.money_text import format_money

    said, number = format_money(money, locale()), sent_as(money)
    return f"{said}, {number}" if number else said


def not_for_sale(product: Product) -> str:
    """Why a product cannot be put into the cart; empty where it can."""
    name = isolate(product.name)
    if product.kind == "usage_based_price":
        return _("{product} is charged by use. A payment link takes products that are paid once.").format(
            product=name
        )
    if product.recurring:
        return _("{product} is charged repeatedly. A payment link takes products that are paid once.").format(
            product=name
        )
    if product.archived:
        return _("{product} is archived at Dodo and cannot be sold. Choose another.").format(product=name)
    if product.gone:
        return _("{product} is no longer at Dodo and cannot be sold. Choose another.").format(product=name)
    if product.price is None:
        return _("Dodo tells no price for {product}, so it cannot be sold here.").format(product=name)
    return ""


def why_not(product: Product) -> str:
    """The same in a few words, for a list; empty where it can be sold."""
    if product.kind == "usage_based_price":
        return _("Charged by use, not for a link")
    if product.recurring:
        return _("Charged repeatedly, not for a link")
    if product.archived:
        return _("Archived")
    if product.gone:
        return gone_short()
    return _("No price known") if product.price is None else ""


def cart_full(limit: int, product: str) -> str:
    """A product did not fit."""
    return ngettext(
        "The cart holds {limit} line, so {product} was not added. Make a second link for what is left.",
        "The cart holds {limit} lines, so {product} was not added. Make a second link for what is left.",
        limit,
    ).format(limit=limit, product=isolate(product))


def one_more(product: str, quantity: str) -> str:
    """A product was there already."""
    return _("{product} was already in the cart: its quantity is now {quantity}.").format(
        product=isolate(product), quantity=quantity
    )


def mixed(sums: Sequence[Money], chosen: str) -> str:
    """What a cart in several currencies means; empty for one. `chosen` is the currency asked for, or ""."""
    if len(sums) < 2:
        return ""
    parts = ", ".join(
        _("{currency} ({amount})").format(currency=each.currency, amount=isolate(amount_with_number(each)))
        for each in sums
    )
    if chosen:
        return _(
            "The cart has prices in {currencies}. Dodo is asked for one total in {chosen}; if it cannot make"
            " one, it makes no link and says so."
        ).format(currencies=parts, chosen=chosen)
    return _(
        "The cart has prices in {currencies}. A link has one currency: Dodo may turn them into one of its"
        " choice, or make no link. Choose the currency, or make a link for each."
    ).format(currencies=parts)


def pasted(cart: PastedCart) -> str:
    """What became of a paste."""
    count, total = len(cart.lines), len(cart.lines) + len(cart.unread)
    if not total:
        return _("The clipboard has no lines of text, so nothing was added.")
    if not count:
        return ngettext(
            "The pasted line was not added. It is kept here to copy.",
            "None of the {total} pasted lines was added. They are kept here to copy.",
            total,
        ).format(total=total)
    if not cart.unread:
        return ngettext("{count} pasted line was added.", "{count} pasted lines were added.", count).format(
            count=count
        )
    return ngettext(
        "{count} of {total} pasted lines was added. The others are kept here to copy.",
        "{count} of {total} pasted lines were added. The others are kept here to copy.",
        count,
    ).format(count=count, total=total)


def pasted_remark(cart: PastedCart) -> str:
    """Products whose pasted price was not taken."""
    if not cart.fixed:
        return ""
    names = ", ".join(isolate(name) for name in dict.fromkeys(cart.fixed))
    return _("The price of {products} is fixed at Dodo, so the pasted one was not used.").format(
        products=names
    )


def unread_line(unread: Unread) -> str:
    """A pasted line with what is wrong with it."""
    why = {
        "unknown": _("no product is called that"),
        "several": _("several products fit"),
        "recurring": _("charged repeatedly"),
        "archived": _("archived at Dodo"),
        "no_price": _("no price known"),
        "full": _("no room left"),
    }.get(unread.code, "")
    return _("Line {number}, {reason}: {text}").format(
        number=unread.line.number, reason=why, text=isolate(unread.line.text)
    )
