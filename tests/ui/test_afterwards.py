"""What is done afterwards comes behind the painting, once, and not before its turn."""

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.afterwards import Afterwards


class Page(QWidget):
    """Notes in `done` when it is painted, and when what comes afterwards is done."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.later = Afterwards(self, lambda: self.done.append("afterwards"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.done.append("painted")


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: bool(made.done))
    QApplication.processEvents()
    made.done.clear()
    return made


def test_it_comes_once_and_behind_the_painting(qtbot: QtBot, page: Page) -> None:
    page.later.start()
    page.update()
    page.later.start()
    assert not page.done
    qtbot.waitUntil(lambda: "afterwards" in page.done)
    QApplication.processEvents()
    assert page.done == ["painted", "afterwards"]


def test_what_is_painted_is_not_followed_in_the_same_breath(page: Page) -> None:
    page.later.start()
    page.update()
    # All that was posted, as the loop works it off before it hears of a key.
    QApplication.sendPostedEvents()
    assert page.done == ["painted"]


def test_soon_waits_for_no_painting(qtbot: QtBot, page: Page) -> None:
    page.later.soon()
    assert not page.done
    qtbot.waitUntil(lambda: bool(page.done))
    assert page.done == ["afterwards"]


def test_who_cannot_wait_has_it_at_once_and_once(page: Page) -> None:
    page.later.now()
    assert not page.done
    page.later.start()
    page.later.now()
    assert page.done == ["afterwards"]
    QApplication.processEvents()
    QApplication.processEvents()
    assert page.done == ["afterwards"]


def test_it_can_be_asked_for_again_while_it_is_done(qtbot: QtBot, page: Page) -> None:
    def again() -> None:
        page.done.append("afterwards")
        if len(page.done) < 3:
            page.later.start()

    page.later = Afterwards(page, again)
    page.later.start()
    qtbot.waitUntil(lambda: len(page.done) == 3)
    QApplication.processEvents()
    assert page.done == ["afterwards"] * 3
