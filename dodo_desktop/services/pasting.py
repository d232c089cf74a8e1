"""Pasted lines become lines of a cart, as far as the products here allow it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import CartLine
from dodo_desktop.core.limits import quantity_of
from dodo_desktop.core.money_text import MoneyTextError, format_amount, parse_money
from dodo_desktop.core.pasted import (
    HEADINGS,
    Field,
    PastedLine,
    Row,
    read_lines,
    rows_of,
    separator,
    without_heading,
)
from dodo_desktop.core.search import fold
from dodo_desktop.core.value import value


class Products(Protocol):
    """Where products are found. Both raise StoreFault."""

    async def product(self, product_id: str) -> Product | None: ...
    async def search_products(self, text: str, limit: int = 50) -> Sequence[Product]: ...


@value
class Unread:
    """A line that was not taken. `code`: unknown, several, recurring, archived, no_price or full."""

    line: PastedLine
    code: str


@value
class PastedCart:
    """Lines to add, those not taken, and the names of products whose pasted price is not theirs."""

    lines: tuple[CartLine, ...] = ()
    unread: tuple[Unread, ...] = ()
    fixed: tuple[str, ...] = ()


async def read_cart(
    text: str,
    products: Products,
    *,
    locale: str,
    room: int,
    new_id: Callable[[], str],
    headings: Mapping[str, Field] = HEADINGS,
) -> PastedCart:
    """Reads a table of products, quantities and prices.

    A product is meant by its id, its whole name, or by words that only one that can be sold has. Quantity and
    price stay as typed, even where they mean nothing. `room` is how many lines the cart still takes. Raises
    StoreFault.
    """
    mark = separator(text)
    rows, columns = without_heading(read_lines(text), headings)
    lines: list[CartLine] = []
    unread: list[Unread] = []
    fixed: list[str] = []
    for pasted in rows:
        if len(lines) >= room:
            unread.append(Unread(pasted, "full"))
            continue
        row, product, code = await _meant(list(rows_of(pasted, columns, split_by=mark)), products)
        if row is None or product is None:
            unread.append(Unread(pasted, code))
            continue
        line, price_taken = _line(row, product, locale, new_id())
        lines.append(line)
        if not price_taken:
            fixed.append(product.name)
    return PastedCart(tuple(lines), tuple(unread), tuple(fixed))


async def _meant(candidates: Sequence[Row], products: Products) -> tuple[Row | None, Product | None, str]:
    """The reading that names a product whole, else one whose quantity is one, else any that finds one."""
    found: list[tuple[Row, Product]] = []
    first_code = "unknown"
    for number, row in enumerate(candidates):
        product, code, whole = await _find(row.product, products)
        if product is not None and whole:
            return row, product, ""
        if product is not None:
            found.append((row, product))
        elif number == 0 or first_code == "unknown":
            first_code = code
    found.sort(key=lambda pair: bool(pair[0].quantity) and quantity_of(pair[0].quantity) is None)
    return (*found[0], "") if found else (None, None, first_code)


async def _find(text: str, products: Products) -> tuple[Product | None, str, bool]:
    """The product that `text` means, else why there is none; whether it is its whole name or id."""
    if not fold(text):
        return None, "unknown", False
    by_id = await products.product(text)
    if by_id is not None:
        code = _not_sold(by_id)
        return (None if code else by_id), code, True
    found = await products.search_products(text)
    whole = [product for product in found if fold(product.name) == fold(text)]
    for group in (whole, found):
        sold = [product for product in group if not _not_sold(product)]
        if len(sold) == 1:
            return sold[0], "", group is whole
        if sold:
            return None, "several", False
        if group:
            return None, _not_sold(group[0]), False
    return None, "unknown", False


def _not_sold(product: Product) -> str:
    if product.recurring:
        return "recurring"
    if product.off_sale:
        return "archived"
    return "no_price" if product.price is None else ""


def _line(row: Row, product: Product, locale: str, line_id: str) -> tuple[CartLine, bool]:
    """The line, and whether the pasted price is the one that will be charged."""
    quantity, price = row.quantity, row.price
    if quantity and not price and quantity_of(quantity) is None and _amount(quantity, product, locale):
        quantity, price = "", quantity
    amount = _amount(price, product, locale) if price else None
    if not product.pay_what_you_want:
        same = not price or (product.price is not None and amount == product.price.minor)
        return CartLine(line_id, product, quantity or "1"), same
    if not price and product.suggested:
        price, amount = format_amount(product.suggested, locale), product.suggested.minor
    return CartLine(line_id, product, quantity or "1", price, amount), True


def _amount(text: str, product: Product, locale: str) -> int | None:
    try:
        return parse_money(text, product.currency, locale).minor
    except MoneyTextError:
        return None
