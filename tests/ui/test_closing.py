"""The window closes at once, unless something typed would be lost by it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from dodo_desktop.core.draft import Edit
from dodo_desktop.ui.main_window import MainWindow
from tests.ui.compose.rig import Shop, turns

pytestmark = pytest.mark.anyio


@dataclass
class Desk:
    window: MainWindow
    shop: Shop
    closed: list[None]

    def question(self) -> QMessageBox | None:
        found = [box for box in self.window.findChildren(QMessageBox) if box.isVisible()]
        return found[0] if found else None


@pytest.fixture
async def desk(qapp: QApplication) -> AsyncIterator[Desk]:
    qapp.setQuitOnLastWindowClosed(False)
    window, shop, closed = MainWindow(), Shop(), list[None]()
    window.closed.connect(lambda: closed.append(None))
    window.show()
    await shop.start()
    window.compose.attach(shop.workspace)
    await turns()
    yield Desk(window, shop, closed)
    window.compose.detach()
    await turns()
    await shop.stop()
    window.hide()
    window.deleteLater()


async def typed(desk: Desk, fault: str) -> None:
    desk.shop.drafts.fault = fault
    desk.shop.workspace.drafting.edit(Edit("billing.city", "Berlin"))
    await desk.shop.workspace.drafting.flush()


async def test_what_is_saved_asks_nobody(desk: Desk) -> None:
    await typed(desk, "")
    desk.window.close()
    assert len(desk.closed) == 1
    assert desk.question() is None


@pytest.mark.parametrize(
    ("fault", "says"),
    [("disk_full", "The disk is full"), ("read_only", "cannot be written to"), ("locked", "does not answer")],
)
async def test_what_the_disk_did_not_take_is_asked_about(desk: Desk, fault: str, says: str) -> None:
    await typed(desk, fault)
    desk.window.close()
    box = desk.question()
    assert box is not None
    assert says in box.informativeText()
    assert "not saved" in box.informativeText()
    assert (desk.closed, desk.window.isVisible()) == ([], True)
    desk.window.close()
    assert len(desk.window.findChildren(QMessageBox)) == 1, "asked once, however often it is pressed"
    box.defaultButton().click()
    await turns()
    assert (desk.closed, desk.window.isVisible()) == ([], True)

    desk.window.close()
    again = desk.question()
    assert again is not None
    next(b for b in again.buttons() if b.text() == "Close and lose it").click()
    await turns()
    assert len(desk.closed) == 1


async def test_once_the_disk_takes_it_nobody_is_asked(desk: Desk) -> None:
    await typed(desk, "disk_full")
    desk.shop.drafts.fault = ""
    assert await desk.shop.workspace.drafting.flush()
    desk.window.close()
    assert len(desk.closed) == 1
