"""The environment's key in the whole program: no host is guessed, nothing opened before its mode is known."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.links.turns import until
from tests.ui.program.rig import Desk

pytestmark = pytest.mark.anyio
KEY = "key_of_one_1111"
OTHER = "key_of_two_2222"


def title(desk: Desk) -> str:
    return desk.find(QLabel, "start.title").text()


@pytest.mark.parametrize("mode", ["test", "live"])
async def test_offline_nothing_is_opened_until_a_host_takes_the_key(desk: Desk, mode: str) -> None:
    async with desk:
        desk.hosts[mode].keys = {KEY: "bus_1"}
        other = desk.hosts["live" if mode == "test" else "test"]
        await desk.go_offline()
        await desk.start(key=KEY)
        await until(lambda: not desk.window.unready.isHidden())
        assert title(desk) == "Dodo cannot be reached"
        assert desk.window.windowTitle() == "NO MODE – Dodo Payment Links"
        assert not desk.window.sidebar.badge.isEnabled()
        assert not desk.window.pages.isVisible()
        assert desk.program._shop is None
        # One host refuses it: that may be the other's key, and is not known to be.
        other.down = False
        asked = len(other.asked)
        desk.press("start.try_again")
        await until(lambda: len(other.asked) > asked)
        await until(lambda: title(desk) == "Dodo cannot be reached")
        assert desk.program._shop is None

        desk.go_online()
        desk.window.came_back.emit()
        await until(lambda: desk.program._shop)
        assert desk.workspace.place.mode == mode
        assert desk.window.unready.isHidden()
        assert desk.window.sidebar.badge.isEnabled()
        request_id = await desk.queue()
        await desk.until_order(request_id, "created")
        assert len(desk.hosts[mode].made) == 1
        assert {path for _method, path, _key in other.asked} <= {"/products", "/brands"}

        # Known from then on, so that one works offline at the next start; orders wait for the same host.
        await desk.stop()
        await desk.go_offline()
        await desk.start(key=f"Bearer {KEY}")
        await until(lambda: desk.program._shop)
        assert desk.workspace.place.mode == mode
        waits = await desk.queue()
        await until(lambda: desk.workspace.sending.current_connection.state == "offline")
        desk.go_online()
        desk.workspace.sending.wake()
        await desk.until_order(waits, "created")
        assert (len(desk.hosts[mode].made), other.made) == (2, [])
        assert desk.keyring.kept == {}


async def test_a_key_that_nobody_knows_opens_nothing_and_one_can_work_elsewhere(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {OTHER: "bus_2"}
        await desk.start()
        profile_id = await desk.connect(OTHER)
        await desk.stop()
        await desk.start(key=KEY)
        await until(lambda: not desk.window.unready.isHidden())
        assert title(desk) == "Dodo does not know the key of the environment"
        instead = desk.find(QPushButton, "start.instead")
        assert instead.text() == "Work in \u2068Juniper && Clay Ceramics\u2069 instead"
        instead.click()
        await until(lambda: desk.here == profile_id)
        assert desk.window.windowTitle() == "Juniper & Clay Ceramics – TEST – Dodo Payment Links"
        assert desk.account.environment is None
        assert desk.window.unready.isHidden()
        request_id = await desk.queue()
        await desk.until_order(request_id, "created")
        assert desk.test.asked_with(KEY) | desk.live.asked_with(KEY) == {"/products"}


async def test_a_key_that_is_revoked_meanwhile_is_told_and_its_orders_wait(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start(key=KEY)
        await until(lambda: desk.program._shop)
        desk.window.show_page("settings")
        note = desk.window.settings.account.note.label
        assert note.text() == "This session uses the key of the environment. It is not stored."
        desk.test.keys = {}
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", "key_refused")
        await until(lambda: "Correct DODO_PAYMENTS_API_KEY" in note.text())
        assert (desk.test.made, desk.live.made) == ([], [])


async def test_what_is_no_key_is_sent_to_nobody(desk: Desk) -> None:
    async with desk:
        await desk.start(key="schlüssel zum laden")
        await until(lambda: not desk.window.unready.isHidden())
        assert title(desk) == "The key of the environment is no API key"
        assert desk.window.unready.again_button.isHidden()
        assert desk.test.asked + desk.live.asked == []
        desk.press("start.instead")
        await until(lambda: desk.here == "practice")


async def test_one_can_go_from_the_environments_key_to_an_account_and_the_badge_says_so(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {OTHER: "bus_2", KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(OTHER)
        await desk.stop()
        await desk.start(key=KEY)
        await until(lambda: desk.program._shop)
        rows = desk.window.sidebar.places._rows
        assert [(row.accessibleName() or row.text(), row.isChecked()) for row in rows] == [
            ("TEST: Key of the environment", True),
            ("PRACTICE: Practice shop", False),
            ("TEST: Juniper & Clay Ceramics", False),
            ("Settings…", False),
        ]
        # The account that was last in use, although the settings say that it is in use.
        desk.account.use(profile_id)
        await until(lambda: desk.here == profile_id)
