"""A scripted journey through the app, and every moment in which its window would not have answered."""

import asyncio
import sys
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView

from dodo_desktop.core.outgoing import State
from tests.bench import dataset
from tests.bench.children import work
from tests.bench.children.beats import Beats, at_rest
from tests.bench.children.inside import Hands, drive

_LETTER = 0.08
"""Seconds from one key to the next, for somebody who types fast; Tab and Enter are keys like others."""


async def _type(hands: Hands, text: str) -> None:
    for letter in text:
        hands.type(letter)
        await asyncio.sleep(_LETTER)


async def _go_to(hands: Hands, name: str) -> None:
    """As Tab does: what stands there already, such as the address of the last order, is typed over."""
    hands.find(name, QLineEdit).setFocus(Qt.FocusReason.TabFocusReason)
    await asyncio.sleep(_LETTER)


async def _pick(hands: Hands, field_name: str, results: str, text: str) -> None:
    await _go_to(hands, field_name)
    await _type(hands, text)

    def open_list() -> bool:
        return any(view.isVisible() for view in hands.window.findChildren(QListView, results))

    await hands.until(open_list, f"what {text} finds")
    hands.key(Qt.Key.Key_Return)
    await asyncio.sleep(_LETTER)


async def _journey(hands: Hands, beats: Beats) -> None:
    workspace = hands.window.compose._workspace
    assert workspace is not None
    beats.doing = "begin an order"
    await work.new_order(hands)
    beats.doing = "search and pick a customer"
    await _pick(hands, "customer.search", "customer.results", "zoe garcia")
    # Enter waits for what the last letter finds, and the focus moves on then.
    await hands.until(lambda: hands.window.compose.draft.customer.existing is not None, "the customer")
    beats.doing = "type the address"
    for name, text in (("street", "45 Old Fulton Street"), ("city", "Brooklyn"), ("zipcode", "11201")):
        await _go_to(hands, f"billing.{name}")
        await _type(hands, text)
    beats.doing = "pick a country"
    await _pick(hands, "billing.country", "billing.country.results", "united st")
    beats.doing = "add a product"
    await _pick(hands, "cart.product", "cart.products", "stoneware bowl")
    beats.doing = "open a cart of a hundred lines"
    await workspace.drafting.duplicate(_long)
    await hands.until(lambda: len(hands.window.compose.draft.lines) == 100, "the long cart")
    hands.find("cart.table").update()
    await hands.painted(hands.find("cart.table"))
    await asyncio.sleep(work.LOOK)
    beats.doing = "create its link"
    await work.create(hands)
    await asyncio.sleep(work.LOOK)
    beats.doing = "visit every screen"
    for _ in range(2):
        await work.look_round(hands)
    beats.doing = "send the orders that wait"
    while (await workspace.sending.counts()).get(State.CREATED, 0) < _orders:
        await work.look_round(hands)
    beats.doing = ""


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    beats = Beats()
    beats.doing = "finish the start"
    beats.start()
    await _journey(hands, beats)
    beats.stop()
    return {"rest": await at_rest(), "busy": beats.told}


_orders = int(sys.argv[1])
_long = dataset.long_draft()
"""Made beforehand: it stands for a draft that the app has, and takes as long as the app to open it."""
drive(_driver, sys.argv[2:])
