"""Accounts in the whole program: switched in two clicks, named, never mixed, taken off the list and back."""

import errno
from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QRadioButton, QToolButton, QWidget

from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.core.profiles import Settings
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.ui.settings.profile_row import ProfileRow
from tests.ui.links.turns import until
from tests.ui.program.rig import Desk
from tests.ui.turning import turn

pytestmark = pytest.mark.anyio
KEY = "key_of_one_1111"
LIVE = "key_of_one_live_2222"
SECOND = "key_of_two_3333"


async def two_accounts(desk: Desk) -> tuple[str, str]:
    """A test and a live account of one business, the live one in use."""
    desk.test.keys = {KEY: "bus_1"}
    desk.live.keys = {LIVE: "bus_1"}
    await desk.start()
    return await desk.connect(KEY), await desk.connect(LIVE)


def badge(desk: Desk) -> QToolButton:
    return desk.find(QToolButton, "mode.badge")


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


async def question(desk: Desk, name: str) -> QMessageBox:
    await until(lambda: desk.window.findChild(QMessageBox, name))
    return cast(QMessageBox, desk.window.findChild(QMessageBox, name))


def answer(box: QMessageBox, text: str) -> None:
    next(button for button in box.buttons() if button.text() == text).click()


async def test_another_account_is_two_clicks_away_and_the_page_stays(desk: Desk) -> None:
    async with desk:
        test, live = await two_accounts(desk)
        desk.window.show_page("compose")
        desk.find(QLineEdit, "options.order_reference").setText("only for live")
        click(badge(desk))
        assert desk.window.sidebar.places.is_open
        names = [row.accessibleName() for row in desk.window.sidebar.places._rows]
        assert names == [
            "PRACTICE: Practice shop",
            "TEST: Juniper & Clay Ceramics",
            "LIVE: Juniper & Clay Ceramics",
            "",
        ]
        assert desk.find(QToolButton, f"mode.menu.{live}").isChecked()
        click(desk.find(QToolButton, f"mode.menu.{test}"))
        await until(lambda: desk.here == test)
        assert desk.window.windowTitle() == "Juniper & Clay Ceramics – TEST – Dodo Payment Links"
        assert badge(desk).text() == "TEST"
        assert desk.window.pages.currentWidget() is desk.window.compose
        # What was typed for one account is not seen in the other, and is there again in its own.
        assert desk.find(QLineEdit, "options.order_reference").text() == ""
        click(badge(desk))
        click(desk.find(QToolButton, f"mode.menu.{live}"))
        await until(lambda: desk.here == live)
        assert desk.find(QLineEdit, "options.order_reference").text() == "only for live"


async def test_the_badge_is_worked_by_keyboard_and_opens_settings_too(desk: Desk) -> None:
    async with desk:
        test, live = await two_accounts(desk)
        desk.window.show_page("outbox")
        desk.window.activateWindow()
        await until(desk.window.isActiveWindow)
        places = desk.window.sidebar.places
        badge(desk).setFocus()
        QTest.keyClick(badge(desk), Qt.Key.Key_Space)
        current = desk.find(QToolButton, f"mode.menu.{live}")
        assert current.hasFocus()
        QTest.keyClick(current, Qt.Key.Key_Escape)
        assert (places.is_open, badge(desk).hasFocus()) == (False, True)
        QTest.keyClick(badge(desk), Qt.Key.Key_Space)
        QTest.keyClick(current, Qt.Key.Key_Up)
        QTest.keyClick(desk.find(QToolButton, f"mode.menu.{test}"), Qt.Key.Key_Return)
        await until(lambda: desk.here == test)
        click(badge(desk))
        current = desk.find(QToolButton, f"mode.menu.{test}")
        click(current)
        assert not places.is_open, "the one in use is no change"
        click(badge(desk))
        click(desk.find(QToolButton, "mode.menu.settings"))
        assert desk.window.pages.currentWidget() is desk.window.settings
        click(badge(desk))
        desk.window.settings.account.form.field_editor.setFocus()
        assert not places.is_open, "a click elsewhere closes it"


async def test_with_practice_alone_the_badge_opens_settings(desk: Desk) -> None:
    async with desk:
        await desk.start()
        click(badge(desk))
        assert desk.window.pages.currentWidget() is desk.window.settings
        assert not desk.window.sidebar.places.is_open


async def test_orders_of_one_account_never_go_out_with_the_key_of_another(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1", SECOND: "bus_2"}
        await desk.start()
        first = await desk.connect(KEY)
        await desk.go_offline()
        waits = await desk.queue()
        desk.go_online()
        second = await desk.connect(SECOND)
        assert second != first
        other = await desk.queue()
        await desk.until_order(other, "created")
        desk.account.use(first)
        await until(lambda: desk.here == first)
        await desk.until_order(waits, "created")
        assert sorted(desk.test.businesses()) == [(waits, "bus_1"), (other, "bus_2")]


async def test_a_name_of_ones_own_is_shown_everywhere_and_kept(desk: Desk) -> None:
    async with desk:
        test, _live = await two_accounts(desk)
        desk.window.show_page("settings")
        desk.press(f"settings.more.{test}")
        field = desk.find(QLineEdit, "settings.profile_name")
        assert (field.text(), field.placeholderText()) == ("", "Juniper & Clay Ceramics")
        field.setText("Market stall")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert desk.window.settings.account._rows[test].name.text() == "Market stall"
        desk.account.use(test)
        await until(lambda: desk.here == test)
        await until(lambda: desk.window.windowTitle() == "Market stall – TEST – Dodo Payment Links")
        assert desk.window.sidebar.business.text() == "Market stall"
        desk.test.names["bus_1"] = "Juniper & Clay Ltd"
        await desk.stop()
        await desk.start()
        assert desk.window.windowTitle() == "Market stall – TEST – Dodo Payment Links"
        await until(lambda: desk.account.profiles[0].name == "Juniper & Clay Ltd")
        assert desk.window.windowTitle() == "Market stall – TEST – Dodo Payment Links"
        # Renamed while it is in use, and back to what Dodo says.
        desk.window.show_page("settings")
        desk.press("settings.more")
        desk.find(QLineEdit, "settings.profile_name").clear()
        desk.press("settings.save_name")
        assert desk.window.windowTitle() == "Juniper & Clay Ltd – TEST – Dodo Payment Links"


async def test_accounts_that_are_called_the_same_are_told_apart(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1", SECOND: "bus_2"}
        await desk.start()
        await desk.connect(KEY)
        await desk.connect(SECOND)
        names = [row.text() for row in desk.window.sidebar.places._rows]
        assert names == [
            "Practice shop",
            "\u2068Juniper & Clay Ceramics\u2069 · key ends in \u20681111\u2069",
            "\u2068Juniper & Clay Ceramics\u2069 · key ends in \u20683333\u2069",
            "Settings…",
        ]


async def test_an_account_leaves_the_list_and_comes_back_with_its_orders(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        first = await desk.connect(KEY)
        done = await desk.queue()
        await desk.until_order(done, "created")
        await desk.go_offline()
        waits = await desk.queue()
        await desk.until_order(waits, "queued", "offline")
        desk.window.show_page("settings")
        desk.press("settings.more")
        desk.press("settings.forget")
        await until(lambda: desk.window.findChild(QLabel, "settings.profile.said") is not None)
        said = desk.find(QLabel, "settings.profile.said")
        await until(said.text)
        assert said.text().startswith("1 order of this account waits in its outbox")
        assert desk.window.findChild(QMessageBox, "settings.forgetting") is None

        assert await desk.workspace.sending.discard(waits)
        desk.press("settings.forget")
        box = await question(desk, "settings.forgetting")
        folder = desk.paths.place(first)
        assert str(folder) in box.informativeText()
        answer(box, "Take off the list")
        await until(lambda: not desk.account.profiles)
        await until(lambda: desk.here == "practice")
        form = desk.window.settings.account.form
        await until(lambda: str(folder) in form.field.problem.text())
        assert desk.keyring.kept == {}
        assert desk.paths.has_data(first)
        assert "settings.more" not in {w.objectName() for w in desk.window.settings.account.stops()}

        desk.go_online()
        assert await desk.connect(KEY) == first
        assert (await desk.order(done)).state == "created"


async def test_an_account_whose_data_cannot_be_opened_leaves_one_where_one_was(desk: Desk) -> None:
    async with desk:
        test, live = await two_accounts(desk)
        desk.account.use("practice")
        await until(lambda: desk.here == "practice")
        database = desk.paths.database(live)
        database.rename(database.with_name("kept"))
        database.mkdir()
        desk.window.show_page("links")
        desk.account.use(live)
        box = await question(desk, "account.not_switched")
        assert box.informativeText().endswith(
            "so you are still in the account from before. Nothing was changed or sent."
        )
        answer(box, "Go on")
        assert desk.here == "practice"
        assert badge(desk).text() == "PRACTICE"
        assert desk.window.pages.currentWidget() is desk.window.links
        # The next start opens what could be opened.
        await until(lambda: FileSettings(desk.paths.settings_file).load().current == "practice")
        assert desk.account.profile(test) is not None


async def test_a_start_in_an_account_that_cannot_be_opened_leads_to_practice(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.stop()
        database = desk.paths.database(profile_id)
        database.rename(database.with_name("kept"))
        database.mkdir()
        await desk.start(opens=False)
        box = await question(desk, "store.fault")
        answer(box, "Work in practice mode")
        await until(lambda: desk.here == "practice")
        assert desk.window.isVisible()
        assert badge(desk).text() == "PRACTICE"
        assert [p.profile_id for p in desk.account.profiles] == [profile_id]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "The data folder cannot be written to"),
        (errno.EIO, "The local data cannot be opened"),
    ],
)
async def test_what_the_disk_says_against_an_account_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    async with desk:

        def refuse(lock: FileLock) -> bool:
            raise OSError(code, "no")

        monkeypatch.setattr(FileLock, "acquire", refuse)
        await desk.start(opens=False)
        box = await question(desk, "store.fault")
        assert box.text() == said
        answer(box, "Close the app")


async def test_settings_that_cannot_be_read_are_set_aside_and_told(
    desk: Desk, expect_log: Callable[[str], None]
) -> None:
    expect_log("the settings could not be understood")
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.stop()
        file = desk.paths.settings_file
        kept = file.read_bytes()
        file.write_bytes(kept[:-20])
        await desk.start()
        box = await question(desk, "settings.set_aside")
        assert "settings.json.bad" in box.informativeText()
        answer(box, "Go on")
        assert desk.here == "practice"
        assert desk.account.profiles == ()
        desk.account.set_look("light")
        await desk.stop()
        # What the box says to do brings all of it back.
        aside = file.with_name("settings.json.bad")
        assert aside.read_bytes() == kept[:-20]
        aside.write_bytes(kept)
        aside.replace(file)
        await desk.start(opens=False)
        await until(lambda: desk.here == profile_id)
        assert desk.window.findChild(QMessageBox, "settings.set_aside") is None


@pytest.mark.parametrize(
    ("fault", "says"),
    [(OSError(errno.ENOSPC, "no space"), "Make room"), (SettingsUnread(), "allow reading settings.json")],
)
async def test_a_choice_that_the_disk_does_not_take_is_told(desk: Desk, fault: OSError, says: str) -> None:
    async with desk:
        test, live = await two_accounts(desk)

        def refuse(settings: Settings) -> None:
            raise fault

        desk.account._store.save = refuse  # type: ignore[method-assign]
        click(badge(desk))
        click(desk.find(QToolButton, f"mode.menu.{test}"))
        box = await question(desk, "account.not_switched")
        assert says in box.informativeText()
        answer(box, "Go on")
        desk.window.show_page("settings")
        section = desk.window.settings.account
        section._rows[test].radio.setChecked(True)
        assert says in section._rows[test].verdict.label.text()
        assert section._rows[live].radio.isChecked()
        assert desk.here == live
        look = desk.window.settings.look
        before = look.look.currentIndex()
        look.look.setCurrentIndex(2)
        look.look.activated.emit(2)
        assert look.look.currentIndex() == before
        assert says in look.example.label.text()
        data = desk.window.settings.data
        data.ask.setChecked(True)
        assert not data.ask.isChecked()
        assert says in data.said.label.text()
        updates = desk.window.settings.updates
        updates.tell.setChecked(False)
        assert updates.tell.isChecked()
        assert says in updates.said.label.text()
        desk.press("settings.more")
        desk.find(QLineEdit, "settings.profile_name").setText("Stall")
        desk.press("settings.save_name")
        assert says in desk.find(QLabel, "settings.profile.said").text()
        desk.press("settings.profile_cancel")
        await turn()


async def test_the_field_for_a_key_comes_with_the_accounts_above_it_and_has_the_keyboard(desk: Desk) -> None:
    async with desk:
        await desk.start(opens=False)
        desk.press("settings.connect")
        form = desk.window.settings.account.form
        assert form.isHidden()
        await until(lambda: not form.isHidden())
        assert desk.window.settings.account.box.height() > 0
        assert desk.window.focusWidget() is form.field_editor


def modes(desk: Desk) -> list[tuple[str, bool]]:
    """The rows of accounts in Settings, each with whether one can work there."""
    rows = [row for row in desk.window.settings.findChildren(ProfileRow) if not row.isHidden()]
    return [(row.radio.accessibleName().partition(":")[0], row.radio.isEnabled()) for row in rows]


async def test_settings_names_the_modes_that_have_no_account_yet(desk: Desk) -> None:
    """Where links with real money are made, nobody is told to begin with test."""
    desk.test.keys, desk.live.keys = {KEY: "bus_1"}, {LIVE: "bus_1"}
    async with desk:
        await desk.start(practice=True)
        desk.window.show_page("settings")
        assert modes(desk) == [("PRACTICE", True), ("TEST", False), ("LIVE", False)]
        assert "Add a test key below" in desk.find(QRadioButton, "settings.mode.test").accessibleDescription()
        test = await desk.connect(KEY)
        await until(lambda: modes(desk) == [("PRACTICE", True), ("TEST", True), ("LIVE", False)])
        await desk.connect(LIVE)
        await desk.account.forget(test)
        await until(lambda: modes(desk) == [("PRACTICE", True), ("LIVE", True)])
