"""A desk: the page in a window of the usual size, with a shop in memory behind it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.request import PaymentRequest
from dodo_desktop.ui.compose.page import ComposePage
from tests.ui.compose.rig import WHOLE, Shop, complete, turns

W = TypeVar("W", bound=QWidget)


@dataclass
class Desk:
    """What a test works with."""

    window: QWidget
    page: ComposePage
    shop: Shop

    def find(self, kind: type[W], name: str) -> W:
        """The one widget of this object name, wherever it is in the window."""
        found = self.window.findChildren(kind, name)
        assert len(found) == 1, f"{name}: {len(found)}"
        return found[0]

    def shows(self, name: str) -> bool:
        """Whether a widget of this object name is seen; it may not have been made yet."""
        return any(found.isVisible() for found in self.window.findChildren(QWidget, name))

    def said(self, name: str) -> str:
        """What the label of this object name says; empty while it is not seen."""
        return self.find(QLabel, name).text() if self.shows(name) else ""

    def edit(self, name: str) -> QLineEdit:
        """A line edit by its object name."""
        return self.find(QLineEdit, name)

    def type(self, name: str, text: str) -> None:
        """Type into a field, key by key."""
        editor = self.edit(name)
        editor.setFocus()
        if text.isascii():
            QTest.keyClicks(editor, text)
        else:
            # QTest knows no other keys; an input method inserts like this.
            editor.insert(text)

    @property
    def focus(self) -> str:
        """Object name of what has the focus."""
        focused = self.window.focusWidget()
        return focused.objectName() if focused else ""

    @property
    def draft(self) -> Draft:
        """The draft that is open."""
        return self.shop.draft

    @property
    def request(self) -> PaymentRequest:
        """The draft as a request, which it must be."""
        checked = self.shop.workspace.drafting.check()
        assert checked.request is not None, checked.problems
        return checked.request

    async def fill(self) -> None:
        """Open an order with nothing missing."""
        await self.shop.workspace.drafting.duplicate(complete(Draft("")))
        await turns()

    async def create(self) -> None:
        """Press the button, and let all happen that can."""
        self.page.summary.create_link.click()
        await turns(200)


@pytest.fixture
def mode() -> str:
    return "test"


@pytest.fixture
async def desk(qapp: QApplication, mode: str) -> AsyncIterator[Desk]:
    # Else the loop would end with the first window.
    qapp.setQuitOnLastWindowClosed(False)
    window = QWidget()
    page = ComposePage()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    shop = Shop(mode)
    await shop.start()
    page.attach(shop.workspace)
    await turns()
    yield Desk(window, page, shop)
    page.detach()
    await turns()
    await shop.stop()
    window.close()
    window.deleteLater()
    await turns()


@pytest.fixture
async def form(desk: Desk) -> Desk:
    """A form with everything in it, all of it open."""
    await desk.shop.workspace.drafting.begin(WHOLE)
    await turns()
    options = desk.page.form.options
    for part in (options.methods_part, options.newer_part, options.more_part):
        part.set_open(True)
    return desk
