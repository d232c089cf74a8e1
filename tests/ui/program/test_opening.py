"""The first place is open, and its search finds, before the rest of the program is there."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from dodo_desktop import app
from dodo_desktop.api.hosts import check_base_url
from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import CustomerMode
from dodo_desktop.core.profiles import Profile, Settings
from dodo_desktop.opening import Opening, first_profile, open_first, session_id
from dodo_desktop.options import Start
from dodo_desktop.shop import session_spot
from dodo_desktop.store.database import Database
from dodo_desktop.store.directory import SqliteDirectory
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.system.environment import Environment
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.paths import PRACTICE, Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.ui import pages
from dodo_desktop.ui.compose.customer_finder import CustomerFinder
from dodo_desktop.ui.main_window import MainWindow
from tests.store.samples import link
from tests.ui.curtains import curtains
from tests.ui.links.turns import until
from tests.ui.program.rig import Desk

pytestmark = pytest.mark.anyio

KEY = "a_key_of_this_test"
HOST = check_base_url("http://127.0.0.1:9")
MINE = Profile("mine", "test", "Mine")
PEOPLE = [
    Customer("cus_1", "Ana Garcia", "ana@shop.example"),
    Customer("cus_2", "Bea Garcia", "bea@shop.example"),
    Customer("cus_3", "Zoe Klein", "zoe@shop.example"),
]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """By somebody without an account."""
    return started_in(Paths(tmp_path / "data"))


@asynccontextmanager
async def picture() -> AsyncIterator[tuple[MainWindow, QLineEdit]]:
    """The first picture, and its search, which has the keyboard."""
    window = MainWindow()
    window.show()
    window.activateWindow()
    field = window.findChild(QLineEdit, "customer.search")
    assert field is not None
    await until(field.hasFocus)
    yield window, field
    window.close()
    window.deleteLater()


def started_in(paths: Paths) -> Start:
    """A start by somebody without an account."""
    return Start(paths, FileSettings(paths.settings_file), Environment(), None, practice=False)


async def put_people(paths: Paths) -> None:
    """Customers of practice."""
    database = Database(paths.database(PRACTICE))
    await database.open()
    await SqliteDirectory(database).put_customers(PEOPLE)
    await database.close()


async def opened(start: Start) -> Opening:
    """The first place, with people in it."""
    await put_people(start.paths)
    opening = await open_first(start, Settings())
    assert opening is not None
    return opening


def finder_of(window: MainWindow) -> CustomerFinder:
    """The one search of the window."""
    return next(iter(window.findChildren(CustomerFinder)))


def titles(finder: CustomerFinder) -> list[str]:
    """What the list shows."""
    return [row.title for row in finder.results.model.rows] if finder.results.is_open else []


@pytest.mark.parametrize(
    ("given", "settings", "wanted"),
    [
        ((Environment(), False, False), Settings(), PRACTICE),
        ((Environment(), False, False), Settings(current="mine", profiles=(MINE,)), "mine"),
        ((Environment(), False, True), Settings(current="mine", profiles=(MINE,)), PRACTICE),
        ((Environment(), False, False), Settings(current="gone"), PRACTICE),
        ((Environment(KEY), False, False), Settings(), ""),
        ((Environment("no key"), True, False), Settings(), ""),
        ((Environment(KEY), True, False), Settings(), session_id(HOST, KEY)),
        ((Environment(), True, False), Settings(), session_id(HOST, "")),
    ],
)
def test_the_first_place_is_told_from_what_the_program_was_started_with(
    start: Start, given: tuple[Environment, bool, bool], settings: Settings, wanted: str
) -> None:
    environment, custom, practice = given
    told = Start(start.paths, start.settings, environment, HOST if custom else None, practice)
    assert first_profile(told, settings) == wanted


def test_the_data_of_a_session_are_those_that_the_program_opens() -> None:
    spot = session_spot("custom", HOST, KEY, str)
    assert spot.place.profile_id == session_id(HOST, KEY)


async def test_what_was_typed_into_the_picture_is_found_before_there_is_a_form(start: Start) -> None:
    async with picture() as (window, field):
        opening = await opened(start)
        QTest.keyClicks(field, "garcia")
        await window.pages.find_with(opening.directory)
        assert window.pages._compose is None
        finder = finder_of(window)
        assert sorted(titles(finder)) == ["Ana Garcia", "Bea Garcia"]
        status, _keys = finder.searching.footer(2)
        # How many there are is known, too.
        assert "2 of 3" in status
        await opening.close()


@pytest.mark.parametrize("typed", ["garcia", "nobody of that name"])
async def test_what_was_found_is_on_the_screen_without_a_wait_for_it(
    start: Start, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    # Nobody waits so long: it is seen, also where rows alone cover the whole list.
    monkeypatch.setattr(pages, "_FRAME", 3600.0)
    async with picture() as (window, field):
        opening = await opened(start)
        QTest.keyClicks(field, typed)
        await window.pages.find_with(opening.directory)
        assert finder_of(window).results.is_open
        await opening.close()


async def test_how_fresh_it_is_is_said_once_the_form_is_there_and_moves_nothing(start: Start) -> None:
    async with picture() as (window, field):
        opening = await opened(start)
        QTest.keyClicks(field, "garcia")
        await window.pages.find_with(opening.directory)
        results = finder_of(window).results
        place = results.geometry()
        assert (results._status.text(), results._help.text()) == ("2 of 3", "")
        app.make_whole(window)
        window.pages.say_all()
        QApplication.processEvents()
        assert results._status.text() == "2 of 3 read so far"
        assert "Enter picks" in results._help.text()
        assert results.geometry() == place
        await opening.close()


async def test_who_ordered_when_is_said_once_the_form_is_there_and_keeps_the_choice(start: Start) -> None:
    async with picture() as (window, field):
        opening = await opened(start)
        await SqliteLinks(opening.database).put(link(customer_id="cus_2", status="succeeded"))
        QTest.keyClicks(field, "garcia")
        await window.pages.find_with(opening.directory)
        results = finder_of(window).results
        QTest.keyClick(field, Qt.Key.Key_Down)
        place, chosen = results.geometry(), results.view.currentIndex().row()
        said = {row.title: row.trailing for row in results.model.rows}
        assert said == {"Ana Garcia": "No order here", "Bea Garcia": ""}
        app.make_whole(window)
        window.pages.say_all()
        said = {row.title: row.trailing for row in results.model.rows}
        assert said["Ana Garcia"] == "No order here"
        assert said["Bea Garcia"].startswith("Paid ")
        assert (results.geometry(), results.view.currentIndex().row()) == (place, chosen)
        await opening.close()


async def test_the_form_leaves_what_was_found_and_chosen_where_it_is(start: Start) -> None:
    async with picture() as (window, field):
        opening = await opened(start)
        QTest.keyClicks(field, "garcia")
        await window.pages.find_with(opening.directory)
        finder = finder_of(window)
        QTest.keyClick(field, Qt.Key.Key_Down)
        place, chosen = finder.results.geometry(), finder.results.current()
        app.make_whole(window)
        QApplication.sendPostedEvents()
        # It is painted as soon as it is laid out.
        assert not curtains(window)
        QApplication.processEvents()
        assert finder is window.compose.form.customer.finder
        assert window.focusWidget() is field
        assert finder.results.is_open
        assert finder.results.geometry() == place
        assert finder.results.current() == chosen
        assert window.compose.draft.customer.search == "garcia"
        QTest.keyClick(field, Qt.Key.Key_Return)
        picked = window.compose.draft.customer
        assert picked.mode is CustomerMode.EXISTING
        assert picked.existing is not None
        assert picked.existing.name == chosen.title if chosen else False
        await opening.close()


async def test_who_is_picked_before_there_is_a_form_is_in_it(start: Start) -> None:
    async with picture() as (window, field):
        opening = await opened(start)
        QTest.keyClicks(field, "zoe")
        await window.pages.find_with(opening.directory)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.compose.draft.customer.existing == PEOPLE[2]
        assert window.compose.form.customer.card.isVisible()
        await opening.close()


async def test_somebody_new_can_be_asked_for_before_there_is_a_form(start: Start) -> None:
    async with picture() as (window, _field):
        opening = await opened(start)
        await window.pages.find_with(opening.directory)
        finder_of(window).new.click()
        assert window.compose.form.customer.mode is CustomerMode.NEW
        await opening.close()


async def test_the_program_goes_on_with_what_is_open_and_found(desk: Desk) -> None:
    async with desk:
        opening = await opened(started_in(desk.paths))
        await desk.start(practice=True, opening=opening, typed="zoe")
        await until(lambda: desk.window.compose._workspace is not None)
        assert desk.workspace.directory is opening.directory
        finder = finder_of(desk.window)
        assert titles(finder) == ["Zoe Klein"]
        # It is the beginning of an order, as if it had been typed into the form.
        await until(lambda: desk.workspace.drafting.draft.customer.search == "zoe")
        # Who opened it closes nothing of what another works with.
        await opening.close()
        assert opening.lock.held
        await desk.stop()
        assert not opening.lock.held


async def test_another_place_than_expected_is_closed(desk: Desk) -> None:
    async with desk:
        opening = Opening(desk.paths, "mine")
        assert await opening.open()
        await desk.start(practice=True, opening=opening)
        await until(lambda: desk.window.compose._workspace is not None)
        assert desk.here == PRACTICE
        assert not opening.lock.held


async def test_what_another_works_with_is_left_to_the_program(start: Start) -> None:
    lock = FileLock(start.paths.runner_lock(PRACTICE))
    assert lock.acquire()
    assert await open_first(start, Settings()) is None
    lock.release()


async def test_a_damaged_file_is_left_to_the_program_as_it_is(
    start: Start, allow_log: Callable[[str], None]
) -> None:
    allow_log(r"dodo_desktop\.store\.database: the database could not")
    file = start.paths.database(PRACTICE)
    file.write_bytes(b"no database" * 1000)
    before = file.read_bytes()
    assert await open_first(start, Settings()) is None
    assert file.read_bytes() == before
    lock = FileLock(start.paths.runner_lock(PRACTICE))
    assert lock.acquire()
    lock.release()


async def test_nothing_stays_open_where_nobody_goes_on(start: Start) -> None:
    opening = await opened(start)
    await opening.close()
    await opening.close()
    with sqlite3.connect(start.paths.database(PRACTICE)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    connection.close()
