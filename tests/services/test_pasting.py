"""Pasted lines find their products, and what finds none is told and kept."""

import itertools

import pytest

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.money import Money
from dodo_desktop.services.pasting import PastedCart, read_cart
from tests.services.fake_edges import FakeDirectoryStore

pytestmark = pytest.mark.anyio

SET = Product("pdt_set", "Dinner set, 12 pieces", Money(18600, "USD"))
BOWL = Product("pdt_bowl", "Tea bowl", Money(1450, "USD"))
WIDE = Product("pdt_wide", "Tea bowl, wide", Money(1900, "USD"))
GIFT = Product("pdt_gift", "Gift", Money(500, "USD"), pay_what_you_want=True, suggested=Money(1000, "USD"))
CLUB = Product("pdt_club", "Clay club", Money(2500, "USD"), kind="recurring_price")
OLD = Product("pdt_old", "Old mug", Money(900, "USD"), archived=True)
BARE = Product("pdt_bare", "Bare shelf", None)


class Shelf(FakeDirectoryStore):
    """Finds by part of a name, and answers an id."""

    asked = 0

    async def search_products(self, text: str, limit: int = 50) -> list[Product]:
        self.asked += 1
        words = text.casefold().replace(",", " ").split()
        found = [p for p in self.products.values() if all(w in p.name.casefold() for w in words)]
        return sorted(found, key=lambda p: p.archived)[:limit]


async def paste(text: str, room: int = 100, locale: str = "en_US") -> PastedCart:
    shelf = Shelf()
    await shelf.put_products([SET, BOWL, WIDE, GIFT, CLUB, OLD, BARE])
    ids = itertools.count(1)
    return await read_cart(text, shelf, locale=locale, room=room, new_id=lambda: f"l{next(ids)}")


def told(cart: PastedCart) -> list[tuple[str, str, str, int | None]]:
    return [(line.product.product_id, line.quantity, line.price, line.amount) for line in cart.lines]


async def test_names_parts_of_names_and_ids_find_products() -> None:
    cart = await paste("tea BOWL\t2\nwide\t1\npdt_set")
    assert told(cart) == [
        ("pdt_bowl", "2", "", None),
        ("pdt_wide", "1", "", None),
        ("pdt_set", "1", "", None),
    ]
    assert len({line.line_id for line in cart.lines}) == 3
    assert (cart.unread, cart.fixed) == ((), ())


async def test_a_comma_in_a_name_is_no_column() -> None:
    assert told(await paste("Dinner set, 12 pieces, 3\nTea bowl, 2")) == [
        ("pdt_set", "3", "", None),
        ("pdt_bowl", "2", "", None),
    ]
    assert told(await paste("Dinner, 12 pieces")) == [("pdt_set", "1", "", None)]


async def test_what_is_not_taken_says_why_and_keeps_its_text() -> None:
    cart = await paste("Blue vase\t1\nbowl\t1\nClay club\t2\nOld mug\t1\nBare shelf\nTea bowl\t2")
    assert [(each.line.number, each.line.text, each.code) for each in cart.unread] == [
        (1, "Blue vase\t1", "unknown"),
        (2, "bowl\t1", "several"),
        (3, "Clay club\t2", "recurring"),
        (4, "Old mug\t1", "archived"),
        (5, "Bare shelf", "no_price"),
    ]
    assert told(cart) == [("pdt_bowl", "2", "", None)]


async def test_prices_are_read_where_people_set_them_and_remarked_where_not() -> None:
    cart = await paste("Gift\t1\t12.50\nGift\t1\nGift\t$7\nTea bowl\t1\t14.50\nTea bowl\t1\t20")
    assert told(cart) == [
        ("pdt_gift", "1", "12.50", 1250),
        ("pdt_gift", "1", "10.00", 1000),
        ("pdt_gift", "1", "$7", 700),
        ("pdt_bowl", "1", "", None),
        ("pdt_bowl", "1", "", None),
    ]
    assert cart.fixed == ("Tea bowl",)


async def test_what_cannot_be_read_stays_as_typed() -> None:
    cart = await paste("Gift\ttwo\tcheap\nTea bowl\tsome")
    assert told(cart) == [("pdt_gift", "two", "cheap", None), ("pdt_bowl", "some", "", None)]
    assert told(await paste("Gift\t1\t1.234,50", locale="de_DE")) == [("pdt_gift", "1", "1.234,50", 123450)]


async def test_lines_without_room_are_handed_back() -> None:
    cart = await paste("Tea bowl\t1\nGift\t1\nBlue vase", room=1)
    assert told(cart) == [("pdt_bowl", "1", "", None)]
    assert [each.code for each in cart.unread] == ["full", "full"]


async def test_an_empty_clipboard_is_an_empty_paste() -> None:
    assert await paste(" \n\n") == PastedCart()
