"""After each button the keyboard is where the hand was: on no other page, and never on what stands behind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from dodo_desktop.ui.widgets.buttons import Button
from tests.ui.links.turns import until
from tests.ui.program.rig import Desk

pytestmark = pytest.mark.anyio

KEY = "sk_test_abcdefgh.1234"


def press(desk: Desk, name: str) -> QPushButton:
    """With the space bar, as somebody does without a mouse."""
    button = desk.find(QPushButton, name)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    return button


def focus(desk: Desk) -> str:
    """Object name of what has the focus in the window, which a dialog may have at the moment; empty where it
    is on nothing that is seen."""
    focused = desk.window.focusWidget()
    return focused.objectName() if focused is not None and focused.isVisible() else ""


async def at_outbox(desk: Desk) -> str:
    """An order that waits because nobody can be reached, chosen in the list; its request id."""
    await desk.go_offline()
    order = await desk.queue()
    await until(lambda: desk.workspace.sending.counts_now.open > 0)
    desk.window.show_page("outbox")
    desk.window.outbox.open_order(order)
    panel = desk.window.outbox.detail
    await until(lambda: panel.request_id.text() == order and "send_now" in panel.actions_row.codes())
    await until(lambda: not desk.window.sidebar.connection.button.isHidden())
    return order


async def connected(desk: Desk) -> None:
    """The program with an account, and the keyboard in its window."""
    desk.test.keys[KEY] = "bus_1"
    await desk.start()
    desk.window.activateWindow()
    await desk.connect(KEY)


async def until_asked(desk: Desk, name: str) -> None:
    """A button that asks Dodo is pressed, and has its answer."""
    asked = len(desk.test.asked)
    press(desk, name)
    await until(lambda: len(desk.test.asked) > asked)
    await until(lambda: not desk.find(Button, name).busy and bool(focus(desk)))


async def test_in_the_outbox(desk: Desk) -> None:
    async with desk:
        await connected(desk)
        for name, then in (
            ("connection.try_now", "nav.outbox"),
            ("outbox.try_all", "outbox.table"),
            ("outbox.send_now", "outbox.table"),
        ):
            order = await at_outbox(desk)
            button = desk.find(QPushButton, name)
            desk.go_online()
            press(desk, name)
            await desk.until_order(order, "created")
            await until(button.isHidden)
            assert focus(desk) == then, name
            assert desk.window.pages.name == "outbox"
        order = await at_outbox(desk)
        press(desk, "outbox.discard")
        box = desk.window.findChild(QMessageBox, "outbox.question")
        assert box is not None
        next(made for made in box.buttons() if made.text() == "Discard").click()
        await desk.until_order(order, "discarded")
        await until(lambda: desk.window.outbox.chosen != order)
        assert focus(desk) == "outbox.table"


async def test_while_something_is_asked_its_button_keeps_the_focus(desk: Desk) -> None:
    async with desk:
        await connected(desk)
        await until(lambda: not desk.workspace.directory.status.loading)
        desk.window.show_page("settings")
        for name in ("settings.test_key", "settings.refresh"):
            await until_asked(desk, name)
            assert focus(desk) == name
