"""What people do in the app, for the programs that measure it."""

import asyncio
import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dodo_desktop.ui.widgets.qr_view import QrView
from tests.bench import dataset
from tests.bench.children.inside import Hands

_CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = ("outbox", "links", "settings", "compose")
LOOK = 0.1
"""Seconds for which somebody at least looks at what was painted before doing the next thing."""


async def new_order(hands: Hands) -> None:
    """An empty form; the start opened what was typed last."""
    workspace = hands.window.compose._workspace
    assert workspace is not None
    await workspace.drafting.new()
    await hands.until(hands.find("customer.search").isVisible, "an empty form")


async def put_order(hands: Hands, number: int) -> None:
    """A whole order stands in the form."""
    workspace = hands.window.compose._workspace
    assert workspace is not None
    await workspace.drafting.duplicate(dataset.draft(number))
    wanted = dataset.draft(number).options.order_reference
    await hands.until(lambda: hands.find("options.order_reference").property("text") == wanted, "the order")
    # Where people are when they press; to go there is no part of what the press takes.
    hands.find("compose.create", QPushButton).setFocus()


async def create(hands: Hands) -> float:
    """Asks for the link; the seconds until its code is painted."""
    view = hands.find("result.qr", QrView)
    before = view.text
    start = time.perf_counter()
    hands.key(Qt.Key.Key_Return, _CTRL)
    return await hands.painted(view, lambda: view.text not in ("", before)) - start


async def look_round(hands: Hands) -> None:
    """Every screen, each painted."""
    for page in PAGES:
        button = hands.window.sidebar.buttons[page]
        button.click()
        current = hands.window.pages.currentWidget()
        assert current is not None
        current.update()
        await hands.painted(current)
        await asyncio.sleep(LOOK)
