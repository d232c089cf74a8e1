"""What the window says of newer versions, and where its buttons lead."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from dodo_desktop.core.updates import DOWNLOAD_PAGE
from dodo_desktop.services.account import Account
from dodo_desktop.services.updates import Updates
from dodo_desktop.ui.main_window import MainWindow
from tests.services.fake_edges import NO_SPACE, FakeData, FakeHosts, FakeSettings, FakeVault
from tests.services.fakes import FakeClock

pytestmark = pytest.mark.anyio


class Desk:
    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.settings = FakeSettings()
        self.clock = FakeClock()
        self.account = Account(self.settings, FakeVault(), FakeHosts().probe, self.clock, FakeData())
        self.updates = Updates(
            self.account, self._newest, self.clock, current="0.1.0", sleep=self.clock.sleep
        )
        window.use_updates(self.updates, self.account)

    async def _newest(self) -> str:
        return "0.2.0"

    async def learn(self) -> None:
        self.updates.follow("live")
        await self.clock.advance(60)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    window = MainWindow()
    qtbot.addWidget(window)
    return Desk(window)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(QUrl(url).toString()))
    return pages


async def test_a_newer_version_is_told_and_the_page_is_the_programs_own(
    desk: Desk, opened: list[str]
) -> None:
    banner = desk.window.update_banner
    assert banner.isHidden()
    await desk.learn()
    assert not banner.isHidden()
    assert "0.2.0" in banner.label.text()
    assert "0.1.0" in banner.label.text()
    banner.page.click()
    desk.window.settings.updates.page.click()
    assert opened == [DOWNLOAD_PAGE, DOWNLOAD_PAGE]
    await desk.updates.stop()


async def test_put_off_it_goes_and_settings_still_tell(desk: Desk) -> None:
    await desk.learn()
    desk.window.update_banner.later.click()
    assert desk.window.update_banner.isHidden()
    assert "0.2.0" in desk.window.settings.updates.state.text()
    assert desk.settings.value.updates.put_off == "0.2.0"
    await desk.updates.stop()


async def test_a_disk_that_refuses_lets_it_go_all_the_same(
    desk: Desk, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be kept that a version was put off")
    await desk.learn()
    desk.settings.fault = NO_SPACE
    desk.window.update_banner.later.click()
    assert desk.window.update_banner.isHidden()
    await desk.updates.stop()


async def test_the_choice_is_kept_and_shown(desk: Desk) -> None:
    section = desk.window.settings.updates
    await desk.learn()
    assert section.tell.isChecked()
    section.tell.click()
    assert not desk.settings.value.updates.tell
    assert desk.window.update_banner.isHidden()
    assert "Nobody is asked" in section.state.text()
    section.tell.click()
    assert desk.settings.value.updates.tell
    assert not desk.window.update_banner.isHidden()
    await desk.updates.stop()


async def test_practice_says_that_nobody_is_asked(desk: Desk) -> None:
    await desk.learn()
    desk.updates.follow("practice")
    assert desk.window.update_banner.isHidden()
    assert "In practice nobody is asked" in desk.window.settings.updates.state.text()
    await desk.updates.stop()
